"""How names are measured: coded names beside ours."""

import pandas as pd

from analysis.validation.names import matches


def test_coded_names_are_found_among_ours():
    tones = [("Donald Trump", "People"), ("United States Congress", "Organization"), ("workers", "People")]
    examples = [
        {"id": name, "tones": [{"entity": who, "kind": kind} for who, kind in tones]} for name in "ab"
    ]
    rows = [
        ("a", "Donald Trump", "Donald Trump"),
        ("a", "Congress", "Congress"),
        ("b", "Trump", "Donald Trump"),
        ("b", "U.S. Congress", "Congress"),
    ]
    names = pd.DataFrame(rows, columns=["article_id", "entity", "name"]).assign(basis="x")
    found = matches(examples, names)
    assert list(found["kind"]) == ["person", "body"] * 2
    assert list(found["entity"]) == ["Donald Trump", "Congress", "Trump", "U.S. Congress"]
    assert list(found["name"]) == ["Donald Trump", "Congress"] * 2
    assert list(found["coded"]) == ["donald trump", "united states congress"] * 2


def test_who_is_not_named_in_the_article_is_kept_without_an_entity():
    example = {"id": "a", "tones": [{"entity": "Ann Lee", "kind": "People"}]}
    names = pd.DataFrame(
        [("a", "Ann Fox", "Ann Fox", "x")], columns=["article_id", "entity", "name", "basis"]
    )
    (row,) = matches([example], names).itertuples()
    assert (row.coded, row.entity) == ("ann lee", None)
