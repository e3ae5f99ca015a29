"""Claims as pages tell them: graded, led back to their sentences, and rendered from rows alone."""

import json

import pytest
from lxml.html import fromstring

from analysis import presentation
from analysis.presentation.claims import SIGNS, answers, in_short, mark, of_rows, rows


def row(about, name="", value="", grade="plain", chance=0.95, sentences=(1, 2, 3, 4)) -> dict:
    columns = ("about", "name", "value", "grade", "chance", "sentences")
    return dict(zip(columns, (about, name, value, grade, chance, list(sentences)), strict=True))


ROWS = [
    row("voices", value="2", chance=None),
    row("portrayal", "Ann Lee", "0", "plain", 0.99),
    row("portrayal", "Bo <b>", "-1", "probable", 0.6),
    row("portrayal", "Cy Poe", "1", "open", 0.2),
    row("question", "most heard", "balanced", "open", None, (5,)),
    row("question", "agent", "cannot tell", "open", None, (6, 7, 8)),
]
FRAME = of_rows(ROWS, "town")


def words(piece) -> str:
    return " ".join(fromstring(str(piece.markup)).text_content().split())


def test_rows_come_back_as_they_were():
    assert rows(FRAME) == ROWS
    assert rows(of_rows(json.loads(json.dumps(rows(FRAME))), "town")) == ROWS


@pytest.mark.parametrize("wrong", [{"about": "weather"}, {"chance": "high"}, {"sentences": None}])
def test_what_is_no_row_is_refused(wrong):
    with pytest.raises((KeyError, TypeError, ValueError)):
        of_rows([ROWS[0] | wrong], "town")


def test_claims_list_what_is_firm_sides_first_and_keep_all_rows():
    piece = presentation.claims(FRAME, ["portrayal"])
    shown = [" ".join(each.text_content().split()) for each in fromstring(str(piece.markup)).iter("li")]
    assert [each[0] for each in shown] == [SIGNS["probable"], SIGNS["plain"]]
    assert "Bo <b>" in shown[0]
    assert "60%" in shown[0]
    assert piece.metadata == {"presslens": {"role": "claims", "rows": ROWS}}


def test_claims_on_what_is_open_say_so():
    assert "heard about equally" in words(presentation.claims(FRAME, "most heard"))
    assert "Cy Poe" not in words(presentation.claims(FRAME))


def test_without_claims_there_is_nothing():
    piece = presentation.claims(of_rows([], "town"))
    assert words(piece) == ""
    assert piece.metadata["presslens"]["rows"] == []


def test_a_claim_leads_to_its_first_sentences():
    links = fromstring(str(presentation.opening(FRAME).markup)).find_class("s")
    assert {link.get("href") for link in links} <= {f"#s{number}" for number in range(1, 9)}
    assert links


def test_answers_tell_the_two_kinds_of_open_apart():
    found = fromstring(str(answers(FRAME).markup)).findall(".//tbody/tr")
    lines = {line[0].text_content(): line[1] for line in found}
    assert "cannot be told" in lines["Acts most upon others"].text_content()
    assert [link.text for link in lines["Acts most upon others"].iter("a")] == ["6", "7", "8"]
    assert " ".join(lines["Acts most upon others"].text_content().split()).endswith("Read 6, 7, 8")
    assert "equally" in lines["Heard most"].text_content()
    assert "Read" not in lines["Heard most"].text_content()


def test_a_mark_has_words_for_screen_readers():
    for grade, sign in SIGNS.items():
        assert f'<span aria-hidden="true">{sign}</span>' in mark(grade)
        assert f'<span class="pl-hidden">{grade}: </span>' in mark(grade)


@pytest.mark.parametrize(
    "about, expected",
    [
        (("portrayal", "-1"), "Bo <b> ◐probable: 60%"),
        (("portrayal", "1"), "–"),
        (("most heard",), "○open: balanced"),
        (("agent",), "○open: cannot tell"),
        (("form",), "–"),
    ],
)
def test_in_short(about, expected):
    assert " ".join(fromstring(f"<p>{in_short(FRAME, *about)}</p>").text_content().split()) == expected
