"""Answers are understood as coders write them, and refused where nobody could."""

import pytest

from analysis.coding.answers import understand


@pytest.mark.parametrize(
    "task, answer, label",
    [
        ("quotes", "N", "no"),
        ("quotes", " yes ", "yes"),
        ("quotes", "indir.", "indirect"),
        ("sentiment", "−1", "negative"),
        ("sentiment", "0", "neutral"),
        ("sentiment", "+", "positive"),
        ("generic", "None", frozenset()),
        ("generic", "econ;Conflict", frozenset({"economic", "conflict"})),
        ("policy", "Legality, constitutionality and jurisprudence", None),
        ("policy", "Security and defense; political", frozenset({"Security and defense", "Political"})),
    ],
)
def test_answers_are_understood_as_people_write_them(task, answer, label):
    expected = frozenset({answer}) if label is None else label
    found = understand(task, answer)
    assert (found.label if isinstance(expected, str) else found.frames) == expected


@pytest.mark.parametrize("task", ["quotes", "sentiment", "generic"])
def test_a_blank_answer_is_no_answer(task):
    assert understand(task, "  ") is None


@pytest.mark.parametrize(
    "task, answer, message",
    [
        ("sentiment", "n", "“n” is no answer for sentiment; write negative, neutral or positive"),
        ("sentiment", "postive", "“postive” is no answer for sentiment"),
        ("generic", "conflict; mor; money", "“money” is no generic frame; write conflict,"),
    ],
)
def test_an_answer_that_nobody_understands_is_refused(task, answer, message):
    with pytest.raises(ValueError, match=message):
        understand(task, answer)
