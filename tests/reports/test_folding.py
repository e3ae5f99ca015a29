"""What a page folds: subsections, long tables, further findings, the code of a section."""

import pytest
from markupsafe import Markup

from analysis import presentation
from analysis.reports.folding import MOST_BESIDE, MOST_FINDINGS, MOST_ROWS, fold
from analysis.reports.tree import parsed, written
from analysis.wording import Finding


def folded(page: Markup) -> Markup:
    tree = parsed(page)
    fold(tree)
    return written(tree)


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


def test_the_note_on_rows_left_out_is_folded_with_its_table():
    note = '<p class="pl-note">The first 13 of 20 rows; the CSV table has them all.</p>'
    tree = parsed(f'<div class="pl">{rows(MOST_ROWS + 1)}{note} and more</div>')
    fold(tree)
    (folded_away,) = tree.findall("div/details")
    assert [part.get("class") for part in folded_away] == [None, "pl-scroll", "pl-note"]
    assert folded_away.tail == " and more"


def test_subsections_are_folded_with_their_heading_and_code_stands_once_at_the_end():
    code = '<details class="code"><summary>Code</summary>\n<pre>CODE</pre>\n</details>\n'
    part = (
        '<div class="prose">\n<h{0} id="x{0}">X{0}</h{0}>\n<p>P</p></div>\n' + code + "<p>OUTPUT</p>\n" + code
    )
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
