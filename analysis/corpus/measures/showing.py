"""Measures of how actors are shown: tone towards them, the light they stand in, suffering, silence.

Claims on an article come with the chance of being right; their value here is what is to be expected by it.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures.measure import Measure, Sentences
from analysis.corpus.pieces import pieces

_TARGETS = ["article_id", "entity", "sentence", "voice", "positive", "negative"]
_CLAIMS = ["article_id", "about", "name", "value", "chance"]
BAD = "-1"  # the value of a claim that somebody is shown in a bad light
_FEWEST_SENTENCES = 2  # of the author on somebody: one may say anything


def tone_towards(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return the mean of positive minus negative over the author's own sentences on an actor, -1 to 1."""
    found = []
    for piece in pieces(corpus, "targets", _TARGETS):
        rated = _toned(actors.joined(piece[piece["voice"] == "author"]))
        means = rated.groupby(["article_id", "name"])["value"].agg(["mean", "size"])
        found.append(means[means["size"] >= _FEWEST_SENTENCES])
    return pd.concat(found)["mean"].rename("value").reset_index()


def _toned(targets: pd.DataFrame) -> pd.DataFrame:
    """Return a row a sentence and actor: the mean over its mentions."""
    value = targets["positive"] - targets["negative"]
    keys = ["article_id", "name", "sentence"]
    return targets.assign(value=value).groupby(keys)["value"].mean().reset_index()


def _darkest(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    targets = corpus.table("targets", _TARGETS, article_id=articles, voice="author")
    rated = _toned(actors.joined(targets))
    rated = rated[rated["name"] == name]
    return rated.assign(value=-rated["value"])[["article_id", "sentence", "value"]]


def portrayed(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return in which light an article shows an actor, -1 to 1: the claim's value times its chance."""
    claims = _of_actors(corpus, actors, ["portrayal"])
    return _values(claims, claims["value"].astype("float64") * claims["chance"])


def suffering(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return how likely an article shows an actor suffering; 0 where it is one of its actors and not claimed.

    Places are left out: that one of so many people suffers is not said of them.
    """
    table = _claimed(corpus, actors, "suffers")
    return table[table["name"].map(actors.kinds) != "place"]


def silence(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return how likely an article has an actor as central and not heard; 0 as in `suffering`."""
    return _claimed(corpus, actors, "silent")


def anybody_suffers(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return how likely the likeliest to suffer in an article does; named or not."""
    claims = corpus.table("claims", _CLAIMS, about="suffers")
    chances = claims.groupby("article_id")["chance"].max().reindex(corpus.articles.index, fill_value=0.0)
    return pd.DataFrame({"article_id": chances.index, "name": "", "value": chances.to_numpy()})


def _claimed(corpus: Corpus, actors: Actors, about: str) -> pd.DataFrame:
    claims = _of_actors(corpus, actors, ["portrayal", about])
    chances = claims["chance"].where(claims["about"] == about, 0.0)
    return _values(claims, chances)


def _of_actors(corpus: Corpus, actors: Actors, about: Sequence[str]) -> pd.DataFrame:
    found = []
    for piece in pieces(corpus, "claims", _CLAIMS):
        found.append(actors.claimed(piece[piece["about"].isin(about)]))
    return pd.concat(found, ignore_index=True)


def _values(claims: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """Return one value for an article and an actor: the one furthest from 0, under whichever of his names."""
    table = claims[["article_id", "name"]].assign(value=values, size=values.abs())
    table = table.dropna().sort_values("size", ascending=False, kind="stable")
    return table.drop_duplicates(["article_id", "name"])[["article_id", "name", "value"]]


def by_sentence(claims: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each of the `sentences` of claims, with its number as `sentence`."""
    lengths = claims["sentences"].map(len).to_numpy(dtype="int64")
    numbers = np.concatenate([np.empty(0, dtype="int64"), *claims["sentences"]]).astype("int64")
    places = np.repeat(np.arange(len(claims)), lengths)
    return claims.drop(columns="sentences").iloc[places].reset_index(drop=True).assign(sentence=numbers)


def sentences_behind(corpus: Corpus, actors: Actors, claims: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the sentences behind claims on actors: article_id, name, sentence, value, the tellingest first.

    `value` is the chance of the claim; among the sentences of one, those come first that say most by the
    chance in that `column` of the table targets (negative, suffers).
    """
    rows = by_sentence(claims.drop(columns="value"))
    if rows.empty:
        return rows.rename(columns={"chance": "value"})
    articles = sorted(set(rows["article_id"]))
    targets = corpus.table("targets", ["article_id", "entity", "sentence", column], article_id=articles)
    keys = ["article_id", "name", "sentence"]
    says = actors.joined(targets).groupby(keys)[column].max().rename("says")
    rows = rows.join(says, on=keys).fillna({"says": 0.0})
    return rows.sort_values(["chance", "says"], ascending=False, kind="stable").rename(
        columns={"chance": "value"}
    )


def _evidence(about: str, column: str) -> Sentences:
    def sentences(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
        """Return the sentences behind the claims, by the chance of these; of lights, the bad ones."""
        claims = corpus.table("claims", [*_CLAIMS, "sentences"], article_id=articles, about=about)
        if about == "portrayal":
            claims = claims[claims["value"] == BAD]
        if name:
            claims = actors.claimed(claims)
            claims = claims[claims["name"] == name]
        return sentences_behind(corpus, actors, claims, column)[["article_id", "sentence", "value"]]

    return sentences


MEASURES = (
    Measure(
        "tone towards",
        "positive minus negative, -1 to 1",
        "actor",
        "The mean tone of the author's own sentences towards an actor.",
        "{one}'s own sentences on {name} are darker than {other}'s",
        0.15,
        tone_towards,
        _darkest,
        graded=True,
        beside="opinion",
        shows=0.5,
        darker=True,
    ),
    Measure(
        "portrayal",
        "-1 to 1",
        "actor",
        "In which light an article shows an actor in the end: -1 bad, 1 good, each by its chance.",
        "{one} shows {name} in a worse light than {other}",
        0.15,
        portrayed,
        _evidence("portrayal", "negative"),
        beside="opinion",
        shows=0.4,
        darker=True,
    ),
    Measure(
        "suffers",
        "chance",
        "actor",
        "How often an article that deals with an actor shows him suffering.",
        "{one} shows {name} suffering in more of the articles that deal with {name} than {other}",
        0.08,
        suffering,
        _evidence("suffers", "suffers"),
        points=True,
        shows=0.4,
    ),
    Measure(
        "silent",
        "chance",
        "actor",
        "How often an article that deals with an actor has him as central and not heard.",
        "{one} has {name} as central and silent in more of the articles that deal with {name} than {other}",
        0.08,
        silence,
        _evidence("silent", "neutral"),
        points=True,
        shows=0.4,
    ),
    Measure(
        "somebody suffers",
        "chance",
        "",
        "How often an article shows somebody suffering, named or not.",
        "{one} shows somebody suffering in more of its articles than {other}",
        0.08,
        anybody_suffers,
        _evidence("suffers", "suffers"),
        points=True,
        shows=0.5,
    ),
)
