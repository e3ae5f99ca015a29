"""What the framing report says first, in plain words, as firmly as the evidence allows.

`answers` are two sentences for the page that opens an article's reports: who acts on whom, and which generic
frame leads. `findings` stand beside them; those on voices are in `quotes`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.annotation import Document
from analysis.findings.quotes import voice_findings
from analysis.framing.actions.actors import STATUSES, actor_matrix, actors
from analysis.framing.actions.extraction import find_actions
from analysis.framing.background import like
from analysis.framing.evidence import by_voice, carried
from analysis.framing.frames import FEWEST_SENTENCES, frames, leading, more_than_usual
from analysis.framing.loaded import loaded_language
from analysis.framing.typologies.entman import ENTMAN
from analysis.framing.typologies.episodic import EPISODIC
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.peace import PEACE, SIDES, side_of
from analysis.framing.typologies.policy import POLICY
from analysis.framing.typologies.typology import Typology
from analysis.statistics.proportions import wilson
from analysis.statistics.resampling import Resampling
from analysis.wording import (
    NOT_ENOUGH,
    Answer,
    Finding,
    capital,
    counted,
    interval,
    listed,
    percent,
    quoted,
    share_with_interval,
    with_article,
)

WHO_ACTS = "Who acts on whom"
WHO_ACTS_SECTION = "Who acts, and who is acted upon"
FRAME = "Which frame leads"
FRAME_SECTION = "Five generic frames"
_MOST_NAMES = 2
_MOST_ACTORS = 3
_MOST_FRAMES = 4
_FEWEST_VIOLENT = 2
_TOLD = {
    "episodic": "as single events and persons (episodic)",
    "thematic": "as a matter of groups, figures and causes (thematic)",
}


class _Acting(NamedTuple):
    """How often an actor acts, of all actions in which it has a part; `not_fact` are possible or denied.

    The interval counts every sentence once, however many actions it tells: they are not independent.
    """

    actor: str
    acts: int
    whole: int
    not_fact: int
    sentences: list[int]

    @property
    def interval(self) -> tuple[float, float]:
        sentences = len(self.sentences)
        return wilson(self.acts / self.whole * sentences, sentences)

    @property
    def is_clear(self) -> bool:
        low, high = self.interval
        return low > 1 / 2 or high < 1 / 2


def answers(document: Document, resampling: Resampling = Resampling()) -> list[Answer]:
    """Return who acts on whom, and which generic frame leads, each as firmly as its intervals allow."""
    return [_who_acts(document), _leading_generic(document, resampling)]


def _who_acts(document: Document) -> Answer:
    acting = [_acting(row) for row in actors(document).to_dict("records")]
    if not acting:
        return Answer(
            WHO_ACTS, "Not clear: no named actor acts or is acted upon.", WHO_ACTS_SECTION, clear=False
        )
    clear = [each for each in acting if each.is_clear][:_MOST_NAMES]
    named = clear or acting[:_MOST_NAMES]
    numbers = tuple(sorted({number for each in named for number in each.sentences}))
    told, pair = listed([_as_words(each) for each in named]), _pair(document)
    if not clear:
        text = f"Not clear who mostly acts: {told}{pair}."
        return Answer(WHO_ACTS, text, WHO_ACTS_SECTION, numbers, clear=False)
    rest, busiest = "", acting[0]
    if not busiest.is_clear:
        often = f"{busiest.acts} of {busiest.whole}"
        rest = f"; not clear for {with_article(busiest.actor)}, the busiest ({often})"
    return Answer(WHO_ACTS, f"{capital(told)}{rest}{pair}.", WHO_ACTS_SECTION, numbers)


def _acting(row: dict[str, Any]) -> _Acting:
    acts, undergoes = (
        sum(row[role if status == "stated" else f"{role}_{status}"] for status in STATUSES)
        for role in ("acts", "undergoes")
    )
    stated = row["acts"] + row["undergoes"]
    return _Acting(row["actor"], acts, acts + undergoes, acts + undergoes - stated, row["sentences"])


def _as_words(acting: _Acting) -> str:
    low, high = acting.interval
    does = "mostly acts" if low > 1 / 2 else "is mostly acted upon" if high < 1 / 2 else "acts"
    number = acting.whole - acting.acts if high < 1 / 2 else acting.acts
    ends = (1 - high, 1 - low) if high < 1 / 2 else (low, high)
    hedge = f", {acting.not_fact} of the {acting.whole} only as possible or denied" if acting.not_fact else ""
    times = f"{number} of {acting.whole} times in {counted(len(acting.sentences), 'sentence')}"
    return f"{with_article(acting.actor)} {does} ({times}{hedge}; 95% interval {interval(*ends)})"


def _pair(document: Document) -> str:
    """Return who acts upon whom most often, where one pair does in two sentences and more than any other."""
    matrix = actor_matrix(document)
    counts = sorted(
        ((len(matrix.loc[a, b]), a, b) for a in matrix.index for b in matrix.columns if matrix.loc[a, b]),
        reverse=True,
    )
    if not counts or counts[0][0] < 2 or (len(counts) > 1 and counts[0][0] == counts[1][0]):
        return ""
    number, agent, patient = counts[0]
    whom = f"{with_article(agent)} upon {with_article(patient)}"
    return f"; most often {whom} (in {counted(number, 'sentence')})"


def _leading_generic(document: Document, resampling: Resampling) -> Answer:
    if len(document.sentences) < FEWEST_SENTENCES:
        few = counted(len(document.sentences), "sentence")
        return Answer(FRAME, f"Not clear: with {few} there is {NOT_ENOUGH}.", FRAME_SECTION, clear=False)
    lead = leading(document, GENERIC, resampling)
    rows = _frame_rows(document, GENERIC, resampling)
    numbers = _carrying(document, GENERIC, lead.candidates)
    if lead.frame is not None:
        second, beside = _second(rows, lead.frame, GENERIC.frames), "any other of the five"
        if second.score:
            beside = f"the next, {second.frame} {share_with_interval(second)}"
        share = f"{capital(lead.frame)}: {share_with_interval(rows[lead.frame])}"
        text = f"{share} of the sentences have words for it, clearly more than for {beside}."
        return Answer(FRAME, text, FRAME_SECTION, numbers)
    if not lead.candidates:
        return Answer(FRAME, "None: no sentence has words for any of the five.", FRAME_SECTION)
    names = _with_shares(lead.candidates, rows)
    why = "the intervals overlap" if len(names) > 1 else "there are too few such sentences"
    them = "them" if len(names) > 1 else "it"
    text = f"Not clear: {listed(names)} of the sentences have words for {them}, and {why}."
    return Answer(FRAME, text, FRAME_SECTION, numbers, clear=False)


def findings(document: Document, resampling: Resampling = Resampling(), topic: str = "") -> list[Finding]:
    """Return the findings on how an article is framed beside the `answers`, the most general one first.

    `topic` is a topic of the background articles to compare with (see `more_than_usual`).
    """
    return [*_findings(document, resampling, topic), *document.coded.said("framing")]


def _findings(document: Document, resampling: Resampling, topic: str) -> Iterator[Finding]:
    if not document.sentences:
        yield Finding("The text has no sentences, so there is nothing to find.")
        return
    yield _leading_policy(document, resampling)
    yield from _whose_frame(document, GENERIC, resampling)
    yield from usual_findings(document, resampling, topic)
    yield from voice_findings(document, resampling)
    yield from _actors(document)
    yield from _agentless(document)
    yield _functions(document)
    yield from _war_and_peace(document)
    yield _loaded(document)
    yield from _poor_input(document)


def _leading_policy(document: Document, resampling: Resampling) -> Finding:
    if len(document.sentences) < FEWEST_SENTENCES:
        few = counted(len(document.sentences), "sentence")
        return Finding(f"With {few} there is not enough text to say which policy frame leads.")
    lead = leading(document, POLICY, resampling)
    rows = _frame_rows(document, POLICY, resampling)
    if not lead.candidates:
        return Finding("No sentence has clear cues for any policy frame.")
    if lead.frame is None and len(lead.candidates) == 1:
        most = rows[lead.candidates[0]]
        text = "Too few sentences have cues for any policy frame; the most"
        return Finding(
            f"{text}, {share_with_interval(most)}, for {most.frame}.",
            _carrying(document, POLICY, lead.candidates),
        )
    if lead.frame is None:
        names = _with_shares(lead.candidates, rows)
        text = (
            "No single policy frame clearly leads. These cannot be told apart, because there is not enough "
            f"text: {listed(names)} of the sentences."
        )
        return Finding(text, _carrying(document, POLICY, lead.candidates[:2]))
    second = _second(rows, lead.frame, POLICY.frames)
    next_best = (
        f"the next, {second.frame}, has {share_with_interval(second)}" if second.score else "no other has any"
    )
    first = f"{lead.frame}: {share_with_interval(rows[lead.frame])}"
    text = f"The leading policy frame is {first} of the sentences have cues for it; {next_best}."
    return Finding(text, _carrying(document, POLICY, [lead.frame]))


def _frame_rows(document: Document, typology: Typology, resampling: Resampling) -> dict[str, Any]:
    """Return the rows of the frames table for the whole article, by frame, as named tuples."""
    table = frames(document, resampling)
    whole = table[table["sentence"].isna() & (table["typology"] == typology.name)]
    return {row.frame: row for row in whole.itertuples()}


def _with_shares(names: Iterable[str], rows: Mapping[str, Any]) -> list[str]:
    """Return frames with the shares of their sentences, the largest first."""
    ordered = sorted(names, key=lambda name: -rows[name].score)
    return [f"{name} {share_with_interval(rows[name])}" for name in ordered]


def _second(rows: Mapping[str, Any], first: str, names: Iterable[str]) -> Any:
    """Return the row of the frame with most sentences after the first."""
    return max((rows[name] for name in names if name != first), key=lambda row: row.score)


def _carrying(document: Document, typology: Typology, names: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of the sentences that carry one of some frames."""
    columns = [typology.frames.index(name) for name in names]
    rows = np.flatnonzero(carried(document, typology)[:, columns].any(axis=1))
    return tuple(int(row) + 1 for row in rows)


def _whose_frame(document: Document, typology: Typology, resampling: Resampling) -> Iterator[Finding]:
    frame = leading(document, typology, resampling).frame
    if frame is None:
        return
    counts = by_voice(document, typology).set_index("frame").loc[frame]
    total, others = int(counts.sum()), int(counts["quoted"] + counts["reported"])
    if not others:
        text = f"All {counted(total, 'cue')} for {frame} stand in the author's own voice."
    else:
        text = (
            f"Of the {counted(total, 'cue')} for {frame}, {counts['author']} stand in the author's own voice "
            f"and {others} in what others are quoted or reported as saying."
        )
    yield Finding(text)


def _actors(document: Document) -> Iterator[Finding]:
    for row in actors(document).head(_MOST_ACTORS).itertuples():
        parts = [
            _role("acts", row.acts, row.acts_hypothetical, row.acts_negated),
            _role("is acted upon", row.undergoes, row.undergoes_hypothetical, row.undergoes_negated),
        ]
        text = f"{with_article(row.actor)} {' and '.join(filter(None, parts))}."
        yield Finding(capital(text), tuple(row.sentences))


def _role(verb: str, stated: int, hypothetical: int, negated: int) -> str:
    total = stated + hypothetical + negated
    if not total:
        return ""
    kinds = {"as something possible, planned or feared": hypothetical, "negated": negated}
    parts = [f"{_of_all(number, total)} {how}" for how, number in kinds.items() if number]
    return f"{verb} {_times(total)}{f' ({listed(parts)})' if parts else ''}"


def _of_all(number: int, total: int) -> str:
    if number < total:
        return str(number)
    return "only" if total == 1 else "each time"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _agentless(document: Document) -> Iterator[Finding]:
    found = {action.start: action for action in find_actions(document) if action.construction == "agentless"}
    if found:
        words = list(dict.fromkeys(action.predicate for action in found.values()))
        passives = counted(len(found), "passive")
        text = f"{passives} without an agent, so that nobody is said to act: {quoted(words)}."
        yield Finding(text, tuple(sorted({action.sentence for action in found.values()})))


def _functions(document: Document) -> Finding:
    carries = carried(document, ENTMAN)
    counts = dict(zip(ENTMAN.frames, carries.sum(axis=0).tolist(), strict=True))
    present = [f"{name} ({counted(number, 'sentence')})" for name, number in counts.items() if number]
    absent = [name for name, number in counts.items() if not number]
    text = "Of Entman's four functions of framing, "
    text += f"there are cues for {listed(present)}" if present else "none has cues"
    text += f"; none for {listed(absent, 'or')}." if present and absent else "."
    return Finding(text, _carrying(document, ENTMAN, [name for name in counts if counts[name]]))


def _war_and_peace(document: Document) -> Iterator[Finding]:
    carries = carried(document, PEACE)
    if carries[:, 0].sum() < _FEWEST_VIOLENT:
        return
    of_side = {side: carries[:, [side_of(indicator) == side for indicator in PEACE.frames]] for side in SIDES}
    met = {side: int(rows.any(axis=0).sum()) for side, rows in of_side.items()}
    sentences = {side: counted(int(rows.any(axis=1).sum()), "sentence") for side, rows in of_side.items()}
    yield Finding(
        f"{met['War']} of the 6 indicators of war journalism {'has' if met['War'] == 1 else 'have'} cues, in "
        f"{sentences['War']}; {met['Peace']} of the 6 of peace journalism, in {sentences['Peace']}."
    )


def _loaded(document: Document) -> Finding:
    words = loaded_language(document)
    words = words[words["kind"] == "loaded"]
    if words.empty:
        return Finding("No word of the list of loaded words stands in the text.")
    own, others = words[words["voice"] == "author"], words[words["voice"] != "author"]
    parts = []
    for rows, whose in ((own, "in the author's own voice"), (others, "in the words of others")):
        if len(rows):
            parts.append(f"{counted(len(rows), 'loaded word')} {whose} ({quoted(_distinct(rows))})")
    text = f"There {'is' if len(words) == 1 else 'are'} {listed(parts)}."
    return Finding(text, tuple(sorted(set(words["sentence"].tolist()))))


def _distinct(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(rows["text"].str.lower()))


def _poor_input(document: Document) -> Iterator[Finding]:
    if document.article.warnings:
        yield Finding(
            "The text itself comes with warnings (see below), so what rests on single words, such as loaded "
            "words and cues, is weak evidence about its author."
        )


def usual_findings(
    document: Document, resampling: Resampling = Resampling(), topic: str = ""
) -> Iterator[Finding]:
    """Yield whether an article is told by events or themes, and what is more than usual beside others.

    The latter only where a background is there to compare with.
    """
    prevails = leading(document, EPISODIC, resampling).frame
    if prevails is not None:
        yield Finding(f"The story is told {_TOLD[prevails]} in clearly more sentences than the other way.")
    rows = more_than_usual(document, topic)
    if rows.empty:
        return
    unusual = rows[rows["unusual"]]
    beside = f"Beside {len(like(0, topic)):,} other news articles{f' on {topic}' if topic else ''}"
    if unusual.empty:
        yield Finding(f"{beside}, no frame is clearly more than usual.")
        return
    names = [
        f"{row.frame} ({percent(row.share)} of the sentences, percentile {row.percentile:.0f})"
        for row in unusual.itertuples()
    ]
    more_than = "more than usual at a false discovery rate of 5%"
    text = f"{beside}, {more_than}: {listed(names, most=_MOST_FRAMES)}."
    numbers = {number for numbers in unusual.head(_MOST_FRAMES)["sentences"] for number in numbers}
    yield Finding(text, tuple(sorted(numbers)))
