"""The rules: attributions by grammar and punctuation alone.

What they find, and by which rule, is a hint to the trained model (`analysis.attribution.hints`). Three things
show them: words between quotation marks (`quotations`), reporting words in the parse (`reported`), and
paragraphs that open with who speaks, as headlines ("Lee: No deal") and transcripts ("LEE: No deal.") do.
"""

from collections import Counter
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution.rules import reported
from analysis.attribution.rules.grammar import Match
from analysis.attribution.rules.quotations import attribute, quotations
from analysis.attribution.spans import Span, span_of
from analysis.attribution.speakers import names_somebody

__all__ = ["Label", "Match", "find", "labels"]

_LONGEST = 8
_OPENING = {"“", '"', "``"}
_NAMES = {"PERSON", "ORG", "NORP"}


class Label(NamedTuple):
    """A name, its colon and the rest of the paragraph; `verbatim` in a transcript, where the words are as
    spoken.
    """

    name: Span
    colon: Span
    content: Span
    verbatim: bool


@once
def find(document: Document) -> tuple[Match, ...]:
    """Return the attributions of a document in text order."""
    regions = outermost(quoted_regions(document.article.text, document.paragraphs))
    quotes = quotations(document, regions)
    inside = frozenset(token.i for each in quotes for token in each.inside)
    labelled = [Match(each.name, each.colon, (each.content,), "name and colon") for each in labels(document)]
    found = attribute(quotes, reported.outermost([*labelled, *reported.find(document.doc, inside)]))
    return tuple(sorted(found, key=lambda each: (each.content[0][0], -each.content[-1][1])))


@once
def labels(document: Document) -> tuple[Label, ...]:
    """Return the labelled paragraphs; a text is a transcript where two or more of them have a name in
    capitals.
    """
    found = [label for span in document.paragraphs if (label := _label(document, *span))]
    called = {label: document.article.text[slice(*label.name)] for label in found}
    times = Counter(called.values())
    sure = [
        label for label in found if times[called[label]] > 1 or names_somebody(document.tokens(*label.name))
    ]
    spoken = {label for label in sure if called[label].isupper()}
    return tuple(label._replace(verbatim=len(spoken) > 1 and label in spoken) for label in sure)


def _label(document: Document, start: int, end: int) -> Label | None:
    words = document.tokens(start, min(end, start + 80))[:_LONGEST]
    if len(words) > 1 and words[0].text in _OPENING:
        words = words[1:]
    colon = next((i for i, token in enumerate(words) if token.text == ":"), 0)
    name = span_of(words[:colon])
    rest = document.article.text[words[colon].idx + 1 : end] if name else ""
    if name is None or not rest.strip() or not _is_name(words[:colon]):
        return None
    content = (end - len(rest.lstrip()), end)
    return Label(name, (words[colon].idx, words[colon].idx + 1), content, False)


def _is_name(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.is_alpha]
    named = any(token.ent_type_ in _NAMES for token in words) and all(t.pos_ == "PROPN" for t in words)
    return bool(words) and (named or all(token.is_upper for token in words))
