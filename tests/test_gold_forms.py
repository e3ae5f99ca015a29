"""The texts of each form in data/gold/forms: complete, loadable, of the promised length, no two alike."""

import csv
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from analysis import load_article
from analysis.articles import Article
from analysis.paths import ROOT

FORMS = ROOT / "data" / "gold" / "forms"
with (FORMS / "forms.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))
NAMES = {"news", "opinion", "interview", "letters", "review", "release"}


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {row["file"]: load_article(FORMS / row["file"]) for row in ROWS}


def test_every_file_is_listed_once():
    texts = {path.name for path in FORMS.iterdir()} - {"forms.csv", "README.md"}
    assert Counter(row["file"] for row in ROWS) == Counter(texts)


def test_every_form_has_twelve_and_half_of_them_are_pages():
    kinds = Counter((row["form"], Path(row["file"]).suffix == ".html") for row in ROWS)
    assert kinds == {(name, page): 6 for name in NAMES for page in (True, False)}


def test_files_are_numbered_within_their_form():
    stems = {Path(row["file"]).stem for row in ROWS}
    assert stems == {f"{name}-{number:02}" for name in NAMES for number in range(1, 13)}
    assert all(row["file"].startswith(f"{row['form']}-") for row in ROWS)


def test_about_a_third_of_each_form_is_hard_and_says_why():
    assert all(row["hard"] == ("1" if row["difficulty"] else "0") and row["cues"] for row in ROWS)
    hard = Counter(row["form"] for row in ROWS if row["hard"] == "1")
    assert all(4 <= hard[name] <= 5 for name in NAMES)


def test_every_text_loads_in_the_promised_length_without_a_warning(articles):
    words = {name: article.words for name, article in articles.items()}
    assert {name: count for name, count in words.items() if not 120 <= count <= 450} == {}
    assert {name: article.warnings for name, article in articles.items() if article.warnings} == {}


def test_pages_lose_their_menus_and_keep_their_titles(articles):
    pages = [article for name, article in articles.items() if name.endswith(".html")]
    assert all(page.title and page.published for page in pages)
    menus = ("You may also like", "Most viewed", "Read next", "Earlier:", "Share this", "Copyright", "©")
    assert [(page.id, menu) for page in pages for menu in menus if menu in page.text] == []


def test_no_two_texts_are_near_copies(articles):
    runs = {name: _runs_of_words(article.text) for name, article in articles.items()}
    shared = {
        (one, other): len(runs[one] & runs[other]) / min(len(runs[one]), len(runs[other]))
        for one, other in combinations(runs, 2)
    }
    assert {pair: share for pair, share in shared.items() if share > 0.02} == {}


def test_no_single_word_gives_a_form_away(articles):
    words = {
        row["file"]: set(re.findall(r"\w+|[^\w\s]", articles[row["file"]].text.casefold())) for row in ROWS
    }
    everywhere = Counter(word for found in words.values() for word in found)
    within = Counter((row["form"], word) for row in ROWS for word in words[row["file"]])
    f1 = {(form, word): 2 * both / (12 + everywhere[word]) for (form, word), both in within.items()}
    assert {cue: value for cue, value in f1.items() if value > 0.7} == {}


def _runs_of_words(text: str, length: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[start:] for start in range(length)), strict=False))
