"""Whether the method errs alike on all outlets: machine minus coders, outlet by outlet.

A difference between outlets is the outlets' only where the method's mean error is the same on both. Its
standard deviation from outlet to outlet, with the noise of few coded articles taken off, is what
`measures.bias` carries into differences. Coded are whole articles (see `codings`) whose outlet is known.

Where coders counted in another way than the machine (words of others: by estimate), their values are brought
to its mean over all articles; the tone of sentences, which they told of articles, to its mean and
spread.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.groups import by_outlet
from analysis.corpus.measures import MEASURES
from analysis.corpus.measures.speaking import SOURCES
from analysis.framing import loaded_language
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.models.readers import SMALL
from analysis.statistics.shrinkage import between_sd
from analysis.validation.codings import Coding
from analysis.validation.data import read_jsonl

OWN_SCALE = frozenset({"words of others", "voices"})
"""Measures that coders count in another way than the machine."""
OF_ACTORS = ("portrayal", "suffers", "silent")
SEESAW, BABE = "seesaw/train.jsonl.gz", "babe/train.jsonl"
_SENTENCES = 15  # of a text made of an outlet's
_SIDES = {"Negative": -1.0, "Neutral": 0.0, "Positive": 1.0}
_OPINION = frozenset({"opinion", "letters", "review"})
_FEWEST_ARTICLES = 3  # of an outlet
_FEWEST_OUTLETS = 5
_KEYS = ["measure", "name"]
_Values = Iterator[tuple[str, str, float]]


class Bias(NamedTuple):
    """How much the mean error of a measure differs from outlet to outlet: a standard deviation, in its unit.

    `low` and `high` are the ends of its 95% interval, `expected` is what differences carry (see `Spread`).
    """

    measure: str
    sd: float
    low: float
    high: float
    expected: float
    outlets: int
    articles: int


def biases(errors: pd.DataFrame) -> list[Bias]:
    """Return how much the mean error differs between outlets, a measure each (its frames taken together).

    `errors` are those of `errors_of`. Outlets with fewer than three coded articles are left out; a measure
    with fewer than five others is.
    """
    found = []
    for measure, its in errors.groupby("measure", sort=False):
        its = its[its.groupby(["name", "outlet"])["error"].transform("size") >= _FEWEST_ARTICLES]
        outlets = its["outlet"].nunique()
        if outlets >= _FEWEST_OUTLETS:
            means = _outlet_means(its)
            values, noise, kinds = (means[name].to_numpy() for name in ("mean", "error", "name"))
            spread = between_sd(values, noise, kinds=kinds)
            found.append(Bias(str(measure), *spread, outlets, its["article_id"].nunique()))
    return found


def _outlet_means(errors: pd.DataFrame) -> pd.DataFrame:
    """Return the mean error of each outlet, with its standard error by the noise that all outlets show."""
    rest = errors["error"] - errors.groupby(["name", "outlet"])["error"].transform("mean")
    counts = errors.groupby("name").agg(articles=("error", "size"), outlets=("outlet", "nunique"))
    noise = (rest**2).groupby(errors["name"]).sum() / (counts["articles"] - counts["outlets"])
    means = errors.groupby(["name", "outlet"])["error"].agg(["mean", "size"]).reset_index()
    means["error"] = np.sqrt(means["name"].map(noise) / means["size"])
    return means[means["error"] > 0]


def errors_of(corpus: Corpus, codings: Mapping[str, Sequence[Coding]]) -> pd.DataFrame:
    """Return machine minus coders: a row an article, measure and name (a frame, a kind of source).

    Columns: article_id, outlet, measure, name, error. Several codings of an article are averaged; so are its
    actors, of those the claims name and the coders list. Articles without an outlet are left out.
    """
    known = {name: its for name, its in codings.items() if name in corpus.articles.index}
    words = corpus.articles["words"]
    rows = [
        (name, *value)
        for name, its in known.items()
        for coding in its
        for value in coded_values(coding, int(words[name]))
    ]
    coded = pd.DataFrame(rows, columns=["article_id", *_KEYS, "coded"])
    coded = coded.astype({"coded": "float64"}).groupby(["article_id", *_KEYS])["coded"].mean().reset_index()
    return pd.concat([_with_outlets(corpus, _compared(corpus, coded)), claim_errors(corpus, known)])


def coded_values(coding: Coding, words: int) -> _Values:
    """Yield measure, name and value of what a coding says of a whole article of so many words."""
    row = coding.row
    if "generic" in row:
        yield from _frames(row)
    if "loaded" not in row:
        return
    said = sum(each["words"] for each in row["speakers"])
    yield "words of others", "", min(said / max(words, 1), 1)
    yield "voices", "", sum(each["kind"] != "unnamed" for each in row["speakers"])
    for kind in SOURCES if said else ():
        own = sum(each["words"] for each in row["speakers"] if each["kind"] == kind)
        yield "kind of source", kind, own / said
    yield "somebody suffers", "", any(each["suffers"] for each in row["portrayal"])
    yield "opinion", "", row["form"] in _OPINION


def _frames(row: Mapping[str, Any]) -> _Values:
    for frame in GENERIC.frames:
        yield "generic frame", frame, bool(row["generic"].get(frame))
    for frame in POLICY.frames:
        yield "policy frame", frame, frame in row["policy"]


def _compared(corpus: Corpus, coded: pd.DataFrame) -> pd.DataFrame:
    """Return the errors of measures of whole articles, on the measures' scales."""
    actors = Actors(corpus)
    wanted = coded["measure"].unique()
    taken = pd.concat([MEASURES[name].values(corpus, actors).assign(measure=name) for name in wanted])
    both = coded.merge(taken, on=["article_id", *_KEYS])
    parts = [_on_its_scale(its) if name in OWN_SCALE else its for name, its in both.groupby("measure")]
    both = pd.concat(parts)
    return both.assign(error=both["value"] - both["coded"])[["article_id", *_KEYS, "error"]]


def _on_its_scale(both: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose coded values have the machine's mean."""
    return both.assign(coded=both["coded"] * both["value"].mean() / both["coded"].mean())


def claim_errors(corpus: Corpus, codings: Mapping[str, Sequence[Coding]]) -> pd.DataFrame:
    """Return the errors of what is claimed of actors, an article's averaged; as `errors_of`."""
    columns = ["article_id", "about", "name", "value", "chance"]
    claims = corpus.table("claims", columns, about=list(OF_ACTORS), article_id=sorted(codings))
    rows = [
        (name, *error)
        for name, its in claims.groupby("article_id")
        for coding in codings[str(name)]
        for error in actor_errors(its, coding)
    ]
    table = pd.DataFrame(rows, columns=["article_id", "measure", "error"]).assign(name="")
    errors = table.groupby(["article_id", *_KEYS])["error"].mean().reset_index()
    return _with_outlets(corpus, errors)


def actor_errors(claims: pd.DataFrame, coding: Coding) -> Iterator[tuple[str, float]]:
    """Yield measure and error for each actor whom both the claims on an article and a coding show.

    A claim counts by its chance. Suffering or silence that is not claimed of an actor counts as denied.
    """
    shown = {each["name"]: each for each in coding.row.get("portrayal", ())}
    silent = {coding.coded_name(name, shown) for name in coding.row["silent"]}
    actors = claims["name"].map(lambda name: coding.coded_name(name, shown))
    for actor, its in claims.groupby(actors):
        portrayed = its[its["about"] == "portrayal"]
        if len(portrayed):
            lights = portrayed["value"].astype("float64") * portrayed["chance"]
            yield "portrayal", float(lights.loc[lights.abs().idxmax()]) - shown[actor]["article"]
            for about, there in (("suffers", shown[actor].get("suffers")), ("silent", actor in silent)):
                chances = its.loc[its["about"] == about, "chance"]
                if there is not None:
                    yield about, float(chances.max() if len(chances) else 0) - there


def tone_errors(corpus: Corpus, codings: Mapping[str, Sequence[Coding]]) -> pd.DataFrame:
    """Return the errors of the author's tone towards actors whose light is coded, as `errors_of` does."""
    targets = corpus.table("targets", ["article_id", "entity", "sentence", "voice", "positive", "negative"])
    targets = targets[(targets["voice"] == "author") & targets["article_id"].isin(list(codings))]
    rated = targets.assign(value=targets["positive"] - targets["negative"])
    tones = rated.groupby(["article_id", "entity"])["value"].mean()
    rows = [
        (article, tone, coded["article"])
        for (article, entity), tone in tones.items()
        for coding in codings[article]
        if (coded := coding.shown(entity)) is not None
    ]
    table = pd.DataFrame(rows, columns=["article_id", "value", "coded"])
    apart = (table["coded"] - table["coded"].mean()) / table["coded"].std()
    expected = table["value"].mean() + apart * table["value"].std()
    errors = (table["value"] - expected).groupby(table["article_id"]).mean().rename("error").reset_index()
    return _with_outlets(corpus, errors.assign(measure="tone towards", name=""))


def loaded_errors(data: Path, rate: float) -> pd.DataFrame:
    """Return the errors in loaded words per 1,000, on BABE (Spinde et al. 2021); as `errors_of`.

    A text is fifteen sentences of one outlet, which annotators marked. They were picked for being loaded, so
    errors are brought down to news, where the machine finds `rate` of 1,000 words to be loaded.
    """
    examples = [example for example in read_jsonl(data, BABE) if example["outlet"]]
    rows = []
    for outlet, its in pd.DataFrame(examples).groupby("outlet"):
        for start in range(0, len(its), _SENTENCES):
            text = its.iloc[start : start + _SENTENCES]
            found = loaded_language(annotate(Article(text="\n\n".join(text["text"]))), reader=SMALL)
            marked = ((found["kind"] == "loaded") & (found["voice"] == "author")).sum()
            words = text["text"].str.split().str.len().sum()
            rows.append((f"{outlet} {start}", outlet, marked, text["words"].str.len().sum(), words))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "value", "coded", "words"])
    table["coded"] *= table["value"].sum() / table["coded"].sum()
    errors = (
        rate
        * (table["value"] - table["coded"])
        / table["words"]
        * table["words"].sum()
        / table["value"].sum()
    )
    return table[["article_id", "outlet"]].assign(measure="loaded words", name="", error=errors)


def _with_outlets(corpus: Corpus, errors: pd.DataFrame) -> pd.DataFrame:
    known = by_outlet(corpus)[corpus.articles["outlet"].notna()].rename("outlet")
    return errors.join(known, on="article_id", how="inner")


def read_tones(data: Path) -> dict[str, list[Coding]]:
    """Return how each coder of SEESAW (Zhang et al. 2022) saw actors shown in articles, by article.

    1 for positive, half of it for slightly so, 0 for neutral; what they could not tell is left out.
    ValidationError without the data set.
    """
    found = {}
    for example in read_jsonl(data, SEESAW):
        by_coder: dict[str, dict[str, float]] = defaultdict(dict)
        for tone in example["tones"]:
            strength, _, side = tone["label"].rpartition(" ")
            if side in _SIDES:
                light = _SIDES[side] * (0.5 if strength == "Slightly" else 1)
                by_coder[tone["coder"]][tone["entity"]] = light
        found[example["id"]] = [Coding(_row(lights)) for lights in by_coder.values()]
    return found


def _row(lights: Mapping[str, float]) -> dict[str, Any]:
    shown = [{"name": name, "article": value} for name, value in lights.items()]
    return {"portrayal": shown} | {key: [] for key in ("speakers", "silent", "agents", "harmed")}
