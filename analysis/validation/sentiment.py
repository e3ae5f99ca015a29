"""Both readers against labelled news: towards whom, who suffers, harms and helps, how a snippet sounds.

Sets, in the folder `data`: NewsMTSC (Hamborg and Donnay 2021), label -1, 0 or 1 towards a person; SEntFiN 1.0
(Sinha et al. 2022) and FinEntity (Tang et al. 2023), the same towards an organisation in a headline or a
passage on finance; NYT editorial snippets with the mean of 20 ratings from -4 to 4 (Hutto and Gilbert 2014);
the articles that our own codes of roles are of (see `analysis.validation.target_codes`).

Besides, our own minimal pairs, which ship in resources/en/sentiment_pairs.csv. In each pair one thing
differs: who did it, to whom, a negation, who says it, what is denied, predicted, compared or meant in irony.
`expected` may leave room ("not negative": a victim is not criticised, but may be shown in a good light);
`batch` says when a pair was written: first and second before the base reader was trained, third after it.
What a judgement owes to the target's name is seen in the same sentence with another name in it (`swapped`).
"""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.models.encoder import Span
from analysis.models.readers import BASE, LABELS, ROLES, SMALL
from analysis.paths import ENGLISH
from analysis.statistics.metrics import (
    Estimate,
    auc_within,
    calibration_error,
    macro_f1,
    mean,
    pearson,
    precision_recall_f1,
)
from analysis.tone import classify_targets, rate_sentences, score_clauses
from analysis.tone.lexicons import polarity
from analysis.tone.lexicons import score as lexicon_scores
from analysis.validation.cards import Card, CardRow
from analysis.validation.data import held_out, read_finentity, read_jsonl
from analysis.validation.target_codes import CodedSentence, coded_sentences
from analysis.word_lists import words

HELD_OUT = {"newsmtsc": 0.05, "sentfin": 0.1, "finentity": 0.1}
"""The shares of the train parts that training leaves out."""

PAIRS = ENGLISH / "sentiment_pairs.csv"
SWAPS = 5
"""How many other names each target gets."""

READERS = (BASE, SMALL)

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
PASSAGES = LabelledSet("FinEntity, held-out part of train", "passages on finance, organisations")
CODED_SET = LabelledSet("our own codes, held out", "news and made-up sentences, actors of all kinds")
CODERS_F1 = 88.0
"""F1 of each role, one coding of 100 sentences against another."""

RATED_SET = LabelledSet("NYT editorials dev", "opinion snippets", 0.71)
OWN_SET = LabelledSet("our own minimal pairs", "made-up sentences")


class Examined(NamedTuple):
    """A set with its examples, a target each, and what each reader says: chances of LABELS (examples, 3)."""

    about: LabelledSet
    examples: list[dict]
    chances: Mapping[str, np.ndarray]


def measure(data: Path) -> Card:
    """Measure both readers, VADER and TextBlob on the labelled sets in the folder `data`."""
    sets = [(about, read_jsonl(data, name)) for name, about in POLITICS.items()]
    sets.append((FINANCE, held_out(read_jsonl(data, "sentfin/train.jsonl"), HELD_OUT["sentfin"])[1]))
    sets.append((PASSAGES, held_out(read_finentity(data), HELD_OUT["finentity"])[1]))
    read = [Examined(about, examples, _by_readers(examples)) for about, examples in sets]
    joined = _joined(read)
    rows = [
        *(row for each in read for row in _towards_targets(each)),
        *_of_snippets(data),
        *_of_roles(coded_sentences(data)[1]),
        *(row for each in joined for row in _calibration(each)),
        *(row for each in joined for row in _other_names(each)),
        *_minimal_pairs(),
    ]
    return Card(
        method="The base and the small reader, and VADER and TextBlob beside them",
        rows=rows,
        split="trained on NewsMTSC, SEntFiN, FinEntity and NYT train and on our own codes; measured on "
        "NewsMTSC mt and rw dev, on a tenth of SEntFiN train, FinEntity train and the codes that was held "
        "out, and on NYT editorials dev; temperatures were fitted on a held-out part of NewsMTSC train, the "
        "chances of roles on the held-out codes, so that F1 of roles is slightly optimistic",
        terms="NewsMTSC, SEntFiN and the NYT ratings: MIT; FinEntity: ODC-BY; their texts belong to their "
        "publishers; the codes and the made-up sentences are ours",
        command="presslens validate sentiment --data DIR",
        date=date.today().isoformat(),
    )


def _by_readers(examples: list[dict]) -> dict[str, np.ndarray]:
    return {reader: classify_targets(*_given(examples), reader).to_numpy() for reader in READERS}


def _joined(read: list[Examined]) -> list[Examined]:
    """Take the two parts of NewsMTSC together, where a small number would say little."""
    several, mixed, *finance = read
    chances = {name: np.vstack([several.chances[name], mixed.chances[name]]) for name in READERS}
    return [Examined(POLITICS_TOGETHER, several.examples + mixed.examples, chances), *finance]


def by_reader(reader: str) -> Classifier:
    """Return a classifier: -1, 0 or 1 towards each example's target, the reader's likeliest class."""
    return lambda examples: _likeliest(classify_targets(*_given(examples), reader).to_numpy())


def by_clause(examples: list[dict]) -> list[int]:
    """Return -1, 0 or 1 towards each example's target, by VADER over the clause it stands in."""
    return [polarity(score) for score in score_clauses(*_given(examples))]


def by_sentence(method: str) -> Classifier:
    """Return a classifier that takes the sign of the whole sentence by a lexicon, for every target in it."""
    return lambda examples: [polarity(s) for s in lexicon_scores(e["sentence"] for e in examples)[method]]


CLASSIFIERS: dict[str, Classifier] = {
    "macro-F1, VADER by clause": by_clause,
    "macro-F1, TextBlob by sentence": by_sentence("textblob"),
}


def _given(examples: list[dict]) -> tuple[list[str], list[Span]]:
    return [e["sentence"] for e in examples], [(e["start"], e["end"]) for e in examples]


def _likeliest(chances: np.ndarray) -> list[int]:
    return list(chances.argmax(axis=1) - 1)


def _towards_targets(read: Examined) -> Iterator[CardRow]:
    gold = [example["label"] for example in read.examples]
    said = {f"macro-F1, the {name} reader": _likeliest(chances) for name, chances in read.chances.items()}
    said |= {name: classify(read.examples) for name, classify in CLASSIFIERS.items()}
    for name, labels in said.items():
        yield _row(macro_f1(gold, labels).scaled(100), name, read.about, len(gold), "targets")


def _of_snippets(folder: Path) -> Iterator[CardRow]:
    examples = read_jsonl(folder, "nyt_editorials/dev.jsonl")
    texts = [example["text"] for example in examples]
    ratings = [example["rating"] for example in examples]
    lexicons = lexicon_scores(texts)
    said = {f"the {name} reader": rate_sentences(texts, name)["model"] for name in READERS}
    said |= {"VADER": lexicons["vader"], "TextBlob": lexicons["textblob"]}
    for name, scores in said.items():
        yield _row(
            pearson(scores, ratings),
            f"Pearson's r with 20 raters, {name}",
            RATED_SET,
            len(ratings),
            "snippets",
        )


def _of_roles(sentences: list[CodedSentence]) -> Iterator[CardRow]:
    """Yield how our own codes are met: judged, each role, and who of two is the victim."""
    targets = [
        (place, sentence.text, each) for place, sentence in enumerate(sentences) for each in sentence.targets
    ]
    places = np.array([place for place, _, _ in targets])
    gold = [each.label for _, _, each in targets]
    roles = np.array([each.roles for _, _, each in targets])
    asked = [text for _, text, _ in targets], [each.span for _, _, each in targets]
    for reader in READERS:
        said = classify_targets(*asked, reader, roles=True)
        labels, chances = said[list(LABELS)].to_numpy(), said[list(ROLES)].to_numpy()
        judged = macro_f1(gold, _likeliest(labels)).scaled(100)
        yield _row(judged, f"judged, macro-F1, the {reader} reader", CODED_SET, len(gold), "targets")
        for role, name in enumerate(ROLES):
            yield from _of_role(
                f"{name}, {{}}, the {reader} reader", roles[:, role], chances[:, role], places
            )
        yield _victims(reader, roles, chances, places)


def _of_role(measure: str, gold: np.ndarray, chances: np.ndarray, places: np.ndarray) -> Iterator[CardRow]:
    """Yield the area under the curve of a role, and F1 where a chance above one half says that it is filled;
    the targets of a sentence go together in its interval.
    """
    area = auc_within(gold, chances, np.zeros(len(gold)))
    yield _row(area, measure.format("AUC"), CODED_SET, len(gold), "targets")
    counts = pd.DataFrame({"right": gold & (chances > 0.5), "said": chances > 0.5, "gold": gold})
    by_sentence = counts.groupby(places).sum().to_numpy().tolist()
    about = CODED_SET._replace(human=CODERS_F1)
    yield _row(
        precision_recall_f1(by_sentence).f1.scaled(100), measure.format("F1"), about, len(gold), "targets"
    )


def _victims(reader: str, roles: np.ndarray, chances: np.ndarray, places: np.ndarray) -> CardRow:
    """Return how often, of two targets of a sentence, the one that suffers is told from who harms."""
    suffers, harms = roles[:, 0], roles[:, 1]
    one = suffers != harms
    within = auc_within(suffers[one], (chances[:, 0] - chances[:, 1])[one], places[one])
    with_both = np.intersect1d(places[one & suffers], places[one & harms])
    name = f"victim told from culprit of the same sentence, AUC, the {reader} reader"
    return _row(within, name, CODED_SET, len(with_both), "sentences")


def _calibration(read: Examined) -> Iterator[CardRow]:
    gold = [example["label"] for example in read.examples]
    for reader, chances in read.chances.items():
        error = calibration_error(chances.max(axis=1), chances.argmax(axis=1) - 1 == gold)
        name = f"expected calibration error of the {reader} reader, 0 to 1"
        yield _row(error, name, read.about, len(gold), "targets")


def _other_names(read: Examined) -> Iterator[CardRow]:
    numbers, others = zip(*swapped(read.examples), strict=True)
    for reader, chances in read.chances.items():
        before = chances.argmax(axis=1) - 1
        after = np.array(by_reader(reader)(list(others)))
        changed = pd.Series(after != before[list(numbers)], dtype=float).groupby(list(numbers)).mean()
        name = f"judgements of the {reader} reader that change with the target's name, share"
        yield _row(mean(changed).scaled(100), name, read.about, len(changed), "targets")


def _row(estimate: Estimate, measure: str, about: LabelledSet, n: int, unit: str) -> CardRow:
    return CardRow.of(estimate, measure=measure, n=n, unit=unit, **about._asdict())


def _minimal_pairs() -> Iterator[CardRow]:
    for reader in READERS:
        met = right(reader)
        parts = {"all": met, **_parted(met, "batch")} | (_parted(met, "kind") if reader == BASE else {})
        for part, found in parts.items():
            name = f"minimal pairs the {reader} reader judges rightly, {part}, share"
            yield _row(mean(list(found.values())).scaled(100), name, OWN_SET, len(found), "pairs")


def _parted(met: Mapping[int, bool], by: str) -> dict[str, dict[int, bool]]:
    parts: dict[str, dict[int, bool]] = {}
    for each in pairs()[::2]:
        parts.setdefault(f"{by}: {getattr(each, by)}", {})[each.pair] = met[each.pair]
    return parts


class Judgement(NamedTuple):
    """A sentence of a pair, its target at `start:end`, and what it should be judged as."""

    pair: int
    batch: str
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
                row["batch"],
                row["kind"],
                row["sentence"],
                int(row["start"]),
                int(row["end"]),
                row["expected"],
            )
            for row in csv.DictReader(lines)
        )


@cache
def right(reader: str = BASE) -> dict[int, bool]:
    """Return for each pair whether a reader judges both of its sentences rightly."""
    sentences, spans = zip(*((each.sentence, (each.start, each.end)) for each in pairs()), strict=True)
    labels = classify_targets(sentences, spans, reader).idxmax(axis=1)
    met = [each.is_met_by(label) for each, label in zip(pairs(), labels, strict=True)]
    return {
        each.pair: one and other for each, one, other in zip(pairs()[::2], met[::2], met[1::2], strict=True)
    }


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
