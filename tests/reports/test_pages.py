"""The pages around the reports: what the index of an article says comes from rows of claims alone."""

import json
from dataclasses import replace

import nbformat
import pytest
from lxml.html import fromstring

from analysis.articles import Article
from analysis.findings.opening import title_for
from analysis.paths import CARDS
from analysis.presentation.claims import of_rows
from analysis.presentation.provenance import methods
from analysis.reports import pages
from analysis.reports.folder import Entry, Manifest

ARTICLE = Article("The mayor left. The town was angry.", id="town", title="A <town>")
ENTRIES = (
    Entry(1, "sentiment", "Sentiment", tables={"claims": 3, "sentences": 2}),
    Entry(2, "quotes", "Quotes", parameters={"reader": "base"}, pdf=True),
    Entry(3, "framing", "Framing", failed="cell 3"),
)


def row(about, name, value, grade="plain", chance=0.95, sentences=(1,)) -> dict:
    columns = ("about", "name", "value", "grade", "chance", "sentences")
    return dict(zip(columns, (about, name, value, grade, chance, list(sentences)), strict=True))


CLAIMS = (
    row("form", "", "news", sentences=()),
    row("most heard", "Ann <b>", "person", sentences=(2,)),
    row("portrayal", "Bo Day", "-1", "probable", 0.7, (1, 2)),
    row("portrayal", "Cy Poe", "1", "open", 0.3),
    row("generic frame", "conflict", "lead", chance=0.9),
    row("question", "harmed", "cannot tell", "open", None, (1, 2)),
)
MANIFEST = Manifest(
    "town",
    "A <town>",
    "The Bell",
    None,
    7,
    ARTICLE.sha256,
    "town.txt",
    "2026-01-01",
    ENTRIES,
    CLAIMS,
    '<div class="pl"><span class="sentence" id="s1">The mayor left.</span></div>',
)


def index(*claims: dict, article: Article = ARTICLE) -> str:
    return pages.article_index(article, replace(MANIFEST, claims=claims or CLAIMS)).decode()


def words(page: str, kind: str) -> str:
    """The text of the elements of a class."""
    return " ".join(map(words_of, fromstring(page.encode()).find_class(kind)))


def words_of(part) -> str:
    return " ".join(part.text_content().split())


def test_the_opening_page_says_its_claims_with_grade_chance_and_sentences():
    page = index()
    opening = words(page, "pl-opening")
    assert "Ann <b> is heard most (95%)" in opening
    assert "Bo Day" in opening
    assert "70%" in opening
    assert "Cy Poe" not in opening
    assert '<a class="s" href="#s2"' in page


def test_the_grades_lead_to_how_often_they_are_right():
    assert 'href="../methods.html#card-claims"' in index()
    assert 'href="methods.html#card-claims"' in pages.index([MANIFEST]).decode()
    assert 'id="card-claims"' in pages.methods().decode()


def test_the_text_stands_between_the_opening_and_the_questions():
    page = index()
    main = page.partition("<main")[2]
    order = ("pl-opening", 'id="s1"', "pl-questions", 'id="reports"', 'class="paste"')
    places = [main.index(each) for each in order]
    assert places == sorted(places)


def test_open_questions_say_why_and_what_to_read():
    lines = fromstring(index().encode()).find_class("pl-questions")[0].iter("tr")
    (harmed,) = [line for line in lines if "Harmed" in words_of(line)]
    assert "cannot be told" in words_of(harmed)
    assert [link.text for link in harmed.iter("a")] == ["1", "2"]


def test_a_changed_row_changes_every_place_that_tells_it():
    changed = [each | {"name": "Di Fox"} if each["about"] == "most heard" else each for each in CLAIMS]
    before, after = index(), index(*changed)
    for kind in ("pl-opening", "pl-questions"):
        assert "Ann <b>" in words(before, kind)
        assert "Ann <b>" not in words(after, kind)
        assert "Di Fox" in words(after, kind)
    titles = [title_for(of_rows(rows, "town"), "most heard") for rows in (CLAIMS, changed)]
    assert [name in title for name, title in zip(("Ann <b>", "Di Fox"), titles, strict=True)] == [True, True]
    of_all = pages.index([replace(MANIFEST, claims=tuple(changed))]).decode()
    assert "Di Fox" in words(of_all, "compared")


def test_what_a_page_says_is_a_function_of_its_rows():
    assert index() == index(*json.loads(json.dumps(CLAIMS)))


def test_reports_lead_to_their_pages_and_tables_and_a_failed_one_says_why():
    page = index()
    assert '<a href="sentiment.html">Sentiment</a>' in page
    assert '<a href="tables/sentences.csv">sentences</a>' in page
    assert '<a href="quotes.pdf">PDF</a>' in page
    assert "The report on framing could not be made" in page
    assert '<a href="framing.failed.ipynb">' in page
    assert 'href="framing.html"' not in page


def test_without_claims_the_page_says_nothing_of_the_article():
    page = pages.article_index(ARTICLE, replace(MANIFEST, claims=(), text="")).decode()
    assert "pl-opening" not in page.partition("</head>")[2]
    assert "What can be claimed" not in page


def test_warnings_stand_above_the_text():
    page = index(article=Article("x y z " * 40, warnings=("It is cut off.",)))
    assert page.index("It is cut off.") < page.index('id="the-text"')


def test_methods_are_those_of_the_reports_that_were_made():
    text = words(index(), "paste")
    assert ARTICLE.sha256[:12] in text
    assert "(Newell, Margolin and Ruths 2018): F1 " in text and " on PolNeAR dev" in text
    assert "Boydstun" not in text


def test_articles_are_compared_side_by_side_in_short():
    heads, line = fromstring(pages.index([MANIFEST])).iter("tr")
    cells = dict(zip(map(words_of, heads), map(words_of, line), strict=True))
    assert cells["Article"] == "A <town> (Framing failed)"
    assert cells["Outlet"] == "The Bell"
    assert cells["Form"] == "news ●plain: 95%"
    assert cells["Shown worse"] == "Bo Day ◐probable: 70%"
    assert cells["Shown better"] == "–"
    assert cells["Harmed"] == "○open: cannot tell"


@pytest.mark.parametrize("times, listed", [(3, 0), (pages.FEWEST_WORDS, 2)])
def test_a_long_page_lists_its_sections(times, listed):
    text = f"# Corpus\n\n## One & two\n\n{'word ' * times}\n\n## Three\n\nAnd so on."
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    page = fromstring(pages.corpus(notebook, "Corpus: 2 articles of <A>", "articles", "2026-01-01"))
    assert page.find(".//h1").text == page.find(".//title").text == "Corpus: 2 articles of <A>"
    links = [(link.get("href"), link.text) for nav in page.find_class("contents") for link in nav.iter("a")]
    assert links == [("#one-two", "One & two"), ("#three", "Three")][:listed]


def test_the_page_of_methods_has_every_card_the_works_and_the_terms():
    page = pages.methods([("index.html", "All articles")]).decode()
    for card in CARDS.glob("*.json"):
        assert page.count(f'id="card-{card.stem}"') == 1
    assert "Newell, C., Margolin, D." in page
    assert 'id="term-frame"' in page
    assert 'id="disagree"' in page


@pytest.mark.parametrize("method", methods(), ids=lambda method: method.name)
def test_every_method_speaks_by_a_measure_of_its_card(method):
    card = json.loads((CARDS / f"{method.card}.json").read_text())
    assert method.measure in {row["measure"] for row in card["rows"]}
