"""The pieces a notebook shows: findings, tables, facts, cards, provenance. Each returns `Html`."""

from analysis.display.cards import card
from analysis.display.corpora import corpus_provenance
from analysis.display.files import save_table, save_tables
from analysis.display.methods import paragraph, scores
from analysis.display.origin import provenance
from analysis.display.pieces import answer, answers, facts, findings, overview, sentence_list, warnings
from analysis.display.tabular import table
from analysis.html import Html, sentence_link, sentence_links

__all__ = [
    "Html",
    "answer",
    "answers",
    "card",
    "corpus_provenance",
    "facts",
    "findings",
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
