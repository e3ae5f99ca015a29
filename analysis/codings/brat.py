"""Attributions as brat standoff annotation (https://brat.nlplab.org/standoff.html), there and back.

A text `name.txt` and its annotations `name.ann`: entities Source, Cue and Content, discontinuous where the
words are; relations that tie a Content to its Cue and its Source; attributes Kind, Denied and ByHand; and a
note on the Content with speaker, role, affiliation and confidence as JSON. brat wants no line break inside a
fragment, so stretches are cut there, and the note says which fragments go on from the one before.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis import atomic
from analysis.attribution import Attribution
from analysis.attribution.spans import Span
from analysis.codings.errors import CodingError

ENTITIES = ("Source", "Cue", "Content")
KINDS = ("direct", "mixed", "indirect")
_LINE = re.compile(r"[^\n]+")
_ENTITY = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t.*", re.DOTALL)
_RELATION = re.compile(r"R\d+\t(Cue_of|Source_of) Arg1:(T\d+) Arg2:(T\d+)\s*")
_ATTRIBUTE = re.compile(r"A\d+\t(Kind|Denied|ByHand) (T\d+)(?: (\w+))?\s*")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)", re.DOTALL)

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


def write_brat(text: str, found: Iterable[Attribution], folder: str | Path, name: str) -> Path:
    """Write `<name>.txt`, `<name>.ann` and an `annotation.conf` for brat; return the path of the `.ann`."""
    folder = Path(folder)
    atomic.write(folder / f"{name}.txt", text.encode("utf-8", "surrogatepass"))
    atomic.write(folder / f"{name}.ann", standoff(text, found).encode("utf-8", "surrogatepass"))
    if not (folder / "annotation.conf").exists():
        atomic.write(folder / "annotation.conf", CONFIGURATION.encode())
    return folder / f"{name}.ann"


def read_brat(path: str | Path) -> tuple[str, tuple[Attribution, ...]]:
    """Return the text and the attributions of an `.ann` file, and of the `.txt` beside it, in text order.

    Raises CodingError for files that are missing or no such annotation.
    """
    path = Path(path)
    try:
        text, annotations = (
            path.with_suffix(end).read_bytes().decode("utf-8", "surrogatepass") for end in (".txt", ".ann")
        )
    except OSError as error:
        raise CodingError(f"“{error.filename}” cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CodingError(f"“{path}” and its text have to be UTF-8.") from error
    return text, attributions_of(text, annotations)


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
            name: getattr(each, name) for name in ("number", "speaker", "role", "affiliation", "confidence")
        }
        note["joined"] = joined
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


def attributions_of(text: str, annotations: str) -> tuple[Attribution, ...]:
    """Return the attributions in the lines of an `.ann` file, in text order; CodingError for broken lines.

    Annotations of other types are left alone. A Content that somebody drew in brat, without a note, has no
    speaker's name yet, the confidence 1 and is by hand.
    """
    entities: dict[str, tuple[str, list[Span]]] = {}
    notes: dict[str, dict] = {}
    relations: dict[tuple[str, str], str] = {}
    attributes: dict[str, dict[str, str | None]] = defaultdict(dict)
    for number, line in enumerate(annotations.split("\n"), start=1):
        if match := _ENTITY.fullmatch(line):
            name, label, places = match.groups()
            entities[name] = label, _spans(places, len(text), number)
        elif match := _RELATION.fullmatch(line):
            relation, content, other = match.groups()
            relations[content, relation] = other
        elif match := _ATTRIBUTE.fullmatch(line):
            key, content, value = match.groups()
            attributes[content][key] = value
        elif match := _NOTE.fullmatch(line):
            notes[match.group(1)] = _noted(match.group(2))
        elif line.startswith("T"):
            raise CodingError(f"Line {number} of the annotations is no entity of brat: “{line[:60]}”.")
    made = [
        _attribution(name, spans, text, entities, relations, attributes[name], notes.get(name))
        for name, (label, spans) in entities.items()
        if label == "Content"
    ]
    return tuple(sorted(made, key=lambda each: (each.number, each.content)))


def _attribution(name, spans, text, entities, relations, attributes, note) -> Attribution:
    known = note or {}

    def one(label: str) -> Span | None:
        other = relations.get((name, f"{label}_of"))
        if other not in entities:
            return None
        pieces = _joined(text, entities[other][1], known.get(f"{label.lower()}_joined", ()))
        return pieces[0][0], pieces[-1][1]

    return Attribution(
        number=known.get("number", 0),
        kind=attributes.get("Kind") if attributes.get("Kind") in KINDS else "indirect",
        speaker=known.get("speaker"),
        role=known.get("role"),
        affiliation=known.get("affiliation"),
        source=one("Source"),
        cue=one("Cue"),
        content=tuple(_joined(text, spans, known.get("joined", ()))),
        confidence=known.get("confidence", 1.0),
        negated="Denied" in attributes,
        by_hand="ByHand" in attributes or note is None,
    )


def _fragments(text: str, spans: Sequence[Span]) -> tuple[list[Span], list[int]]:
    """Return stretches cut at line breaks, and the places of the fragments that go on from the one before."""
    fragments, joined = [], []
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


def _spans(places: str, length: int, number: int) -> list[Span]:
    spans = [tuple(map(int, place.split())) for place in places.split(";")]
    for start, end in spans:
        if not start < end <= length:
            raise CodingError(
                f"Line {number} of the annotations points outside of the text: {start} to {end}."
            )
    return spans


def _noted(note: str) -> dict:
    """Return what a note of ours says; what a person wrote is no JSON and says nothing to us."""
    try:
        known = json.loads(note)
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}
