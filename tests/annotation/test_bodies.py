"""Names of bodies: one for acronym, short form, other order of words and legal form; two where two fit."""

import pytest

from analysis.annotation.bodies import canonical_bodies

OPERATOR = "Nevada Independent System Operator"
ONE = [
    (["Acme", "Acme Inc."], "Acme Inc."),
    (["Acme.com", "Acme"], "Acme.com"),
    ([OPERATOR, "Nevada ISO", "ISO"], OPERATOR),
    ([OPERATOR, "NEVISO"], OPERATOR),
    (["Bolton", "Bolton University"], "Bolton University"),
    (["City Housing Trust", "Housing Trust"], "City Housing Trust"),
    (["Hartwell Times", "Times"], "Hartwell Times"),
    (["Ministry of Health", "Health Ministry"], "Ministry of Health"),
    (["Supreme Court of Turkey", "Turkish Supreme Court"], "Supreme Court of Turkey"),
    (["5th District Court of Appeal", "Appellate Court"], "5th District Court of Appeal"),
    (["Acme Stores", "Acme Stores", "Acme Stores Westport"], "Acme Stores"),
]
MANY = [
    ["Acme", "Acme Stores", "Acme Mines"],
    ["Wiki", "Turkish Wiki"],
    ["Bolton University", "Bolton University Law School"],
    ["National", "National Trust"],
    ["House", "House Committee"],
    ["Court", "Supreme Court", "High Court"],
]


@pytest.mark.parametrize(("names", "canonical"), ONE)
def test_shorter_names_are_the_one_longer_name(names, canonical):
    assert set(canonical_bodies(names).values()) == {canonical}


@pytest.mark.parametrize("names", MANY)
def test_what_could_be_two_bodies_or_another_one_stays_what_it_is(names):
    assert canonical_bodies(names) == {name: name for name in names}


def test_an_acronym_is_spelt_before_it_begins_a_name():
    found = canonical_bodies(["Coastal Bird Council", "CBC House", "CBC"])
    assert found["CBC"] == "Coastal Bird Council"
