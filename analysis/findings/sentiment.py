"""What the sentiment report says first, in plain words, as firmly as the intervals allow.

`answer` says towards whom a text is positive or negative, in one sentence for the page that opens its
reports; `findings` stand beside it.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.annotation import Document
from analysis.models.readers import BASE
from analysis.statistics.resampling import Resampling
from analysis.tone.lexicons import polarity
from analysis.tone.sentences import METHODS, arc, sentiment, strongest
from analysis.tone.targets import MINIMUM_SENTENCES, entity_gap, entity_sentiment, target_sentiment
from analysis.tone.voices import voice_gap, voice_sentiment
from analysis.wording import (
    NAMES,
    Answer,
    Finding,
    capital,
    counted,
    leaning,
    listed,
    ranges,
    signed,
    with_article,
    with_interval,
)

QUESTION = "Towards whom it is positive or negative"
SECTION = "Towards whom"
_MOST_NAMES = 3
_SOUNDS = {
    "positive": "positive",
    "negative": "negative",
    "unclear": "neither clearly positive nor clearly negative",
}


def answer(document: Document, resampling: Resampling = Resampling(), reader: str = BASE) -> Answer:
    """Return towards whom the tone is most certainly negative and positive; not clear where it is nobody."""
    rated = _rated(document, resampling, reader)
    if rated.empty:
        text = f"Not clear: nobody is mentioned in {MINIMUM_SENTENCES} sentences, as an estimate needs."
        return Answer(QUESTION, text, SECTION, clear=False)
    leads = surest(rated)
    if not leads:
        names = listed([with_article(name) for name in rated["entity"]], most=_MOST_NAMES)
        text = f"Not clear: the intervals of {names} all include zero."
        return Answer(QUESTION, text, SECTION, clear=False)
    sides = listed([_side(row, rated) for row in leads])
    unclear = [with_article(row["entity"]) for row in rated.to_dict("records") if leaning(row) == "unclear"]
    rest = f"; not clear towards {listed(unclear, 'or', _MOST_NAMES)}" if unclear else ""
    places = target_sentiment(document, reader).groupby("entity")["sentence"].unique()
    numbers = {int(number) for row in leads for number in places[row["entity"]]}
    text = f"It is {sides}, from −1 to +1{rest}."
    return Answer(QUESTION, text, SECTION, tuple(sorted(numbers)))


def _side(lead: dict[str, Any], rated: pd.DataFrame) -> str:
    """Return a side's lead with its estimate, and the others on its side by name."""
    rows = rated[rated["entity"] != lead["entity"]].to_dict("records")
    others = [with_article(row["entity"]) for row in rows if leaning(row) == leaning(lead)]
    also = f", also towards {listed(others, most=_MOST_NAMES)}" if others else ""
    ends = f"{signed(lead['low'])} to {signed(lead['high'])}"
    estimate = f"{signed(lead['mean'])}; 95% interval {ends}"
    return f"{leaning(lead)} towards {with_article(lead['entity'])} ({estimate}){also}"


def surest(rated: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the entities whose intervals are farthest from zero, one on each side where there is one."""
    rows = sorted(rated.to_dict("records"), key=lambda row: -min(abs(row["low"]), abs(row["high"])))
    sides = [[row for row in rows if leaning(row) == side] for side in ("negative", "positive")]
    return [side[0] for side in sides if side]


def _rated(document: Document, resampling: Resampling, reader: str) -> pd.DataFrame:
    """Return the rows of all voices together for the entities that have an estimate."""
    estimates = entity_sentiment(document, resampling, reader)
    return estimates[(estimates["voice"] == "all") & estimates["mean"].notna()]


def findings(document: Document, resampling: Resampling = Resampling(), reader: str = BASE) -> list[Finding]:
    """Return the findings on sentiment beside the `answer`: towards whom, how the text sounds, where."""
    return [*_findings(document, resampling, reader), *document.coded.said("sentiment")]


def _findings(document: Document, resampling: Resampling, reader: str) -> Iterator[Finding]:
    scores = sentiment(document, reader=reader)
    if scores.empty:
        yield Finding("The text has no sentences, so there is nothing to rate.")
        return
    voices = voice_sentiment(document, resampling, reader)
    yield from _entities(document, resampling, reader)
    yield _overall(voices)
    yield from _disagreement(scores)
    yield from _extremes(scores)
    yield _voices(voices, voice_gap(document, resampling=resampling, reader=reader))
    yield _course(arc(scores, resampling=resampling))


def low_and_high(course: pd.DataFrame) -> dict[str, list[int]]:
    """Return the sentences where the band of an `arc` is wholly below (negative) or above zero (positive)."""
    near = course["sentence"].round().astype(int)
    return {
        "negative": sorted(set(near[course["high"] < 0])),
        "positive": sorted(set(near[course["low"] > 0])),
    }


def _overall(voices: pd.DataFrame) -> Finding:
    rows = voices[voices["voice"] == "all"].set_index("method").to_dict("index")
    if rows["model"]["mean"] != rows["model"]["mean"]:
        few = counted(rows["model"]["sentences"], "sentence")
        return Finding(f"With {few} there is not enough text to say how the article sounds on average.")
    parts = [f"{_SOUNDS[leaning(rows[m])]} to {NAMES[m]}, {with_interval(rows[m])}" for m in METHODS]
    text = f"On average the sentences sound {listed(parts)}, on a scale from −1 to +1 with 95% intervals."
    if len({leaning(rows[m]) for m in METHODS}) > 1:
        text += " The methods do not tell the same story; the card says how often each is right."
    return Finding(text)


def _disagreement(scores: pd.DataFrame) -> Iterator[Finding]:
    sides = scores[list(METHODS)].map(polarity)
    for lexicon in METHODS[1:]:
        apart = scores[sides["model"] * sides[lexicon] < 0]
        among = counted(len(scores), "sentence")
        if apart.empty:
            yield Finding(f"The model and {NAMES[lexicon]} give none of {among} opposite signs.")
        else:
            text = f"The model and {NAMES[lexicon]} give opposite signs to {len(apart)} of {among}."
            yield Finding(text, tuple(sorted(apart["sentence"])))


def _extremes(scores: pd.DataFrame) -> Iterator[Finding]:
    for side, sign in (("negative", -1), ("positive", 1)):
        found = strongest(scores[scores["model"] * sign > 0], count=1)
        for row in found.itertuples():
            others = f"{signed(row.vader)} to VADER and {signed(row.textblob)} to TextBlob"
            text = f"The most {side} sentence scores {signed(row.model)} to the model, {others}."
            yield Finding(text, (row.sentence,))


def _voices(voices: pd.DataFrame, gap: dict[str, float]) -> Finding:
    rows = voices[voices["method"] == "model"].set_index("voice").to_dict("index")
    if gap["mean"] != gap["mean"]:
        fewer = min(("author", "others"), key=lambda voice: rows[voice]["sentences"])
        who = {"author": "the author's own words", "others": "words of others, quoted or reported,"}[fewer]
        number = counted(rows[fewer]["sentences"], "sentence")
        return Finding(
            f"There is not enough text to compare the author's voice with the voices of others: "
            f"{who} stand in {number}, and the comparison needs {MINIMUM_SENTENCES} of each."
        )
    said = {
        "positive": "The author's own words sound more positive than what others say",
        "negative": "The author's own words sound more negative than what others say",
        "unclear": "No clear difference in tone between the author's own words and what others say",
    }[leaning(gap)]
    means = f"{signed(rows['author']['mean'])} against {signed(rows['others']['mean'])}"
    return Finding(f"{said}: {means} to the model, a difference of {with_interval(gap)}.")


def _entities(document: Document, resampling: Resampling, reader: str) -> Iterator[Finding]:
    rated = _rated(document, resampling, reader)
    answered = {row["entity"] for row in surest(rated)}
    places = target_sentiment(document, reader).groupby("entity")["sentence"].unique()
    for row in rated.to_dict("records"):
        side = leaning(row)
        if side != "unclear" and row["entity"] not in answered:
            estimate = f"{with_interval(row)}, {counted(row['sentences'], 'sentence')}"
            text = f"{capital(with_article(row['entity']))} is shown in a {side} light: {estimate}."
            yield Finding(text, tuple(int(number) for number in places[row["entity"]]))
    if len(rated) > 1:
        one, other = rated["entity"].iloc[:2]
        yield _gap(one, other, entity_gap(document, one, other, resampling, reader))


def _gap(one: str, other: str, gap: dict[str, float]) -> Finding:
    if leaning(gap) == "unclear":
        between = f"{with_article(one)} and {with_article(other)}"
        text = f"Between {between}, the two with most sentences, the text makes no clear difference"
        return Finding(f"{text}: {with_interval(gap)}.")
    better, worse = (one, other) if leaning(gap) == "positive" else (other, one)
    low, high = sorted((abs(gap["low"]), abs(gap["high"])))
    size = {"mean": abs(gap["mean"]), "low": low, "high": high}
    text = f"{better} comes off better than {worse}, the two with most sentences"
    return Finding(f"{text}: a difference of {with_interval(size)}.")


def _course(course: pd.DataFrame) -> Finding:
    if course.empty:
        return Finding("There is not enough text to say how the tone moves over it.")
    sides = {side: numbers for side, numbers in low_and_high(course).items() if numbers}
    if not sides:
        return Finding("Over the text, the tone (by the model) stays within what chance alone can explain.")
    parts = [f"{side} around sentences {ranges(numbers)}" for side, numbers in sides.items()]
    return Finding(f"Over the text, the tone (by the model) is {listed(parts)}, and elsewhere unclear.")
