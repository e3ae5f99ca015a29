"""One actor under two names is read together, and claimed once."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.findings.beside import Possible, beside
from analysis.findings.deeds import doers
from analysis.findings.doubles import GROUP, Central, joined


@pytest.mark.parametrize(
    "names, label, kept",
    [
        (("Harbour Line", "Harbour Line Ferries"), "ORG", 1),
        (("Harbour Line Ferries", "Ferries Union"), "ORG", 2),
        (("Melissa Harding", "Mellissa Hardin"), "PERSON", 1),
        (("Ann Lee", "Ben Lee"), "PERSON", 2),
        (("Ann Mary Lee", "Ann Lee"), "PERSON", 1),
        (("York", "York City", "York County"), "GPE", 3),
        (("UK", "UK Government"), "ORG", 1),
        (("British Government", "UK"), "GPE", 1),
        (("L.A.", "LA"), "GPE", 1),
        (("Harbour Trade Union", "HTU"), "ORG", 1),
        (("Harbour Trade Union", "HTA"), "ORG", 2),
        (("Gibraltar", "Territory"), "GPE", 1),
        (("Peru", "Territory"), "GPE", 2),
    ],
)
def test_names_are_joined_where_one_is_short_for_one_other(names, label, kept):
    doc = annotate(Article("Ann Lee met Ben Lee in the town on Friday.")).doc
    everybody = [
        Central(name, label, tuple(doc[place : place + 2])) for place, name in enumerate(reversed(names))
    ]
    found = joined(everybody)
    assert len(found) == kept
    assert {name for each in found for name in each.names} == set(names)


def test_those_without_a_name_are_joined_by_their_noun():
    text = "Pupils cheered. The kids left. Hackers fled, and a hacker slept. A man saw two men."
    found = {frozenset(each.names) for each in doers(annotate(Article(text)))}
    assert frozenset({"pupils", "kids"}) in {frozenset(n.lower() for n in names) for names in found}
    assert frozenset({"hackers", "hacker"}) in found
    assert frozenset({"man"}) in found and frozenset({"men"}) in found


def test_who_has_no_name_stands_below_whom_the_text_names():
    ports = Possible("Harbour Line", "ORG", False, False, -1, 2.0)
    company = Possible("company", GROUP, False, False, -1, 1.0)
    good = Possible("captain", "ROLE", False, True, 1, 0.5)
    first, second, third = beside([ports, company, good])
    assert (first["rank"], first["named above"]) == (0.0, 0.0)
    assert second["named above"] == second["group"] == second["one without a name"] == 1.0
    assert third["named above"] == 0.0 and third["passing"] == third["role"] == 1.0


def test_a_name_that_shares_a_word_with_one_above_is_told():
    found = beside(
        [
            Possible("Chad Hull", "PERSON", False, False, 1, 0.1),
            Possible("Ann Hull", "PERSON", False, False, 1, 1.0),
        ]
    )
    assert [each["like one above"] for each in found] == [1.0, 0.0]
