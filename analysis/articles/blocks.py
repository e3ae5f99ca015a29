"""The blocks of a text, set apart by lines, and what each is: the headline, a paragraph, an item of a list.

A page says what its blocks are; of any other text they are told by Markdown's signs and by their shape. The
first block is the headline where it is the title that is known, or where it looks like one: short, without a
stop, above sentences that have theirs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.word_lists import read

KINDS = (
    "headline",
    "standfirst",
    "heading",
    "paragraph",
    "quotation",
    "item",
    "caption",
    "aside",
)
"""What a block can be; an aside is a byline, a credit, an invitation to subscribe."""

PARTS = ("headline", "lead", "body")
"""The parts of an article: the headline, what most read after it, the rest (van Dijk 1988)."""

LINES = re.compile(r"[^\n]*\n*")
"""A paragraph where every line is one."""
WRAPPED = re.compile(r"(?:[^\n]+\n?)*\n*")
"""A paragraph where only an empty line ends one."""

_LONGEST_HEADLINE = 25  # words
_LONGEST_ASIDE = 160  # characters
_LONGEST_TITLE = 1_000  # characters of a title that the text's beginning is compared with
_STOPS, _CLOSING = (".", "!", "?", "…", ":"), '”"'
_BOLD = re.compile(r"(\*\*|__)\S.*\S\1", re.DOTALL)
_SIGNS = (
    ("heading", re.compile(r"#{1,6}\s")),
    ("quotation", re.compile(r">\s")),
    ("item", re.compile(r"(?:[•▪●*-]|\d{1,2}[.)])\s+\S")),
)


class Block(NamedTuple):
    """A block of an article: its `kind`, one of `KINDS`, and its offsets into the text.

    `bold` says that all of it is set in bold letters, as an interview's questions often are.
    """

    kind: str
    start: int
    end: int
    bold: bool = False


def blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of a plain text, in order; everything but white space stands in one of them."""
    spans = paragraph_spans(text)
    pieces = [text[start:end] for start, end in spans]
    headed = bool(pieces) and _is_headline(pieces, title)
    kinds = _in_context(["headline"] * headed + [_kind(piece) for piece in pieces[headed:]])
    return tuple(
        Block(kind, *span, bool(_BOLD.fullmatch(piece)))
        for kind, span, piece in zip(kinds, spans, pieces, strict=True)
    )


def fit(found: Sequence[Block], text: str) -> bool:
    """Tell whether blocks are those of this very text, as to where they begin and end."""
    return [(block.start, block.end) for block in found] == paragraph_spans(text)


def parts(found: Iterable[Block]) -> Iterator[str]:
    """Yield the part of each block: the lead is the standfirst and the first paragraph."""
    led = False
    for kind, *_ in found:
        if kind == "headline":
            yield "headline"
        elif kind == "standfirst" or (kind in ("paragraph", "quotation") and not led):
            led = led or kind != "standfirst"
            yield "lead"
        else:
            yield "body"


def headed(title: str | None, text: str) -> str:
    """Return title, empty line, text; or the text as it is where it begins with the title, letters compared.

    A text that begins with a line of its own that the title goes on from ("Library to close | Hartwell Post")
    counts as beginning with it.
    """
    wanted = letters((title or "")[:_LONGEST_TITLE])
    if not title or not wanted or letters(text.lstrip()[: 4 * _LONGEST_TITLE]).startswith(wanted):
        return text
    first = letters(text.lstrip().partition("\n")[0][:_LONGEST_TITLE])
    return text if _begins(wanted, first) else f"{title}\n\n{text}"


def from_json(value: object) -> tuple[Block, ...]:
    """Return the blocks that `as_json` has written; nothing where the value is none of them."""
    try:
        found = tuple(Block(**each) for each in value)  # type: ignore[attr-defined]
    except TypeError:
        return ()
    return found if all(block.kind in KINDS for block in found) else ()


def letters(text: str) -> str:
    """Return a text's letters and digits, in small letters: what stays the same however it is set."""
    return "".join(character for character in text.casefold() if character.isalnum())


def is_aside(text: str) -> bool:
    """Tell whether a block, by itself, is a byline, a credit, an invitation to read or subscribe."""
    return len(text) <= _LONGEST_ASIDE and any(pattern.search(text) for pattern in _asides())


def is_hard_wrapped(text: str) -> bool:
    """Tell whether single line breaks only wrap lines, so that paragraphs are set apart by empty lines.

    A headline, the first line by itself, has no say in it.
    """
    apart = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    headline = len(apart) > 2 and "\n" not in apart[0].strip()
    return _wraps(apart) or (headline and _wraps(apart[1:]))


def _wraps(apart: Sequence[str]) -> bool:
    lines = [len(line) for block in apart for line in block.split("\n") if line.strip()]
    return len(apart) > 1 and len(lines) >= 3 * len(apart) and max(lines) <= 120


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the paragraphs, white space around them left out."""
    pattern = WRAPPED if is_hard_wrapped(text) else LINES
    spans = []
    for match in pattern.finditer(text):
        if stripped := match.group().strip():
            start = match.start() + match.group().index(stripped)
            spans.append((start, start + len(stripped)))
    return spans


def _is_headline(pieces: Sequence[str], title: str | None) -> bool:
    """Tell whether the first of these paragraphs is the headline."""
    first = pieces[0]
    if title and _begins(letters(title[:_LONGEST_TITLE]), letters(first[:_LONGEST_TITLE])):
        return True
    stopped = first.rstrip(_CLOSING).endswith(_STOPS)
    short = len(first.split()) <= _LONGEST_HEADLINE and not stopped and not is_aside(first)
    return short and any(piece.rstrip(_CLOSING).endswith(_STOPS) for piece in pieces[1:])


def _begins(title: str, first: str) -> bool:
    """Tell whether a first line is the title, or most of it and the beginning; both as letters."""
    return title.startswith(first) and 2 * len(first) > len(title)


def _in_context(kinds: list[str]) -> list[str]:
    """Return the kinds with single items, and asides that stand beside nothing, as paragraphs.

    A dash stands before a signature, too; and a text of nothing but a byline is read as it is.
    """
    around = ["", *kinds, ""]
    alone = [kind == "item" and "item" not in (around[i], around[i + 2]) for i, kind in enumerate(kinds)]
    beside_nothing = set(kinds) == {"aside"}
    return [
        "paragraph" if single or beside_nothing else kind for kind, single in zip(kinds, alone, strict=True)
    ]


def _kind(piece: str) -> str:
    if is_aside(piece):
        return "aside"
    return next((kind for kind, sign in _SIGNS if sign.match(piece)), "paragraph")


@cache
def _asides() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in read("pages")["beside the article"])
