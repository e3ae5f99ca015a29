"""What an `.ann` file of brat says: its entities, and the attributions that they and their relations make."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.attribution import Attribution
from analysis.attribution.spans import Span
from analysis.codings.answers import KINDS
from analysis.codings.errors import CodingError

_ENTITY = re.compile(r"(T\d+)\t(\w+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t(.*)", re.DOTALL)
_RELATION = re.compile(r"R\d+\t(Cue_of|Source_of) Arg1:(T\d+) Arg2:(T\d+)\s*")
_ATTRIBUTE = re.compile(r"A\d+\t(Kind|Denied|ByHand) (T\d+)(?: (\w+))?\s*")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)", re.DOTALL)
_CODER = re.compile(r"\s*coder\s*:(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Entity:
    """A stretch that is marked in brat, with the words that the file says stand there."""

    name: str
    label: str
    spans: tuple[Span, ...]
    words: str
    line: int

    def within(self, text: str) -> bool:
        """Tell whether all pieces are stretches of a text."""
        return all(start < end <= len(text) for start, end in self.spans)

    def fits(self, text: str) -> bool:
        """Tell whether the words still stand there, white space left aside."""
        there = " ".join(text[start:end] for start, end in self.spans)
        return self.within(text) and there.split() == self.words.split()


@dataclass(frozen=True)
class Annotations:
    """An `.ann` file: its entities by name, and what relations, attributes and notes say of them.

    A note of ours is what its JSON says; what a person wrote in one says nothing, but for `coder`.
    """

    entities: Mapping[str, Entity]
    relations: Mapping[tuple[str, str], str]
    attributes: Mapping[str, Mapping[str, str | None]]
    notes: Mapping[str, Mapping[str, Any]]
    coder: str = ""

    def parts(self, content: str) -> list[Entity]:
        """Return a Content with the Source and the Cue that are tied to it."""
        tied = (self.relations.get((content, f"{label}_of")) for label in ("Source", "Cue"))
        return [self.entities[name] for name in (content, *tied) if name in self.entities]

    def contents(self) -> list[str]:
        """Return the names of the Contents, in the order of the file."""
        return [entity.name for entity in self.entities.values() if entity.label == "Content"]


def parse(lines: str) -> Annotations:
    """Return what the lines of an `.ann` file say, other types left alone; CodingError for broken ones."""
    entities: dict[str, Entity] = {}
    relations: dict[tuple[str, str], str] = {}
    attributes: dict[str, dict[str, str | None]] = defaultdict(dict)
    notes: dict[str, dict[str, Any]] = {}
    coder = ""
    for number, line in enumerate(lines.removeprefix("\ufeff").split("\n"), start=1):
        if match := _ENTITY.fullmatch(line):
            name, label, places, words = match.groups()
            entities[name] = Entity(name, label, _spans(places), words, number)
        elif match := _RELATION.fullmatch(line):
            relation, content, other = match.groups()
            relations[content, relation] = other
        elif match := _ATTRIBUTE.fullmatch(line):
            key, content, value = match.groups()
            attributes[content][key] = value
        elif match := _NOTE.fullmatch(line):
            if (known := _noted(match[2])) is not None:
                notes[match[1]] = known
            elif named := _CODER.match(match[2]):
                coder = coder or " ".join(named[1].split())
        elif line.startswith("T"):
            raise CodingError(
                f"Line {number} of the annotations is no entity of brat: “{line[:60].rstrip()}”."
            )
    return Annotations(entities, relations, attributes, notes, coder)


def attribution(annotations: Annotations, name: str, text: str) -> Attribution:
    """Return the attribution of a Content as the file has it; its spans have to lie within the text."""
    attributes, note = annotations.attributes.get(name, {}), annotations.notes.get(name)
    known = note or {}

    def one(label: str) -> Span | None:
        other = annotations.entities.get(annotations.relations.get((name, f"{label}_of"), ""))
        if other is None:
            return None
        pieces = _joined(text, other.spans, known.get(f"{label.lower()}_joined", ()))
        return min(start for start, _ in pieces), max(end for _, end in pieces)

    kind = attributes.get("Kind")
    return Attribution(
        number=known.get("number", 0),
        kind=kind if kind in KINDS else "indirect",
        speaker=known.get("speaker"),
        role=known.get("role"),
        affiliation=known.get("affiliation"),
        source=one("Source"),
        cue=one("Cue"),
        content=tuple(_joined(text, annotations.entities[name].spans, known.get("joined", ()))),
        confidence=known.get("confidence", 1.0),
        negated="Denied" in attributes,
        by_hand="ByHand" in attributes or note is None,
    )


def _joined(text: str, fragments: Sequence[Span], joined: Sequence[int]) -> list[Span]:
    """Return fragments as they were before they were cut: those in `joined` go on from the one before."""
    pieces: list[Span] = []
    for place, (start, end) in enumerate(fragments):
        if pieces and place in joined and not text[pieces[-1][1] : start].strip():
            pieces[-1] = pieces[-1][0], end
        else:
            pieces.append((start, end))
    return pieces


def _spans(places: str) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in (place.split() for place in places.split(";")))


def _noted(note: str) -> dict[str, Any] | None:
    """Return what a note of ours says, what cannot be left out; None for one that a person wrote."""
    try:
        known = json.loads(note)
    except (ValueError, RecursionError):
        return None
    if not isinstance(known, dict):
        return None
    return {name: value for name, value in known.items() if name in _SAID and _SAID[name](value)}


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_name(value: object) -> bool:
    return value is None or isinstance(value, str)


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_number, value))


_SAID: dict[str, Callable[[object], bool]] = {
    "number": _is_number,
    "speaker": _is_name,
    "role": _is_name,
    "affiliation": _is_name,
    "confidence": lambda value: isinstance(value, (int, float)) and 0 <= value <= 1,
    "joined": _are_numbers,
    "source_joined": _are_numbers,
    "cue_joined": _are_numbers,
    "named_at": lambda value: value is None or _are_numbers(value),
}
