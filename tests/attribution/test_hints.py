"""Hints: what marks, parse and rules say of each word piece."""

import numpy as np
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution.hints import COLUMNS, hints, prepare, sizes, tagged
from analysis.models.attribution import CAPITAL, QUOTED, TAGS

TEXT = "“Prices fell,” Ms. Okafor told Reuters.\n\nNobody unanticipatedly disagreed."


@pytest.fixture(scope="module")
def prepared():
    return prepare(annotate(Article(text=TEXT)))


def of(prepared, words, column):
    first, end = prepared.pieces.covering(TEXT.index(words), TEXT.index(words) + len(words))
    return prepared.hints[first:end, COLUMNS.index(column)].tolist()


@pytest.mark.parametrize(
    ("words", "expected"), [("Prices", QUOTED + CAPITAL), ("fell", QUOTED), ("Ms", CAPITAL), ("told", 0)]
)
def test_the_surface_tells_quoted_words_and_capitals(prepared, words, expected):
    assert of(prepared, words, "surface") == [expected]


@pytest.mark.parametrize(
    ("words", "roles"),
    [("told Reuters", ["B-cue", "E-cue"]), ("told", ["S-cue"]), ("Nobody", ["O"]), ("Prices", ["I-content"])],
)
def test_roles_are_what_the_rules_find(prepared, words, roles):
    found = [TAGS[number] for number in of(prepared, words, "role")]
    assert found == roles or (words.startswith("told") and found[0].endswith("cue"))


def test_later_pieces_of_a_word_have_the_grammar_of_the_word(prepared):
    for column in ("tag", "dependency"):
        values = of(prepared, "unanticipatedly", column)
        assert len(values) > 1 and len(set(values)) == 1 and values[0] > 0


def test_separators_have_no_hints(prepared):
    ends = [end - 1 for _, end in prepared.pieces.units]
    assert not prepared.hints[ends].any()


def test_values_fit_the_embeddings(prepared):
    assert prepared.hints.shape == (len(prepared.pieces), len(COLUMNS))
    assert (prepared.hints.max(0) < np.array(sizes())).all() and (prepared.hints >= 0).all()


@pytest.mark.parametrize("text", ["", "  \n\n ", "\n"])
def test_a_text_without_words_has_no_hints(text):
    document = annotate(Article(text=text))
    made = prepare(document)
    assert hints(document, made.pieces, made.regions).shape == (0, len(COLUMNS))


@pytest.mark.parametrize(("length", "places"), [(1, "S"), (2, "BE"), (4, "BIIE")])
def test_tags_say_where_a_span_begins_and_ends(length, places):
    assert [TAGS[number] for number in tagged("cue", length)] == [f"{place}-cue" for place in places]
