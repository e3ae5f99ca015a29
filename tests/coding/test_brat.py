"""brat standoff: what is written comes back identical, and is what brat takes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.attribution import Attribution, attributions
from analysis.coding import read_brat, write_brat
from analysis.coding.brat import attributions_of, standoff
from analysis.errors import CodingError

TEXTS = st.text(st.sampled_from("ab “”\n\t;|é😀\r\u2028"), min_size=8, max_size=60)
NAMES = st.none() | st.text(max_size=8)


@st.composite
def coded(draw):
    text = draw(TEXTS)
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True).map(sorted)
    found = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        edges = draw(places)
        spans = tuple(zip(edges[::2], edges[1::2], strict=False))
        one = st.none() | places.map(lambda edges: (edges[0], edges[1]))
        found.append(
            Attribution(
                number,
                draw(st.sampled_from(["direct", "mixed", "indirect"])),
                *(draw(NAMES) for _ in range(3)),
                draw(one),
                draw(one),
                spans,
                draw(st.floats(0, 1)),
                draw(st.booleans()),
                draw(st.booleans()),
            )
        )
    return text, tuple(found)


@pytest.mark.slow
@given(coded())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_there_and_back_is_identical(case):
    text, found = case
    assert attributions_of(text, standoff(text, found)) == found


@given(coded())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_fragment_has_a_line_break_in_it_but_at_its_ends(case):
    text, found = case
    for line in standoff(text, found).split("\n"):
        if line.startswith("T"):
            _, place, words = line.split("\t", 2)
            spans = [tuple(map(int, each.split())) for each in place.partition(" ")[2].split(";")]
            assert words == " ".join(text[start:end] for start, end in spans).replace("\n", " ")
            assert all("\n" not in text[start:end].strip("\n") for start, end in spans)


def test_the_example_goes_through_files(example, tmp_path):
    path = write_brat(example.article.text, attributions(example), tmp_path, "story")
    assert {each.name for each in tmp_path.iterdir()} == {"story.txt", "story.ann", "annotation.conf"}
    assert read_brat(path) == (example.article.text, attributions(example))


def test_what_a_person_marked_in_brat_is_by_hand():
    annotations = (
        "T1\tContent 0 4;6 7\tabcd g\nT2\tSource 9 10\tj\nR1\tSource_of Arg1:T1 Arg2:T2\nT3\tPlace 1 2\tb\n"
    )
    (each,) = attributions_of("abcdefghij", annotations)
    assert (each.content, each.source, each.cue, each.by_hand) == (((0, 4), (6, 7)), (9, 10), None, True)


@pytest.mark.parametrize(
    "line, message",
    [
        ("T1\tContent 0 99\tx", "Line 1 of the annotations points outside of the text: 0 to 99."),
        ("T1 broken", "Line 1 of the annotations is no entity of brat: “T1 broken”."),
    ],
)
def test_broken_annotations_are_refused_in_a_sentence(line, message):
    with pytest.raises(CodingError) as error:
        attributions_of("abc", line)
    assert str(error.value) == message


def test_missing_files_are_refused_in_a_sentence(tmp_path):
    with pytest.raises(CodingError, match="cannot be read"):
        read_brat(tmp_path / "gone.ann")
