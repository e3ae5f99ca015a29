"""Codes of mentions by one of us: how each is judged, and whether it suffers, harms or helps.

`data/gold/targets` holds sentences of our own with the codes in them, `{the hospital|0s}`, and the codes of
sentences of the background articles (see `analysis.validation.data`), by their places there. A code is a sign
and letters: -, 0, + for judged negative, neutral, positive; s suffers, h harms, b helps.
"""

import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.errors import ValidationError
from analysis.models.encoder import Span
from analysis.validation.codings import GOLD
from analysis.validation.data import background_articles

FOLDER = GOLD / "targets"
HELD_OUT = 0.1
_MARKED = re.compile(r"\{([^{}|]+)\|([-0+])([shb]*)\}")
_SIGNS = {"-": -1, "0": 0, "+": 1}


class CodedTarget(NamedTuple):
    """A target at its place in the sentence: the label -1, 0 or 1, and whether it suffers, harms, helps."""

    span: Span
    label: int
    roles: tuple[bool, bool, bool]


class CodedSentence(NamedTuple):
    """A sentence with its coded targets."""

    text: str
    targets: tuple[CodedTarget, ...]


def coded_sentences(data: Path, folder: Path = FOLDER) -> tuple[list[CodedSentence], list[CodedSentence]]:
    """Return the sentences to train on and those held out, our own and, where `data` has the articles, those
    of articles. ValidationError where a line is not in the form.
    """
    found = [*_written(folder), *_of_articles(folder / "articles.jsonl", data)]
    texts = sorted({each.text for each in found})
    random.Random(0).shuffle(texts)
    out = set(texts[: round(HELD_OUT * len(texts))])
    return [each for each in found if each.text not in out], [each for each in found if each.text in out]


def _written(folder: Path) -> Iterator[CodedSentence]:
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield parse(line)


def parse(line: str) -> CodedSentence:
    """Read a sentence with codes in it; ValidationError for none or for one that is cut off."""
    text, targets, at = "", [], 0
    for found in _MARKED.finditer(line):
        text += line[at : found.start()]
        start, (words, sign, letters) = len(text), found.groups()
        text += words
        targets.append(CodedTarget((start, len(text)), _SIGNS[sign], _roles(letters)))
        at = found.end()
    text += line[at:]
    if not targets or "{" in text or "}" in text:
        raise ValidationError(f"This sentence is not coded as {{words|0s}}: {line:.80}")
    return CodedSentence(text, tuple(targets))


def _roles(letters: str) -> tuple[bool, bool, bool]:
    return "s" in letters, "h" in letters, "b" in letters


def _of_articles(path: Path, data: Path) -> Iterator[CodedSentence]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {row["article"] for row in rows}
    texts = {
        a["ID"]: " ".join(a["content_original"].split())
        for a in background_articles(data)
        if a["ID"] in wanted
    }
    for row in rows:
        text = texts.get(row["article"], "")[row["start"] : row["end"]]
        if hashlib.sha256(text.encode()).hexdigest()[:12] == row["sha256"]:
            targets = (
                CodedTarget((start, end), _SIGNS[code[0]], _roles(code[1:]))
                for start, end, code in row["targets"]
            )
            yield CodedSentence(text, tuple(targets))
