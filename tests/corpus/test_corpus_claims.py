"""What can be claimed of a corpus, and the sentences behind it, on articles made by hand."""

import re

import numpy as np
import pandas as pd
import pytest

from analysis.corpus.actors import Actors
from analysis.corpus.claims import claims
from analysis.corpus.claims.grounds import alike, ground_of, is_borne
from analysis.corpus.claims.outlets import MainOutlet, holds_without
from analysis.corpus.claims.overall import overall_claims
from analysis.corpus.claims.wording import said as in_words
from analysis.corpus.differences import differences
from analysis.corpus.measures import values
from tests.corpus import made

STORIES = 20


@pytest.fixture(scope="module")
def groups() -> pd.Series:
    named = {f"{group}-{number}": group.title() for number in range(STORIES) for group in ("post", "times")}
    return pd.Series(named, name="group").rename_axis("article_id")


@pytest.fixture(scope="module")
def corpus(groups, tmp_path_factory):
    """Articles on twenty stories; the Post has three or four loaded words in each, the Times none or one.

    Ana Ruiz has all of others' words in both; the outlets' names stand in all articles, too.
    """
    generator = np.random.default_rng(1)
    text = " ".join(["word"] * 40)
    articles, stories, sentences, quotes, loaded, names, told, mentions = ([] for _ in range(8))
    for name, group in groups.items():
        post = group == "Post"
        articles.append({"article_id": name, "outlet": group, "words": 100, "title": name})
        stories.append({"article_id": name, "story": f"post-{name.split('-')[1]}"})
        for number, part in enumerate(("headline", "lead", "body"), 1):
            sentences.append(
                {"article_id": name, "sentence": number, "part": part, "text": text, "model": 0.0, "end": 200}
                | {"quoted_share": float(number == 3), "reported_share": 0.0}
            )
        quotes.append(
            {"article_id": name, "sentence": 3, "speaker": "Ana", "words": 40, "sense": "statement"}
        )
        marked = {"article_id": name, "sentence": 2, "kind": "loaded", "voice": "author"}
        loaded += [marked] * int(generator.integers(3, 5) if post else generator.integers(0, 2))
        names += [
            {"article_id": name, "entity": "Ana", "name": "Ana Ruiz", "kind": "person"},
            {"article_id": name, "entity": "Tom", "name": "Tom Lee", "kind": "person"},
            {"article_id": name, "entity": "Post", "name": "Post", "kind": "body"},
        ]
        mentions.append({"article_id": name, "entity": "Tom", "sentence": 2, "text": "Lee", "start": 0})
        for about, chance in (("silent", 0.9), ("portrayal", 0.6)):
            told.append(
                {"article_id": name, "about": about, "name": "Tom", "value": "0", "chance": chance}
                | {"grade": "probable", "sentences": [2]}
            )
        told.append({"article_id": name, "about": "portrayal", "name": "Post", "value": "-1", "chance": 0.9})
    return made.corpus(
        tmp_path_factory.mktemp("corpus"),
        articles=articles,
        stories=stories,
        sentences=sentences,
        quotes=quotes,
        loaded=loaded,
        names=names,
        claims=told,
        entities=mentions,
    )


@pytest.fixture(scope="module")
def measured(corpus):
    return values(corpus)


@pytest.fixture(scope="module")
def found(corpus, groups, measured):
    return differences(corpus, groups, measured)


@pytest.fixture(scope="module")
def said(corpus, groups, found, measured):
    return claims(corpus, groups, found, measured)


def test_a_difference_is_claimed_with_its_figures(said, found):
    claim = said[said["about"] == "difference"]
    assert list(claim["measure"]) == ["loaded words"] and set(claim["grade"]) == {"plain"}
    row = found.set_index("measure").loc["loaded words"]
    text = claim["text"].iloc[0]
    assert text.startswith("In the 20 stories that both tell, Post uses ")
    levels = f"{row['mean_one']:.0f} against {row['mean_other']:.1f}"
    assert f"uses more loaded words per 1,000 of its own words than Times: {levels}" in text
    assert f"a difference of {row['difference']:.0f} ({row['low']:.0f} to {row['high']:.0f})" in text
    assert claim["value"].iloc[0] == row["difference"] and (row["one"], row["other"]) == ("Post", "Times")


def test_ten_sentences_of_both_groups_drive_it(said, corpus):
    evidence = said.loc[said["about"] == "difference", "evidence"].iloc[0]
    articles = [article for article, _ in evidence]
    assert len(articles) == len(set(articles))
    its, theirs = ([each for each in articles if each.startswith(group)] for group in ("post", "times"))
    assert len(its) == 5
    marked = set(corpus.table("loaded")["article_id"])
    same = {each.replace("post", "times") for each in its}
    assert set(theirs) == same & marked  # on the same stories, as far as they have such a sentence
    known = set(zip(*corpus.table("sentences", ["article_id", "sentence"]).to_numpy().T, strict=True))
    assert {(article, int(number)) for article, number in evidence} <= known


def test_who_is_silent_is_counted_over_articles(said):
    claim = said[said["about"] == "silent"]
    assert list(claim["name"]) == ["Tom Lee"]
    assert (
        claim["text"]
        .iloc[0]
        .startswith("Tom Lee is central and not heard in about 36 of the 40 news articles")
    )
    bounds = re.search(r"\((\d+) to (\d+):", claim["text"].iloc[0])
    assert bounds and 20 < int(bounds[1]) < 36 < int(bounds[2]) <= 40
    stories = [article.split("-")[1] for article, _ in claim["evidence"].iloc[0]]
    assert len(stories) == len(set(stories)) == 10
    assert claim["value"].iloc[0] == pytest.approx(0.9)


def test_titles_of_outlets_are_no_findings(said):
    assert "Post" not in set(said["name"]) and "Times" not in set(said["name"])


def test_noise_is_not_claimed(corpus, groups, measured):
    mixed = groups.sample(frac=1, random_state=2).set_axis(groups.index)
    noise = claims(corpus, mixed, None, measured[measured["measure"].isin(["loaded words", "length"])])
    assert not noise["about"].isin(["difference", "difference over all"]).any()


ROW = {
    "measure": "loaded words",
    "name": "",
    "one": "Post",
    "other": "Times",
    "stories": 20,
    "difference": 1.0,
    "low": 0.4,
    "high": 1.6,
    "p": 0.001,
    "q": 0.01,
    "strict": 0.04,
    "sign": 0.99,
    "unpaired": 1.0,
    "low_unpaired": 0.2,
    "high_unpaired": 1.8,
    "q_unpaired": 0.01,
    "adjusted": np.nan,
    "articles_one": 50,
    "articles_other": 50,
}


OTHERS = {"measure": "words of others", "q": 0.5, "strict": 1.0, "p": 0.2}
UNSHARED = {"stories": 0, "difference": np.nan, "low": np.nan, "high": np.nan, "q": np.nan}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("stories", "plain")),
        ({"q": 0.08, "strict": 0.4}, ("stories", "probable")),
        ({"q": 0.08, "strict": 0.04}, ("stories", "plain")),
        ({"q": 0.04, "strict": 0.06}, ("stories", "probable")),  # among so many, chance may give it
        ({"sign": 0.7}, ("stories", "probable")),
        ({"difference": 0.1, "unpaired": 0.1}, None),  # too small to say
        ({"q": 0.5, "strict": 1.0}, None),
        (OTHERS, ("articles", "probable")),
        (OTHERS | {"q_unpaired": 0.08}, None),
        (OTHERS | {"q_unpaired": 0.08, "p": 0.004}, ("articles", "probable")),  # shared stories bear it out
        (OTHERS | {"measure": "portrayal", "p": 0.004}, None),  # other stories, another light
        (OTHERS | {"measure": "loaded words", "p": 0.004}, None),
        (OTHERS | {"difference": 0.3}, None),  # shared stories show less than half of it
        (OTHERS | {"difference": -1.0}, None),
        (OTHERS | {"adjusted": -0.2}, None),
        ({"stories": 8, "q": 0.3, "strict": 0.3, "low": 0.7}, ("each story", "probable")),
        ({"stories": 8, "q": 0.3, "strict": 0.4, "low": 0.7}, None),  # chance may give one such somewhere
        ({"stories": 8, "q": 0.3, "strict": 0.3, "low": 0.5}, None),  # it may be small
        ({"stories": 8, "q": 0.3, "strict": 0.3, "low": 0.7, "sign": 0.6}, None),
        (OTHERS | {"stories": 5}, ("articles", "probable")),
        (OTHERS | {"stories": 4}, None),
        (OTHERS | UNSHARED, None),  # over different stories nothing is claimed
        (OTHERS | {"articles_one": 9}, None),
        ({"measure": "length", "difference": 300.0, "unpaired": 300.0}, None),  # no sentence shows it
    ],
)
def test_on_what_a_row_can_be_claimed(change, expected):
    ground = ground_of(pd.Series(ROW | change))
    assert (ground and (ground.basis, ground.grade)) == expected


@pytest.mark.parametrize(
    ("measure", "change", "expected"),
    [
        ("words of others", {"opinion": (0.1, 0.15)}, True),
        ("words of others", {"opinion": (0.1, 0.4)}, False),  # opinion pieces quote less
        ("words of others", {"length": (400, 900)}, True),  # it is a share
        ("suffers", {"length": (400, 900)}, False),  # more happens in a longer text
        ("suffers", {"length": (400, 500)}, True),
    ],
)
def test_like_is_compared_with_like(measure, change, expected):
    strict = 1.0 if measure == "words of others" else 0.04
    rows = [ROW | {"measure": measure, "strict": strict, "q": 0.5}]
    rows += [
        ROW | {"measure": of, "mean_one": one, "mean_other": other} for of, (one, other) in change.items()
    ]
    found = pd.DataFrame(rows)
    assert (ground_of(found.loc[0], alike(found)["Post", "Times"]) is not None) == expected


@pytest.mark.parametrize(
    ("measure", "more"), [("loaded words", "Post"), ("tone towards", "Times"), ("portrayal", "Times")]
)
def test_more_is_said_of_the_darker_group_where_the_measure_is_a_tone(measure, more):
    ground = ground_of(pd.Series(ROW | {"measure": measure}))  # the Post's values are higher
    assert (ground.more, ground.less) == (more, "Post" if more == "Times" else "Times")
    values = {"Post": 1.0, "Times": 0.0}
    own = [(number, group, value) for number in range(20) for group, value in values.items()]
    assert is_borne(ground, pd.DataFrame(own, columns=["story", "group", "value"]))


@pytest.mark.parametrize(
    ("gaps", "borne"),
    [
        ([1.0] * 20, True),
        ([20.0, 20.0] + [0.0] * 18, False),  # two stories carry it
        ([5.0] * 9 + [-2.0] * 11, False),  # in most it is the other way round
        ([1.0] * 4, False),
    ],
)
def test_a_handful_of_stories_carries_no_claim(gaps, borne):
    own = pd.DataFrame(
        [
            (number, group, gap if group == "Post" else 0.0)
            for number, gap in enumerate(gaps)
            for group in ("Post", "Times")
        ],
        columns=["story", "group", "value"],
    )
    assert is_borne(ground_of(pd.Series(ROW)), own) == borne


SILENT = {"about": "silent", "value": "0", "chance": 0.9, "grade": "probable", "sentences": [1]}


@pytest.mark.parametrize(
    ("text", "form", "speaks", "shown"),
    [
        ("Tom Lee kept away from the hearing for a third day.", "news", False, True),
        ("Tom Lee kept away from the hearing for a third day.", "opinion", False, False),
        ("Tom Lee kept away from the hearing for a third day.", "news", True, False),
        ("Ana Ruiz knows the harbor better than Tom Lee does.", "news", False, False),  # only compared
    ],
)
def test_silent_is_who_has_no_statement_in_news(text, form, speaks, shown, tmp_path):
    known = [{"article_id": f"a{number}"} for number in range(24)]
    spoken = {"speaker": "Tom", "sentence": 1, "words": 5, "sense": "statement"}
    mention = {"entity": "Tom", "sentence": 1, "text": "Tom Lee", "start": text.index("Tom"), "basis": "name"}
    corpus = made.corpus(
        tmp_path,
        articles=[each | {"form": form} for each in known],
        stories=[each | {"story": each["article_id"]} for each in known],
        sentences=[
            each | {"sentence": 1, "part": "body", "text": text, "start": 0, "end": len(text)}
            for each in known
        ],
        quotes=[each | spoken for each in known * speaks],
        names=[each | {"entity": "Tom", "name": "Tom Lee", "kind": "person"} for each in known],
        entities=[each | mention for each in known],
        claims=[
            each | SILENT | {"about": about, "name": "Tom"}
            for each in known
            for about in ("silent", "portrayal")
        ],
    )
    groups = pd.Series("Post", index=[each["article_id"] for each in known])
    rows = overall_claims(corpus, groups, Actors(corpus))
    assert [row[2] for row in rows if row[0] == "silent"] == ["Tom Lee"] * shown


@pytest.mark.parametrize(
    ("main", "rest", "share", "holds"),
    [
        (1.0, 1.0, 0.6, True),
        (1.0, 0.1, 0.6, False),  # it is the main outlet's alone
        (1.0, -1.0, 0.6, False),
        (1.0, None, 1.0, True),  # nothing left to test: that it is nearly all of one outlet is said
        (1.0, None, 0.4, False),
    ],
)
@pytest.mark.parametrize("within", [True, False])
def test_what_is_said_of_a_group_is_not_of_one_outlet_alone(main, rest, share, holds, within):
    rows = [(f"m{n}", n, "right", main) for n in range(30)] + [(f"l{n}", n, "left", 0.0) for n in range(60)]
    rows += [(f"r{n}", n, "right", rest) for n in range(30, 60) if rest is not None]
    own = pd.DataFrame(rows, columns=["article_id", "story", "group", "value"])
    mains = {"right": MainOutlet("Post", share, frozenset(f"m{n}" for n in range(30)))}
    assert holds_without(own, "right", "left", within, mains) == holds


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((0.913, 0.183), "91% against 18%, a difference of 73 percentage points (70 to 80)"),
        ((0.906, 0.183), "90.6% against 18.3%, a difference of 72.3 percentage points (70.0 to 80.0)"),
    ],
)
def test_levels_give_the_difference_as_printed(levels, expected):
    row = ROW | {"measure": "quoted directly", "difference": levels[0] - levels[1], "low": 0.7, "high": 0.8}
    ground = ground_of(next(pd.DataFrame([row]).itertuples()))
    assert expected in in_words(ground, levels, [], "more", None)
