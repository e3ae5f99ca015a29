"""Attributions as brat standoff annotation (https://brat.nlplab.org/standoff.html), there and back.

A text `name.txt` and its annotations `name.ann`: entities Source, Cue and Content, discontinuous where the
words are; relations that tie a Content to its Cue and its Source; attributes Kind, Denied and ByHand; and a
note on the Content, as JSON, with who the speaker is, how sure that is, and the Source for which that was
written. brat wants no line break inside a fragment, so stretches are cut there, and the note says which
fragments go on from the one before.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import files
from analysis.attribution import Attribution
from analysis.attribution.spans import Span
from analysis.coding.answers import KINDS
from analysis.coding.sheets import refuse_taken
from analysis.errors import CodingError

_ENTITY = re.compile(r"(T\d+)\t(\w+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t(.*)", re.DOTALL)
_RELATION = re.compile(r"R\d+\t(Cue_of|Source_of) Arg1:(T\d+) Arg2:(T\d+)\s*")
_ATTRIBUTE = re.compile(r"A\d+\t(Kind|Denied|ByHand) (T\d+)(?: (\w+))?\s*")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)", re.DOTALL)
_CODER = re.compile(r"\s*coder\s*:(.+)", re.IGNORECASE | re.DOTALL)
_LINE = re.compile(r"[^\n]+")

CONFIGURATION = """[entities]
Source
Cue
Content

[relations]
Cue_of\tArg1:Content, Arg2:Cue
Source_of\tArg1:Content, Arg2:Source

[events]

[attributes]
Kind\tArg:Content, Value:direct|mixed|indirect
Denied\tArg:Content
ByHand\tArg:Content
"""


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
        tied = (self.relations.get((content, f"{label}_of"), "") for label in ("Source", "Cue"))
        return [self.entities[name] for name in (content, *tied) if name in self.entities]

    def contents(self) -> list[str]:
        """Return the names of the Contents, in the order of the file."""
        return [entity.name for entity in self.entities.values() if entity.label == "Content"]


def write_brat(text: str, found: Iterable[Attribution], folder: str | Path, name: str) -> Path:
    """Write `<name>.txt`, `<name>.ann` and an `annotation.conf` for brat; return the path of the `.ann`."""
    folder = Path(folder)
    files.write(folder / f"{name}.txt", text.encode("utf-8", "surrogatepass"))
    files.write(folder / f"{name}.ann", standoff(text, found).encode("utf-8", "surrogatepass"))
    if not (folder / "annotation.conf").exists():
        files.write(folder / "annotation.conf", CONFIGURATION.encode())
    return folder / f"{name}.ann"


def begin_brat(text: str, found: Iterable[Attribution], folder: str | Path, name: str) -> Path:
    """Write as `write_brat` does, but raise CodingError where a file is that may hold somebody's coding."""
    refuse_taken([Path(folder) / f"{name}.ann", Path(folder) / f"{name}.txt"])
    return write_brat(text, found, folder, name)


def standoff(text: str, found: Iterable[Attribution]) -> str:
    """Return the lines of an `.ann` file for the attributions of a text."""
    lines: list[str] = []
    counts: dict[str, int] = defaultdict(int)

    def add(letter: str, rest: str) -> str:
        counts[letter] += 1
        lines.append(f"{letter}{counts[letter]}\t{rest}")
        return f"{letter}{counts[letter]}"

    def entity(label: str, spans: Sequence[Span]) -> tuple[str, list[int]]:
        fragments, joined = _fragments(text, spans)
        places = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(text[start:end] for start, end in fragments).replace("\n", " ")
        return add("T", f"{label} {places}\t{words}"), joined

    for each in found:
        content, joined = entity("Content", each.content)
        note: dict[str, object] = {
            name: getattr(each, name) for name in ("number", *_WHO, "confidence", "name_chance")
        }
        note |= {"joined": joined, "named_at": each.source}
        for label, span in (("Cue", each.cue), ("Source", each.source)):
            if span is not None:
                other, parts = entity(label, [span])
                add("R", f"{label}_of Arg1:{content} Arg2:{other}")
                note[f"{label.lower()}_joined"] = parts
        add("A", f"Kind {content} {each.kind}")
        for name, holds in (("Denied", each.negated), ("ByHand", each.by_hand)):
            if holds:
                add("A", f"{name} {content}")
        add("#", f"AnnotatorNotes {content}\t{json.dumps(note)}")
    return "".join(f"{line}\n" for line in lines)


def read_brat(path: str | Path) -> tuple[str, tuple[Attribution, ...]]:
    """Return the text and the attributions of an `.ann` file, and of the `.txt` beside it, in text order.

    Raises CodingError for files that are missing or no such annotation.
    """
    path = Path(path)
    text = decoded(path.with_suffix(".txt"))
    return text, attributions_of(text, decoded(path.with_suffix(".ann")))


def attributions_of(text: str, annotations: str) -> tuple[Attribution, ...]:
    """Return the attributions in the lines of an `.ann` file, in text order; CodingError for broken lines.

    Annotations of other types are left alone. A Content that somebody marked in brat, without a note, has no
    speaker's name yet, the confidence 1 and is by hand.
    """
    known = parse(annotations)
    for entity in known.entities.values():
        if not entity.within(text):
            start, end = next(span for span in entity.spans if not span[0] < span[1] <= len(text))
            raise CodingError(
                f"Line {entity.line} of the annotations points outside of the text: {start} to {end}."
            )
    made = [attribution(known, name, text) for name in known.contents()]
    return tuple(sorted(made, key=lambda each: (each.number, each.content)))


def annotations_in(path: Path, source: str) -> Annotations:
    """Return what a brat file says; CodingError, naming its source, for one that cannot be read."""
    try:
        return parse(decoded(path))
    except CodingError as error:
        raise CodingError(f"“{source}” cannot be taken over: {error}") from error


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
        speaks_for=known.get("speaks_for"),
        name_chance=known.get("name_chance", 1.0),
    )


def decoded(path: Path) -> str:
    """Return what stands in a text or annotation file; CodingError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except OSError as error:
        raise CodingError(f"“{path}” cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CodingError(f"“{path}” has to be UTF-8; save it as that.") from error


def _fragments(text: str, spans: Sequence[Span]) -> tuple[list[Span], list[int]]:
    """Return stretches cut at line breaks, and the places of the fragments that go on from the one before."""
    fragments: list[Span] = []
    joined: list[int] = []
    for start, end in spans:
        pieces = [match.span() for match in _LINE.finditer(text, start, end)] or [(start, end)]
        pieces[0] = start, pieces[0][1]
        pieces[-1] = pieces[-1][0], end
        joined += range(len(fragments) + 1, len(fragments) + len(pieces))
        fragments += pieces
    return fragments, joined


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


def _is_chance(value: object) -> bool:
    return isinstance(value, (int, float)) and 0 <= value <= 1


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_number, value))


_WHO = ("speaker", "role", "affiliation", "speaks_for")
_SAID: dict[str, Callable[[object], bool]] = {
    "number": _is_number,
    **dict.fromkeys(_WHO, _is_name),
    **dict.fromkeys(("confidence", "name_chance"), _is_chance),
    "joined": _are_numbers,
    "source_joined": _are_numbers,
    "cue_joined": _are_numbers,
    "named_at": lambda value: value is None or _are_numbers(value),
}
