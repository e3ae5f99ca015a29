"""Who acts on whom and which frame leads: two sentences for the page that opens an article's reports."""

from typing import NamedTuple

from analysis.annotation import Document
from analysis.findings import Answer
from analysis.framing.actors import STATUSES, actor_matrix, actors
from analysis.framing.evidence import carried
from analysis.framing.frames import FEWEST_SENTENCES, frames, leading
from analysis.framing.generic import GENERIC
from analysis.framing.wording import with_interval
from analysis.proportion import wilson
from analysis.wording import NOT_ENOUGH, capital, counted, listed, percent, with_article

WHO_ACTS = "Who acts on whom"
WHO_ACTS_SECTION = "Who acts, and who is acted upon"
FRAME = "Which frame leads"
FRAME_SECTION = "Five generic frames"
_MOST_NAMES = 2


class _Part(NamedTuple):
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


def answers(document: Document, samples: int = 1000, seed: int = 0) -> list[Answer]:
    """Return who acts on whom, and which generic frame leads, each as firmly as its intervals allow."""
    return [_who_acts(document), _frame(document, samples, seed)]


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


def _part(row: dict) -> _Part:
    acts, undergoes = (
        sum(row[role if status == "stated" else f"{role}_{status}"] for status in STATUSES)
        for role in ("acts", "undergoes")
    )
    stated = row["acts"] + row["undergoes"]
    return _Part(row["actor"], acts, acts + undergoes, acts + undergoes - stated, row["sentences"])


def _told(part: _Part) -> str:
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


def _frame(document: Document, samples: int, seed: int) -> Answer:
    if len(document.sentences) < FEWEST_SENTENCES:
        few = counted(len(document.sentences), "sentence")
        return Answer(FRAME, f"Not clear: with {few} there is {NOT_ENOUGH}.", FRAME_SECTION, clear=False)
    lead = leading(document, GENERIC, samples, seed)
    table = frames(document, samples, seed)
    whole = table[table["sentence"].isna() & (table["typology"] == GENERIC.name)]
    rows = {row.frame: row for row in whole.itertuples()}
    if lead.frame is not None:
        share = f"{capital(lead.frame)}: {with_interval(rows[lead.frame])} of the sentences have words for it"
        second = max(
            (row for row in whole.itertuples() if row.frame != lead.frame), key=lambda row: row.score
        )
        beside = (
            f"the next, {second.frame} {with_interval(second)}" if second.score else "any other of the five"
        )
        text = f"{share}, clearly more than for {beside}."
        return Answer(FRAME, text, FRAME_SECTION, _held(document, [lead.frame]))
    if not lead.candidates:
        return Answer(FRAME, "None: no sentence has words for any of the five.", FRAME_SECTION)
    ordered = sorted(lead.candidates, key=lambda name: -rows[name].score)
    told = [f"{name} {with_interval(rows[name])}" for name in ordered]
    why = "the intervals overlap" if len(told) > 1 else "there are too few such sentences"
    them = "them" if len(told) > 1 else "it"
    text = f"Not clear: {listed(told)} of the sentences have words for {them}, and {why}."
    return Answer(FRAME, text, FRAME_SECTION, _held(document, ordered), clear=False)


def _held(document: Document, names: list[str]) -> tuple[int, ...]:
    columns = [GENERIC.frames.index(name) for name in names]
    held = carried(document, GENERIC)[:, columns].any(axis=1)
    return tuple(int(number) + 1 for number in held.nonzero()[0])
