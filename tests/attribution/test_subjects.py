"""Who of several in a sentence says what: subjects, bylines, media that pass on, requests."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions


def said(text: str) -> list[tuple[str | None, str]]:
    """Return (speaker, content) of each attribution, the content as the text has it."""
    return [
        (each.speaker, " … ".join(text[slice(*piece)] for piece in each.content))
        for each in attributions(annotate(Article(text=text)))
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "opening"),
    [
        (
            "But as councillor Ana Holt asked how the ferry will cross 12 shipping lanes between Emsford and "
            "Tolby, Nils Berg, assistant director for works of the county harbours, explained that ferries "
            "would not stop for freighters.",
            "Nils Berg",
            "that ferries",
        ),
        (
            "While a company presentation assured council members that the ferry had been tested, under "
            "questioning Tom Birch, the harbour department’s deputy director, acknowledged Monday that the "
            "department had never asked the inspectors.",
            "Tom Birch",
            "that the department",
        ),
        (
            "According to a blog post for Harbour Watch, Norway’s Institute for Sea Research predicts that "
            "the tides will be 10 to 20 percent higher in the next three years.",
            "Norway’s Institute for Sea Research",
            "that the tides",
        ),
        (
            "Last month, Tolby (the largest town on the island) declared a state of emergency over the "
            "storms, reported Coast News.",
            "Coast News",
            "Last month",
        ),
    ],
)
def test_each_speaker_of_a_sentence_has_their_own_words(text, speaker, opening):
    assert [who for who, content in said(text) if content.startswith(opening)][-1] == speaker


def test_a_byline_before_the_text_is_no_speaker():
    text = "Ferry stops in March\n\nBy Ana Holt: The ferry cannot run in such storms, warns Nils Berg."
    assert "Ana Holt" not in [speaker for speaker, _ in said(text)]


def test_a_request_belongs_to_those_who_are_asked():
    text = (
        "The council gave the owners a month and then unanimously urged the owners and the county, which is "
        "paying half of the new ferry, to ensure that it “keeps the old timetable and all its stops.”"
    )
    found = [content for _, content in said(text)]
    assert len(found) == 1
    assert found[0].startswith("the owners") and found[0].rstrip(".”").endswith("all its stops")
