"""A claim in words: what it says follows from its row, with the right number and article."""

import pytest

from analysis.findings.telling import QUESTIONS, Claim, text_of
from analysis.schemas.claims import ABOUT

NAN = float("nan")


@pytest.mark.parametrize(
    "row, said",
    [
        (("form", "", "opinion", "plain", 0.93), "This is an opinion piece (93%)."),
        (("voices", "", "9", "plain", NAN), "Nine persons and bodies speak."),
        (("voices", "", "0", "plain", NAN), "Nobody but the author speaks by name."),
        (("voices", "name", "2", "plain", NAN), "Two voices have no name."),
        (("statements", "Unison", "6", "plain", NAN), "Six statements are by Unison."),
        (("words", "council", "64", "plain", NAN), "64% of the words given to others are by the council."),
        (("speaker", "Ann Evans", "person", "plain", 0.9), "Ann Evans speaks (90%)."),
        (("speaker", "Jeevan Sones", "person", "plain", 0.9), "Jeevan Sones speaks (90%)."),
        (("speaker", "Republicans", "body", "plain", 0.94), "Republicans speak (94%)."),
        (
            ("speaker", "experts", "unnamed", "probable", 0.6),
            "Probably among the voices without a name: experts (60%).",
        ),
        (("most heard", "Ann Lee", "person", "probable", 0.62), "Ann Lee is probably heard most (62%)."),
        (
            ("most heard", "Lahore police officers", "body", "plain", 0.9),
            "Lahore police officers are heard most (90%).",
        ),
        (("most heard", "United Nations", "body", "plain", 1.0), "The United Nations is heard most (99%)."),
        (("most heard", "Green Bay Packers", "body", "plain", 0.9), "Heard most: Green Bay Packers (90%)."),
        (("silent", "council", "group", "open", 0.3), "The council is perhaps central and not heard (30%)."),
        (
            ("portrayal", "Ann Lee", "-1", "probable", 0.62),
            "Ann Lee is probably shown in a bad light (62%).",
        ),
        (("portrayal", "Republicans", "1", "plain", 0.84), "Republicans are shown in a good light (84%)."),
        (("suffers", "villagers", "", "plain", 0.9), "Villagers are shown to suffer (90%)."),
        (
            ("agent", "Kenya", "", "probable", 0.6),
            "Kenya is probably among those who act most upon others (60%).",
        ),
        (("harmed", "two farmers", "group", "plain", 0.9), "Two farmers are harmed (90%)."),
        (
            ("harm", "police", "villagers", "probable", 0.7),
            "Police are probably said to have harmed villagers (70%).",
        ),
        (
            ("judges", "Ann Lee", "-council", "probable", 0.7),
            "Ann Lee probably speaks ill of the council (70%).",
        ),
        (("generic frame", "conflict", "lead", "plain", 0.88), "The conflict frame leads (88%)."),
        (
            ("policy frame", "Economic", "2", "probable", 0.6),
            "Economic is probably among its policy frames (60%).",
        ),
        (
            ("headline", "", "-1", "probable", NAN),
            "The headline probably sounds darker than the text below.",
        ),
        (
            ("loaded", "slams", "headline", "probable", 0.6),
            "“slams” in the headline is probably loaded (60%).",
        ),
        (
            ("key passage", "“We are done,” she said", "1", "plain", 0.9),
            "The first passage to read: “‘We are done,’ she said …” (90%).",
        ),
        (
            ("key passage", "They left at noon.", "2", "plain", 0.9),
            "The second passage to read: “They left at noon.” (90%).",
        ),
        (("question", "most heard", "balanced", "open", NAN), "Several are heard about equally."),
    ],
)
def test_a_row_is_a_sentence(row, said):
    assert text_of(*row) == said


def test_every_subject_has_words_and_every_open_question():
    values = {"form": "news", "headline": "1", "told": "episodic", "balance": "one voice", "portrayal": "0"}
    values |= dict.fromkeys(
        ("voices", "statements", "words", "named", "direct", "hedging", "key passage"), "2"
    )
    values |= {"speaker": "body", "judges": "+Bo", "harm": "Bo", "question": "cannot tell"}
    for about in ABOUT:
        name = "most heard" if about == "question" else "Ann"
        claim = Claim(about, name, values.get(about, ""), 0.9, ())
        assert claim.text.endswith(".") and claim.text[0] == claim.text[0].upper()
    for question in QUESTIONS:
        assert text_of("question", question, "cannot tell", "open", NAN).endswith("cannot be told.")
