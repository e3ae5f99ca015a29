"""Attributions as brat standoff annotation (https://brat.nlplab.org/standoff.html), there and back.

A text `name.txt` and its annotations `name.ann`: entities Source, Cue and Content, discontinuous where the
words are; relations that tie a Content to its Cue and its Source; attributes Kind, Denied and ByHand; and a
note on the Content with speaker, role, affiliation, confidence, and the Source for which that was written, as
JSON. brat wants no line break inside a fragment, so stretches are cut there, and the note says which
fragments go on from the one before.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis import atomic
from analysis.attribution import Attribution
from analysis.attribution.spans import Span
from analysis.codings.annotations import Annotations, attribution, parse
from analysis.codings.errors import CodingError
from analysis.codings.sheets import refuse_taken

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


def write_brat(text: str, found: Iterable[Attribution], folder: str | Path, name: str) -> Path:
    """Write `<name>.txt`, `<name>.ann` and an `annotation.conf` for brat; return the path of the `.ann`."""
    folder = Path(folder)
    atomic.write(folder / f"{name}.txt", text.encode("utf-8", "surrogatepass"))
    atomic.write(folder / f"{name}.ann", standoff(text, found).encode("utf-8", "surrogatepass"))
    if not (folder / "annotation.conf").exists():
        atomic.write(folder / "annotation.conf", CONFIGURATION.encode())
    return folder / f"{name}.ann"


def begin_brat(text: str, found: Iterable[Attribution], folder: str | Path, name: str) -> Path:
    """Write as `write_brat` does, but raise CodingError where a file is that may hold somebody's coding."""
    refuse_taken([Path(folder) / f"{name}.ann", Path(folder) / f"{name}.txt"])
    return write_brat(text, found, folder, name)


def read_brat(path: str | Path) -> tuple[str, tuple[Attribution, ...]]:
    """Return the text and the attributions of an `.ann` file, and of the `.txt` beside it, in text order.

    Raises CodingError for files that are missing or no such annotation.
    """
    path = Path(path)
    text = decoded(path.with_suffix(".txt"))
    return text, attributions_of(text, decoded(path.with_suffix(".ann")))


def decoded(path: Path) -> str:
    """Return what stands in a text or annotation file; CodingError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except OSError as error:
        raise CodingError(f"“{path}” cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CodingError(f"“{path}” has to be UTF-8; save it as that.") from error


def annotations_in(path: Path, source: str) -> Annotations:
    """Return what a brat file says; CodingError, naming its source, for one that cannot be read."""
    try:
        return parse(decoded(path))
    except CodingError as error:
        raise CodingError(f"“{source}” cannot be taken over: {error}") from error


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


def attributions_of(text: str, annotations: str) -> tuple[Attribution, ...]:
    """Return the attributions in the lines of an `.ann` file, in text order; CodingError for broken lines.

    Annotations of other types are left alone. A Content that somebody drew in brat, without a note, has no
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
