"""The tables and texts of a corpus's page: what they say, and what they leave out and say so."""

import numpy as np
import pandas as pd
import pytest
from markupsafe import Markup

from analysis import schemas
from analysis.presentation import corpus_claims
from analysis.presentation.html import Html
from analysis.presentation.tables import corpus as tables
from analysis.presentation.units import change_with_interval, level
from tests.corpus import made


def words(piece: Html) -> str:
    return Markup(str(piece.markup).replace("<", " <")).striptags()


@pytest.mark.parametrize(
    "measure, value, said",
    [
        ("hedging", 0.234, "23%"),
        ("tone towards", -0.123, "−0.12"),
        ("loaded words", 4.06, "4.1"),
        ("length", 1234.0, "1,234"),
        ("entman frame", 0.5, "50%"),
    ],
)
def test_a_value_is_told_in_the_unit_of_its_measure(measure, value, said):
    assert level(value, measure) == said


@pytest.mark.parametrize(
    "measure, said",
    [("hedging", "+8.2 points (+5.5 to +11.0)"), ("tone towards", "+0.08 (+0.06 to +0.11)")],
)
def test_a_difference_is_told_with_its_interval(measure, said):
    assert change_with_interval(0.082, 0.055, 0.11, measure) == said
    assert change_with_interval(np.nan, np.nan, np.nan, measure) == "–"


def difference(**known) -> dict:
    usual = {"measure": "hedging", "name": "", "one": "Post", "other": "Times", "stories": 8}
    figures = {"difference": 0.2, "low": 0.1, "high": 0.3, "p": 0.0078, "q": 0.2, "strict": 0.006}
    return usual | figures | {"unpaired": 0.25, "mean_one": 0.3, "mean_other": 0.1, "icc": 0.5} | known


@pytest.fixture
def corpus(tmp_path):
    return made.corpus(
        tmp_path,
        articles=[{"article_id": "a", "outlet": "Post", "title": "The vote", "published": "2024-05-03"}],
        sentences=[{"article_id": "a", "sentence": 4, "text": "It may rain."}],
    )


def claimed(**known) -> pd.DataFrame:
    row = {"about": "difference", "measure": "hedging", "name": "", "one": "Post", "other": "Times"}
    row |= {
        "value": 0.2,
        "grade": "plain",
        "chance": 0.99,
        "text": "Post hedges more.",
        "evidence": [["a", "4"]],
    }
    return schemas.typed("corpus_claims", [row | known])


def test_a_claim_says_how_it_was_compared_and_shows_its_sentences(corpus):
    differences = made.table("differences", [difference()])
    shown = words(corpus_claims.claims(corpus, claimed(), differences))
    assert "plain:" in shown and "Post hedges more." in shown
    assert "How it was compared, and 1 sentence behind it" in shown
    assert "within the 8 stories that both tell, copies of one text left out: +20.0 points" in shown
    assert "p .008, q .20 among all comparisons made, .006 by the strict test" in shown
    assert "With 8 stories no p can be below .008" in shown
    assert "The story decides 50% of it" in shown
    assert "It may rain. Post, “The vote”, 2024-05-03, sentence 4" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("group", "expected"), [("left", "Post (left), “The vote”"), ("Post", "Post, “The vote”")]
)
def test_a_sentence_says_for_which_group_it_speaks(corpus, group, expected):
    groups = pd.Series({"a": group}, name="group").rename_axis("article_id")
    shown = words(corpus_claims.claims(corpus, claimed(), made.table("differences", [difference()]), groups))
    assert expected in " ".join(shown.split())


def test_a_claim_that_compares_nothing_has_its_sentences_alone(corpus):
    row = claimed(about="heard", measure="", name="Ada", one="", other="")
    shown = words(corpus_claims.claims(corpus, row, made.table("differences", [])))
    assert "1 sentence behind it" in shown and "compared" not in shown


def test_without_claims_it_says_why(corpus):
    none = made.table("corpus_claims", [])
    assert "Nothing can be claimed" in words(
        corpus_claims.claims(corpus, none, made.table("differences", []))
    )


def test_it_is_said_what_was_compared_and_what_not():
    rows = [
        difference(other=f"Paper {n}", p=0.01 if n < 3 else 0.5, q=0.03 if n < 2 else 0.9) for n in range(40)
    ]
    rows += [difference(other="Far", stories=2, difference=None, p=None, q=None, strict=None)]
    found = made.table("differences", rows)
    told = words(corpus_claims.compared(found, {"Small": 3}, {"Fox": ["FOX", "fox"]}))
    assert "40 comparisons within stories were made, of 40 pairs of groups" in told
    assert "3 have a p of 0.05 or less, where chance alone would give about 2; 2 hold" in told
    assert "1 of 41 pairs of groups share too few stories" in told
    assert "Small (3)" in told and "Fox (also written “FOX” and “fox”)" in told


NAMES = [
    {"article_id": f"{n}", "entity": entity, "name": name, "kind": kind, "basis": basis, "chance": chance}
    for n, (entity, name, kind, basis, chance) in enumerate(
        [
            ("Obama", "Barack Obama", "person", "surname alone: the story’s only bearer", 0.98),
            ("Barack Obama", "Barack Obama", "person", "full name", 0.99),
            ("Clinton", "Clinton", "person", "surname alone: open: two and more bear it", None),
            ("WASHINGTON", "WASHINGTON", "nobody", "dateline", None),
        ]
    )
]


def test_names_that_were_joined_stand_with_why_and_how_to_part_them():
    shown = words(tables.joined(made.table("names", NAMES)))
    assert "Persons: 1 name with several forms" in shown
    assert "“Obama” (1 article; surname alone: the story’s only bearer, right 98%)" in shown
    assert "“Obama,Barack Obama”" in shown and "WASHINGTON" not in shown


def test_an_alias_with_a_comma_is_shown_as_a_csv_file_has_it():
    rows = [NAMES[0] | {"entity": "Obama, Barack"}, NAMES[1]]
    assert '“"Obama, Barack",Barack Obama”' in words(tables.joined(made.table("names", rows))).replace(
        "&#34;", '"'
    )


def test_names_that_stay_open_are_said():
    assert "Clinton" in words(tables.left_open(made.table("names", NAMES)))
    assert words(tables.left_open(made.table("names", NAMES[:2]))) == "No name was left open."


@pytest.mark.parametrize("groups", [3, 9])
def test_a_story_is_shown_with_who_tells_it_and_what_is_a_copy(groups):
    known = pd.DataFrame(
        {"title": ["The vote"] * groups, "outlet": "x", "published": "2024-05-03"},
        index=pd.Index([f"a{n}" for n in range(groups)], name="article_id"),
    )
    coverage = made.table(
        "coverage",
        [
            {
                "story": "a0",
                "title": "t",
                "groups": groups,
                "group": f"P{chr(65 + n)}",
                "articles": 1,
                "copies": int(n == 1),
            }
            for n in range(groups)
        ],
    )
    stories = made.table(
        "stories",
        [{"article_id": f"a{n}", "story": "a0", "copy_of": "a0" if n == 1 else None} for n in range(groups)],
    )
    shown = words(tables.told_by(coverage, stories, known))
    assert "The stories that most groups tell: 1 of 1" in shown and "The vote" in shown
    assert ("1 (copy)" in shown) == (groups <= 8), "few groups have a column each"
    assert ("PA, PB (copy), PC" in shown) == (groups > 8)
    assert "repeats x, “The vote”, 2024-05-03" in shown


def test_groups_without_a_figure_are_left_out_of_its_table_and_counted():
    rows = [
        {
            "measure": "hedging",
            "name": "",
            "group": group,
            "articles": number,
            "mean": mean,
            "low": mean,
            "high": mean,
        }
        for group, number, mean in (("Post", 9, 0.2), ("Times", 3, np.nan))
    ]
    shown = words(tables.estimates(pd.DataFrame(rows), "Hedging"))
    assert "20% (20 to 20%)" in shown and "Times" not in shown
    assert "1 group with too few articles left out." in shown


def test_groups_may_be_called_as_columns_are():
    known = pd.DataFrame({"title": "The vote", "outlet": "x", "published": None}, index=["a"])
    told = [
        {"story": "a", "groups": 3, "group": group, "articles": number}
        for number, group in enumerate(("title", "who", "articles"), start=4)
    ]
    shown = words(tables.told_by(made.table("coverage", told), made.table("stories", []), known))
    assert "The vote" in shown and all(f"{number} " in shown for number in (4, 5, 6, 15))
    figures = {"measure": "hedging", "articles": 9, "mean": 0.2, "low": 0.1, "high": 0.3}
    rows = [figures | {"name": "", "group": group} for group in ("name", "group")]
    assert words(tables.estimates(pd.DataFrame(rows), "Hedging")).count("20% (10 to 30%)") == 2


def test_when_articles_were_published_is_told_by_date_and_not_by_spelling():
    published = ["12 September 2024", "2 May 2024", "yesterday", None]
    known = pd.DataFrame({"words": 10, "published": published}, index=list("abcd"))
    groups = pd.Series(["Post", "Post", "Post", "Times"], known.index, name="group")
    assert "4 articles of 2 outlets, 40 words, published from 2024-05-02 to 2024-09-12; 2" in words(
        tables.about(known, groups)
    )
    shown = words(tables.articles(known, groups))
    assert "2024-05-02" in shown and "2024-09-12" in shown and "yesterday" not in shown
    assert "2 dated" in shown and "0 dated" not in shown
    assert "dated" not in words(tables.articles(known["a":"b"], groups))
    assert "2024-09-12; 2 without a date that can be read." in words(tables.about(known, groups))
    assert "without dates" in words(tables.about(known["c":"d"], groups["c":"d"]))
    assert "Times" in words(tables.articles(known["d":"d"], groups))


def test_groups_of_a_file_are_told_by_their_outlets():
    groups, outlets = pd.Series(["left", "left", "right"]), pd.Series(["Post", "Post", "Times"])
    shown = words(tables.outlets(groups, outlets))
    assert "left" in shown and "Post (2)" in shown and "Times (1)" in shown
    assert words(tables.outlets(outlets, outlets)) == ""


CHOSEN = [
    {"group": "Post", "measure": measure, "name": name, "stories_told": told, "stories_untold": 20}
    for measure, name, told in (
        ("generic frame", "conflict", 12),
        ("actor", "Ada Lee", 12),
        ("actor", "Norway", 12),
        ("actor", "Bo", 4),
    )
]


@pytest.mark.parametrize(
    "years, shown, hidden",
    [
        (("2019", "2019"), ("Frame “conflict”", "Ada Lee"), ("Norway", "Bo")),
        (("2015", "2019"), ("of different years",), ("conflict", "Ada Lee")),
    ],
)
def test_the_stories_that_a_group_chooses_are_told_by_frames_persons_and_bodies(years, shown, hidden):
    kinds = {"Ada Lee": "person", "Norway": "place", "Bo": "person"}
    published = pd.Series([f"{years[0]}-05-01", f"{years[1]}-05-01"], ["a", "b"])
    groups = pd.Series(["Post", "Times"], ["a", "b"])
    told = words(tables.chosen(made.table("chosen", CHOSEN), kinds, published, groups))
    assert all(each in told for each in shown) and not any(each in told for each in hidden)


@pytest.mark.parametrize("number, rows", [(3, 3), (8, 0)])
def test_many_comparisons_without_any_difference_are_a_line(number, rows):
    nothing = {
        "difference": 0.0,
        "low": 0.0,
        "high": 0.0,
        "unpaired": 0.0,
        "low_unpaired": 0.0,
        "high_unpaired": 0.0,
    }
    made_up = made.table("differences", [difference(other=f"Paper {n}", **nothing) for n in range(number)])
    told = tables.differences(made_up.assign(grade=""), "Hedges").markup
    assert told.count("Paper") == rows
    assert ("8 comparisons, each without any difference" in told) == (rows == 0)
