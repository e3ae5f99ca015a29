"""Statement, attitude, act or silence: what an attribution tells."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions, quotes, speaking_share, statements, unquoted
from analysis.attribution.senses import SENSES

TOLD = [
    ("Maria Torres said the bridge was safe.", "statement"),
    ("“No,” said Maria Torres.", "statement"),
    ("Maria Torres denied taking the money.", "statement"),
    ("Maria Torres believes the bridge will fall.", "statement"),
    ("Maria Torres criticised the plan.", "statement"),
    ("Maria Torres called for an inquiry.", "statement"),
    ("Maria Torres called the plan a farce.", "statement"),
    ("Maria Torres rejected the claims.", "statement"),
    ("Maria Torres was adamant that the bridge was safe.", "statement"),
    ("A study by the university shows a rise in asthma.", "statement"),
    ("The bridge will fall, according to Maria Torres.", "statement"),
    ("Maria Torres backed the plan.", "act"),
    ("The council approved the plan of Maria Torres.", "act"),
    ("Maria Torres declared a state of emergency.", "act"),
    ("Maria Torres supports the bridge.", "act"),
    ("Maria Torres wants to close the bridge.", "attitude"),
    ("Maria Torres might say that the bridge is safe.", "attitude"),
    ("Maria Torres plans to close the bridge.", "statement"),
    ("Maria Torres does not plan to close the bridge.", "attitude"),
    ("Maria Torres had planned to close the bridge.", "attitude"),
    ("The bridge will fall if Maria Torres plans to close the road.", "attitude"),
    ("Making and using pine glue, the builders note, requires some degree of complex thinking.", "statement"),
    ("Maria Torres fears for the bridge if they leave the town.", "attitude"),
    ("Maria Torres supported efforts to close the bridge when it rains.", "act"),
    ("Maria Torres ordered six new “green” buses from the town.", "act"),
    ("Maria Torres declined to comment on the bridge.", "silence"),
    ("Maria Torres refused to say whether the bridge was safe.", "silence"),
    ("Maria Torres would not say who paid for the bridge.", "silence"),
    ("Maria Torres expressed concern about the bridge.", "statement"),
    ("Maria Torres did not respond to a request for comment.", "silence"),
]


def read(text: str):
    return annotate(Article(text=text))


@pytest.mark.parametrize(("text", "sense"), TOLD)
def test_sense(text, sense):
    assert [each.sense for each in attributions(read(text))] in (
        [sense],
        [] if sense != "statement" else [sense],
    )


def test_senses_are_those_of_the_table():
    document = read(" ".join(text for text, _ in TOLD))
    assert set(quotes(document)["sense"]) == set(SENSES)
    assert len(statements(document)) == sum(quotes(document)["sense"] == "statement")


def test_only_statements_count_as_speaking():
    document = read(
        "David Chen backed the plan. David Chen declined to comment on Monday. "
        "Maria Torres said the plan was dead."
    )
    assert list(speaking_share(document)["speaker"]) == ["Maria Torres"]
    assert "David Chen" in set(unquoted(document)["entity"])


@pytest.mark.parametrize(
    "text", ["We applaud the plan of the council.", "As you know, you think that it will rain."]
)
def test_the_author_and_the_reader_are_no_speakers(text):
    assert attributions(read(text)) == ()
