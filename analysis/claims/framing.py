"""What the framing report says first, in plain words, as firmly as the evidence allows."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.annotation import Document
from analysis.claims.sourcing import voice_findings
from analysis.framing.actions.actors import STATUSES, actor_matrix, actors
from analysis.framing.actions.extraction import find_actions
from analysis.framing.background import like
from analysis.framing.evidence import by_voice, carried
from analysis.framing.frames import FEWEST_SENTENCES, frames, leading
from analysis.framing.loaded import loaded_language
from analysis.framing.typologies.entman import ENTMAN
from analysis.framing.typologies.episodic import EPISODIC
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.peace import PEACE, SIDES, side_of
from analysis.framing.typologies.policy import POLICY
from analysis.framing.typologies.typology import Typology
from analysis.framing.usual import more_than_usual
from analysis.statistics.proportions import wilson
from analysis.statistics.resampling import Resampling
from analysis.wording import (
    NOT_ENOUGH,
    Answer,
    Finding,
    capital,
    counted,
    listed,
    percent,
    quoted,
    share_with_interval,
    with_article,
)

_MOST_ACTORS = 3
_FEWEST_VIOLENT = 2


def findings(document: Document, resampling: Resampling = Resampling(), topic: str = "") -> list[Finding]:
    """Return the findings on how an article is framed beside the `answers`, the most general one first.

    `topic` is a topic of the background articles to compare with (see `more_than_usual`).
    """
    if not document.sentences:
        nothing = Finding("The text has no sentences, so there is nothing to find.")
        return [nothing, *document.coded.said("framing")]
    return [
        _leading_policy(document, resampling),
        *_whose_frame(document, GENERIC, resampling),
        *usual_findings(document, resampling, topic),
        *voice_findings(document, resampling),
        *_actors(document),
        *_agentless(document),
        _functions(document),
        *_war_and_peace(document),
        _loaded(document),
        *_poor_input(document),
        *document.coded.said("framing"),
    ]


def _leading_policy(document: Document, resampling: Resampling) -> Finding:
    lead = leading(document, POLICY, resampling)
    table = frames(document, resampling)
    whole = table[table["sentence"].isna() & (table["typology"] == POLICY.name)]
    rows = {row.frame: row for row in whole.itertuples()}
    if len(document.sentences) < FEWEST_SENTENCES:
        few = counted(len(document.sentences), "sentence")
        return Finding(f"With {few} there is not enough text to say which policy frame leads.")
    if not lead.candidates:
        return Finding("No sentence has clear cues for any policy frame.")
    if lead.frame is None and len(lead.candidates) == 1:
        most = rows[lead.candidates[0]]
        text = "Too few sentences have cues for any policy frame; the most"
        return Finding(
            f"{text}, {share_with_interval(most)}, for {most.frame}.",
            _sentences(document, POLICY, lead.candidates),
        )
    if lead.frame is None:
        names = [f"{name} {share_with_interval(rows[name])}" for name in _by_share(lead.candidates, rows)]
        text = (
            "No single policy frame clearly leads. These cannot be told apart, because there is not enough "
            f"text: {listed(names)} of the sentences."
        )
        return Finding(text, _sentences(document, POLICY, lead.candidates[:2]))
    others = [name for name in _by_share(POLICY.frames, rows) if name != lead.frame]
    second = rows[others[0]]
    next_best = (
        f"the next, {second.frame}, has {share_with_interval(second)}" if second.score else "no other has any"
    )
    text = (
        f"The leading policy frame is {lead.frame}: {share_with_interval(rows[lead.frame])} of the "
        "sentences have "
        f"cues for it; {next_best}."
    )
    return Finding(text, _sentences(document, POLICY, [lead.frame]))


def _by_share(names, rows) -> list[str]:
    return sorted(names, key=lambda name: -rows[name].score)


def _sentences(document: Document, typology: Typology, names) -> tuple[int, ...]:
    columns = [typology.frames.index(name) for name in names]
    held = carried(document, typology)[:, columns].any(axis=1)
    return tuple(int(number) + 1 for number in held.nonzero()[0])


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
    told = [f"{_share(number, total)} {how}" for how, number in kinds.items() if number]
    return f"{verb} {_times(total)}{f' ({listed(told)})' if told else ''}"


def _share(number: int, total: int) -> str:
    if number < total:
        return str(number)
    return "only" if total == 1 else "each time"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _agentless(document: Document) -> Iterator[Finding]:
    told = {action.start: action for action in find_actions(document) if action.construction == "agentless"}
    if told:
        words = list(dict.fromkeys(action.predicate for action in told.values()))
        passives = counted(len(told), "passive")
        text = f"{passives} without an agent, so that nobody is said to act: {quoted(words)}."
        yield Finding(text, tuple(sorted({action.sentence for action in told.values()})))


def _functions(document: Document) -> Finding:
    held = carried(document, ENTMAN)
    counts = dict(zip(ENTMAN.frames, held.sum(axis=0).tolist(), strict=True))
    present = [f"{name} ({counted(number, 'sentence')})" for name, number in counts.items() if number]
    absent = [name for name, number in counts.items() if not number]
    text = "Of Entman's four functions of framing, "
    text += f"there are cues for {listed(present)}" if present else "none has cues"
    text += f"; none for {listed(absent, 'or')}." if present and absent else "."
    return Finding(text, _sentences(document, ENTMAN, [name for name in counts if counts[name]]))


def _war_and_peace(document: Document) -> Iterator[Finding]:
    held = carried(document, PEACE)
    if held[:, 0].sum() < _FEWEST_VIOLENT:
        return
    met = {
        side: sum(held[:, i].any() and side_of(n) == side for i, n in enumerate(PEACE.frames))
        for side in SIDES
    }
    lines = {side: [i for i, n in enumerate(PEACE.frames) if side_of(n) == side] for side in SIDES}
    sentences = {side: int(held[:, columns].any(axis=1).sum()) for side, columns in lines.items()}
    yield Finding(
        f"{met['War']} of the 6 indicators of war journalism {'has' if met['War'] == 1 else 'have'} cues, in "
        f"{counted(sentences['War'], 'sentence')}; {met['Peace']} of the 6 of peace journalism, in "
        f"{counted(sentences['Peace'], 'sentence')}."
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


# What the framing report says about an article beside others: what is more than usual, how it is told.

_MOST_FRAMES = 4
_TOLD = {
    "episodic": "as single events and persons (episodic)",
    "thematic": "as a matter of groups, figures and causes (thematic)",
}


def usual_findings(
    document: Document, resampling: Resampling = Resampling(), topic: str = ""
) -> Iterator[Finding]:
    """Yield the findings; what is more than usual only where a background is there to compare with."""
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
    told = [
        f"{row.frame} ({percent(row.share)} of the sentences, percentile {row.percentile:.0f})"
        for row in unusual.head(_MOST_FRAMES).itertuples()
    ]
    more = [f"{len(unusual) - _MOST_FRAMES} more"] if len(unusual) > _MOST_FRAMES else []
    text = f"{beside}, more than usual at a false discovery rate of 5%: {listed([*told, *more])}."
    numbers = {number for numbers in unusual.head(_MOST_FRAMES)["sentences"] for number in numbers}
    yield Finding(text, tuple(sorted(numbers)))


# Who acts on whom and which frame leads: two sentences for the page that opens an article's reports.

WHO_ACTS = "Who acts on whom"
WHO_ACTS_SECTION = "Who acts, and who is acted upon"
FRAME = "Which frame leads"
FRAME_SECTION = "Five generic frames"
_MOST_NAMES = 2


class _Acting(NamedTuple):
    """How often an actor acts, of all actions in which it has a part; `open` are not told as facts.

    The interval counts every sentence once, however many actions it tells: they are not independent.
    """

    actor: str
    acts: int
    whole: int
    open: int
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
    return [_who_acts(document), _frame(document, resampling)]


def _who_acts(document: Document) -> Answer:
    parts = [_part(row) for row in actors(document).to_dict("records")]
    if not parts:
        return Answer(
            WHO_ACTS, "Not clear: no named actor acts or is acted upon.", WHO_ACTS_SECTION, clear=False
        )
    clear = [part for part in parts if part.is_clear][:_MOST_NAMES]
    shown = clear or parts[:_MOST_NAMES]
    numbers = tuple(sorted({number for part in shown for number in part.sentences}))
    told, pair = listed([_told(part) for part in shown]), _pair(document)
    if not clear:
        text = f"Not clear who mostly acts: {told}{pair}."
        return Answer(WHO_ACTS, text, WHO_ACTS_SECTION, numbers, clear=False)
    busiest = parts[0]
    rest = (
        ""
        if busiest.is_clear
        else f"; not clear for {with_article(busiest.actor)}, the busiest ({busiest.acts} of {busiest.whole})"
    )
    return Answer(WHO_ACTS, f"{capital(told)}{rest}{pair}.", WHO_ACTS_SECTION, numbers)


def _part(row: dict) -> _Acting:
    acts, undergoes = (
        sum(row[role if status == "stated" else f"{role}_{status}"] for status in STATUSES)
        for role in ("acts", "undergoes")
    )
    stated = row["acts"] + row["undergoes"]
    return _Acting(row["actor"], acts, acts + undergoes, acts + undergoes - stated, row["sentences"])


def _told(part: _Acting) -> str:
    low, high = part.interval
    does = "mostly acts" if low > 1 / 2 else "is mostly acted upon" if high < 1 / 2 else "acts"
    number = part.whole - part.acts if high < 1 / 2 else part.acts
    ends = (1 - high, 1 - low) if high < 1 / 2 else (low, high)
    hedge = f", {part.open} of the {part.whole} only as possible or denied" if part.open else ""
    interval = f"95% interval {100 * ends[0]:.0f} to {percent(ends[1])}"
    times = f"{number} of {part.whole} times in {counted(len(part.sentences), 'sentence')}"
    return f"{with_article(part.actor)} {does} ({times}{hedge}; {interval})"


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


def _frame(document: Document, resampling: Resampling) -> Answer:
    if len(document.sentences) < FEWEST_SENTENCES:
        few = counted(len(document.sentences), "sentence")
        return Answer(FRAME, f"Not clear: with {few} there is {NOT_ENOUGH}.", FRAME_SECTION, clear=False)
    lead = leading(document, GENERIC, resampling)
    table = frames(document, resampling)
    whole = table[table["sentence"].isna() & (table["typology"] == GENERIC.name)]
    rows = {row.frame: row for row in whole.itertuples()}
    if lead.frame is not None:
        with_words = share_with_interval(rows[lead.frame])
        share = f"{capital(lead.frame)}: {with_words} of the sentences have words for it"
        second = max(
            (row for row in whole.itertuples() if row.frame != lead.frame), key=lambda row: row.score
        )
        beside = (
            f"the next, {second.frame} {share_with_interval(second)}"
            if second.score
            else "any other of the five"
        )
        text = f"{share}, clearly more than for {beside}."
        return Answer(FRAME, text, FRAME_SECTION, _carrying(document, [lead.frame]))
    if not lead.candidates:
        return Answer(FRAME, "None: no sentence has words for any of the five.", FRAME_SECTION)
    ordered = sorted(lead.candidates, key=lambda name: -rows[name].score)
    told = [f"{name} {share_with_interval(rows[name])}" for name in ordered]
    why = "the intervals overlap" if len(told) > 1 else "there are too few such sentences"
    them = "them" if len(told) > 1 else "it"
    text = f"Not clear: {listed(told)} of the sentences have words for {them}, and {why}."
    return Answer(FRAME, text, FRAME_SECTION, _carrying(document, ordered), clear=False)


def _carrying(document: Document, names: list[str]) -> tuple[int, ...]:
    columns = [GENERIC.frames.index(name) for name in names]
    held = carried(document, GENERIC)[:, columns].any(axis=1)
    return tuple(int(number) + 1 for number in held.nonzero()[0])
