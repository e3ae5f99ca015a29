"""What pages add to a notebook: answers, backlinks, definitions, folds, methods, PDF."""

import json
import re
import stat
import time
from pathlib import Path

import chromium
import nbformat
import pytest
from markupsafe import Markup

from analysis import claims, presentation
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import UsageError
from analysis.paths import CARDS
from analysis.presentation import marked_text
from analysis.presentation.provenance import methods
from analysis.reports import catalogue, pages, pdf
from analysis.reports.cells import anchor_of
from analysis.reports.evidence import MOST_BESIDE, MOST_FINDINGS, MOST_ROWS, folded, with_backlinks
from analysis.reports.folder import Entry, Manifest
from analysis.reports.glossary import terms, with_definitions
from analysis.wording import Answer, Finding

ARTICLE = Article("The mayor left. The town was angry.", id="town", title="A <town>")


# --- backlinks


@pytest.fixture(scope="module")
def page() -> Markup:
    """Two findings on sentence 1 under one heading, one table cell under another, and the text."""
    text = marked_text.text(annotate(ARTICLE), [])
    return Markup(
        '<h2 id="findings">Findings &amp; more</h2>{0}, {0}<h2 id="table">The table</h2>{0}{1}'
    ).format(presentation.sentence_link(1), text.markup)


def test_a_sentence_leads_back_to_each_section_that_uses_it(page):
    linked, lists = with_backlinks(page)
    anchors = re.findall(r'<a class="s" id="(.*?)" href="#s1"', linked)
    assert anchors == ["use-1", "use-2"]
    assert linked.count('href="#s1"') == 3
    for anchor, heading in zip(anchors, ("Findings &amp; more", "The table"), strict=True):
        assert f'<li><a href="#{anchor}">{heading}</a></li>' in lists
    assert '<button type="button" class="n" popovertarget="used-1"' in linked
    assert 'id="used-1"' in lists


def test_a_sentence_that_nothing_uses_keeps_its_number(page):
    linked, lists = with_backlinks(page)
    assert 'id="s2"><a class="n" href="#s2"' in linked
    assert "used-2" not in linked + lists


def test_a_second_text_without_anchors_is_not_a_use():
    text = marked_text.text(annotate(ARTICLE), [], anchors=False).markup
    assert with_backlinks(text) == (text, "")


# --- glossary


def test_a_term_opens_its_definition_where_it_is_first_used():
    prose = Markup('<div class="prose">\n<p>A frame and a FRAME.</p></div>')
    marked, definitions = with_definitions(prose)
    assert marked.count('popovertarget="term-frame"') == 1
    assert definitions.count('<div popover id="term-frame"') == 1


def test_the_longest_term_counts():
    marked, _ = with_definitions(Markup('<div class="prose"><p>generic frames, macro-F1</p></div>'))
    assert '"term-generic-frame">generic frames</button>' in marked
    assert '"term-macro-f1">macro-F1</button>' in marked
    assert "term-f1" not in marked


@pytest.mark.parametrize(
    "block",
    [
        '<div class="prose"><h2 id="frame">Frame</h2></div>',
        '<div class="prose"><p><a href="#x">frame</a> <code>frame</code></p></div>',
        '<div class="prose"><p>airframe frame-like</p></div>',
        "<p>frame</p>",
    ],
)
def test_no_definition_in_headings_links_code_and_parts_of_words(block):
    assert with_definitions(Markup(block)) == (block, "")


def test_terms_are_defined_once_in_whole_sentences():
    forms = [form.lower() for term in terms() for form in (term.name, *term.forms)]
    assert len(forms) == len(set(forms))
    assert len({term.anchor for term in terms()}) == len(terms()) >= 25
    assert all(len(term.meaning) > 30 and term.meaning[-1] in '."' for term in terms())


# --- folds


def rows(number: int) -> Markup:
    body = Markup("").join(Markup("<tr><td>{}</td></tr>").format(row) for row in range(number))
    return Markup(
        '<div aria-label="T" class="pl-scroll" role="region" tabindex="0"><table><caption>T</caption>'
        "<tbody>{}</tbody></table></div>"
    ).format(body)


@pytest.mark.parametrize(
    "number, beside, is_folded",
    [
        (MOST_ROWS, "", False),
        (MOST_ROWS + 1, "", True),
        (MOST_BESIDE, "<figure></figure>", False),
        (MOST_BESIDE + 1, "<figure></figure>", True),
    ],
)
def test_long_tables_are_folded_under_their_name_sooner_beside_a_figure(number, beside, is_folded):
    shown = folded(Markup(f'<div class="prose">\n<h2 id="x">X</h2>\n</div>{beside}{rows(number)}'))
    assert ("<summary>T <span" in shown and f"({number} rows)" in shown) == is_folded
    assert shown.count("<tr>") == number


def test_subsections_are_folded_with_their_heading_and_code_stands_once_at_the_end():
    code = '<details class="code"><summary>Code</summary>\nCODE\n</details>\n'
    part = '<div class="prose">\n<h{0} id="x{0}">X{0}</h{0}>\n<p>P</p></div>\n' + code + "OUTPUT" + code
    shown = folded(Markup(part.format(2) + part.format(3)))
    section, _, evidence = shown.partition('<details class="evidence">')
    assert '<h2 id="x2">' in section
    assert evidence.startswith('<summary><h3 id="x3">X3</h3></summary>')
    for piece in (section, evidence):
        assert piece.count('<details class="code">') == 1
        assert piece.count("CODE") == 2
        assert piece.index("OUTPUT") < piece.index("CODE")


def test_the_first_findings_stand_open():
    many = presentation.findings([Finding(f"finding {number}") for number in range(MOST_FINDINGS + 3)]).markup
    shown = folded(many)
    first, _, more = shown.partition("<summary>3 more findings</summary>")
    assert (first.count("<li>"), more.count("<li>")) == (MOST_FINDINGS, 3)
    few = presentation.findings(["one"] * (MOST_FINDINGS + 1)).markup
    assert folded(few) == few


# --- the opening page


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
        "quotes": [claims.quotes.SECTION],
        "sentiment": [claims.sentiment.SECTION],
        "framing": [claims.framing.WHO_ACTS_SECTION, claims.framing.FRAME_SECTION],
    }
    for report in catalogue.REPORTS:
        cells = nbformat.read(report.notebook, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
        assert set(named[report.name]) <= set(headings)


def test_an_anchor_is_the_one_that_the_page_gives():
    assert anchor_of("Who acts, and who is acted upon") == "who-acts-and-who-is-acted-upon"


# --- PDF


def program(place: Path, script: str) -> str:
    """A stand-in for the browser: a script that gets its command line."""
    path = place / "chromium"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_no_browser_is_said_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="no Chromium or Chrome is installed") as refusal:
        pdf.browser()
    assert "\n" not in str(refusal.value)


HALF = 'for a in "$@"; do case $a in --print-to-pdf=*) echo %PDF > "${a#*=}";; esac; done'


@pytest.mark.parametrize("script", ["exit 1", "exit 0", HALF])
def test_what_is_not_a_whole_pdf_is_an_error(tmp_path, script):
    with pytest.raises(pdf.PdfError, match="did not print"):
        pdf.print_page(b"<p>page</p>", program(tmp_path, script))


MADE = b'<p>Made on <time datetime="2026-11-22">2026-11-22</time></p>'
PRINTED = """%PDF-1.4
/CreationDate (D:20261128132355+00'00') /ModDate (D:20261128132355+00'00')
/ID (node{:08}) /ID (node{:08}) /Headers [(node{:08})]
%%EOF
"""


def test_a_pdf_is_dated_as_its_page_and_its_nodes_are_counted_from_one(tmp_path):
    (tmp_path / "made.pdf").write_text(PRINTED.format(98, 101, 98))
    copy = f'for a; do case $a in --print-to-pdf=*) cp {tmp_path}/made.pdf "${{a#*=}}";; esac; done'
    printed = pdf.print_page(MADE, program(tmp_path, copy)).decode()
    assert printed == PRINTED.replace("20261128132355", "20261122000000").format(1, 2, 1)


@chromium.needed
def test_printed_twice_is_the_same_bytes():
    page = MADE + b"<table><tr><th>Speaker</th></tr><tr><td>Ada</td></tr></table>"
    first = pdf.print_page(page, chromium.PATH)
    time.sleep(1.1)  # the browser's stamps are in seconds
    assert b"CreationDate (D:20261122000000" in first
    assert pdf.print_page(page, chromium.PATH) == first


def test_a_printed_page_links_to_itself_and_the_web_only(tmp_path):
    copy = 'for last; do :; done; cp "${last#file://}" ' + str(tmp_path / "seen.html")
    page = b'<a class="s" href="#s1">1</a><a href="../index.html">All</a><a href="https://e.org/">web</a>'
    with pytest.raises(pdf.PdfError):
        pdf.print_page(page, program(tmp_path, copy))
    assert (tmp_path / "seen.html").read_text() == (
        '<a class="s" href="#s1">1</a><a >All</a><a href="https://e.org/">web</a>'
    )
