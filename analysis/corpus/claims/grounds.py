"""On what a difference can be claimed: chance hardly gives it, it is large, and many articles have it."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.corpus.differences import FEWEST_STORIES_ON, treated
from analysis.corpus.measures import MEASURES

PLAIN, PROBABLE = "plain", "probable"
RATES = {PLAIN: 0.05, PROBABLE: 0.1}
STORIES, EACH_STORY, ARTICLES = "stories", "each story", "articles"
_SIGNS = {PLAIN: 0.9, PROBABLE: 2 / 3}
_FEWEST_WITH = 5  # stories, or articles, that have the difference: fewer are a handful
_OPEN = 0.5  # mean chance
_LARGEST = 2  # so many of the largest left out, it must still be there
_FEW = (6, 15)  # stories: too few for chance to be left out among many comparisons
_FEWEST_ARTICLES, _BEYOND = 30, 1.5  # of a group, and how much more than the smallest, over all articles
_CONFIRMED = 0.01  # p within stories up to which they bear out what all articles show


class Ground(NamedTuple):
    """What a claim rests on: a row of `differences` as one of three bases takes it, and the grade.

    STORIES is the mean over the stories that both tell, EACH_STORY that it is so in every one of a few,
    ARTICLES the difference over all articles.
    """

    row: Any
    basis: str
    grade: str

    @property
    def within(self) -> bool:
        """Whether the same stories are compared."""
        return self.basis != ARTICLES

    @property
    def value(self) -> float:
        """The difference, one minus other."""
        return float(self.row.difference if self.within else self.row.unpaired)

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of its interval."""
        row = self.row
        return (row.low, row.high) if self.within else (row.low_unpaired, row.high_unpaired)

    @property
    def more(self) -> str:
        """The group that has more of the measure."""
        return str(self.row.one if self.value > 0 else self.row.other)

    @property
    def less(self) -> str:
        """The group that has less of it."""
        return str(self.row.other if self.value > 0 else self.row.one)


def ground_of(row: Any) -> Ground | None:
    """Return on what a row of `differences` can be claimed, None where it cannot.

    Within stories where enough are shared. What is seen over all articles only is claimed where the shared
    stories, if there are enough, show at least half of it, and an effect of each story does not turn it.
    """
    smallest = MEASURES[row.measure].smallest
    if row.stories >= FEWEST_STORIES_ON:
        grade = _grade(row.q, row.strict, row.sign, row.difference, smallest)
        if grade:
            return Ground(row, STORIES, grade)
    if _FEW[0] <= row.stories <= _FEW[1] and abs(row.difference) >= 2 * smallest and row.low * row.high > 0:
        return Ground(row, EACH_STORY, PLAIN if row.stories >= FEWEST_STORIES_ON else PROBABLE)
    return _over_all(row, smallest)


def _over_all(row: Any, smallest: float) -> Ground | None:
    """Return the ground of what all articles show, plainly or borne out by the stories that both tell."""
    shared = row.stories >= FEWEST_STORIES_ON
    if shared and not (row.difference * row.unpaired > 0 and abs(row.difference) >= abs(row.unpaired) / 2):
        return None
    few = min(row.articles_one, row.articles_other) < _FEWEST_ARTICLES
    if few or row.adjusted * row.unpaired < 0:
        return None
    grade = _grade(row.q_unpaired, np.nan, row.sign, row.unpaired, _BEYOND * smallest)
    if shared and row.p <= _CONFIRMED:
        return Ground(row, ARTICLES, grade) if grade else None
    if grade != PLAIN or not MEASURES[row.measure].anywhere:
        return None
    return Ground(row, ARTICLES, PROBABLE if shared else PLAIN)


def _grade(rate: float, strict: float, sign: float, value: float, smallest: float) -> str:
    if not abs(value) >= smallest:
        return ""
    for grade in (PLAIN, PROBABLE):
        if sign >= _SIGNS[grade] and (rate <= RATES[grade] or strict <= RATES[PLAIN]):
            return grade
    return ""


def is_borne(ground: Ground, own: pd.DataFrame) -> bool:
    """Tell whether more than a few stories or articles have a difference, so that it hangs on none of them.

    `own` are the values of both groups: story, group, value. Where they are chances of claims that are mostly
    open, nothing is told by them.
    """
    if MEASURES[ground.row.measure].unit == "chance" and own.loc[own["value"] > 0, "value"].mean() < _OPEN:
        return False
    least = MEASURES[ground.row.measure].smallest / 2
    if ground.within:
        per_story = story_differences(own, ground.more, ground.less).sort_values(ascending=False)
        ahead, behind = int((per_story > 0).sum()), int((per_story < 0).sum())
        if ground.basis == EACH_STORY:
            return ahead == len(per_story)
        return ahead >= _FEWEST_WITH and ahead > behind and per_story.iloc[_LARGEST:].mean() >= least
    its = own.loc[own["group"] == ground.more, "value"].sort_values(ascending=False)
    theirs = own.loc[own["group"] == ground.less, "value"].sort_values()
    enough = (its > theirs.mean()).sum() >= _FEWEST_WITH
    without = its.iloc[_LARGEST:].mean() - theirs.mean(), its.mean() - theirs.iloc[_LARGEST:].mean()
    return bool(enough and min(without) >= least)


def story_differences(own: pd.DataFrame, more: str, less: str) -> pd.Series:
    """Return the difference of two groups' means in each story that both tell, indexed by story."""
    means = own.groupby(["story", "group"])["value"].mean().unstack().reindex(columns=[more, less])
    return (means[more] - means[less]).dropna()


def graded(corpus: Corpus, groups: pd.Series, found: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return the table `differences` with `grade`: plain or probable where a difference within stories can be
    claimed, else empty.

    `found` are the groups' differences, `values` those of `measures.values`.
    """
    told = treated(corpus, groups, values)
    cells = dict(iter(told.groupby(["measure", "name"], observed=True)))
    return found.assign(grade=[_grade_of(ground_of(row), cells) for row in found.itertuples()])


def _grade_of(ground: Ground | None, cells: dict[tuple[str, str], pd.DataFrame]) -> str:
    if ground is None or not ground.within:
        return ""
    own = cells[ground.row.measure, ground.row.name]
    return ground.grade if is_borne(ground, own[own["group"].isin([ground.more, ground.less])]) else ""
