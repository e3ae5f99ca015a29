"""Measures of who gets to speak: how much of an article is words of others, of what kind, and whose."""

import math
from collections.abc import Sequence

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures.measure import Measure, Sentences
from analysis.corpus.pieces import pieces

_FEWEST_WORDS = 20  # of others: a share of fewer says nothing of an article
_QUOTES = ["article_id", "sentence", "speaker", "role", "source_text", "words", "sense"]
_RUNNING = ("lead", "body")  # parts of an article that are sentences of it
_MOSTLY = 0.5
_IN_MARKS = r"[“\"][^”\"]{20,}[”\"]"  # marks that open and close in the sentence
_SURE = 0.7  # the confidence from which on a quote is shown
_CALLED = r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? [A-Z]"  # somebody with a name whom the annotation did not find
SOURCES = {
    "person": "persons with a name",
    "body": "organisations, governments and documents",
    "unnamed": "sources without a name (people, polls)",
}


def others_words(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return which share of all words is quoted or reported."""
    shares = sentence_words(corpus)
    return _valued(shares["others"] / shares["words"])


def quoted_words(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return which share of others' words stands in quotation marks."""
    shares = sentence_words(corpus)
    shares = shares[shares["others"] >= _FEWEST_WORDS]
    return _valued(shares["quoted"] / shares["others"])


def sentence_words(corpus: Corpus) -> pd.DataFrame:
    """Return how many words each article has, how many are quoted, and how many are others' at all."""
    columns = ["article_id", "text", "quoted_share", "reported_share"]
    found = []
    for piece in pieces(corpus, "sentences", columns):
        words = piece["text"].str.count(r"\S+").astype("float64")
        counted = pd.DataFrame(
            {
                "words": words,
                "quoted": words * piece["quoted_share"],
                "others": words * (piece["quoted_share"] + piece["reported_share"]).clip(upper=1),
            }
        )
        found.append(counted.groupby(piece["article_id"], sort=False).sum())
    return pd.concat(found)


def _by_words(*voices: str) -> Sentences:
    def sentences(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
        """Return all sentences, by how many more of their words are in these voices than in none of them."""
        columns = ["article_id", "sentence", "text", *(f"{voice}_share" for voice in voices)]
        table = corpus.table("sentences", columns, article_id=articles, part=_RUNNING)
        share = sum(table[f"{voice}_share"] for voice in voices)
        return _rated(table, (2 * share - 1) * table["text"].str.count(r"\S+"))

    return sentences


def _by_marks(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    """Return the sentences with others' words, by how many more of these stand in marks than do not."""
    columns = ["article_id", "sentence", "text", "quoted_share", "reported_share"]
    table = corpus.table("sentences", columns, article_id=articles, part=_RUNNING)
    table = table[(table["quoted_share"] + table["reported_share"] >= _MOSTLY)]
    whole = (table["quoted_share"] < _MOSTLY) | table["text"].str.contains(_IN_MARKS)
    more = table["quoted_share"] - table["reported_share"]
    return _rated(table[whole], (more * table["text"].str.count(r"\S+"))[whole])


def kinds_of_source(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return which share of others' words each kind of source has: person, body, unnamed."""
    found = []
    for piece in pieces(corpus, "quotes", _QUOTES):
        said = _sourced(corpus, piece[piece["sense"] == "statement"])
        found.append(said.groupby(["article_id", "source"])["words"].sum())
    words = pd.concat(found).unstack(fill_value=0).reindex(columns=list(SOURCES), fill_value=0)
    words = words[words.sum(axis=1) >= _FEWEST_WORDS]
    return _long(words.div(words.sum(axis=1), axis=0))


def _sourced(corpus: Corpus, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return quotes with `source`, the kind of who speaks, without those whose speaker is not clear."""
    called = quotes["source_text"].str.match(_CALLED).fillna(False).astype("bool")
    clear = quotes["role"].isin(["unnamed", "organisation"]) & ~called
    quotes = quotes[quotes["speaker"].notna() | clear]
    known = corpus.table(
        "names", ["article_id", "entity", "kind"], article_id=sorted(set(quotes["article_id"]))
    )
    known = known.drop_duplicates(["article_id", "entity"]).rename(
        columns={"entity": "speaker", "kind": "is"}
    )
    quotes = quotes.merge(known, on=["article_id", "speaker"], how="left")
    source = pd.Series("body", quotes.index, dtype="str")
    source = source.mask(quotes["is"] == "person", "person")
    nameless = quotes["speaker"].isna() & (quotes["role"] != "organisation")
    return quotes.assign(source=source.mask(nameless, "unnamed"))


def _source_sentences(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    quotes = corpus.table("quotes", [*_QUOTES, "confidence"], article_id=articles, sense="statement")
    own = _sourced(corpus, quotes[quotes["confidence"] >= _SURE])
    return _rated(own, own["words"].where(own["source"] == name, -own["words"]))


def actors_words(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return which share of others' words each actor has.

    0 in an article without words of the actor, where an article of the same story names him; no value where
    the story has nothing to do with him, or the article no words of others.
    """
    found, wholes = [], []
    for piece in pieces(corpus, "quotes", ["article_id", "speaker", "words", "sense"]):
        said = piece[piece["sense"] == "statement"]
        wholes.append(said.groupby("article_id")["words"].sum())
        own = actors.joined(said, "speaker")
        found.append(own.groupby(["article_id", "name"])["words"].sum())
    whole = pd.concat(wholes)
    whole = whole[whole >= _FEWEST_WORDS].rename("whole").reset_index()
    own = pd.concat(found).rename("own").reset_index()
    stories = corpus.table("stories", ["article_id", "story"])
    concerned = actors.named[["story", "name"]].drop_duplicates().merge(stories, on="story")
    table = concerned.merge(whole, on="article_id").merge(own, on=["article_id", "name"], how="left")
    return table.assign(value=table["own"].fillna(0) / table["whole"])[["article_id", "name", "value"]]


def _actors_sentences(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    columns = ["article_id", "sentence", "speaker", "words", "confidence"]
    quotes = corpus.table("quotes", columns, article_id=articles, sense="statement")
    own = actors.joined(quotes[quotes["confidence"] >= _SURE], "speaker")
    return _rated(own[own["name"] == name], own["words"])


def voices(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return how many persons and bodies speak, as the claims of each article count them."""
    claims = corpus.table("claims", ["article_id", "name", "value"], about="voices")
    claims = claims[claims["name"] == ""]
    return claims.assign(value=claims["value"].astype("float64"))[["article_id", "name", "value"]]


def _valued(values: pd.Series) -> pd.DataFrame:
    """Return a value an article as rows of a measure of the whole article."""
    return pd.DataFrame({"article_id": values.index, "name": "", "value": values.to_numpy()})


def _long(values: pd.DataFrame) -> pd.DataFrame:
    table = values.stack().rename_axis(["article_id", "name"]).rename("value")
    return table.reset_index()


def _rated(table: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    return table[["article_id", "sentence"]].assign(value=values).reset_index(drop=True)


MEASURES = (
    Measure(
        "words of others",
        "share of all words",
        "",
        "How much of an article is quoted or reported words of others.",
        "{one} gives others more of its words than {other}",
        0.03,
        others_words,
        _by_words("quoted", "reported"),
        points=True,
        graded=True,
        beside="opinion",
        shows=8,
        anywhere=True,
    ),
    Measure(
        "quoted directly",
        "share of others' words",
        "",
        "How much of others' words stands in quotation marks.",
        "{one} sets more of others' words in quotation marks than {other}",
        0.05,
        quoted_words,
        _by_marks,
        points=True,
        graded=True,
        beside="opinion",
        shows=8,
        anywhere=True,
    ),
    Measure(
        "kind of source",
        "share of others' words",
        "kind of source",
        "How many of others' words come from persons with a name, from bodies, from sources without a name.",
        "{one} gives more of others' words to {name} than {other}",
        0.05,
        kinds_of_source,
        _source_sentences,
        points=True,
        beside="opinion",
        graded=True,
        shows=5,
    ),
    Measure(
        "words of an actor",
        "share of others' words",
        "actor",
        "How many of others' words are an actor's, in articles on stories that name him.",
        "{one} gives {name} more of others' words than {other}",
        0.05,
        actors_words,
        _actors_sentences,
        points=True,
        shows=5,
    ),
    Measure(
        "voices",
        "persons and bodies",
        "",
        "How many persons and bodies speak in an article.",
        "{one} lets more persons and bodies speak in an article than {other}",
        math.inf,
        voices,
        _by_words("quoted", "reported"),
        beside="length",
    ),
)
