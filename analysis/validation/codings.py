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
from analysis.paths import ROOT
from analysis.validation.data import read_jsonl

GOLD = ROOT / "data" / "gold"
_WORD = re.compile(r"[\w&]+")
_POINTS = re.compile(r"\b((?:\w\.){2,})")
_LONGEST_MORE = 3
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
        """Return what is coded about a subject of claims, and borne out by all other codings."""
        named = [each["name"] for each in self.row["speakers"] if each["kind"] != "unnamed"]
        unnamed = [name for name in self._speakers if name not in named]
        own = {
            "speaker": named,
            "unnamed": unnamed,
            "most heard": self.row["most_heard"],
            "silent": self.row["silent"],
            "portrayal": [each["name"] for each in self.row["portrayal"] if each["article"]],
            "suffers": [each["name"] for each in self.row["portrayal"] if each.get("suffers")],
        }[about]
        judge = {
            "most heard": Coding.is_most_heard,
            "silent": Coding.is_silent,
            "portrayal": lambda other, name: other.says(name, "article") == self.says(name, "article"),
            "suffers": lambda other, name: bool(other.says(name, "suffers")),
        }.get(about, Coding.is_speaker)
        return [name for name in own if all(judge(other, name) for other in others)]

    def is_speaker(self, name: str) -> bool:
        """Tell whether somebody of this name speaks."""
        return self.coded_name(name, self._speakers) is not None

    def is_most_heard(self, name: str) -> bool:
        """Tell whether somebody of this name is heard most, or about as much as who is."""
        return self.coded_name(name, self.row["most_heard"]) is not None

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
