"""Codings of whole articles by the codebook: who speaks, who is heard most, who is central and silent.

A codings file is a JSON object an article and line, as `data/gold/claims/CODEBOOK.md` describes it. Names
are compared without titles and articles; a name fits a coded one where it is equal to it or to one of its
aliases, else where only one of the coded actors has it as the end of a name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.annotation import people as titles
from analysis.annotation.gazetteer import role_nouns
from analysis.findings.chances import FIRST, LEADS, NO_SIDE
from analysis.paths import ROOT
from analysis.validation.data import read_jsonl

GOLD = ROOT / "data" / "gold"
_WORD = re.compile(r"[\w&]+")
_POINTS = re.compile(r"\b((?:\w\.){2,})")
_LONGEST_MORE = 3
_LISTS = {
    "most heard": "most_heard",
    "silent": "silent",
    "agent": "agents",
    "harmed": "harmed",
    LEADS: "leading_generic",
    "policy frame": "policy",
}
_OF_ACTORS = frozenset({"silent", "portrayal", NO_SIDE, "suffers", "agent", "harmed"})
FRAMES = frozenset({"generic frame", LEADS, "policy frame", FIRST})
"""Kinds of claims that name a frame."""
TITLES = frozenset(
    {*(title.casefold().rstrip(".") for title in titles.TITLES), *role_nouns(), "the", "a", "an"}
)


def _folded(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without titles before it; "U.S." and "US" are one."""
    plain = _POINTS.sub(lambda match: match[1].replace(".", ""), name.casefold().replace("’", "'"))
    parts = _WORD.findall(plain.replace("'s", ""))
    skipped = TITLES
    while len(parts) > 1 and parts[0] in skipped:
        parts = parts[1:]
    return tuple(parts)


def same(one: str, other: str) -> bool:
    """Tell whether two names are the same but for titles, articles and points."""
    return bool(_folded(one)) and _folded(one) == _folded(other)


def alike(one: str, other: str) -> bool:
    """Tell whether one name can be short for the other: its end, or its first and last words."""
    short, long = sorted((_folded(one), _folded(other)), key=len)
    if not short:
        return False
    ends = len(long) <= len(short) + _LONGEST_MORE and long[-len(short) :] == short
    return ends or (len(short) > 1 and (short[0], short[-1]) == (long[0], long[-1]))


class Coding:
    """One coding of one article."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self._called: dict[str, set[str]] = defaultdict(set)
        for each in (*row["speakers"], *row["portrayal"]):
            self._called[each["name"]] |= {each["name"], *each.get("aliases", ())}
        spoken_for = (each.get("speaks_for") for each in row["speakers"])
        self._spoken_for = [name for name in spoken_for if name]
        self._speakers = [each["name"] for each in row["speakers"]]
        shown = (each["name"] for each in row["portrayal"])
        self._main = list(dict.fromkeys([*row["silent"], *shown, *row["agents"], *row["harmed"]]))

    def coded_name(self, name: str, among: Iterable[str]) -> str | None:
        """Return the coded name, of some, that a name stands for; None for nobody, or where it may be two."""
        called = {each: self._called.get(each, {each}) | {each} for each in among}
        exact = [each for each, names in called.items() if any(_folded(name) == _folded(n) for n in names)]
        near = exact[:1] or [each for each, names in called.items() if any(alike(name, n) for n in names)]
        return near[0] if len(near) == 1 else None

    def speaker(self, name: str) -> str | None:
        """Return the coded speaker that a name stands for."""
        return self.coded_name(name, self._speakers)

    def main_actor(self, name: str) -> str | None:
        """Return the coded main actor that a name stands for: shown, acting, harmed or silent."""
        return self.coded_name(name, self._main)

    def shown(self, name: str) -> Mapping[str, Any] | None:
        """Return how the actor of a name is shown; None for one that the coding does not list."""
        portrayal = {each["name"]: each for each in self.row["portrayal"]}
        return portrayal.get(self.coded_name(name, portrayal) or "")

    def says(self, name: str, what: str) -> Any:
        """Return what is coded of how the actor of a name is shown; None for one that is not listed."""
        return (self.shown(name) or {}).get(what)

    def harms(self, name: str) -> bool:
        """Tell whether, in an event that matters, the actor of a name acts on somebody who is harmed."""
        harmed = self.row["harmed"]
        return any(
            event["agent"]
            and event["patient"]
            and self.coded_name(name, [event["agent"]])
            and self.coded_name(event["patient"], harmed)
            for event in self.row.get("events", ())
        )

    def listed(self, about: str, others: Sequence["Coding"] = ()) -> list[str]:
        """Return what is coded about a kind of claim, and borne out by all other codings."""
        value = self._value
        return [
            name
            for name in self._own(about)
            if all(o.verdict(about, name, value(about, name)) for o in others)
        ]

    def _own(self, about: str) -> list[str]:
        row = self.row
        if about in {"speaker", "unnamed"}:
            unnamed = about == "unnamed"
            return [each["name"] for each in row["speakers"] if (each["kind"] == "unnamed") == unnamed]
        if about in {"portrayal", "suffers"}:
            what = "article" if about == "portrayal" else about
            return [each["name"] for each in row["portrayal"] if each.get(what)]
        if about == "generic frame":
            return [frame for frame, there in row["generic"].items() if there]
        if about == FIRST:
            return row["policy"][:1]
        return [row["form"]] if about == "form" else row[_LISTS[about]] if about in _LISTS else []

    def _value(self, about: str, name: str) -> str:
        return str(self.says(name, "article")) if about == "portrayal" else ""

    def verdict(self, kind: str, name: str, value: str = "") -> bool | None:
        """Tell whether this coding bears out a claim of a kind; None where it does not say.

        `value` is that of the claim where it matters: of a portrayal, of a harm, and the text of a passage.
        """
        if kind in {"speaker", "unnamed"}:
            return self.is_speaker(name)
        if kind == "silent":
            return self.is_silent(name)
        if kind in {"portrayal", NO_SIDE, "suffers"}:
            coded = self.shown(name)
            if coded is None:
                return None
            return bool(coded["suffers"]) if kind == "suffers" else str(coded["article"]) == value
        if kind == "harm":
            return self.is_agent(name) and self.is_harmed(value)
        if kind == "loaded":
            return self.marks(name)
        own = self._own(kind)
        if kind in FRAMES:
            return name in own if own or kind == "generic frame" else None
        if kind == "form":
            return name in own
        return self.coded_name(name, own) is not None if own or kind == "most heard" else None

    def actor(self, kind: str, name: str) -> str | None:
        """Return the coded actor whom a claim of a kind names, to tell a second claim on the same one."""
        if kind in {"speaker", "unnamed", "most heard"}:
            return self.speaker(name)
        return self.main_actor(name) if kind in _OF_ACTORS else None

    def carries(self, sentence: str, start: int) -> bool:
        """Tell whether a sentence is among those that carry the story; `start` is its place in the article
        below its headline, white space evened out.
        """
        words = _WORD.findall(sentence)
        keys = [_WORD.findall(each) for each in self.row.get("key") or ()]
        places = range(start, start + len(" ".join(sentence.split())))
        begins = any(len(key) > 2 and words[: len(key)] == key for key in keys)
        return begins or any(place in places for place in self.row.get("key_starts") or ())

    def marks(self, word: str) -> bool:
        """Tell whether a word stands in what is coded as loaded."""
        return any(word.casefold() in _WORD.findall(each.casefold()) for each in self.row["loaded"])

    def is_speaker(self, name: str) -> bool:
        """Tell whether somebody of this name speaks."""
        return self.coded_name(name, self._speakers) is not None

    def is_agent(self, name: str) -> bool:
        """Tell whether somebody of this name is among those who do things to others most."""
        return self.coded_name(name, self.row["agents"]) is not None

    def is_harmed(self, name: str) -> bool:
        """Tell whether somebody of this name is harmed, punished or loses."""
        return self.coded_name(name, self.row["harmed"]) is not None

    def is_silent(self, name: str) -> bool:
        """Tell whether somebody of this name is a main actor, and neither speaks nor is spoken for."""
        spoken_for = any(alike(name, each) for each in self._spoken_for)
        return self.coded_name(name, self._main) is not None and not self.is_speaker(name) and not spoken_for


def read_codings(data: Path, gold: Path = GOLD) -> dict[str, list[Coding]]:
    """Return the codings of each article by its id: those in DATA/claims, and those of GOLD/claims.

    ValidationError where a file is not one JSON object a line.
    """
    found: dict[str, list[Coding]] = defaultdict(list)
    public, own = (data / "claims").glob("codings*.jsonl"), (gold / "claims").glob("*.jsonl")
    for path in [*sorted(public), *sorted(own)]:
        for row in read_jsonl(path.parent, path.name):
            found[row["id"]].append(Coding(row))
    return dict(found)


def texts(data: Path, gold: Path = GOLD) -> dict[str, Path]:
    """Return the files of the articles that may have codings, by id."""
    folders: Sequence[Path] = (data / "claims" / "pages", data / "claims" / "uncoded", gold / "forms")
    return {path.stem: path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())}
