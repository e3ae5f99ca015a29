"""Voices: whose words each token is, the author's, quoted or reported."""

from collections import Counter

from analysis.annotation import Document
from analysis.attribution.attributions import attributions, spoken_regions, within
from analysis.attribution.spans import merged

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
