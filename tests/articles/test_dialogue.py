"""Lines that ask, answer or sign."""

import pytest

from analysis.articles import Article
from analysis.articles.dialogue import answers, asks, is_name, labels, lines, signatures, signed


def read(text: str):
    article = Article(text)
    return lines(article.text, article.blocks)


def test_lines_lose_their_marks_and_keep_their_places():
    text = "It began.\n\n**Why now?**\n\n> Because.\n\n## A heading"
    found = read(text)
    assert [line.text for line in found] == ["It began.", "Why now?", "Because.", "A heading"]
    assert [text[line.start : line.end] for line in found[1:]] == [
        "**Why now?**",
        "> Because.",
        "## A heading",
    ]
    assert [line.raised for line in found] == [False, True, False, True]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Why now?", True),
        ("“Why now?”", True),
        ("Why now? (Jun, Manila)", True),
        ("Why now? I do not know.", False),
    ],
)
def test_a_question_ends_in_its_mark(text, question):
    assert asks(read(text)[0]) is question


def test_labels_are_names_that_come_back():
    assert labels(read("LEE: No deal.\n\nMAY: Why?\n\nLEE: Money.\n\nMAY: I see.")) == ["LEE", "MAY"] * 2
    assert labels(read("Thomas Lee: One.\n\nOutlet: Two?\n\nMr Lee: Three.\n\nOutlet: Four?")) == [
        "Thomas Lee",
        "Outlet",
        "Mr Lee",
        "Outlet",
    ]


@pytest.mark.parametrize("text", ["Update: it rained.\n\nIt stopped.", "Monday: rain.\n\nTuesday: sun."])
def test_words_before_colons_that_do_not_come_back_are_no_labels(text):
    assert not any(labels(read(text)))


def test_answers_are_what_stands_below_questions():
    found = answers(read("An opening.\n\nWhy?\n\nBecause.\n\nAnd so.\n\nWhen?\n\nNow."))
    assert [[line.text for line in each] for each in found] == [["Because.", "And so."], ["Now."]]


def test_signatures_are_names_below_what_has_ended():
    found = read("It was so.\n\nAna Holt\nEmsford\n\nWhat happens next\n\nThe Long Road Home\n\nMore.")
    assert signatures(found) == {1}
    assert signatures(read("It was so.\n\nAna Holt, Old Quay\n\nIt was not.\n\nTom s/o Birch")) == {1, 3}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was so. – A. Holt, Emsford", "A. Holt, Emsford"),
        ("It was so (Proud mum, Monze)", "Proud mum, Monze"),
        ("It was so – or was it", None),
        ("It was in Emsford (which is small)", None),
    ],
)
def test_a_line_may_end_in_its_signature(text, name):
    assert signed(read(text)[0]) == name


def test_names_are_in_capitals_and_headings_mostly_not():
    assert is_name("Ana Holt, St Mary in the Marsh")
    assert not is_name("The Long Road")
    assert not is_name("What happens next")
