"""What a measure is: a number that an article has, and what is said where groups of articles differ in it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus

Values = Callable[[Corpus, Actors], pd.DataFrame]
"""Returns article_id, name, value: at most one value for an article and a name."""
Sentences = Callable[[Corpus, Actors, Sequence[str], str], pd.DataFrame]
"""Returns article_id, sentence, value: the sentences of these articles that make the measure of a name; the
larger `value`, the more a sentence adds to it.
"""


class Measure(NamedTuple):
    """A measure: one entry tells how it is taken, in what unit, and in which words groups differ in it.

    `of` is what `name` names: actor, kind of source, frame, or nothing where it is of the whole article. `more`
    is said of the group that has more of it, with {one}, {other}, {size} and {name} left open. A difference
    below `smallest` (in the unit) is not worth saying; nor is one that fewer than `fewest` articles of either
    group rest on. `points` are shares, told as percentage points.
    """

    name: str
    unit: str
    of: str
    meaning: str
    more: str
    smallest: float
    values: Values
    sentences: Sentences
    points: bool = False
    fewest: int = 5
