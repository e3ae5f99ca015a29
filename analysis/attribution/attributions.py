"""Attributions: who said what, in whose words, with which cue.

The spans come from the trained model; everything that follows from them is worked out here: whether
the words are quoted, who the source is, whether the cue denies them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document, of_document
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution import cues, extraction
from analysis.attribution.decoding import Decoded
from analysis.attribution.labels import labels
from analysis.attribution.spans import Span, merged
from analysis.attribution.speakers import speaker_of
from analysis.schemas import typed

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_FIRST_PERSON = {"i", "me", "my", "myself"}
_DIRECT = 0.95
DOUBTFUL = 0.5


@dataclass(frozen=True)
class Attribution:
    """One attribution, all spans as (start, end) offsets into the article's text.

    `kind` is direct (at least 95% of its words are quoted), mixed or indirect; `speaker` the canonical
    name, None when nobody is named; `role` and `affiliation` as in `speakers`; `confidence` the chance that
    speaker and content are right (0..1); `negated` whether the source denies the content; `by_hand` whether
    a reader coded it.
    """

    number: int
    kind: str
    speaker: str | None
    role: str | None
    affiliation: str | None
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    confidence: float
    negated: bool
    by_hand: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether speaker or content are more likely wrong than right."""
        return self.confidence < DOUBTFUL


def attributions(document: Document) -> tuple[Attribution, ...]:
    """Return the attributions of a document in text order, numbered from 1; found once and remembered.

    Where a reader corrected them, the corrected ones.
    """
    if document.coded.attributions is not None:
        return document.coded.attributions
    return document.remember("attributions", lambda: tuple(_read(document)))


def spoken_regions(document: Document) -> tuple[Span, ...]:
    """Return the stretches between quotation marks, and the turns of a transcript."""
    return document.remember("attribution.spoken", lambda: _spoken_regions(document))


def words(document: Document, spans: Iterable[Span]) -> list[Span]:
    """Return the words of some stretches of the text, as offsets."""
    return [match.span() for span in spans for match in _WORD.finditer(document.article.text, *span)]


def _read(document: Document) -> Iterable[Attribution]:
    found = [each for each in extraction.find(document) if _is_anothers(document, each)]
    for number, each in enumerate(found, start=1):
        cue = _cue(document, each)
        yield Attribution(
            number,
            kind_of(document, each.content),
            *speaker_of(document, each.source, each.cue),
            each.source,
            each.cue,
            each.content,
            each.probability,
            cues.is_negated(cue),
        )


def _is_anothers(document: Document, found: Decoded) -> bool:
    """Tell whether words are attributed to another: "I think" and "it seems" are the author's own voice."""
    if found.source is None:
        own = cues.is_impression(_cue(document, found))
    else:
        who = document.article.text[slice(*found.source)].lower()
        own = who in _FIRST_PERSON and not within([found.source], spoken_regions(document))
    return bool(words(document, found.content)) and not own


def _cue(document: Document, found: Decoded) -> list[Token]:
    return document.tokens(*found.cue) if found.cue else []


def kind_of(document: Document, content: Iterable[Span]) -> str:
    """Return direct, mixed or indirect: by how many of a content's words stand in quotation marks."""
    said = words(document, content)
    spoken = len(within(said, spoken_regions(document)))
    if not spoken:
        return "indirect"
    return "direct" if spoken >= _DIRECT * len(said) else "mixed"


def within(spans: Iterable[Span], regions: Iterable[Span]) -> list[Span]:
    """Return those of some spans that begin in a region; both in text order."""
    inside: list[Span] = []
    waiting = iter(regions)
    region = next(waiting, None)
    for span in spans:
        while region is not None and region[1] <= span[0]:
            region = next(waiting, None)
        if region is not None and region[0] <= span[0]:
            inside.append(span)
    return inside


def _spoken_regions(document: Document) -> tuple[Span, ...]:
    quoted = outermost(quoted_regions(document.article.text, document.paragraphs))
    turns = [label.content for label in labels(document) if label.verbatim]
    return merged([*((region.start, region.end) for region in quoted), *turns])


# Voices: whose words each token is, the author's, quoted or reported.

AUTHOR, QUOTED, REPORTED = "author", "quoted", "reported"


def voices(document: Document) -> tuple[str, ...]:
    """Return the voice of each token of `document.doc`: author, quoted or reported.

    Words between quotation marks that nobody is said to have spoken (titles, words held at a distance) are
    the author's. Found once and remembered.
    """
    return document.remember("voices", lambda: _voices(document))


def voice_of(document: Document, start: int, end: int) -> str:
    """Return the voice of most words in text[start:end]; the author's where there are none, or no most."""
    spoken = voices(document)
    counted = Counter(spoken[token.i] for token in document.tokens(start, end) if not token.is_punct)
    (voice, most), *rest = counted.most_common() or [(AUTHOR, 0)]
    return AUTHOR if rest and rest[0][1] == most else voice


def _voices(document: Document) -> tuple[str, ...]:
    spans = [(token.idx, token.idx + len(token)) for token in document.doc]
    told = within(spans, merged(piece for each in attributions(document) for piece in each.content))
    quoted = set(within(told, spoken_regions(document)))
    reported = set(told)
    return tuple(QUOTED if span in quoted else REPORTED if span in reported else AUTHOR for span in spans)


# The attributions as tidy tables.


@of_document
def quotes(document: Document) -> pd.DataFrame:
    """Return one row for each attribution, in text order.

    `quote` is its number from 1; `speaker`, `role`, `affiliation`, the source and the cue are null where
    the text has none; `content` is a list of [start, end] offsets, `text` the content with " ... " between
    its pieces, `words` its length, `confidence` how often such evidence is right (0..1).
    """
    rows = [_row(document, each) for each in attributions(document)]
    return typed("quotes", rows)


def _row(document: Document, each: Attribution) -> dict[str, object]:
    text = document.article.text
    return {
        "article_id": document.article.id,
        "quote": each.number,
        "kind": each.kind,
        "speaker": each.speaker,
        "role": each.role,
        "affiliation": each.affiliation,
        **_span("source", each.source, text),
        **_span("cue", each.cue, text),
        "content": [list(piece) for piece in each.content],
        "text": " … ".join(text[slice(*piece)] for piece in each.content),
        "words": len(words(document, each.content)),
        "confidence": each.confidence,
    }


def _span(name: str, span: Span | None, text: str) -> dict[str, object]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end, f"{name}_text": text[start:end] if span else None}
