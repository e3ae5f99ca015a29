"""The tables and texts of the report on a corpus: of groups, stories, names, differences and words."""

from analysis.presentation.tables.corpus.differences import differences, in_order
from analysis.presentation.tables.corpus.groups import about, articles, behind, estimates, outlets
from analysis.presentation.tables.corpus.keyness import in_context, words
from analysis.presentation.tables.corpus.people import joined, left_open
from analysis.presentation.tables.corpus.stories import (
    chosen,
    in_short,
    its_story,
    selection,
    side_by_side,
    size,
    told_by,
)

__all__ = [
    "about",
    "articles",
    "behind",
    "chosen",
    "differences",
    "estimates",
    "in_context",
    "in_order",
    "in_short",
    "its_story",
    "joined",
    "left_open",
    "outlets",
    "selection",
    "side_by_side",
    "size",
    "told_by",
    "words",
]
