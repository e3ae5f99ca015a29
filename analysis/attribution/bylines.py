"""Bylines within the text: "By Ann Lee: The harbour will close" names the reporter, not who says it."""

import re

from analysis.annotation import Document
from analysis.attribution.spans import Span
from analysis.word_lists import any_of

_BYLINE = re.compile(rf"\W*(?:{any_of('statements', 'before an author')})(?: [A-Z][\w.'’-]*){{1,4}}\s?:\s+")


def without_byline(document: Document, span: Span) -> Span:
    """Return a stretch without the byline with which its paragraph begins; an empty one within a byline."""
    for start, end in document.paragraphs:
        line = _BYLINE.match(document.article.text, start, end) if start <= span[0] < end else None
        if line is not None:
            return max(span[0], min(line.end(), span[1])), span[1]
    return span
