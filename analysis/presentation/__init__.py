"""The pieces a notebook shows: findings, tables, facts, cards, provenance. Each returns `Html`."""

from analysis.files import save_table
from analysis.presentation.cards import card, frames_card
from analysis.presentation.claims import claims, opening
from analysis.presentation.html import Html, sentence_link, sentence_links
from analysis.presentation.pieces import (
    byline,
    corrections,
    findings,
    overview,
    save_tables,
    sentence_list,
    warnings,
)
from analysis.presentation.provenance import corpus_provenance, paragraph, provenance, scores
from analysis.presentation.tables.table import table

__all__ = [
    "Html",
    "byline",
    "card",
    "claims",
    "corpus_provenance",
    "corrections",
    "findings",
    "frames_card",
    "opening",
    "overview",
    "paragraph",
    "provenance",
    "save_table",
    "save_tables",
    "scores",
    "sentence_link",
    "sentence_links",
    "sentence_list",
    "table",
    "warnings",
]
