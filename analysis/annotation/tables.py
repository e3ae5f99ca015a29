"""The article and its entities as tables."""

import pandas as pd

from analysis.annotation.document import Document
from analysis.annotation.given import of_document
from analysis.tables import typed

COLUMNS = {
    "article_id": "str",
    "entity": "str",
    "label": "str",
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
}


@of_document
def entities(document: Document) -> pd.DataFrame:
    """Return the mentions of entities, a row per mention in text order.

    Columns: article_id, entity (canonical name), label (OntoNotes type, or ROLE for a person known by title
    alone), sentence (number), start and end (character offsets into the article's text), text (as it stands
    there). Names, definite descriptions and resolved pronouns all count as mentions.
    """
    rows = [
        (document.article.id, m.entity, m.label, m.sentence, m.start, m.end, m.text)
        for m in document.mentions
    ]
    return typed(rows, COLUMNS)


def articles(document: Document) -> pd.DataFrame:
    """Return the table of articles for this one: a single row with what is known about it.

    Columns: article_id, title, outlet, published, url, language (ISO 639), words, sha256 (of the text) and
    warnings (a list of sentences).
    """
    return pd.DataFrame([document.article.row()])
