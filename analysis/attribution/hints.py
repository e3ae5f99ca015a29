"""Hints: what is known of each word piece before the encoder reads it.

Lower-cased word pieces hide capitals and say nothing of grammar. So the encoder is told, piece by piece,
what the marks, the parse and the rules say; it learned in training how far to believe each of them.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from analysis.annotation import Document
from analysis.articles.quotation_marks import Region, outermost, quoted_regions
from analysis.attribution import rules
from analysis.attribution.rules.grammar import Match
from analysis.attribution.spans import Span
from analysis.models import encoder
from analysis.models.attribution import CAPITAL, QUOTED, TAGS, Prepared
from analysis.models.encoder import FOLDER, Pieces

COLUMNS = ("surface", "tag", "dependency", "entity", "role", "rule")
_PLAIN = str.maketrans(dict.fromkeys("“”„‟＂«»", '"') | dict.fromkeys("‘’‚‛‹›`", "'"))


def hints(document: Document, pieces: Pieces, regions: Iterable[Region]) -> np.ndarray:
    """Return the hints of a document's pieces, int64 (n, len(COLUMNS)); 0 says nothing.

    surface: 1 in quotation marks, plus 2 with a capital; tag, dependency, entity: of the word by spaCy;
    role, rule: the tag of the piece in an attribution that a rule finds, and the rule.
    """
    made = np.zeros((len(pieces), len(COLUMNS)), dtype=np.int64)
    words = pieces.offsets[:, 1] > pieces.offsets[:, 0]
    if not words.any():
        return made
    starts = pieces.offsets[:, 0]
    made[:, 0] = QUOTED * _within(starts, [(r.start, r.end) for r in outermost(regions)])
    made[:, 0] += CAPITAL * _capital(document.article.text, pieces)
    made[:, 1:4] = _grammar(document)[_token_at(document, starts)]
    for found in rules.find(document):
        _paint(made, pieces, found)
    made[~words] = 0
    return made


def sizes() -> tuple[int, ...]:
    """Return how many values each column has, 0 among them."""
    tables = _numbers()
    return 4, *(len(tables[name]) + 1 for name in COLUMNS[1:4]), len(TAGS), len(tables["rule"]) + 1


@cache
def _numbers() -> dict[str, dict[str, int]]:
    names = json.loads((FOLDER / "hints.json").read_text(encoding="utf-8"))
    return {kind: {name: i for i, name in enumerate(own, start=1)} for kind, own in names.items()}


def _grammar(document: Document) -> np.ndarray:
    """Return tag, dependency and entity type of each token, (tokens, 3)."""
    keys = document.doc.to_array(["TAG", "DEP", "ENT_TYPE"])
    return np.column_stack([_numbered(document, *pair) for pair in zip(COLUMNS[1:4], keys.T, strict=True)])


def _numbered(document: Document, column: str, keys: np.ndarray) -> np.ndarray:
    """Turn spaCy's keys of names into the column's numbers."""
    numbers, strings = _numbers()[column], document.doc.vocab.strings
    different, places = np.unique(keys, return_inverse=True)
    return np.array([numbers.get(strings[key], 0) for key in different], dtype=np.int64)[places]


def _token_at(document: Document, places: np.ndarray) -> np.ndarray:
    """Return the index of the token that stands at each place of the text."""
    starts = document.doc.to_array("IDX").astype(np.int64)
    return np.maximum(np.searchsorted(starts, places, side="right") - 1, 0)


def _paint(made: np.ndarray, pieces: Pieces, found: Match) -> None:
    """Mark what a rule has found, source and cue over the content around them."""
    spans: dict[str, Sequence[Span]] = {
        "content": found.content,
        "source": (found.source,) if found.source else (),
        "cue": (found.cue,) if found.cue else (),
    }
    for role, own in spans.items():
        for span in own:
            first, end = pieces.covering(*span)
            if first < end:
                made[first:end, 4] = tagged(role, end - first)
                made[first:end, 5] = _numbers()["rule"][found.rule]


def tagged(role: str, length: int) -> list[int]:
    """Return the tags of a span of a role."""
    places = "S" if length == 1 else "B" + "I" * (length - 2) + "E"
    return [TAGS.index(f"{place}-{role}") for place in places]


def _capital(text: str, pieces: Pieces) -> np.ndarray:
    """Tell for each piece whether it starts with a capital letter."""
    return np.array([text[start:end][:1].isupper() for start, end in pieces.offsets], dtype=np.int64)


def _within(places: np.ndarray, spans: Sequence[Span]) -> np.ndarray:
    """Tell for each place whether a span (in order, not overlapping) covers it."""
    if not spans:
        return np.zeros(len(places), dtype=bool)
    starts, ends = np.array(spans).T
    at = np.searchsorted(starts, places, side="right") - 1
    return (at >= 0) & (places < ends[np.maximum(at, 0)])


def prepare(document: Document) -> Prepared:
    """Return a document's word pieces, what is known of them, and its quoted regions."""
    text = document.article.text
    regions = quoted_regions(text, document.paragraphs)
    pieces = encoder.pieces(plain(text, regions), document.paragraphs)
    return Prepared(pieces, hints(document, pieces, regions), regions)


def plain(text: str, regions: Iterable[Region]) -> str:
    """Return the text with all quotation marks as `"`, and those inside a quotation as `'`; offsets stay."""
    characters = list(text.replace("``", '" ').replace("''", '" ').translate(_PLAIN))
    for region in regions:
        mark = '"' if region.depth == 1 else "'"
        for start, end in ((region.start, region.inner[0]), (region.inner[1], region.end)):
            characters[start:end] = mark.ljust(end - start) if end > start else ""
    return "".join(characters)
