"""Sentiment against labelled news: towards persons (NewsMTSC) and organisations (SEntFiN), of snippets (NYT).

Sets, in the folder `data`: NewsMTSC (Hamborg and Donnay 2021), label -1, 0 or 1 towards a person; SEntFiN 1.0
(Sinha et al. 2022), the same towards an organisation in a finance headline; NYT editorial snippets with the
mean of 20 ratings from -4 to 4 (Hutto and Gilbert 2014).
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis.tone import classify_targets, rate_sentences
from analysis.tone.lexicons import polarity
from analysis.validation.cards import Card, Row
from analysis.validation.data import read_jsonl
from analysis.validation.metrics import macro_f1, pearson

Classifier = Callable[[list[dict]], list[int]]

TARGET_SETS = (
    {
        "file": "newsmtsc/mt_dev.jsonl",
        "data": "NewsMTSC mt dev",
        "domain": "US politics, several persons a sentence",
        "human": 86.4,
        "peer": "82.5 NewsSentiment, on test",
    },
    {
        "file": "newsmtsc/rw_dev.jsonl",
        "data": "NewsMTSC rw dev",
        "domain": "US politics, persons",
        "human": 86.4,
        "peer": "83.1 NewsSentiment, on test",
    },
    {
        "file": "sentfin/train.jsonl",
        "data": "SEntFiN train",
        "domain": "finance headlines, organisations",
    },
)
RATED_SET = {
    "data": "NYT editorials dev",
    "domain": "opinion snippets",
    "human": 0.71,
}


def measure(data: Path) -> Card:
    """Measure TextBlob and VADER on the labelled sets in the folder `data`."""
    rows = [row for about in TARGET_SETS for row in _towards_targets(data, **about)]
    return Card(
        method="TextBlob and VADER, lexicons without training",
        rows=[*rows, *_of_snippets(data)],
        split="NewsMTSC mt and rw dev, SEntFiN train, NYT editorials dev; "
        "the cut of clauses was chosen on NewsMTSC train, and nothing else was fitted",
        terms="NewsMTSC, SEntFiN and the NYT ratings: MIT; their texts belong to their publishers",
        command="python -m analysis validate sentiment --data DIR",
        date=date.today().isoformat(),
    )


def by_clause(examples: list[dict]) -> list[int]:
    """Return -1, 0 or 1 towards each example's target, by VADER over the clause it stands in."""
    judged = classify_targets([e["sentence"] for e in examples], [(e["start"], e["end"]) for e in examples])
    return list((judged["positive"] - judged["negative"]).astype(int))


def by_sentence(method: str) -> Classifier:
    """Return a classifier that takes the sign of the whole sentence, by `method`, for every target in it."""
    return lambda examples: [polarity(s) for s in rate_sentences(e["sentence"] for e in examples)[method]]


CLASSIFIERS: dict[str, Classifier] = {
    "macro-F1, VADER by clause": by_clause,
    "macro-F1, VADER by sentence": by_sentence("vader"),
    "macro-F1, TextBlob by sentence": by_sentence("textblob"),
}


def _towards_targets(folder: Path, file: str, **about: object) -> list[Row]:
    examples = read_jsonl(folder, file)
    gold = [example["label"] for example in examples]
    about |= {"n": len(examples), "unit": "targets"}
    return [
        Row.of(macro_f1(gold, classify(examples)).scaled(100), measure=name, **about)
        for name, classify in CLASSIFIERS.items()
    ]


def _of_snippets(folder: Path) -> list[Row]:
    examples = read_jsonl(folder, "nyt_editorials/dev.jsonl")
    scores = rate_sentences(example["text"] for example in examples)
    ratings = [example["rating"] for example in examples]
    about = RATED_SET | {"n": len(examples), "unit": "snippets"}
    return [
        Row.of(pearson(scores[method], ratings), measure=f"Pearson's r with 20 raters, {name}", **about)
        for method, name in (("vader", "VADER"), ("textblob", "TextBlob"))
    ]
