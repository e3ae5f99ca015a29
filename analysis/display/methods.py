"""How good each method is, one line each, and the paragraph on methods for a paper, from the cards."""

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis.article import Article
from analysis.display.cards import read, score
from analysis.display.origin import first_sentences
from analysis.display.tabular import table
from analysis.html import Html
from analysis.paths import RESOURCES

BOOTSTRAP = {
    "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall.",
    "Hesterberg, T. C. (2015). What teachers should know about the bootstrap: Resampling in the "
    "undergraduate statistics curriculum. The American Statistician, 69(4), 371–386.",
}


class Method(NamedTuple):
    """A method of a report: the measure on its card that speaks for it, and what a paper says about it."""

    report: str
    name: str
    card: str
    measure: str
    text: str
    references: tuple[str, ...]


@cache
def methods() -> tuple[Method, ...]:
    """Return the methods of resources/report/methods.json."""
    entries = json.loads((RESOURCES / "report" / "methods.json").read_text(encoding="utf-8"))
    return tuple(Method(**each | {"references": tuple(each["references"])}) for each in entries)


def scores(reports: Collection[str]) -> Html:
    """Return how good each method of these reports is: a line a method, with what people reach."""
    rows = []
    for method, row in _measured(method for method in methods() if method.report in reports):
        rows.append(
            {
                "method": method.name,
                "score": f"{score(row['score'])} ({score(row['low'])} to {score(row['high'])})",
                "human": None if row["human"] is None else score(row["human"]),
                "measure": row["measure"],
                "on": f"{row['data']}, {row['domain']} ({row['n']:,} {row['unit']})",
            }
        )
    headings = {
        "method": "Method",
        "score": "Score (95% interval)",
        "human": "People reach",
        "measure": "Measure",
        "on": "Measured on",
    }
    caption = "How good each method is: the most telling measure of its card"
    return table(pd.DataFrame(rows, columns=list(headings)), caption, headings)


def paragraph(article: Article, reports: Collection[str], parameters: Mapping[str, object]) -> str:
    """Return the methods of these reports as plain text, with versions, scores and references."""
    told, references = cited([method for method in methods() if method.report in reports])
    if "bootstrap_samples" in parameters:
        references |= BOOTSTRAP
    sentences = " ".join([first_sentences(article, parameters), *told])
    return "\n\n".join([sentences, "References", *sorted(references)])


def cited(used: Iterable[Method]) -> tuple[list[str], set[str]]:
    """Return a sentence for each method that has one, with its score, and the references of all of them."""
    told, references = [], set()
    for method, row in _measured(used):
        if method.text:
            interval = f"95% interval {score(row['low'])} to {score(row['high'])}"
            told.append(
                f"{method.text} ({row['measure']}: {score(row['score'])}, {interval}; {row['data']}, "
                f"n = {row['n']:,} {row['unit']})."
            )
            references.update(method.references)
    return told, references


def _measured(used: Iterable[Method]):
    """Yield each method with the first row of its card that has its measure."""
    for method in used:
        rows = read(method.card)["rows"]
        row = next((row for row in rows if row["measure"] == method.measure), None)
        if row is not None:
            yield method, row
