"""What the sentiment report says first, in plain words, as firmly as the claims and intervals allow.

`answer` says who is shown in a bad light, who in a good one and who suffers, in the sentences of the claims,
for the page that opens an article's reports; `findings` stand beside it.
"""

from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.annotation import Document, as_written
from analysis.findings.chances import OPEN, PROBABLE, grade
from analysis.findings.claims import Claim, all_claims
from analysis.findings.portrayal import Shown, shown
from analysis.findings.telling import HEDGES
from analysis.models.readers import BASE, ROLES
from analysis.statistics.resampling import Resampling
from analysis.tone.lexicons import polarity
from analysis.tone.portrayal import ALL, AUTHOR, Model, portrayal, reading
from analysis.tone.sentences import METHODS, arc, sentiment, strongest
from analysis.tone.targets import MINIMUM_SENTENCES
from analysis.tone.voices import voice_gap, voice_sentiment
from analysis.wording import (
    NAMES,
    Answer,
    Finding,
    counted,
    leaning,
    listed,
    percent,
    ranges,
    signed,
    with_article,
    with_interval,
)

QUESTION = "Who is shown in a good or a bad light, and who suffers"
SECTION = "How its actors are shown"
_MOST_NAMES = 3
_MOST_TOLD = 2
_SOUNDS = {
    "positive": "positive",
    "negative": "negative",
    "unclear": "neither clearly positive nor clearly negative",
}
_LIGHTS = {-1: "in a bad light", 0: "in neither light", 1: "in a good light"}


def answer(document: Document, reader: str = BASE) -> Answer:
    """Return who is shown in a bad light, who in a good one, and who suffers, as the claims on it say.

    Where nobody is on a side, it says who is shown in neither light, and elsewhere that it cannot be told.
    Clear where one of these claims is plain.
    """
    told = _answered(document, reader)
    if told:
        text = " ".join(claim.text for claim in told)
        plain = any(claim.grade == "plain" for claim in told)
        return Answer(QUESTION, text, SECTION, _all_numbers(told), plain)
    actors = list(shown(document, reader))
    if not actors:
        text = "Nobody is named whom the text could show in a good or a bad light."
        return Answer(QUESTION, text, SECTION, clear=False)
    names = [with_article(as_written(document, each.name)) for each in actors]
    text = f"Not clear: in which light the text shows {listed(names, most=_MOST_NAMES)} cannot be told."
    return Answer(QUESTION, text, SECTION, _all_numbers(actors[:_MOST_NAMES]), clear=False)


def _answered(document: Document, reader: str) -> list[Claim]:
    """Return the claims that answer: the surest on each side, or those on nobody's side; who suffers."""
    bad, neither, good = (_firm(document, reader, "portrayal", value) for value in ("-1", "0", "1"))
    sides = [*bad[:_MOST_TOLD], *good[:_MOST_TOLD]]
    return [*(sides or neither[:_MOST_TOLD]), *_firm(document, reader, "suffers")[:_MOST_TOLD]]


def _firm(document: Document, reader: str, about: str, value: str = "") -> list[Claim]:
    return [
        claim
        for claim in all_claims(document, reader)
        if claim.about == about and claim.grade != OPEN and value in {"", claim.value}
    ]


def _all_numbers(told: Iterable[Claim | Shown]) -> tuple[int, ...]:
    return tuple(sorted({number for each in told for number in each.sentences}))


def main_actors(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return the rows of `portrayal` by all voices together for the main actors, as the claims show them.

    `value`, `chance`, `suffers` and `evidence` are those of the claims, `name` is the one that they use, and
    `others` says who shows the actor in another light, and in which, where that is firm.
    """
    table, model = portrayal(document, reader), Model.of(reader)
    rows = [
        model.estimate(reading(document, reader), each.passages)._asdict()
        | {
            "article_id": document.article.id,
            "entity": each.name,
            "by": ALL,
            "name": as_written(document, each.name),
            "value": each.value,
            "chance": each.chance,
            "suffers": each.suffers,
            "evidence": _evidence(each),
            "others": list(_other_views(table[table["entity"] == each.name], each.value)),
        }
        for each in shown(document, reader)
    ]
    return pd.DataFrame(rows, columns=[*table.columns, "name", "others"])


def _evidence(each: Shown) -> list[int]:
    """Return the sentences behind a light, and behind suffering where it is firm."""
    suffers = each.suffers_in if each.suffers >= PROBABLE else ()
    return sorted({*each.sentences, *suffers})


def _other_views(rows: pd.DataFrame, value: int) -> Iterator[str]:
    usual = {value, *rows.loc[rows["by"] == ALL, "value"]}
    for row in rows.itertuples():
        if row.value not in usual and grade("portrayal", row.chance) != OPEN:
            yield f"{'the author' if row.by == AUTHOR else row.by}: {in_light(row.value, row.chance)}"


def in_light(value: int, chance: float) -> str:
    """Return in which light an actor is shown, with how firmly and the chance: "in a bad light (91%)"."""
    return f"{HEDGES[grade('portrayal', chance)]}{_LIGHTS[value]} ({percent(chance)})"


def in_words(row) -> str:
    """Return how a row of `main_actors` is shown: "in a bad light (91%), suffers 20%, harms 70% and ..."."""
    roles = listed([f"{role} {percent(chance)}" for role, chance in known_roles(row).items()])
    return f"{in_light(row.value, row.chance)}{roles and f', {roles}'}"


def known_roles(row) -> dict[str, float]:
    """Return the chances of the roles of a row of `main_actors`; none where the reader tells none."""
    chances = {role: getattr(row, role) for role in ROLES}
    return {role: chance for role, chance in chances.items() if chance == chance}


def findings(document: Document, resampling: Resampling = Resampling(), reader: str = BASE) -> list[Finding]:
    """Return the findings beside the `answer`: who else is shown how, how the text sounds, and where."""
    return [*_findings(document, resampling, reader), *document.coded.said("sentiment")]


def _findings(document: Document, resampling: Resampling, reader: str) -> Iterator[Finding]:
    scores = sentiment(document, reader=reader)
    if scores.empty:
        yield Finding("The text has no sentences, so there is nothing to rate.")
        return
    voices = voice_sentiment(document, resampling, reader)
    yield from _actors(document, reader)
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


def _actors(document: Document, reader: str) -> Iterator[Finding]:
    """Yield what the claims say of actors beside the answer, those in neither light together."""
    answered = _answered(document, reader)
    bad, neither, good = (
        [claim for claim in _firm(document, reader, "portrayal", value) if claim not in answered]
        for value in ("-1", "0", "1")
    )
    suffering = [claim for claim in _firm(document, reader, "suffers") if claim not in answered]
    for told in (*((claim,) for claim in (*bad, *good, *suffering)), tuple(neither[:_MOST_NAMES])):
        if told:
            yield Finding(" ".join(claim.text for claim in told), _all_numbers(told))


def _course(course: pd.DataFrame) -> Finding:
    if course.empty:
        return Finding("There is not enough text to say how the tone moves over it.")
    sides = {side: numbers for side, numbers in low_and_high(course).items() if numbers}
    if not sides:
        return Finding("Over the text, the tone (by the model) stays within what chance alone can explain.")
    parts = [f"{side} around sentences {ranges(numbers)}" for side, numbers in sides.items()]
    return Finding(f"Over the text, the tone (by the model) is {listed(parts)}, and elsewhere unclear.")
