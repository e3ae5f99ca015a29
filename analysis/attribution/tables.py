"""The attributions as tidy tables."""

import pandas as pd

from analysis.annotation import Document, of_document
from analysis.attribution.attributions import Attribution, attributions, words
from analysis.attribution.spans import Span
from analysis.tables import typed

_TYPES = {
    "article_id": "str",
    "quote": "int64",
    "kind": "str",
    "speaker": "str",
    "role": "str",
    "affiliation": "str",
    "source_start": "Int64",
    "source_end": "Int64",
    "source_text": "str",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "cue_text": "str",
    "content": "object",
    "text": "str",
    "words": "int64",
    "confidence": "float64",
}


@of_document
def quotes(document: Document) -> pd.DataFrame:
    """Return one row for each attribution, in text order.

    `quote` is its number from 1; `speaker`, `role`, `affiliation`, the source and the cue are null where
    the text has none; `content` is a list of [start, end] offsets, `text` the content with " ... " between
    its pieces, `words` its length, `confidence` how often such evidence is right (0..1).
    """
    rows = [_row(document, each) for each in attributions(document)]
    return typed(rows, _TYPES)


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
