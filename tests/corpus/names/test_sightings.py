"""What an article tells of those whom it names: sentences and mentions by hand."""

import pandas as pd
import pytest

from analysis.corpus.names import sightings


def told(text: str, entity: str, label: str, *mentions: str, basis: str = "name") -> pd.Series:
    """Return the sighting of an entity with these mentions in a text of one sentence."""
    rows, at = [], 0
    for mention in mentions:
        start = text.index(mention, at)
        at = start + len(mention)
        pronoun = mention.islower()
        rows.append(("a", entity, label, 1, start, at, mention, "pronoun" if pronoun else basis))
    columns = ["article_id", "entity", "label", "sentence", "start", "end", "text", "basis"]
    tables = {
        "articles": pd.DataFrame({"article_id": ["a"], "published": ["2020-01-02T10:00:00Z"]}),
        "sentences": pd.DataFrame({"article_id": ["a"], "sentence": [1], "start": [0], "text": [text]}),
        "entities": pd.DataFrame(rows, columns=columns),
    }
    (row,) = sightings(tables).itertuples(index=False)
    return row


def test_the_day_and_the_mentions():
    row = told("Ann Voss said she would go.", "Ann Voss", "PERSON", "Ann Voss", "she")
    assert (row.day, row.mentions, row.gender) == (18_263, 2, -1)


@pytest.mark.parametrize(
    ("text", "gender", "office"),
    [
        ("Then Mrs. Voss left.", -10, ""),
        ("Then Mr. Voss left.", 10, ""),
        ("Then President Voss left.", 0, "president"),
        ("Then Sen. Voss left.", 0, "senator"),
        ("The Voss administration left.", 0, "president"),
        ("Then Voss left.", 0, ""),
    ],
)
def test_titles_and_offices(text, gender, office):
    row = told(text, "Voss", "PERSON", "Voss")
    assert (row.gender, row.office) == (gender, office)


@pytest.mark.parametrize(
    ("text", "name", "dateline"),
    [
        ("WASHINGTON (AP) — The Senate met.", "WASHINGTON", True),
        ("WASHINGTON -- The Senate met.", "WASHINGTON", True),
        ("LOS ANGELES, Calif. (Reuters) - It met.", "LOS ANGELES", True),
        ("A flag flies (Photo by Reuters) today.", "Reuters", True),
        ("Reuters first reported it.", "Reuters", False),
        ("Washington — and the world — waits.", "Washington", False),
        ("The GOP — in WASHINGTON — met.", "WASHINGTON", False),
    ],
)
def test_datelines_and_credits(text, name, dateline):
    assert told(text, name, "ORG", name).dateline is dateline


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        ("His father, Voss, left.", True),
        ("One of two people named Voss left.", True),
        ("Then Voss left.", False),
        ("His father, Voss, left, and Voss did not return.", False),
    ],
)
def test_relatives_and_several_of_one_name(text, kin):
    mentions = ["Voss"] * text.count("Voss")
    assert told(text, "Voss", "PERSON", *mentions).kin is kin


def test_short_and_full_forms_of_a_body():
    text = "The Port Authority of Bay (PAB) met; the PAB said so."
    row = told(text, "Port Authority of Bay", "ORG", "Port Authority of Bay", "PAB", "PAB")
    assert (row.written, row.acronym) == ("Port Authority of Bay", "PAB")
    assert told("The US left.", "United States", "GPE", "US").written == "US"


def test_no_entities_no_sightings():
    empty = pd.DataFrame({name: [] for name in ("article_id", "sentence", "start", "text", "published")})
    entities = pd.DataFrame(
        columns=["article_id", "entity", "label", "sentence", "start", "end", "text", "basis"]
    )
    assert sightings({"articles": empty, "sentences": empty, "entities": entities}).empty
