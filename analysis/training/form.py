"""Fit the forms of texts: `python -m analysis.training.form --data DIR`.

DIR is the folder of the labelled sets. Read are our own texts and codes in data/gold/forms-training, the
pages in claims/uncoded that these codes are of, and samples of PolNeAR (news) and of background_articles
(news of agencies and broadcasters; opinion where the title says so). The texts in data/gold/forms and the
pages in claims/pages are for measuring and never read here. Printed is the recall by form in five-fold
cross-validation; written are the weights fitted on all, to resources/weights/form.json.
"""

import argparse
import csv
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.articles import Article, load_article
from analysis.articles.form import FILE, SCALE, Evidence, evidence_of, word_vector
from analysis.framing.heads import Head
from analysis.paths import ROOT
from analysis.schemas.texts import FORMS
from analysis.training.options import run
from analysis.validation.fitting import FOLDS, folds, one_of

OWN = ROOT / "data" / "gold" / "forms-training"
STRENGTH, WORDS_COUNT = 1.0, 4.0
FEWEST, SHARE = 4, 0.3
"""A word has to stand in so many of our own texts and pages; what an example of other sets counts."""

_TEMPERATURES = np.arange(0.2, 3, 0.05)
_AGENCIES = {"Reuters", "Associated Press", "BBC News", "NPR Online News", "CNN (Web News)", "USA TODAY"}
_SAYS_OPINION = re.compile(r"(?:opinion|op-?ed)\b\W*", re.IGNORECASE)
_RUBRIC = re.compile(r"(?:ANALYSIS/)?OPINION:?\s*")
_SAMPLE = {"polnear": 60, "opinion": 60, "news": 80}
KNOWN: dict[str, dict[str, float]] = {
    "news": {
        "reported speech": 1.5,
        "another side": 1,
        "days": 1,
        "incidents": 1,
        "voices": 1,
        "dateline": 0.5,
    },
    "opinion": {
        "opinion rubric": 2,
        "opinion address": 2,
        "own opinion": 1,
        "duty": 1,
        "arguing": 1.5,
        "columnist": 1,
    },
    "interview": {
        "turns": 5,
        "answers": 4,
        "dashes": 3,
        "completions": 2,
        "interview words": 1,
        "interview title": 1,
        "interview address": 1,
    },
    "letters": {
        "signatures": 2,
        "signatures spread": 2,
        "salutations": 2,
        "letters title": 2,
        "to a newspaper": 1,
        "asks for letters": 1,
        "letters address": 2,
    },
    "review": {"review rubric": 2, "review address": 1, "work details": 2, "verdicts": 2, "works": 1},
    "release": {"release sign": 2, "itself": 1, "announcing": 2, "praise of itself": 1, "release address": 1},
}
"""What defines each form: the weights that are drawn towards, so that the rare and telling signs count."""


class Example(NamedTuple):
    """An article's evidence, its form, and how much it counts; `own` where it is a text or a code of ours."""

    evidence: Evidence
    form: str
    counts: float
    own: bool


class Inputs(NamedTuple):
    """Examples as arrays: what is weighed (n, inputs), the form's place (n,), how much each counts (n,)."""

    signs: tuple[str, ...]
    words: tuple[str, ...]
    rarity: np.ndarray
    given: np.ndarray
    forms: np.ndarray
    counts: np.ndarray


def examples(data: Path) -> list[Example]:
    """Return the examples to learn from."""
    own, others = (*_texts(), *_pages(data)), (*_polnear(data), *_background(data))
    ours = [Example(evidence_of(article), form, 1.0, True) for article, form in own]
    return [*ours, *(Example(evidence_of(article), form, SHARE, False) for article, form in others)]


def _texts() -> Iterator[tuple[Article, str]]:
    with (OWN / "texts.jsonl").open(encoding="utf-8") as lines:
        for each in map(json.loads, lines):
            yield Article(f"{each['title']}\n\n{each['text']}", each["id"], each["title"]), each["form"]


def _pages(data: Path) -> Iterator[tuple[Article, str]]:
    with (OWN / "pages.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield load_article(data / "claims" / "uncoded" / f"{row['id']}.html"), row["form"]


def _polnear(data: Path) -> Iterator[tuple[Article, str]]:
    files = sorted((data / "polnear" / "train" / "text").glob("*.txt"))
    for file in random.Random(0).sample(files, _SAMPLE["polnear"]):
        yield load_article(file), "news"


def _background(data: Path) -> Iterator[tuple[Article, str]]:
    with gzip.open(data / "background_articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    argued = [each for each in found if _SAYS_OPINION.match(each["title"])]
    told = [each for each in found if each["source"] in _AGENCIES and each not in argued]
    for form, articles in (("opinion", argued), ("news", told)):
        for each in random.Random(0).sample(articles, _SAMPLE[form]):
            title = _SAYS_OPINION.sub("", each["title"])
            yield Article(_RUBRIC.sub("", each["content_original"], count=1), title=title), form


def inputs(found: Sequence[Example]) -> Inputs:
    """Return examples as arrays; words that are rare among our own are left out."""
    signs = tuple(found[0].evidence.signs)
    seen = Counter(word for each in found if each.own for word in each.evidence.words)
    words = tuple(sorted(word for word, times in seen.items() if times >= FEWEST))
    rarity = np.log(len(seen) / np.array([seen[word] + 1 for word in words]))
    rarity = (rarity / rarity.mean()).round(2)
    places = {word: place for place, word in enumerate(words)}
    spoken = [WORDS_COUNT * word_vector(each.evidence.words, places, rarity) for each in found]
    shown = [[each.evidence.signs[name] for name in signs] for each in found]
    forms = np.array([FORMS.index(each.form) for each in found])
    return Inputs(
        signs, words, rarity, np.hstack([shown, spoken]), forms, np.array([each.counts for each in found])
    )


def fit(given: Inputs, chosen: np.ndarray) -> Head:
    """Fit a softmax regression to the examples of a mask (n,), drawn towards what defines the forms."""
    prior = np.zeros((len(FORMS), given.given.shape[1]))
    for form, known in KNOWN.items():
        for name, weight in known.items():
            prior[FORMS.index(form), given.signs.index(name)] = weight
    allowed = np.eye(len(FORMS), dtype=bool)[given.forms[chosen]]
    middle = given.given[chosen].mean(axis=0)
    head = one_of(given.given[chosen] - middle, allowed, STRENGTH, prior, given.counts[chosen])
    return Head(head.weights, head.bias - head.weights @ middle)


def cross_validated(given: Inputs, own: np.ndarray) -> np.ndarray:
    """Return the scores (own, forms) of our own examples, each by a head that has not seen it."""
    fold = np.where(own, folds(len(own)), FOLDS)
    scores = np.zeros((len(own), len(FORMS)))
    for number in range(FOLDS):
        head = fit(given, fold != number)
        held = fold == number
        scores[held] = given.given[held] @ head.weights.T + head.bias
    return scores[own]


def temperature(scores: np.ndarray, forms: np.ndarray) -> float:
    """Return what scores (n, forms) have to be divided by for their chances to be right (Guo et al. 2017)."""

    def surprise(warmth: float) -> float:
        powers = np.exp(scores / warmth)
        return -float(np.log(powers[np.arange(len(forms)), forms] / powers.sum(axis=1)).mean())

    return float(min(_TEMPERATURES, key=surprise))


def write(given: Inputs, head: Head, warmth: float, recall: dict[str, float]) -> None:
    """Write the weights, as whole hundredths, divided by the temperature, where the package reads them."""
    weights = (head.weights.T / warmth * SCALE).round().astype(int)
    shown, spoken = weights[: len(given.signs)], (weights[len(given.signs) :] * WORDS_COUNT).astype(int)
    rarity = (given.rarity * SCALE).round().astype(int)
    about = {
        "source": "Fitted by analysis.training.form on our own texts and codes, PolNeAR, Baly et al. 2020",
        "licence": "MIT",
        "cross_validated": {form: round(value, 3) for form, value in recall.items()},
        "bias": (head.bias / warmth).round(3).tolist(),
    }
    rows = {
        "signs": zip(given.signs, shown.tolist(), strict=True),
        "words": zip(given.words, np.column_stack([rarity, spoken]).tolist(), strict=True),
    }
    tables = [
        f' "{name}": {{\n'
        + ",\n".join(f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(row)}" for key, row in pairs)
        + "\n }"
        for name, pairs in rows.items()
    ]
    FILE.write_text(json.dumps(about, indent=1)[:-2] + ",\n" + ",\n".join(tables) + "\n}\n", encoding="utf-8")


def make(data: Path) -> None:
    """Read the examples, cross-validate, print the recall of each form, and write weights fitted on all."""
    found = examples(data)
    given, own = inputs(found), np.array([each.own for each in found])
    scores, forms = cross_validated(given, own), given.forms[own]
    right = scores.argmax(axis=1) == forms
    recall = {form: float(right[forms == place].mean()) for place, form in enumerate(FORMS)}
    warmth = temperature(scores, forms)
    print(f"{len(found)} examples, {own.sum()} our own; temperature {warmth:.2f}; recall of these:")
    print(", ".join(f"{form} {100 * value:.0f}" for form, value in recall.items()))
    write(given, fit(given, np.ones(len(found), dtype=bool)), warmth, recall)


def main() -> None:
    """Fit the weights and write them."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.form", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the labelled sets")
    run(parser, make)


if __name__ == "__main__":
    main()
