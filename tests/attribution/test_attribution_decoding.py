"""Structure decoding, on readings made by hand: no weights are needed."""

import numpy as np
import pytest

from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution.decoding import Thresholds, decode
from analysis.attribution.hints import plain, tagged
from analysis.attribution.tagging import spans
from analysis.models import encoder
from analysis.models.attribution import ARCS, TAGS, TARGETS, Reading

SURE = 0.97
ALL = Thresholds(least=0)


def reading(text, said=(), arcs=(), sure=SURE):
    """A reading that tags each (role, words) of `said` and draws each (arc, from words, to words or None)."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    regions = quoted_regions(text, paragraphs)
    pieces = encoder.pieces(plain(text, regions), paragraphs)
    quoted = np.zeros(len(pieces), dtype=bool)
    for region in outermost(regions):
        quoted[slice(*pieces.covering(region.start, region.end))] = True
    chances = np.full((len(pieces), len(TAGS)), (1 - sure) / (len(TAGS) - 1))
    labels = np.zeros(len(pieces), dtype=int)
    for role, words in said:
        first, end = _place(pieces, text, words)
        labels[first:end] = tagged(role, end - first)
    chances[np.arange(len(pieces)), labels] = sure
    targets = np.full((len(pieces), len(ARCS), TARGETS), -1, dtype=np.int32)
    weights = np.zeros((len(pieces), len(ARCS), TARGETS), dtype=np.float32)
    weights[:, :, 0] = sure
    for arc, origin, target in arcs:
        first, end = _place(pieces, text, origin)
        targets[first:end, ARCS.index(arc), 0] = -1 if target is None else _place(pieces, text, target)[0]
    return Reading(text, pieces, quoted, regions, np.log(chances).astype(np.float32), targets, weights)


def _place(pieces, text, words):
    start = text.index(words)
    return pieces.covering(start, start + len(words))


def shown(text, found):
    """Attributions as (source, cue, contents) in words."""
    words = lambda span: text[slice(*span)] if span else None  # noqa: E731
    return [(words(f.source), words(f.cue), [words(c) for c in f.content]) for f in found]


def linked(content, cue, source):
    return [
        ("content to cue", content, cue),
        ("content to source", content, source),
        ("cue to source", cue, source),
    ]


CASES = {
    "indirect": (
        "Ann Lee said the shop would close.",
        [("source", "Ann Lee"), ("cue", "said"), ("content", "the shop would close")],
        linked("the shop would close", "said", "Ann Lee"),
        [("Ann Lee", "said", ["the shop would close"])],
    ),
    "two stretches of one attribution": (
        "“It is late,” Lee said. “Let us go.”",
        [("content", "“It is late,”"), ("source", "Lee"), ("cue", "said"), ("content", "“Let us go.”")],
        linked("“It is late,”", "said", "Lee") + linked("“Let us go.”", "said", "Lee"),
        [("Lee", "said", ["“It is late,”", "“Let us go.”"])],
    ),
    "nobody is named": (
        "The mine, it is feared, will flood.",
        [("cue", "it is feared"), ("content", "will flood")],
        linked("will flood", "it is feared", None),
        [(None, "it is feared", ["will flood"])],
    ),
    "a source shared by two cues": (
        "Lee said rents rose and added wages fell.",
        [
            ("source", "Lee"),
            ("cue", "said"),
            ("content", "rents rose"),
            ("cue", "added"),
            ("content", "wages fell"),
        ],
        linked("rents rose", "said", "Lee") + linked("wages fell", "added", "Lee"),
        [("Lee", "said", ["rents rose"]), ("Lee", "added", ["wages fell"])],
    ),
    "a quote without a cue has its source by its own arc": (
        "Lee was tired. “No more.”",
        [("source", "Lee"), ("content", "“No more.”")],
        [("content to source", "“No more.”", "Lee")],
        [("Lee", None, ["“No more.”"])],
    ),
    "a quote without cue or source goes on the one before": (
        "“No more,” Lee said.\n“Not ever.”",
        [("content", "“No more,”"), ("source", "Lee"), ("cue", "said"), ("content", "“Not ever.”")],
        linked("“No more,”", "said", "Lee"),
        [("Lee", "said", ["“No more,”"]), ("Lee", None, ["“Not ever.”"])],
    ),
    "the conjunction that opens a sentence is the author's": (
        "It rained. But prices rose, Lee said.",
        [("content", "But prices rose"), ("source", "Lee"), ("cue", "said")],
        linked("But prices rose", "said", "Lee"),
        [("Lee", "said", ["prices rose"])],
    ),
    "a conjunction alone stays": (
        "It rained. But prices rose, Lee said.",
        [("content", "But"), ("source", "Lee"), ("cue", "said")],
        linked("But", "said", "Lee"),
        [("Lee", "said", ["But"])],
    ),
    "told words in another paragraph are not the cue's": (
        "The clerk left.\nPrices rose, Lee said.",
        [("content", "The clerk"), ("content", "Prices rose"), ("source", "Lee"), ("cue", "said")],
        linked("The clerk", "said", "Lee") + linked("Prices rose", "said", "Lee"),
        [("Lee", None, ["The clerk"]), ("Lee", "said", ["Prices rose"])],
    ),
    "paraphrase without cue or source stays nobody's": (
        "“No more,” Lee said.\nThe shop would close.",
        [("content", "“No more,”"), ("source", "Lee"), ("cue", "said"), ("content", "The shop would close")],
        linked("“No more,”", "said", "Lee"),
        [("Lee", "said", ["“No more,”"]), (None, None, ["The shop would close"])],
    ),
}


@pytest.mark.parametrize(("text", "said", "arcs", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text, said, arcs, expected):
    assert shown(text, decode(reading(text, said, arcs), ALL)) == expected


@pytest.mark.parametrize(
    ("text", "tagged", "content"),
    [
        (
            "“We are closing the shop today,” Lee said.",
            "are closing the shop today",
            "“We are closing the shop today,”",
        ),
        (
            '"We are closing the shop today," Lee said.',
            "We are closing the shop",
            '"We are closing the shop today,"',
        ),
        (
            "``We are closing all of it,'' Lee said.",
            "We are closing all of it",
            "``We are closing all of it,''",
        ),
        ("‘We are closing all of it,’ Lee said.", "We are closing all of it", "‘We are closing all of it,’"),
    ],
)
def test_a_stretch_that_mostly_is_content_is_content_with_its_marks(text, tagged, content):
    made = reading(text, [("content", tagged), ("cue", "said")], [("content to cue", content, "said")])
    assert shown(text, decode(made)) == [(None, "said", [content])]


def test_a_scare_quote_is_no_content():
    text = "The “healthy and organic wholemeal” bread was stale."
    assert decode(reading(text, [("content", "healthy")])) == []


def test_a_scare_quote_inside_reported_speech_leaves_it_whole():
    text = "Lee said the “cheap” bread was stale."
    made = reading(
        text,
        [("source", "Lee"), ("cue", "said"), ("content", "the “cheap” bread was stale")],
        linked("the “cheap” bread was stale", "said", "Lee"),
    )
    assert shown(text, decode(made)) == [("Lee", "said", ["the “cheap” bread was stale"])]


def test_arcs_bring_back_a_source_the_tags_just_missed():
    text = "“No more,” Lee said."
    said = [("content", "“No more,”"), ("source", "Lee"), ("cue", "said")]
    made = reading(text, said, linked("“No more,”", "said", "Lee"))
    first, _ = _place(made.pieces, text, "Lee")
    unsure = np.full(len(TAGS), 0.02)
    unsure[0], unsure[TAGS.index("S-source")] = 0.5, 0.28
    made.tags[first] = np.log(unsure)
    assert decode(made, Thresholds(pull=0))[0].source is None
    assert shown(text, decode(made, Thresholds(pull=0.9)))[0][0] == "Lee"


def test_no_span_cuts_a_word():
    text = "Lee said unanticipatedly bad news came."
    made = reading(text, [("source", "Lee"), ("cue", "said"), ("content", "unanticipatedly bad news came")])
    first, end = _place(made.pieces, text, "unanticipatedly")
    made.tags[first + 1] = np.log(np.where(np.arange(len(TAGS)) == 0, 0.8, 0.2 / 12))
    assert end - first > 2
    for span in spans(made, 0.5, 0.0, 0.0):
        assert not made.pieces.continues[span.first]
        assert not made.pieces.continues[min(span.end, len(made.pieces) - 1)]


def test_probability_falls_with_the_models_doubt():
    said = [("source", "Ann Lee"), ("cue", "said"), ("content", "the shop would close")]
    arcs = linked("the shop would close", "said", "Ann Lee")
    text = "Ann Lee said the shop would close."
    sure, unsure = (decode(reading(text, said, arcs, sure=p), ALL)[0].probability for p in (0.97, 0.6))
    assert 0 <= unsure < sure <= 1


def test_a_threshold_leaves_doubtful_attributions_out():
    text = "Ann Lee said the shop would close."
    made = reading(text, [("cue", "said"), ("content", "the shop would close")], sure=0.6)
    assert decode(made, Thresholds(least=0))
    assert decode(made, Thresholds(least=0.99)) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "No one spoke."])
def test_nothing_said_gives_nothing(text):
    assert decode(reading(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” she said.", '"Yes," she said.'),
        ("‘Yes,’ she said.", '"Yes," she said.'),
        ("``Yes,'' she said.", '" Yes,"  she said.'),
        ("“He said ‘no’ twice.”", "\"He said 'no' twice.\""),
        ("It’s Lee’s.", "It's Lee's."),
    ],
)
def test_the_model_sees_one_kind_of_marks(text, expected):
    regions = quoted_regions(text, [(0, len(text))])
    assert plain(text, regions) == expected
    assert len(expected) == len(text)
