"""Quotations that run over paragraphs: those inside are the speaker's, too.

Printers open each paragraph of a long quotation anew and close the last one. Web pages often leave the marks
between out: one paragraph opens a quotation, another closes it, and what stands between them has no mark of
its own.
"""

import re

from analysis.annotation import Document, once
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution.spans import Span

_FARTHEST = 5
_MARKS = re.compile(r"[“”„\"«»]|``|''")
_CLOSES = re.compile(r"(?<=[\w.,!?…’'])(?:[”\"»]|'')(?!\w)")


@once
def continued(document: Document) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
    """Return the quotations that no mark closes in their paragraph, each with what goes on with it.

    A paragraph without marks goes on with an open quotation where one at most five paragraphs later closes
    it before another is opened.
    """
    text, paragraphs = document.article.text, document.paragraphs
    left_open = {r.end: (r.start, r.end) for r in outermost(quoted_regions(text, paragraphs)) if not r.closed}
    ends = {end: number for number, (_, end) in enumerate(paragraphs)}
    found = []
    for end, span in left_open.items():
        if end in ends and (rest := _rest(text, paragraphs[ends[end] + 1 : ends[end] + 1 + _FARTHEST])):
            found.append((span, rest))
    return tuple(found)


def _rest(text: str, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the paragraphs up to one with a closing mark that nothing opens; none where there is none."""
    rest: list[Span] = []
    for start, end in paragraphs:
        mark = _MARKS.search(text, start, end)
        if mark is None:
            rest.append((start, end))
            continue
        closing = _CLOSES.match(text, mark.start(), end)
        return (*rest, (start, closing.end())) if closing else ()
    return ()
