"""Who speaks, in one sentence for the page that opens an article's reports."""

import pandas as pd

from analysis.annotation import Document
from analysis.attribution.attributions import attributions
from analysis.attribution.measures import FEWEST, airtime, is_ahead, sentences_of, who
from analysis.attribution.wording import NOBODY_NAMED, NOT_FOUND, called, interval
from analysis.findings import Answer
from analysis.wording import percent

QUESTION = "Who speaks"
SECTION = "Who speaks how much"


def answer(document: Document, samples: int = 1000, seed: int = 0) -> Answer:
    """Return who has most of the words given to others; not clear where the next may have as many."""
    heard = airtime(document, samples, seed)
    heard = heard[heard["speaker"] != NOT_FOUND]
    if heard.empty:
        return Answer(QUESTION, "Only the author: no words of others are found that have a speaker.", SECTION)
    first = heard.iloc[0]
    numbers = _sentences(document, first["speaker"])
    share = f"{percent(first['share'])} of the words given to others"
    if first["low"] != first["low"]:
        text = (
            f"Not clear: {_called(first)} {_has(first)} {share}, but with fewer than {FEWEST} statements "
            "there is not enough text for an interval."
        )
        return Answer(QUESTION, text, SECTION, numbers, clear=False)
    estimate = f"95% interval {interval(first['low'], first['high'])}"
    text = f"Most of all {_called(first)}, with {share} ({estimate})"
    if len(heard) == 1:
        return Answer(QUESTION, f"{text}.", SECTION, numbers)
    second = heard.iloc[1]
    next_best = f"{percent(second['share'])} ({interval(second['low'], second['high'])})"
    if is_ahead(document, first["speaker"], second["speaker"], samples, seed):
        beside = f"clearly more than the next, {_called(second)}, with {next_best}"
        return Answer(QUESTION, f"{text}, {beside}.", SECTION, numbers)
    text = (
        f"Not clear who is heard most: {_called(first)} {_has(first)} {share} ({estimate}) and "
        f"{_called(second)} {next_best}; the difference may be chance."
    )
    numbers = tuple(sorted({*numbers, *_sentences(document, second["speaker"])}))
    return Answer(QUESTION, text, SECTION, numbers, clear=False)


def _called(row: pd.Series) -> str:
    if row["speaker"] == NOBODY_NAMED:
        return "sources without a name"
    return called(row["speaker"], row["role"], row["affiliation"])


def _has(row: pd.Series) -> str:
    return "have" if row["speaker"] == NOBODY_NAMED else "has"


def _sentences(document: Document, speaker: str) -> tuple[int, ...]:
    own = [each for each in attributions(document) if who(each) == speaker]
    return tuple(sorted({number for each in own for number in sentences_of(document, each)}))
