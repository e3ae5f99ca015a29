import pytest

from analysis.validation.stories import dense_stream
from analysis.validation.stream import crowd, written


def test_the_stream_has_forty_stories_told_thrice():
    stories = [each.story for each in written()]
    assert {stories.count(story) for story in stories} == {3}
    assert len(set(stories)) == 40


def test_the_crowd_is_made_by_rule_and_no_two_of_it_are_the_same():
    some = crowd(200, 7)
    assert some == crowd(200, 7)
    assert some != crowd(200, 8)
    assert len({tuple(each.sentences) for each in some}) == 200
    assert not [text for each in some for text in (each.title, *each.sentences) if "{" in text]


@pytest.mark.slow
def test_most_stories_of_a_dense_day_are_found():
    day = dense_stream(seed=3)
    assert day.written.f1.value > 0.85
    assert day.written.precision.value > 0.97
    assert day.all.precision.value > 0.97
