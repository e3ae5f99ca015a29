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

    `of` is what `name` names: actor, kind of source, frame, or nothing where it is of the whole article.
    `more` is said of the group that has more of it, with {one}, {other} and {name} left open. A
    difference below `smallest` (in the unit) is not worth saying; it is infinite where sentences cannot show
    one. `points` are shares, told as percentage points. `graded` sentences lie on a scale (tone), so that
    those of the group with less of it are its lowest; else they are those that count. A sentence shows the
    measure from a value of `shows` on. `beside` is a measure that may be why groups differ.
    What can be told `anywhere` is claimed of articles on other stories, too: it is how an outlet writes, not
    what it covers. Of a `darker` measure `more` is said of the group with the lower value: tone, light.
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
    graded: bool = False
    shows: float = 0.0
    beside: str = ""
    anywhere: bool = False
    darker: bool = False
