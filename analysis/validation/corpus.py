"""What holds across articles: names, stories, intervals of differences, the method's bias between outlets."""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus, open_corpus
from analysis.corpus.measures import MEASURES
from analysis.statistics.metrics import Estimate, b_cubed
from analysis.statistics.proportions import wilson
from analysis.validation.cards import Card, CardRow
from analysis.validation.codings import GOLD, Coding, read_codings
from analysis.validation.coverage import BIASES, KINDS, RUNS, STORIES, coverage
from analysis.validation.data import background_articles, read_jsonl
from analysis.validation.names import KINDS as KINDS_OF_NAMES
from analysis.validation.names import matches
from analysis.validation.outlets import (
    SEESAW,
    Bias,
    biases,
    claim_errors,
    errors_of,
    loaded_errors,
    read_tones,
    tone_errors,
)
from analysis.validation.stories import dense_stream

CODED, TOLD_THRICE = "coded", "seesaw"
"""The corpora that it is measured on: US news coded by hand, and SEESAW's stories of three outlets each."""
_US_NEWS = "US news of 2006 to 2020, outlets from left to right"
_MEASURED_ON = {"tone towards": "SEESAW", "loaded words": "BABE"}
_CALLED = {"person": "persons", "body": "bodies", "place": "places"}


def measure(data: Path, tables: Path | None = None) -> Card:
    """Return the card of corpora, by SEESAW and the coded background articles in `data`.

    `tables` is a folder with what `presslens corpus` wrote of them, `coded` and `seesaw`; without it they are
    analysed here, which takes minutes.
    """
    coded, seesaw = (corpus_of(name, data, tables) for name in (CODED, TOLD_THRICE))
    examples = read_jsonl(data, SEESAW)
    return Card(
        method="Corpora",
        rows=[
            *_names(seesaw, examples),
            _stories(seesaw, examples),
            _dense(),
            *_intervals(),
            *map(_bias, outlets(coded, seesaw, data)),
        ],
        split="all of SEESAW, which rules were made on, and our coded articles, which chances were fitted to",
        terms="SEESAW CC BY-NC-SA 4.0, BABE AGPL-3.0; articles: their publishers'; codes: by careful reading",
        command="presslens validate corpus --data DIR --tables DIR",
        date=date.today().isoformat(),
    )


def corpus_of(name: str, data: Path, tables: Path | None = None) -> Corpus:
    """Return one of the two corpora: its tables if they are in the folder `tables`, else analysed now."""
    if tables is not None and (tables / name).is_dir():
        return open_corpus(tables / name)
    rows = _seesaw(data) if name == TOLD_THRICE else _coded(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.jsonl"
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        return open_corpus(path)


def outlets(coded: Corpus, seesaw: Corpus, data: Path) -> list[Bias]:
    """Return the method's bias between outlets, by measure."""
    ours, theirs = us_codings(data), read_tones(data)
    shown = claim_errors(seesaw, theirs)
    shown = shown[shown["measure"] == "portrayal"].assign(name=SEESAW)  # all that SEESAW codes of these
    rate = float(MEASURES["loaded words"].values(coded, Actors(coded))["value"].mean())
    found = [errors_of(coded, ours), shown, tone_errors(seesaw, theirs), loaded_errors(data, rate)]
    return biases(pd.concat(found, ignore_index=True))


def us_codings(data: Path) -> dict[str, list[Coding]]:
    """Return the codings of background articles, by article: of everything, and of frames alone."""
    known = {row["ID"] for row in background_articles(data)}
    found = {name: list(its) for name, its in read_codings(data).items() if name in known}
    lists: dict[str, list] = {key: [] for key in ("speakers", "portrayal", "silent", "agents", "harmed")}
    for row in read_jsonl(GOLD / "frames", "articles.jsonl"):
        if row["id"] in known:
            found.setdefault(row["id"], []).append(Coding(lists | row))
    return found


def _coded(data: Path) -> Iterator[dict[str, Any]]:
    wanted = us_codings(data)
    for row in background_articles(data):
        if row["ID"] in wanted:
            about = {
                "id": row["ID"],
                "outlet": row["source"],
                "published": row["date"],
                "title": row["title"],
            }
            yield about | {"text": row["content_original"]}


def _seesaw(data: Path) -> Iterator[dict[str, Any]]:
    for row in read_jsonl(data, SEESAW):
        about = {name: row[name] for name in ("id", "outlet", "title")} | {"published": row["date"]}
        yield about | {"text": "\n\n".join(row["sentences"])}


def _names(corpus: Corpus, examples: Sequence[dict[str, Any]]) -> Iterator[CardRow]:
    stories = {example["id"]: example["story"] for example in examples}
    found = matches(examples, corpus.table("names")).dropna(subset="entity")
    for kind in KINDS_OF_NAMES.values():
        its = found[found["kind"] == kind]
        units = its["article_id"].map(stories).tolist()
        ours, strings = (
            b_cubed(its["coded"].tolist(), its[each].tolist(), units).f1 for each in ("name", "entity")
        )
        yield CardRow.of(
            ours.scaled(100),
            measure=f"one name for each of {_CALLED[kind]} across articles, B-cubed F1",
            data="SEESAW",
            domain="US political news of 168 stories, three outlets each",
            n=len(its),
            unit="pairs of an article and somebody in it",
            peer=f"exact strings {100 * strings.value:.1f}",
        )


def _stories(corpus: Corpus, examples: Sequence[Mapping[str, Any]]) -> CardRow:
    coded = {example["id"]: example["story"] for example in examples}
    table = corpus.table("stories", ["article_id", "story"])
    gold = table["article_id"].map(coded).tolist()
    return CardRow.of(
        b_cubed(gold, table["story"].tolist(), gold).f1.scaled(100),
        measure="articles of one story together, B-cubed F1",
        data="SEESAW",
        domain="US political news of 168 stories, three outlets each",
        n=len(table),
        unit="articles",
    )


def _dense() -> CardRow:
    stream = dense_stream()
    return CardRow.of(
        stream.written.f1.scaled(100),
        measure="articles of one story together among 2,000 of a day, B-cubed F1",
        data="a stream of our own",
        domain="120 written articles, 40 stories told thrice, among 1,880 made by rule",
        n=120,
        unit="articles",
        note=f"{stream.joined} of the 1,880 joined with any",
    )


def _intervals() -> Iterator[CardRow]:
    """Yield how often intervals hold in simulations, all kinds of values taken together."""
    for stories in STORIES:
        for bias in (BIASES[0], BIASES[2]):
            found = [coverage(kind, stories, bias) for kind in KINDS]
            how = "the same bias in both outlets" if not bias else f"a bias of {bias:g} (sd) in each outlet"
            carried = "the bias carried" if bias else "no bias to carry"
            yield _interval(f"{how}, {stories} stories", carried, [each.with_bias for each in found])
            if bias:
                plain = [each.plain for each in found]
                yield _interval(f"{how}, {stories} stories", "the bias not carried", plain)


def _interval(setting: str, how: str, shares: Sequence[float]) -> CardRow:
    runs = RUNS * len(shares)
    share = sum(shares) / len(shares)
    return CardRow.of(
        Estimate(share, *wilson(share * runs, runs)).scaled(100),
        measure=f"95% intervals of paired differences that hold, {how}",
        data="simulation",
        domain=setting,
        n=runs,
        unit="runs",
        note=f"{100 * min(shares):.0f} to {100 * max(shares):.0f} by kind of values",
    )


def _bias(found: Bias) -> CardRow:
    points = MEASURES[found.measure].points
    unit = "points" if points else MEASURES[found.measure].unit
    factor = 100 if points else 1
    return CardRow.of(
        Estimate(found.sd, found.low, found.high).scaled(factor),
        measure=f"{found.measure}: how much the method's mean error differs between outlets (sd), {unit}",
        data=_MEASURED_ON.get(found.measure, "coded articles"),
        domain=f"{_US_NEWS} ({found.outlets} of them)",
        n=found.articles,
        unit="articles",
        note=f"differences carry {factor * found.expected:.2g}",
    )
