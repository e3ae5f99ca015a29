"""Lines that ask, answer, or sign: how interviews and readers' letters are set.

A line is a block of the article without the marks of its setting. Labels are names before a colon ("LEE: No
deal.") that come back; signatures are lines that are nothing but a name, and perhaps a place, below a piece.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.articles.blocks import Block
from analysis.articles.words import count_words
from analysis.word_lists import any_of, words

LABEL = re.compile(r"([A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|van|von|al)){0,3})\s?: *(?=\S)")
"""A name before a colon, at a line's beginning."""
DASH = re.compile(r"\s*[–—-]\s+(?=[\"“A-Z])")
FIRST = re.compile(rf"\b(?:{any_of('forms', 'first person')})\b")

SINGULAR = re.compile(rf"\b(?:{any_of('forms', 'singular')})\b")
_SIGNS = re.compile(r"^[\s#>*_]+|[*_]+(?=\W|$)|(?<!\S)[*_]+")
_RAISED = re.compile(r"\s*(?:#|(\*\*|__|\*(?!\*)|_(?!_)).*\S\1\s*$)", re.DOTALL)
_QUESTION = re.compile(r"\?[\"”’')\]]*(?: ?\([^()]{2,40}\))?$")
_END = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_SIGNED = re.compile(
    r"[\"”.!?)]\s*[–—-]\s*([A-Z@](?:[^.!?]|(?<=\b[A-Z])\.){2,60})$|[.!?)\]\w]\s*\(([A-Z][^()?]{2,50})\)\W*$"
)
_PIECE = re.compile(r"[^\s,;()]+")
_LONGEST_SIGNATURE, _LONGEST_QUESTION = 9, 70


class Line(NamedTuple):
    """A block without its marks, with its offsets; `raised` where it is bold, slanted or a heading."""

    text: str
    start: int
    end: int
    raised: bool
    words: int


def lines(text: str, blocks: Iterable[Block]) -> tuple[Line, ...]:
    """Return the blocks of a text as lines, the headline left out."""
    return tuple(_line(text, block) for block in blocks if block.kind != "headline")


def _line(text: str, block: Block) -> Line:
    whole = text[block.start : block.end]
    bare = " ".join(_SIGNS.sub("", whole).split())
    raised = block.bold or block.kind == "heading" or bool(_RAISED.match(whole)) or bare.isupper()
    return Line(bare, block.start, block.end, raised, count_words(bare))


def asks(line: Line) -> bool:
    """Tell whether a line is a question, as an interviewer puts it."""
    return bool(_QUESTION.search(line.text)) and line.words <= _LONGEST_QUESTION


def ends(line: Line) -> bool:
    """Tell whether a line ends with a stop."""
    return bool(_END.search(line.text))


def labels(read: Sequence[Line]) -> list[str]:
    """Return the label of each line, "" where it has none; nothing but "" where no label comes back.

    Two labels have to, or one in a text with questions. The full name before a first turn goes with the short
    one before the next ("Thomas Malone:", "Mr Malone:").
    """
    called = [match[1] if (match := LABEL.match(line.text)) else "" for line in read]
    times = Counter(called[i] for i in range(len(read)) if called[i])
    last = Counter(label.split()[-1] for label in times)
    kept = {label for label, count in times.items() if count > 1 or last[label.split()[-1]] > 1}
    if len(kept) < 2 and not (kept and sum(map(asks, read)) > 1):
        return [""] * len(read)
    return [label if label in kept else "" for label in called]


def answers(read: Sequence[Line]) -> list[list[Line]]:
    """Return what follows each line that asks, up to the next one."""
    asked = [i for i, line in enumerate(read) if asks(line)]
    return [found for i, end in pairwise([*asked, len(read)]) if (found := list(read[i + 1 : end]))]


def signatures(read: Sequence[Line]) -> set[int]:
    """Return the places of lines that sign what stands above: short, all names, below a line that ended."""
    found: set[int] = set()
    for i, line in enumerate(read):
        above = i > 0 and (i - 1 in found or ends(read[i - 1]))
        short = 0 < line.words <= _LONGEST_SIGNATURE and not line.text.isupper()
        if above and short and is_name(line.text):
            found.add(i)
    return found


def signed(line: Line) -> str | None:
    """Return the name at a line's end, after a dash or in brackets, if there is one."""
    match = _SIGNED.search(line.text)
    name = (match[1] or match[2]) if match else ""
    return name if name and is_name(name) else None


def is_name(text: str) -> bool:
    """Tell whether words are capitalised as a name and a place are."""
    pieces = _PIECE.findall(text.strip("-–—_ "))
    small = words("forms", "small words of names")
    large = [piece for piece in pieces if piece[:1].isupper() or piece[:1] in "@*"]
    rest = [piece for piece in pieces if piece not in large and piece not in small and not piece[0].isdigit()]
    enough = len(pieces) > 1 and len(large) > len(rest) and len(rest) <= 2
    return enough and not text.endswith(("?", "!", ":")) and pieces[0] not in words("forms", "no names")
