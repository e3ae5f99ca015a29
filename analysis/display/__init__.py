"""The pieces a notebook shows: findings, tables, facts, cards, provenance. Each returns `Html`."""

from analysis.display.cards import card
from analysis.display.files import save_table, save_tables
from analysis.display.origin import corpus_provenance, provenance
from analysis.display.pieces import facts, findings, overview
from analysis.display.tabular import table
from analysis.html import Html, sentence_link, sentence_links

__all__ = [
    "Html",
    "card",
    "corpus_provenance",
    "facts",
    "findings",
    "overview",
    "provenance",
    "save_table",
    "save_tables",
    "sentence_link",
    "sentence_links",
    "table",
]
