"""Open questions: the text is balanced, has none, or the machine cannot tell."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.findings.questions import questions
from analysis.findings.telling import Claim

NAN = float("nan")


@pytest.fixture(scope="module")
def document():
    return annotate(Article("The mayor left. She came back."))


def open_(document, *rows) -> dict[str, tuple[str, tuple[int, ...]]]:
    found = [Claim(*row) for row in rows]
    return {each.name: (each.value, each.sentences) for each in questions(document, found)}


def test_a_firm_claim_answers_its_question(document):
    found = open_(
        document,
        ("form", "", "news", 0.99, ()),
        ("most heard", "Ann", "person", 0.9, (1,)),
        ("portrayal", "Ann", "-1", 0.9, (1,)),
        ("generic frame", "conflict", "lead", 0.9, (1,)),
        ("policy frame", "Economic", "1", 0.9, (1,)),
        ("agent", "Ann", "", 0.9, (1,)),
        ("harmed", "Bo", "", 0.9, (1,)),
    )
    assert not found


def test_what_is_unlikely_is_none_and_what_is_unsure_cannot_be_told(document):
    found = open_(
        document,
        ("harmed", "Bo", "", 0.3, (4, 5)),
        ("harmed", "Cy", "", 0.25, (6,)),
        ("agent", "Ann", "", 0.1, (1,)),
    )
    assert found["harmed"] == ("cannot tell", (4, 5, 6))
    assert found["agent"][0] == "cannot tell" and found["portrayal"][0] == "none"
    assert "most heard" not in found


@pytest.mark.parametrize("shares, value", [(("40", "38"), "balanced"), (("60", "20"), "cannot tell")])
def test_about_as_many_words_are_balanced(document, shares, value):
    words = [("words", name, share, NAN, (1,)) for name, share in zip("AB", shares, strict=True)]
    unsure = [("most heard", name, "person", 0.3, (1,)) for name in "AB"]
    found = open_(document, ("voices", "", "2", NAN, (1,)), *words, *unsure)
    assert found["most heard"][0] == value


def test_actors_in_neither_light_and_frames_that_are_there_are_balanced(document):
    frames = [("generic frame", name, "1", 0.9, (1,)) for name in ("conflict", "morality")]
    found = open_(document, ("portrayal", "Ann", "0", 0.9, (2,)), *frames)
    assert found["portrayal"] == ("balanced", (2,))
    assert found["generic frame"][0] == "balanced"


def test_a_frame_that_is_firmly_there_answers_unless_another_is_as_likely(document):
    economic, political = (("policy frame", name, "2", 0.95, (1,)) for name in ("Economic", "Political"))
    unsure = ("policy frame", "Political", "3", 0.3, (1,))
    assert "policy frame" not in open_(document, economic, unsure)
    assert open_(document, economic, political)["policy frame"][0] == "balanced"
    assert open_(document, unsure)["policy frame"][0] == "cannot tell"


def test_a_text_without_sentences_has_no_questions():
    assert not open_(annotate(Article("")))
