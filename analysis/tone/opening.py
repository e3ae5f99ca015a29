"""Towards whom a text is positive or negative, in one sentence for the page that opens its reports."""

import pandas as pd

from analysis.annotation import Document
from analysis.findings import Answer
from analysis.tone.entities import MINIMUM_SENTENCES, entity_sentiment
from analysis.tone.targets import target_sentiment
from analysis.tone.wording import leaning, signed
from analysis.wording import listed, with_article

QUESTION = "Towards whom it is positive or negative"
SECTION = "Towards whom"
_MOST_NAMES = 3


def answer(document: Document, samples: int = 1000, seed: int = 0, model: str = "") -> Answer:
    """Return towards whom the tone is most certainly negative and positive; not clear where it is nobody."""
    estimates = entity_sentiment(document, samples, seed, model)
    rated = estimates[(estimates["voice"] == "all") & estimates["mean"].notna()]
    if rated.empty:
        text = f"Not clear: nobody is mentioned in {MINIMUM_SENTENCES} sentences, as an estimate needs."
        return Answer(QUESTION, text, SECTION, clear=False)
    leads = surest(rated)
    names = [with_article(name) for name in rated["entity"]]
    if not leads:
        text = f"Not clear: the intervals of {_few(names)} all include zero."
        return Answer(QUESTION, text, SECTION, clear=False)
    told = [_told(row, rated) for row in leads]
    open_ones = [with_article(row["entity"]) for row in rated.to_dict("records") if leaning(row) == "unclear"]
    rest = f"; not clear towards {_few(open_ones, 'or')}" if open_ones else ""
    places = target_sentiment(document, model).groupby("entity")["sentence"].unique()
    numbers = {int(number) for row in leads for number in places[row["entity"]]}
    text = f"It is {listed(told)}, from −1 to +1{rest}."
    return Answer(QUESTION, text, SECTION, tuple(sorted(numbers)))


def _told(lead: dict, rated: pd.DataFrame) -> str:
    """Return a side's lead with its estimate, and the others on its side by name."""
    rows = rated[rated["entity"] != lead["entity"]].to_dict("records")
    others = [with_article(row["entity"]) for row in rows if leaning(row) == leaning(lead)]
    also = f", also towards {_few(others)}" if others else ""
    return f"{leaning(lead)} towards {with_article(lead['entity'])} ({_estimate(lead)}){also}"


def surest(rated: pd.DataFrame) -> list[dict]:
    """Return the entities whose intervals are farthest from zero, one on each side where there is one."""
    rows = sorted(rated.to_dict("records"), key=lambda row: -min(abs(row["low"]), abs(row["high"])))
    sides = [[row for row in rows if leaning(row) == side] for side in ("negative", "positive")]
    return [side[0] for side in sides if side]


def _estimate(row: dict) -> str:
    return f"{signed(row['mean'])}; 95% interval {signed(row['low'])} to {signed(row['high'])}"


def _few(names: list[str], last: str = "and") -> str:
    more = len(names) - _MOST_NAMES
    return listed([*names[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])], last)
