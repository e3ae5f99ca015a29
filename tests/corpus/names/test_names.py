"""One name for each person, body and place: small corpora by hand, and what must and must not be joined."""

import pickle
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import schemas
from analysis.corpus.names import Directory, joined, read_aliases
from analysis.corpus.names.sightings import COLUMNS
from analysis.errors import CorpusError

DAY = 18_000


def seen(*rows: tuple) -> pd.DataFrame:
    """Return sightings of (article, entity, label), further columns by a mapping at the end."""
    usual = {
        "mentions": 1, "day": DAY, "gender": 0, "office": "", "written": "", "acronym": "",
        "dateline": False, "kin": False,
    }  # fmt: skip
    full = []
    for article, entity, label, *more in rows:
        own = {"article_id": article, "entity": entity, "label": label, "written": entity}
        full.append(usual | own | (more[0] if more else {}))
    return pd.DataFrame(full, columns=list(COLUMNS)).astype(COLUMNS)


def resolved(sightings: pd.DataFrame, stories: dict | None = None, aliases=None) -> pd.DataFrame:
    directory = Directory()
    directory.add(sightings, stories or {})
    names = directory.resolve(sightings, stories or {}, aliases)
    schemas.check("names", names)
    return names.set_index(["article_id", "entity"])


def often(name: str, articles: int, label: str = "PERSON", day: int = DAY, begin: str = "") -> list[tuple]:
    return [(f"{begin or name}{number}", name, label, {"day": day}) for number in range(articles)]


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["Donald Trump", "Donald Trump", "Donald J. Trump", "Donald John Trump"], "Donald Trump"),
        (["Ann Lee", "Sen. Ann Lee", "ANN LEE"], "Ann Lee"),
        (["Joe Biden", "Joe Biden", "Joseph R. Biden", "Joseph R. Biden Jr."], "Joe Biden"),
        (["Bashar Assad", "Bashar Assad", "Bashar al-Assad"], "Bashar Assad"),
        (["Kirsten Gillibrand"] * 5 + ["Kirstin Gillibrand"], "Kirsten Gillibrand"),
        (["Volodymyr Zelensky", "Volodymyr Zelensky", "Volodymyr Zelenskiy"], "Volodymyr Zelensky"),
        (["Anthony Lee", "Anthony Lee", "Antony Lee"], "Anthony Lee"),
        (["J.D. Lee", "J.D. Lee", "J. D. Lee"], "J.D. Lee"),
        (["Helena Voss"] * 5 + ["H. Voss"], "Helena Voss"),
    ],
)
def test_full_names_of_one_person(forms, name):
    sightings = seen(*((f"a{number}", form, "PERSON") for number, form in enumerate(forms)))
    stories = {f"a{number}": "s" for number in range(len(forms))}
    assert set(resolved(sightings, stories)["name"]) == {name}


@pytest.mark.parametrize(
    "people",
    [
        ["Bill Clinton", "Hillary Clinton"],
        ["Rand Paul", "Ron Paul"],
        ["George W. Bush", "George H.W. Bush", "Jeb Bush"],
        ["Michelle Obama", "Barack Obama"],
        ["Charles Koch", "David Koch"],
        ["Samuel Lee", "Samantha Lee"],
        ["Joseph “Beau” Biden III", "Joe Biden"],
    ],
)
def test_namesakes_stay_apart(people):
    sightings = seen(*((f"a{number}", person, "PERSON") for number, person in enumerate(people)))
    stories = {f"a{number}": "s" for number in range(len(people))}
    assert resolved(sightings, stories)["name"].nunique() == len(people)


def test_father_and_son_whom_an_article_names_as_two_stay_apart():
    rows = [
        ("a", "Carl Dunmore", "PERSON"),
        ("a", "Carl Dunmore Jr.", "PERSON"),
        ("b", "Carl Dunmore", "PERSON"),
    ]
    names = resolved(seen(*rows, ("c", "Carl Dunmore Jr.", "PERSON")), dict.fromkeys("abc", "s"))
    assert names.loc[("b", "Carl Dunmore"), "name"] == "Carl Dunmore"
    assert names.loc[("c", "Carl Dunmore Jr."), "name"] == "Carl Dunmore Jr."
    assert names.loc[("a", "Carl Dunmore"), "name"] != names.loc[("a", "Carl Dunmore Jr."), "name"]


def test_a_nickname_in_a_large_family_needs_an_article_or_a_story():
    others = [row for number in range(20) for row in often(f"Given{chr(97 + number)} Johnson", 2)]
    rows = [*others, ("a", "Mike Johnson", "PERSON"), ("b", "Michael Johnson", "PERSON")]
    assert resolved(seen(*rows))["name"].loc["b"].iloc[0] == "Michael Johnson"
    assert resolved(seen(*rows), {"a": "s", "b": "s"})["name"].loc[["a", "b"]].nunique() == 1


@pytest.mark.parametrize(
    ("rows", "stories", "name", "why"),
    [
        ([("a", "Tom Voss", "PERSON")], {"a": "s", "x": "s"}, "Tom Voss", "story’s only bearer"),
        ([("x", "Tom Voss", "PERSON"), *often("Ann Voss", 9)], {}, "Tom Voss", "article’s only bearer"),
        (often("Tom Voss", 3), {}, "Tom Voss", "only bearer within 3 days"),
        ([*often("Tom Voss", 12), *often("Ann Voss", 2)], {}, "Tom Voss", "named most near in time"),
        ([*often("Tom Voss", 3), *often("Ann Voss", 2)], {}, "Voss", "open: two and more bear it"),
        ([*often("Tom Voss", 2, day=DAY - 900)], {}, "Voss", "open: its bearer is seldom named"),
        ([*often("Tom Voss", 9, day=DAY - 900)], {}, "Tom Voss", "named most at any time"),
        (
            [*often("Tom Voss", 9, day=DAY - 900), *often("Ann Voss", 9)],
            {},
            "Ann Voss",
            "only bearer within 3 days",
        ),
        (
            [("a", "Tom Voss", "PERSON"), ("b", "Ann Voss", "PERSON")],
            dict.fromkeys("abx", "s"),
            "Voss",
            "open",
        ),
        ([], {}, "Voss", "nobody named in full"),
    ],
)
def test_a_surname_alone(rows, stories, name, why):
    row = resolved(seen(*rows, ("x", "Voss", "PERSON")), stories).loc[("x", "Voss")]
    assert row["name"] == name and why in row["basis"]


def test_a_title_tells_who_of_two_is_meant():
    rows = [*often("Bill Clinton", 5), *often("Hillary Clinton", 5)]
    told = [
        ("x", {"gender": -10}, "Hillary Clinton"),
        ("y", {"gender": 10}, "Bill Clinton"),
        ("z", {}, "Clinton"),
    ]
    names = resolved(seen(*rows, *((article, "Clinton", "PERSON", more) for article, more, _ in told)))
    assert [names.loc[(article, "Clinton"), "name"] for article, *_ in told] == [name for *_, name in told]
    offices = [("y", "Ron Paul", "PERSON", {"office": "representative"})]
    offices += [
        ("z", "Rand Paul", "PERSON", {"office": "senator"}),
        *often("Ron Paul", 5),
        *often("Rand Paul", 5),
    ]
    names = resolved(seen(*offices, ("x", "Paul", "PERSON", {"office": "senator"})))
    assert names.loc[("x", "Paul"), "name"] == "Rand Paul"


@pytest.mark.parametrize(
    ("rows", "stories", "name"),
    [
        (often("Hillary Clinton", 30), {}, "Hillary"),
        (often("Hillary Clinton", 30), {"Hillary Clinton0": "s", "x": "s"}, "Hillary Clinton"),
        ([*often("Hillary Clinton", 30), ("x", "Hillary Clinton", "PERSON")], {}, "Hillary Clinton"),
    ],
)
def test_a_given_name_is_somebody_only_where_article_or_story_name_him_in_full(rows, stories, name):
    assert resolved(seen(*rows, ("x", "Hillary", "PERSON")), stories).loc[("x", "Hillary"), "name"] == name


@pytest.mark.parametrize(
    ("others", "name", "why"),
    [
        ([("x", "Esteban Voss", "ORG")], "Voss", "open: another of that name in the article"),
        ([("y", "Esteban Voss", "ORG")], "Voss", "open: another of that name in the article"),
        ([("x", "Voss campaign", "ORG")], "Tom Voss", "story’s only bearer"),
        ([], "Tom Voss", "story’s only bearer"),
    ],
)
def test_another_full_name_whatever_it_was_taken_for_leaves_a_surname_open(others, name, why):
    rows = [("a", "Tom Voss", "PERSON"), *others, ("x", "Voss", "PERSON")]
    row = resolved(seen(*rows), dict.fromkeys("axy", "s")).loc[("x", "Voss")]
    assert row["name"] == name and why in row["basis"]


@pytest.mark.parametrize(
    ("alone", "full", "name"),
    [
        ("Voss", ["Tom Voss"], "Voss"),
        ("Tom", ["Tom Voss"], "Tom"),
        ("Tom", ["Tom Voss", "Ann Voss"], "Tom Voss"),
    ],
)
def test_a_relative_told_by_one_name_is_of_a_family_that_is_named(alone, full, name):
    rows = [("x", person, "PERSON") for person in full]
    assert resolved(seen(*rows, ("x", alone, "PERSON", {"kin": True}))).loc[("x", alone), "name"] == name


def test_a_given_name_of_somebody_in_the_article_goes_over_a_surname_of_another_article():
    rows = [("x", "Kim Jong Un", "PERSON"), *often("Sung Kim", 9), ("x", "Kim", "PERSON")]
    assert resolved(seen(*rows)).loc[("x", "Kim"), "name"] == "Kim Jong Un"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"office": "president"}, {"office": "senator"}, True),
        ({"day": DAY - 2000}, {}, True),
        ({"office": "senator", "day": DAY - 2000}, {"office": "senator"}, False),
        ({}, {}, False),
    ],
)
def test_namesakes_of_other_offices_or_years_stay_apart(one, other, apart):
    rows = [("a", "Tom B. Voss", "PERSON", one), ("b", "Tom Voss", "PERSON", other)]
    assert (resolved(seen(*rows))["name"].nunique() == 2) is apart


def test_nobody_is_meant_by_a_surname_years_after_its_bearer():
    rows = [*often("Tom Voss", 9, day=DAY - 2000), ("x", "Voss", "PERSON")]
    assert resolved(seen(*rows)).loc[("x", "Voss"), "name"] == "Voss"


def test_a_jr_by_a_short_given_name():
    rows = [*often("Donald Voss", 9), *often("Donald Voss Jr.", 3), ("x", "Don Jr.", "PERSON")]
    assert (
        resolved(seen(*rows), {"Donald Voss Jr.0": "s", "x": "s"}).loc[("x", "Don Jr."), "name"]
        == "Donald Voss Jr."
    )


@pytest.mark.parametrize(
    ("long", "short", "label", "name"),
    [
        ("Port Authority of Bay", "Port Authority", "ORG", "Port Authority of Bay"),
        ("St. Ann Hospital", "St. Ann", "FAC", "St. Ann Hospital"),
        ("Boston University", "Boston", "GPE", "Boston"),
        ("Acme Foundation board", "Acme Foundation", "ORG", "Acme Foundation"),
    ],
)
def test_a_short_name_is_the_only_such_body_of_the_article(long, short, label, name):
    names = resolved(seen(("a", long, "ORG"), ("a", short, label)))
    assert names.loc[("a", short), "name"] == name


@pytest.mark.parametrize(
    ("entity", "label", "kind"),
    [
        ("Edward VossTrump", "PERSON", "nobody"),
        ("Voss MORE", "PERSON", "nobody"),
        ("Ann McVoss", "PERSON", "person"),
        ("MaryBeth Voss", "PERSON", "person"),
        ("State", "ORG", "nobody"),
        ("new Acme poll", "ORG", "other"),
        ("government of Iran", "ORG", "body"),
        ("al-Voss", "ORG", "body"),
        ("St. Ann Hospital", "FAC", "body"),
        ("Rose Park", "FAC", "place"),
    ],
)
def test_residue_and_phrases_are_nobody(entity, label, kind):
    assert resolved(seen(("a", entity, label))).iloc[0]["kind"] == kind


def test_a_surname_taken_for_a_body_is_the_person_where_he_is_named_far_more_often():
    rows = [*often("Donald Trump", 12), *((f"t{n}", "Trump", "ORG") for n in range(5))]
    assert set(resolved(seen(*rows)).xs("Trump", level="entity")["name"]) == {"Donald Trump"}
    rows = [*often("Henry Ford", 12), *((f"t{n}", "Ford", "ORG") for n in range(5))]
    assert set(resolved(seen(*rows)).xs("Ford", level="entity")["kind"]) == {"body"}


@pytest.mark.parametrize(
    ("entity", "label", "name", "kind", "basis"),
    [
        ("GOP", "ORG", "Republican Party", "body", "well known"),
        ("G.O.P.", "ORG", "Republican Party", "body", "well known"),
        ("Republicans", "NORP", "Republican Party", "body", "members or adjective of a body"),
        ("Democratic", "NORP", "Democratic Party", "body", "members or adjective of a body"),
        ("House Republicans", "ORG", "House Republicans", "body", "name as it is"),
        ("U.S. Justice Department", "ORG", "Department of Justice", "body", "well known"),
        ("Obamacare", "LAW", "Affordable Care Act", "other", "no actor"),
        ("U.S. House of Representatives", "ORG", "House of Representatives", "body", "well known"),
        ("Supreme Court", "ORG", "Supreme Court", "body", "name as it is"),
        ("Twitter", "PERSON", "Twitter", "body", "name as it is"),
        ("U.S.", "GPE", "United States", "place", "well known"),
        ("America", "GPE", "United States", "place", "well known"),
        ("Americans", "NORP", "United States", "place", "demonym"),
        ("Iraqis", "NORP", "Iraq", "place", "demonym"),
        ("Israeli", "PERSON", "Israel", "place", "demonym"),
        ("Texans", "NORP", "Texas", "place", "demonym"),
        ("California", "GPE", "California", "place", "name as it is"),
        ("Muslim", "NORP", "Muslims", "group", "well known"),
        ("Islamic", "NORP", "Islamic", "other", "adjective"),
        ("Calif.", "GPE", "Calif.", "nobody", "state, abbreviated"),
        ("Getty Images", "ORG", "Getty Images", "nobody", "credit or rest of a web page"),
        ("Advertisement", "ORG", "Advertisement", "nobody", "credit or rest of a web page"),
        ("Monday", "ORG", "Monday", "nobody", "day or month"),
        ("anti-Muslim", "NORP", "anti-Muslim", "nobody", "adjective of several"),
        ("U.S.-Mexico", "ORG", "U.S.-Mexico", "nobody", "adjective of several"),
        ("president", "ROLE", "president", "other", "known by a role alone"),
        ("statement", "ORG", "statement", "other", "described, not named"),
        ("Lawyer", "PERSON", "Lawyer", "other", "described, not named"),
        ("Medicare", "ORG", "Medicare", "other", "no actor"),
    ],
)
def test_what_everybody_knows_and_what_is_nobody(entity, label, name, kind, basis):
    row = resolved(seen(("a", entity, label))).iloc[0]
    assert (row["name"], row["kind"], row["basis"]) == (name, kind, basis)


def test_a_dateline_is_nobody_and_the_place_stays_one():
    rows = [("a", "WASHINGTON", "GPE", {"dateline": True}), ("b", "Washington", "GPE")]
    assert list(resolved(seen(*rows))["kind"]) == ["nobody", "place"]


def test_bodies_by_word_order_legal_form_and_acronym():
    rows = [
        *often("Department of Labor", 3, "ORG"),
        ("a", "Labor Department", "ORG"),
        ("b", "U.S. Labor Department", "ORG"),
    ]
    assert set(resolved(seen(*rows))["name"]) == {"Department of Labor"}
    rows = [*often("Acme", 2, "ORG"), ("a", "Acme, Inc.", "ORG"), ("b", "The Acme Corp.", "ORG")]
    assert set(resolved(seen(*rows))["name"]) == {"Acme"}
    long = "Port Authority of Marlow Bay"
    rows = [(f"p{n}", long, "ORG", {"acronym": "PAMB"}) for n in range(2)]
    assert resolved(seen(*rows, ("a", "PAMB", "ORG"))).loc[("a", "PAMB"), "name"] == long
    assert resolved(seen(rows[0], ("a", "PAMB", "ORG"))).loc[("a", "PAMB"), "name"] == "PAMB"
    rows = [(f"p{n}", "Marlow Bay Office", "ORG", {"acronym": "PAMB"}) for n in range(2)]
    assert resolved(seen(*rows, ("a", "PAMB", "ORG"))).loc[("a", "PAMB"), "name"] == "PAMB"


def test_aliases_go_over_everything(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text(
        "alias,name,article_id,kind\nThe Donald,Donald Trump,,person\nVoss,Ann Voss,x,\nGOP,Old Party,,\n"
    )
    rows = [
        *often("Tom Voss", 12),
        ("x", "Voss", "PERSON"),
        ("y", "Voss", "PERSON"),
        ("y", "GOP", "ORG"),
        ("y", "The Donald", "ORG"),
    ]
    names = resolved(seen(*rows), aliases=read_aliases(path))
    assert names.loc[("x", "Voss"), ["name", "basis", "chance"]].tolist() == ["Ann Voss", "alias", 1.0]
    assert names.loc[("y", "Voss"), "name"] == "Tom Voss"
    assert names.loc[("y", "GOP"), ["name", "kind"]].tolist() == ["Old Party", "body"]
    assert names.loc[("y", "The Donald"), ["name", "kind"]].tolist() == ["Donald Trump", "person"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "columns alias and name"),
        ("alias,name\nx,A\nX.,B\n", "two things"),
        ("alias,name,kind\nx,A,cat\n", "kind “cat”"),
    ],
)
def test_aliases_that_cannot_be_used(tmp_path, content, said):
    path = tmp_path / "aliases.csv"
    path.write_text(content)
    with pytest.raises(CorpusError, match=said):
        read_aliases(path)
    with pytest.raises(CorpusError, match="There is no"):
        read_aliases(tmp_path / "none.csv")


def test_names_go_into_another_table():
    names = resolved(
        seen(("a", "United States", "GPE", {"written": "US"}), ("a", "Americans", "NORP"))
    ).reset_index()
    table = pd.DataFrame({"article_id": ["a", "a", "a", "b"], "name": ["US", "Americans", "officials", "US"]})
    assert list(joined(table, names, "name")["name"]) == ["United States", "United States", "officials", "US"]
    assert list(table["name"]) == ["US", "Americans", "officials", "US"]


PARTS = [
    seen(*often("Tom Voss", 6), ("x", "Voss", "PERSON"), ("x", "Acme Inc.", "ORG")),
    seen(*often("Ann Voss", 3), *often("Thomas Voss", 2), ("y", "Voss", "PERSON"), ("y", "Acme", "ORG")),
    seen(("z", "Voss", "PERSON"), ("z", "Tom Voss Jr.", "PERSON"), ("z", "Tom Voss", "PERSON")),
]


def test_names_do_not_hang_on_the_order_of_the_parts_nor_on_the_process():
    found = []
    for order in permutations(PARTS):
        directory = Directory()
        for part in order:
            directory.add(part, {"x": "s", "y": "s"})
        copy = pickle.loads(pickle.dumps(directory))
        found.append([copy.resolve(part, {"x": "s", "y": "s"}) for part in PARTS])
        assert all(
            directory.resolve(part, {"x": "s", "y": "s"}).equals(own)
            for part, own in zip(PARTS, found[-1], strict=True)
        )
    assert all(own.equals(first) for each in found for own, first in zip(each, found[0], strict=True))


NAMES = st.sampled_from(
    [
        "Tom Voss",
        "Tom A. Voss",
        "Tom B. Voss",
        "Thomas Voss",
        "Voss",
        "Ann Voss",
        "Tom Voss Jr.",
        "Mr. Voss",
        "Acme",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcde"), NAMES), unique=True, min_size=1))
def test_every_sighting_has_one_name_and_full_names_keep_their_surname(pairs):
    sightings = seen(*((article, name, "ORG" if name == "Acme" else "PERSON") for article, name in pairs))
    names = resolved(sightings, {"a": "s", "b": "s"})
    assert len(names) == len(pairs) and names.index.is_unique
    assert all(("Voss" in name) == ("Voss" in entity) for (_, entity), name in names["name"].items())
    by_form = names.reset_index().groupby("entity")["name"].nunique()
    assert all(by_form[form] == 1 for form in by_form.index if form in {"Ann Voss", "Tom A. Voss", "Acme"})
