"""What the framing report says about voices: who is quoted, in which role, where, and who never speaks."""

from collections.abc import Iterator

import pandas as pd

from analysis.annotation import Document
from analysis.attribution import speaking_share, unquoted
from analysis.framing.sourcing import UNKNOWN, positions, shares
from analysis.statistics.resampling import Resampling
from analysis.wording import NOBODY_NAMED, NOT_ENOUGH, NOT_FOUND, Finding, called, counted, listed, percent

_FEWEST_WORDS = 20
_MOST_NAMES = 3
_FEWEST_MENTIONS = 3
_MOST_OF_IT = 0.75
_HALF = 0.5
_NOBODY = frozenset({UNKNOWN, NOBODY_NAMED, NOT_FOUND, "unnamed", "unresolved"})
_PLURALS = {
    "official": "officials",
    "expert": "experts",
    "citizen": "citizens",
    "organisation": "organisations",
    "public figure": "public figures",
}


def voice_findings(document: Document, resampling: Resampling = Resampling()) -> Iterator[Finding]:
    """Yield the findings on voices; roles only where the text gives one for half of the words."""
    yield from _quoted(document, resampling)
    yield from _roles(document, resampling)
    yield from _late_or_early(document, resampling)
    yield from _silent(document)


def _quoted(document: Document, resampling: Resampling) -> Iterator[Finding]:
    quoted = shares(document, "speaker", True, resampling)
    total = int(quoted["words"].sum())
    named = quoted[~quoted["group"].isin(_NOBODY)]
    if total < _FEWEST_WORDS or named.empty:
        return
    most = named.iloc[0]
    whole = shares(document, "speaker", False, resampling).set_index("group").loc[most["group"]]
    who = _described(document, most["group"])
    if most["words"] == total:
        heard = f"Only {who} is quoted directly, with {total} words"
    else:
        one = f"One speaker, {who}," if most["share"] >= _MOST_OF_IT else who
        share = f"{percent(most['share'])} of the directly quoted words"
        heard = f"{one} has {share} ({most['words']} of {total}; {_interval(most)})"
    rest = f"{percent(whole['share'])} of all words that others are quoted or reported as saying"
    yield Finding(f"{heard}, and has {rest} ({_interval(whole)}).", tuple(most["sentences"]))


def _roles(document: Document, resampling: Resampling) -> Iterator[Finding]:
    roles = shares(document, "role", False, resampling)
    told = [
        f"{_PLURALS[row.group]} have {percent(row.share)} ({_interval(row)})"
        for row in roles.itertuples()
        if row.group in _PLURALS
    ]
    nameless = roles.loc[roles["group"].isin(_NOBODY), "share"].sum()
    if told and nameless <= _HALF:
        rest = f"; for {percent(nameless)} the text gives no role" if nameless else ""
        yield Finding(f"By role, {listed(told)} of the words of others{rest}.")


def _late_or_early(document: Document, resampling: Resampling) -> Iterator[Finding]:
    """Yield a finding where others have clearly more room in the first third than in the last, or less."""
    parts = positions(document, resampling).set_index("part")
    if not {"first third", "last third"} <= set(parts.index):
        return
    first, last = parts.loc["first third"], parts.loc["last third"]
    if first["high"] < last["low"] or last["high"] < first["low"]:
        told = [
            f"{percent(1 - row['author'])} of the {part} ({percent(row['low'])} to {percent(row['high'])})"
            for part, row in (("first third", first), ("last third", last))
        ]
        when = "late" if first["high"] < last["low"] else "early"
        yield Finding(f"Others speak {when}: their words are {listed(told)}.", tuple(last["sentences"]))


def _silent(document: Document) -> Iterator[Finding]:
    rows = unquoted(document, _FEWEST_MENTIONS)
    if len(rows):
        shown = [f"{row.entity} ({counted(row.mentions, 'mention')})" for row in rows.itertuples()]
        more = [f"{len(rows) - _MOST_NAMES} more"] if len(rows) > _MOST_NAMES else []
        yield Finding(f"Talked about, but never speaking: {listed([*shown[:_MOST_NAMES], *more])}.")


def _described(document: Document, speaker: str) -> str:
    """Return a speaker with the role and the affiliation that the text gives."""
    row = speaking_share(document).set_index("speaker").loc[speaker]
    return called(speaker, row["role"], row["affiliation"])


def _interval(row: pd.Series) -> str:
    if row.low != row.low:
        return f"{NOT_ENOUGH} for an interval"
    return f"95% interval {100 * row.low:.0f} to {percent(row.high)}"
