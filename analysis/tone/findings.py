"""What the sentiment report says first, in plain words, as firmly as the intervals allow."""

from collections.abc import Iterator

import pandas as pd

from analysis.annotation import Document
from analysis.findings import Finding
from analysis.tone.arc import arc
from analysis.tone.entities import MINIMUM_SENTENCES, entity_sentiment
from analysis.tone.lexicons import METHODS
from analysis.tone.selection import disagreements, strongest
from analysis.tone.sentences import sentiment
from analysis.tone.targets import target_clauses
from analysis.tone.voices import voice_gap, voice_sentiment
from analysis.tone.wording import NAMES, leaning, ranges, signed, with_interval
from analysis.wording import counted, listed

_SOUNDS = {
    "positive": "positive",
    "negative": "negative",
    "unclear": "neither clearly positive nor clearly negative",
}


def findings(document: Document, samples: int = 1000, seed: int = 0) -> list[Finding]:
    """Return the findings on an article's sentiment, the most general one first."""
    scores = sentiment(document)
    if scores.empty:
        return [Finding("The text has no sentences, so there is nothing to rate.")]
    voices = voice_sentiment(document, samples, seed)
    clauses = target_clauses(document)
    return [
        _overall(voices),
        _disagreement(scores),
        *_extremes(scores),
        _voices(voices, voice_gap(document, samples=samples, seed=seed)),
        *_entities(entity_sentiment(document, samples, seed), clauses),
        *_undivided(clauses),
        _course(arc(scores, samples=samples, seed=seed)),
    ]


def low_and_high(course: pd.DataFrame) -> dict[str, list[int]]:
    """Return the sentences where the band of an `arc` is wholly below (negative) or above zero (positive)."""
    near = course["sentence"].round().astype(int)
    return {
        "negative": sorted(set(near[course["high"] < 0])),
        "positive": sorted(set(near[course["low"] > 0])),
    }


def _overall(voices: pd.DataFrame) -> Finding:
    rows = voices[voices["voice"] == "all"].set_index("method").to_dict("index")
    if rows["vader"]["mean"] != rows["vader"]["mean"]:
        few = counted(rows["vader"]["sentences"], "sentence")
        return Finding(f"With {few} there is not enough text to say how the article sounds on average.")
    parts = [f"{_SOUNDS[leaning(rows[m])]} to {NAMES[m]}, {with_interval(rows[m])}" for m in METHODS]
    text = f"On average the sentences sound {listed(parts)}, on a scale from −1 to +1 with 95% intervals."
    if leaning(rows["vader"]) != leaning(rows["textblob"]):
        text += " The two methods do not tell the same story, so neither should be reported alone."
    return Finding(text)


def _disagreement(scores: pd.DataFrame) -> Finding:
    apart = disagreements(scores)
    if apart.empty:
        return Finding("TextBlob and VADER give no sentence opposite signs.")
    text = f"TextBlob and VADER give opposite signs to {len(apart)} of {counted(len(scores), 'sentence')}."
    return Finding(text, tuple(sorted(apart["sentence"])))


def _extremes(scores: pd.DataFrame) -> Iterator[Finding]:
    for side, sign in (("negative", -1), ("positive", 1)):
        found = strongest(scores[scores["vader"] * sign > 0], count=1)
        for row in found.itertuples():
            text = f"The most {side} sentence scores {signed(row.vader)} to VADER ({row.vader_words}), "
            yield Finding(f"{text}{signed(row.textblob)} to TextBlob.", (row.sentence,))


def _voices(voices: pd.DataFrame, gap: dict[str, float]) -> Finding:
    rows = voices[voices["method"] == "vader"].set_index("voice").to_dict("index")
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
    return Finding(f"{said}: {means} to VADER, a difference of {with_interval(gap)}.")


def _entities(entities: pd.DataFrame, clauses: pd.DataFrame) -> Iterator[Finding]:
    rated = entities[(entities["voice"] == "all") & entities["mean"].notna()]
    if rated.empty:
        yield Finding(
            f"No entity is mentioned in {MINIMUM_SENTENCES} sentences: not enough text for any of them."
        )
        return
    sentences = clauses.groupby("entity")["sentence"].unique()
    unclear = []
    for row in rated.to_dict("records"):
        side = leaning(row)
        if side == "unclear":
            unclear.append(row["entity"])
        else:
            estimate = f"{with_interval(row)}, {counted(row['sentences'], 'sentence')}"
            text = f"The clauses that mention {row['entity']} sound {side} to VADER: {estimate}."
            yield Finding(text, tuple(int(number) for number in sentences[row["entity"]]))
    if unclear:
        yield Finding(f"Towards {listed(unclear, 'or')}, no clear tone: the intervals include zero.")


def _undivided(clauses: pd.DataFrame) -> Iterator[Finding]:
    if clauses.empty:
        return
    shared = clauses.groupby(["sentence", "clause"])["entity"].transform("nunique") > 1
    yield Finding(
        f"Of {counted(len(clauses), 'mention')} of entities, {shared.sum()} share their clause with another "
        "entity. A word list gives both the same score, whichever of them the news is good for."
    )


def _course(course: pd.DataFrame) -> Finding:
    if course.empty:
        return Finding("There is not enough text to say how the tone moves over it.")
    sides = {side: numbers for side, numbers in low_and_high(course).items() if numbers}
    if not sides:
        return Finding("Over the text, the tone (by VADER) stays within what chance alone can explain.")
    parts = [f"{side} around sentences {ranges(numbers)}" for side, numbers in sides.items()]
    return Finding(f"Over the text, the tone (by VADER) is {listed(parts)}, and elsewhere unclear.")
