"""What a page leaves out and folds: empty sections, prose, subsections, long tables, further findings."""

import pytest
from markupsafe import Markup

from analysis import presentation
from analysis.reports.folding import HOW, MOST_BESIDE, MOST_FINDINGS, MOST_ROWS, fold
from analysis.reports.tree import parsed, written
from analysis.wording import Finding


def folded(page: str, brief: bool = False) -> Markup:
    tree = parsed(page)
    fold(tree, brief)
    return written(tree)


def section(level: int, *outputs: str, prose: str = "<p>PROSE</p>", role: str = "") -> str:
    shown = "".join(f'<div class="output{role}">{output}</div>\n' for output in outputs)
    return f'<div class="prose">\n<h{level} id="x{level}">X{level}</h{level}>\n{prose}</div>\n{shown}'


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
    shown = folded(section(2, f"{beside}{rows(number)}"))
    assert ("<summary>T <span" in shown and f"({number} rows)" in shown) == is_folded
    assert shown.count("<tr>") == number


def test_the_note_on_rows_left_out_is_folded_with_its_table():
    note = '<p class="pl-note">The first 13 of 20 rows; the CSV table has them all.</p>'
    tree = parsed(f'<div class="pl">{rows(MOST_ROWS + 1)}{note} and more</div>')
    fold(tree)
    (folded_away,) = tree.findall("div/details")
    assert [part.get("class") for part in folded_away] == [None, "pl-scroll", "pl-note"]
    assert folded_away.tail == " and more"


def test_prose_stands_folded_behind_what_it_explains():
    more = '<div class="prose"><p>MORE</p></div><div class="output">SECOND</div>'
    shown = folded(section(2, "FIRST") + more)
    places = [shown.index(each) for each in ("<h2", "FIRST", "SECOND", HOW, "PROSE", "MORE")]
    assert places == sorted(places)
    assert shown.count("<details") == 1


@pytest.mark.parametrize("role", [" card", " tables", " provenance"])
def test_prose_that_introduces_stands_open_where_it_is(role):
    page = section(2, "SHOWN", role=role)
    assert folded(page) == page


def test_prose_without_outputs_and_the_beginning_of_a_page_stay():
    page = section(1) + section(2)
    assert folded(page) == page


def test_a_notebook_without_prose_may_show_nothing():
    assert folded('<div class="output"></div>') == ""


def test_subsections_are_folded_with_their_heading():
    shown = folded(section(2, "ABOVE") + section(3, "BELOW"))
    above, _, below = shown.partition('<details class="evidence"><summary><h3 id="x3">X3</h3></summary>')
    assert "ABOVE" in above
    assert below.index("BELOW") < below.index("PROSE")


@pytest.mark.parametrize(
    "page, left",
    [
        (section(2, ""), []),
        (section(2, '<div class="pl"></div>', " "), []),
        (section(2, "", "SHOWN"), ["x2"]),
        (section(2, '<figure><img alt=""></figure>'), ["x2"]),
        (section(2, "") + section(3, ""), []),
        (section(2, "") + section(3, "SHOWN"), ["x2", "x3"]),
        (section(2) + section(3, ""), []),
        (section(2, "SHOWN") + section(3, ""), ["x2"]),
        (section(1, "") + section(2, ""), ["x1"]),
    ],
)
def test_sections_that_show_nothing_vanish_with_their_heading(page, left):
    tree = parsed(page)
    fold(tree)
    assert [part.get("id") for part in tree.iter("h1", "h2", "h3")] == left


def test_a_brief_page_goes_without_text_subsections_and_prose():
    page = section(1) + section(2, "TEXT", role=" text") + section(2, "SHOWN") + section(3, "BELOW")
    shown = folded(page, brief=True)
    assert shown.count("PROSE") == 1
    assert "SHOWN" in shown
    assert not any(each in shown for each in ("TEXT", "BELOW", "X3"))
    assert shown.count("<h2") == 1
    only_below = folded(section(2, prose="") + section(3, "BELOW"), brief=True)
    assert "X2" not in only_below


def test_the_first_findings_stand_open():
    many = presentation.findings([Finding(f"finding {number}") for number in range(MOST_FINDINGS + 3)]).markup
    shown = folded(many)
    first, _, more = shown.partition("<summary>3 more findings</summary>")
    assert (first.count("<li>"), more.count("<li>")) == (MOST_FINDINGS, 3)
    few = presentation.findings(["one"] * (MOST_FINDINGS + 1)).markup
    assert folded(few) == few
