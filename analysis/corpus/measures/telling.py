"""Measures of how articles are told: frames, loaded words, hedging, headline, form, length."""

import math
from collections.abc import Sequence

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures import hedging
from analysis.corpus.measures.hedging import own_sentences
from analysis.corpus.measures.measure import Measure, Sentences, Values
from analysis.corpus.measures.showing import by_sentence
from analysis.corpus.measures.speaking import sentence_words
from analysis.corpus.pieces import pieces

_FEWEST_WORDS = 50  # of the author: a rate over fewer is chance
_OPINION = ("opinion", "letters", "review")
_LOADED = ["article_id", "sentence", "kind", "voice"]
FRAMES_OTHER = "other"


def frames_of(typology: str) -> Values:
    """Return the values of a typology's frames: how likely an article has each, by its claims."""
    about = f"{typology} frame"

    def values(corpus: Corpus, actors: Actors) -> pd.DataFrame:
        """Return how likely each article has each frame; 0 where no claim is made of it."""
        claims = corpus.table("claims", ["article_id", "name", "chance"], about=about)
        claims = claims[claims["name"].str.lower() != FRAMES_OTHER]
        table = claims.groupby(["article_id", "name"])["chance"].max().unstack(fill_value=0.0)
        table = table.reindex(corpus.articles.index, fill_value=0.0)
        table.index.name = "article_id"
        return table.stack().rename("value").reset_index()

    return values


def _sentences_of_frame(typology: str) -> Sentences:
    def sentences(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
        """Return the sentences that speak most for a frame, by the chance that the article has it."""
        columns = ["article_id", "name", "chance", "sentences"]
        claims = corpus.table("claims", columns, article_id=articles, about=f"{typology} frame")
        rows = by_sentence(claims[claims["name"] == name]).rename(columns={"chance": "value"})
        return rows[["article_id", "sentence", "value"]]

    return sentences


def sentences_of(typology: str) -> Values:
    """Return the values of a typology's frames: in which share of an article's sentences each is."""

    def values(corpus: Corpus, actors: Actors) -> pd.DataFrame:
        """Return the scores of the whole articles, as the table frames has them."""
        found = []
        for piece in pieces(corpus, "frames", ["article_id", "typology", "frame", "sentence", "score"]):
            whole = piece["sentence"].isna() & (piece["typology"] == typology)
            found.append(piece.loc[whole & (piece["frame"].str.lower() != FRAMES_OTHER)])
        table = pd.concat(found).rename(columns={"frame": "name", "score": "value"})
        return table[["article_id", "name", "value"]].dropna()

    return values


def _carrying(typology: str) -> Sentences:
    def sentences(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
        """Return the sentences that carry a frame, those with the most words for it first."""
        columns = ["article_id", "sentence", "evidence"]
        table = corpus.table("frames", columns, article_id=articles, typology=typology, frame=name)
        table = table.dropna(subset="sentence").astype({"sentence": "int64"})
        return table.assign(value=table["evidence"].map(len))[["article_id", "sentence", "value"]]

    return sentences


def loaded(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return how many words in a thousand of the author's own are loaded."""
    words = sentence_words(corpus)
    own = words["words"] - words["others"]
    own = own[own >= _FEWEST_WORDS]
    marks = corpus.table("loaded", _LOADED, kind="loaded", voice="author")
    counts = marks.groupby("article_id").size()
    return _whole(1000 * counts.reindex(own.index, fill_value=0) / own)


def _sentences_loaded(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    """Return the author's sentences with loaded words, by how many they have."""
    table = corpus.table("loaded", _LOADED, article_id=articles, kind="loaded", voice="author")
    table = table.merge(own_sentences(corpus, articles), on=["article_id", "sentence"])
    return table.groupby(["article_id", "sentence"]).size().rename("value").reset_index()


def headline(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return how an article's headline sounds, -1 to 1."""
    table = corpus.table("sentences", ["article_id", "model"], part="headline")
    return _whole(table.groupby("article_id")["model"].mean())


def _headlines(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    table = corpus.table(
        "sentences", ["article_id", "sentence", "model"], article_id=articles, part="headline"
    )
    return table.assign(value=-table["model"])[["article_id", "sentence", "value"]]


def length(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return how many words an article has."""
    return _whole(corpus.articles["words"].astype("float64"))


def opinion(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return whether an article argues (a column, an editorial, letters, a review), by its form."""
    forms = corpus.table("articles", ["article_id", "form"]).set_index("article_id")["form"]
    return _whole(forms.isin(_OPINION).astype("float64"))


def _firsts(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    """Return the first sentence of each article: what it is can be told by no other."""
    return pd.DataFrame({"article_id": list(articles), "sentence": 1, "value": 1.0})


def _whole(values: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"article_id": values.index, "name": "", "value": values.to_numpy()})


def _sentence_measure(typology: str, more: str) -> Measure:
    return Measure(
        f"{typology} frame in sentences",
        "share of sentences",
        "frame",
        f"In how many of an article's sentences a frame is ({typology}).",
        more,
        0.04,
        sentences_of(typology),
        _carrying(typology),
        points=True,
        shows=1,
    )


def _frame_measure(typology: str, more: str) -> Measure:
    return Measure(
        f"{typology} frame",
        "chance",
        "frame",
        f"How often an article has a frame ({typology}).",
        more,
        0.08,
        frames_of(typology),
        _sentences_of_frame(typology),
        points=True,
        shows=0.7,
    )


MEASURES = (
    _frame_measure("generic", "{one} has the {name} frame in more of its articles than {other}"),
    _frame_measure("policy", "{one} has the policy frame “{name}” in more of its articles than {other}"),
    _sentence_measure("generic", "{one} has the {name} frame in more of its sentences than {other}"),
    _sentence_measure("policy", "{one} has the policy frame “{name}” in more of its sentences than {other}"),
    Measure(
        "loaded words",
        "per 1,000 of the author's words",
        "",
        "How many of the author's own words are loaded.",
        "{one} uses more loaded words per 1,000 of its own words than {other}",
        0.3,
        loaded,
        _sentences_loaded,
        beside="opinion",
        shows=1,
    ),
    hedging.MEASURE,
    Measure(
        "headline tone",
        "-1 to 1",
        "",
        "How an article's headline sounds.",
        "{one}'s headlines sound darker than {other}'s",
        0.1,
        headline,
        _headlines,
        graded=True,
        shows=0.2,
        darker=True,
    ),
    Measure(
        "opinion",
        "share of articles",
        "",
        "How many articles argue: columns, editorials, letters, reviews.",
        "{one} argues in more of its articles (opinion pieces) than {other}",
        math.inf,
        opinion,
        _firsts,
        points=True,
    ),
    Measure(
        "length",
        "words",
        "",
        "How long an article is.",
        "{one}'s articles are longer than {other}'s",
        math.inf,
        length,
        _firsts,
    ),
)
