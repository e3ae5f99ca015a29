"""Sentiment against labelled news: towards persons (NewsMTSC) and organisations (SEntFiN), of snippets (NYT).

Sets, in the folder `data`: NewsMTSC (Hamborg and Donnay 2021), label -1, 0 or 1 towards a person; SEntFiN 1.0
(Sinha et al. 2022), the same towards an organisation in a finance headline; NYT editorial snippets with the
mean of 20 ratings from -4 to 4 (Hutto and Gilbert 2014).

Besides, our own minimal pairs, which ship in resources/en/sentiment_pairs.csv. In each pair one thing
differs: who did it, to whom, a negation, who says it, what is reported, what is only thought of. `expected`
may leave room ("not negative": a victim is not criticised, but may be shown in a good light). What a
judgement owes to the target's name is seen in the same sentence with another name in it (`swapped`).
"""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.models.encoder import Span
from analysis.paths import ENGLISH
from analysis.statistics.metrics import Estimate, calibration_error, macro_f1, mean, pearson
from analysis.tone import classify_targets, rate_sentences, score_clauses
from analysis.tone.lexicons import polarity
from analysis.validation.cards import Card, CardRow
from analysis.validation.data import held_out, read_jsonl
from analysis.word_lists import words

HELD_OUT = {"newsmtsc": 0.05, "sentfin": 0.1, "finentity": 0.1}
"""The shares of the train parts that training leaves out."""

PAIRS = ENGLISH / "sentiment_pairs.csv"
SWAPS = 5
"""How many other names each target gets."""

Classifier = Callable[[list[dict]], list[int]]


class LabelledSet(NamedTuple):
    """What a set is called and what is in it; how well humans do, and what other systems do, in words."""

    data: str
    domain: str
    human: float | None = None
    peer: str | None = None


POLITICS = {
    "newsmtsc/mt_dev.jsonl": LabelledSet(
        "NewsMTSC mt dev", "US politics, several persons a sentence", 86.4, "82.5 NewsSentiment, on test"
    ),
    "newsmtsc/rw_dev.jsonl": LabelledSet(
        "NewsMTSC rw dev", "US politics, persons", 86.4, "83.1 NewsSentiment, on test"
    ),
}
POLITICS_TOGETHER = LabelledSet("NewsMTSC mt and rw dev", "US politics, persons")
FINANCE = LabelledSet("SEntFiN, held-out part of train", "finance headlines, organisations")
RATED_SET = LabelledSet("NYT editorials dev", "opinion snippets", 0.71)
OWN_SET = LabelledSet("our own minimal pairs", "made-up sentences")


def measure(data: Path) -> Card:
    """Measure the model, VADER and TextBlob on the labelled sets in the folder `data`."""
    sets = [(about, read_jsonl(data, name)) for name, about in POLITICS.items()]
    sets.append((FINANCE, held_out(read_jsonl(data, "sentfin/train.jsonl"), HELD_OUT["sentfin"])[1]))
    rows = [
        *(row for about, examples in sets for row in _towards_targets(examples, about)),
        *_of_snippets(data),
        *(_calibration(examples, about) for about, examples in _joined(sets)),
        *(_other_names(examples, about) for about, examples in _joined(sets)),
        *_minimal_pairs(),
    ]
    return Card(
        method="The trained model, and VADER and TextBlob beside it",
        rows=rows,
        split="trained on NewsMTSC, SEntFiN and NYT train; measured on NewsMTSC mt and rw dev, a tenth of "
        "SEntFiN train that was held out, and NYT editorials dev; the temperature was fitted on a held-out "
        "part of NewsMTSC train, but how far to go back to the pretrained weights, and which of three last "
        "runs ships, was chosen on dev",
        terms="NewsMTSC, SEntFiN and the NYT ratings: MIT; their texts belong to their publishers",
        command="presslens validate sentiment --data DIR",
        date=date.today().isoformat(),
    )


def _joined(sets: list[tuple[LabelledSet, list[dict]]]) -> list[tuple[LabelledSet, list[dict]]]:
    """Take the two parts of NewsMTSC together, where a small number would say little."""
    (_, several), (_, mixed), finance = sets
    return [(POLITICS_TOGETHER, several + mixed), finance]


def by_model(examples: list[dict]) -> list[int]:
    """Return -1, 0 or 1 towards each example's target, the model's likeliest class."""
    return list(_probabilities(examples).to_numpy().argmax(axis=1) - 1)


def by_clause(examples: list[dict]) -> list[int]:
    """Return -1, 0 or 1 towards each example's target, by VADER over the clause it stands in."""
    return [polarity(score) for score in score_clauses(*_given(examples))]


def by_sentence(method: str) -> Classifier:
    """Return a classifier that takes the sign of the whole sentence, by `method`, for every target in it."""
    return lambda examples: [polarity(s) for s in rate_sentences(e["sentence"] for e in examples)[method]]


CLASSIFIERS: dict[str, Classifier] = {
    "macro-F1, the model": by_model,
    "macro-F1, VADER by clause": by_clause,
    "macro-F1, TextBlob by sentence": by_sentence("textblob"),
}


def _given(examples: list[dict]) -> tuple[list[str], list[tuple[int, int]]]:
    return [e["sentence"] for e in examples], [(e["start"], e["end"]) for e in examples]


def _probabilities(examples: list[dict]) -> pd.DataFrame:
    return classify_targets(*_given(examples))


def _towards_targets(examples: list[dict], about: LabelledSet) -> Iterator[CardRow]:
    gold = [example["label"] for example in examples]
    for name, classify in CLASSIFIERS.items():
        score = macro_f1(gold, classify(examples)).scaled(100)
        yield _row(score, name, about, len(examples), "targets")


def _of_snippets(folder: Path) -> Iterator[CardRow]:
    examples = read_jsonl(folder, "nyt_editorials/dev.jsonl")
    scores = rate_sentences(example["text"] for example in examples)
    ratings = [example["rating"] for example in examples]
    for method, name in (("model", "the model"), ("vader", "VADER"), ("textblob", "TextBlob")):
        figure = pearson(scores[method], ratings)
        yield _row(figure, f"Pearson's r with 20 raters, {name}", RATED_SET, len(examples), "snippets")


def _calibration(examples: list[dict], about: LabelledSet) -> CardRow:
    probabilities = _probabilities(examples).to_numpy()
    right = probabilities.argmax(axis=1) - 1 == [example["label"] for example in examples]
    error = calibration_error(probabilities.max(axis=1), right)
    return _row(error, "expected calibration error of the model, 0 to 1", about, len(examples), "targets")


def _other_names(examples: list[dict], about: LabelledSet) -> CardRow:
    numbers, others = zip(*swapped(examples), strict=True)
    before, after = np.array(by_model(examples)), np.array(by_model(list(others)))
    changed = pd.Series(after != before[list(numbers)], dtype=float).groupby(list(numbers)).mean()
    name = "judgements of the model that change with the target's name, share"
    return _row(mean(changed).scaled(100), name, about, len(changed), "targets")


def _row(estimate: Estimate, measure: str, about: LabelledSet, n: int, unit: str) -> CardRow:
    return CardRow.of(estimate, measure=measure, n=n, unit=unit, **about._asdict())


def _minimal_pairs() -> Iterator[CardRow]:
    kinds = right()
    everything = {"all": [each for found in kinds.values() for each in found]}
    for kind, found in (everything | kinds).items():
        name = f"minimal pairs the model judges rightly, {kind}, share"
        yield _row(mean(found).scaled(100), name, OWN_SET, len(found), "pairs")


class Judgement(NamedTuple):
    """A sentence of a pair, its target at `start:end`, and what it should be judged as."""

    pair: int
    kind: str
    sentence: str
    start: int
    end: int
    expected: str

    def is_met_by(self, label: str) -> bool:
        """Tell whether negative, neutral or positive is what is expected."""
        return label != self.expected[4:] if self.expected.startswith("not ") else label == self.expected


@cache
def pairs() -> tuple[Judgement, ...]:
    """Return the sentences of all pairs, the two of a pair after one another."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Judgement(
                int(row["pair"]),
                row["kind"],
                row["sentence"],
                int(row["start"]),
                int(row["end"]),
                row["expected"],
            )
            for row in csv.DictReader(lines)
        )


def right() -> dict[str, list[bool]]:
    """Return for each kind of pair whether the model judges both of its sentences rightly."""
    judged = classify_targets(
        [each.sentence for each in pairs()], [(each.start, each.end) for each in pairs()]
    )
    met = [each.is_met_by(label) for each, label in zip(pairs(), judged.idxmax(axis=1), strict=True)]
    found: dict[str, list[bool]] = {}
    for first, second, each in zip(met[::2], met[1::2], pairs()[::2], strict=True):
        found.setdefault(each.kind, []).append(first and second)
    return found


def is_name(text: str) -> bool:
    """Tell whether a target's words are a name: a capital first and last, and no pronoun."""
    if not text.strip() or text.lower() in words("pronouns", "no names"):
        return False
    named = text.split()
    return named[0][0].isupper() and named[-1][0].isupper()


def renamed(text: str, spans: Sequence[Span], name: str, other: str) -> tuple[str, list[Span]]:
    """Return a sentence in which each `name`, as a whole word, is another name, and spans that follow.

    Where the name is part of a span but not all of it, nothing is changed.
    """
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    places = [found.span() for found in whole.finditer(text)]
    for start, end in spans:
        if any((a, b) != (start, end) and a < end and start < b for a, b in places):
            return text, list(spans)
    grown = len(other) - len(name)
    moved = [
        (start + grown * sum(a < start for a, _ in places), end + grown * sum(b <= end for _, b in places))
        for start, end in spans
    ]
    return whole.sub(lambda _: other, text), moved


def swapped(examples: Sequence[dict], seed: int = 0) -> list[tuple[int, dict]]:
    """Return (number of the example, example with another name) for each named target, SWAPS of each.

    The names are other targets' of the same set, with as many words.
    """
    rng = random.Random(seed)
    names = defaultdict(set)
    for example in examples:
        if is_name(name := _name(example)):
            names[len(name.split())].add(name)
    made = []
    for number, example in enumerate(examples):
        name = _name(example)
        others = sorted(names[len(name.split())] - {name}) if is_name(name) else []
        for other in rng.sample(others, min(SWAPS, len(others))):
            span = (example["start"], example["end"])
            text, ((start, end),) = renamed(example["sentence"], [span], name, other)
            if text != example["sentence"]:
                made.append((number, example | {"sentence": text, "start": start, "end": end}))
    return made


def _name(example: dict) -> str:
    return example["sentence"][example["start"] : example["end"]]
