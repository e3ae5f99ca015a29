"""The form of a text: told by lines and words, with a chance; measured on texts nothing was fitted to."""

import csv

import pytest

from analysis import classify_form, load_article
from analysis.articles import Article
from analysis.paths import ROOT
from analysis.schemas.texts import FORMS

GOLD = ROOT / "data" / "gold" / "forms"

NEWS = (
    "Bridge closed after lorry fire\n\n"
    "A bridge over the Ems was closed on Tuesday after a lorry caught fire, police said.\n\n"
    "The driver, 41, was taken to hospital. “We saw smoke from here,” said Ana Holt, who lives nearby.\n\n"
    "The council said that the bridge would be inspected on Wednesday. Officials declined to comment further."
)
OPINION = (
    "Opinion: Leave the bridge shut\n\n"
    "I know that I should not say so, but we ought to leave the bridge shut. Why does so small a town need "
    "two? It is time that we asked ourselves who really benefits.\n\n"
    "Surely it is absurd to spend millions on lorries and nothing on buses. The council must think again."
)
INTERVIEW = (
    "The woman who mends bridges\n\nEngineer Ana Holt talks about rust.\n\n"
    "Q: How do you begin?\n\nA: I listen. I tap it with a hammer and I listen.\n\n"
    "Q: Are you ever afraid?\n\nA: Of heights, always. I have never told my team.\n\n"
    "Q: What comes next?\n\nA: I am going to sleep for a week."
)
LETTERS = (
    "Letters to the editor\n\n"
    "Sir – Your report on the bridge forgets those who walk. I have crossed it daily for forty years.\n\n"
    "Ana Holt, Emsford\n\n"
    "Sir – Mr Lake (Letters, 3 May) is wrong about lorries. My father drove one.\n\n"
    "Tom Birch, Old Quay\n\n"
    "Sir – Could the council not ask us first?\n\n"
    "Name and address supplied, Emsford"
)
REVIEW = (
    "Film review: The Bridge\n\n"
    "Director Ana Holt's debut is a thriller with a superb first hour and a clumsy last one. The cast is "
    "charming, the plot sags, and the score is delightful. Tom Birch gives a wonderful performance.\n\n"
    "Rated 15. In cinemas from Friday. 4 out of 5 stars."
)
RELEASE = (
    "FOR IMMEDIATE RELEASE\n\n"
    "Holt Engineering, a leading provider of bridges, today announced the opening of its state-of-the-art "
    "plant. “We are proud and delighted,” said chief executive Ana Holt.\n\n"
    "About Holt Engineering\n\nHolt Engineering is committed to innovative solutions. For more information, "
    "visit www.holt.example.\n\nMedia contact: press@holt.example"
)
PLAIN = dict(zip(FORMS, (NEWS, OPINION, INTERVIEW, LETTERS, REVIEW, RELEASE), strict=True))


@pytest.mark.parametrize("form", FORMS)
def test_a_plain_text_of_each_form_is_told(form):
    found = Article(PLAIN[form]).form
    assert found.name == form
    assert found.chance > 0.6


def test_the_chances_of_a_text_sum_to_one_and_the_likeliest_is_its_form():
    table = classify_form([Article(text, id=name) for name, text in PLAIN.items()])
    assert table["article_id"].tolist() == list(FORMS)
    assert table[list(FORMS)].sum(axis=1).tolist() == pytest.approx([1] * len(FORMS))
    assert table["chance"].tolist() == table[list(FORMS)].max(axis=1).tolist()
    assert table["form"].tolist() == table[list(FORMS)].idxmax(axis=1).tolist()


def test_no_articles_give_an_empty_table():
    assert classify_form([]).columns.tolist() == ["article_id", "form", "chance", *FORMS]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "?", "政府周二决定", "A: " * 500, "Ana Holt\n" * 500, "“" * 999]
)
def test_any_text_has_a_form(text):
    assert 0 < Article(text).form.chance <= 1


def test_the_form_is_a_column_of_the_articles_table():
    row = Article(REVIEW).row()
    assert (row["form"], row["form_chance"]) == Article(REVIEW).form[:2]


def test_where_a_text_stood_counts():
    plain = Article(OPINION.removeprefix("Opinion: ")).form
    placed = Article(OPINION.removeprefix("Opinion: "), section="Opinion", kinds=("OpinionNewsArticle",)).form
    told = Article(OPINION.removeprefix("Opinion: "), url="https://example.org/opinion/bridge").form
    assert min(placed.chances[1], told.chances[1]) > plain.chances[1]


def test_most_of_our_own_texts_are_told_by_their_forms():
    """Their macro-recall is 86 (n = 72); nothing was fitted to them."""
    with (GOLD / "forms.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    found = classify_form(load_article(GOLD / row["file"]) for row in rows)
    right = found["form"] == [row["form"] for row in rows]
    assert right.mean() >= 0.85  # forms are equally common, so this is the mean of the recalls
    assert right[found["chance"] >= 0.9].mean() >= 0.9
