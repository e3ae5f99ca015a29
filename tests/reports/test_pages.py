"""What pages add to a notebook: answers with their evidence, how good the methods are, how to cite them."""

import json
import re

import nbformat
import pytest

from analysis import findings
from analysis.articles import Article
from analysis.paths import CARDS
from analysis.presentation.provenance import methods
from analysis.reports import catalogue, pages
from analysis.reports.cells import anchor_of
from analysis.reports.folder import Entry, Manifest
from analysis.wording import Answer

pytestmark = pytest.mark.slow

ARTICLE = Article("The mayor left. The town was angry.", id="town", title="A <town>")
ANSWERS = [
    Answer("Who speaks", "Mostly A <b>.", "Who speaks how much", (3, 4)),
    Answer("Who else", "Not clear.", "Who speaks how much", clear=False),
]


def opening(article: Article = ARTICLE) -> str:
    entries = (
        Entry(1, "sentiment", "Sentiment", answers=[Answer("Tone", "None.", "Towards whom")._asdict()]),
        Entry(2, "quotes", "Quotes", answers=[each._asdict() for each in ANSWERS], parameters={"seed": 7}),
        Entry(3, "framing", "Framing", failed="cell 3"),
    )
    manifest = Manifest("town", "T", None, None, 7, article.sha256, "town.txt", "2026-01-01", entries)
    return pages.article_index(article, manifest).decode()


def test_the_opening_page_answers_with_evidence_and_says_how_sure_it_is():
    page = opening()
    assert "Mostly A &lt;b&gt;." in page
    assert '<a href="quotes.html#who-speaks-how-much">Quotes: Who speaks how much</a>' in page
    assert '<a class="s" href="quotes.html#s3"' in page
    assert page.index("Who speaks") < page.index("Tone") < page.index("How good the text is")
    main = page.partition('class="pl-answers"')[2].partition("</ul>")[0]
    assert main.count("</span> clear</span>") == 2
    assert main.count("</span> not clear</span>") == 1
    assert main.count("</span> with care</span>") == 1


def test_a_text_with_warnings_is_said_to_need_care():
    main = opening(Article("x y z " * 40, warnings=("It is cut off.",))).partition('class="pl-answers"')[2]
    assert re.search(r"There (is|are) \d warnings? about this text", main)
    assert '<a href="#warnings">' in main
    assert 'id="warnings"' in main


def test_methods_and_scores_are_those_of_the_reports_that_were_made():
    page = opening()
    scores = page.partition('id="how-good"')[2].partition("</section>")[0]
    assert "Who says what" in scores
    assert "Moral foundations" not in scores
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    assert ARTICLE.sha256[:12] in text
    assert "Newell, C., Margolin, D." in text
    assert "Boydstun" not in text


@pytest.mark.parametrize("method", methods(), ids=lambda method: method.name)
def test_every_method_speaks_by_a_measure_of_its_card(method):
    card = json.loads((CARDS / f"{method.card}.json").read_text())
    assert method.measure in {row["measure"] for row in card["rows"]}


def test_the_sections_of_answers_are_headings_of_their_notebooks():
    named = {
        "quotes": [findings.quotes.SECTION],
        "sentiment": [findings.sentiment.SECTION],
        "framing": [findings.framing.WHO_ACTS_SECTION, findings.framing.FRAME_SECTION],
    }
    for report in catalogue.REPORTS:
        cells = nbformat.read(report.notebook, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
        assert set(named[report.name]) <= set(headings)


def test_an_anchor_is_the_one_that_the_page_gives():
    assert anchor_of("Who acts, and who is acted upon") == "who-acts-and-who-is-acted-upon"
