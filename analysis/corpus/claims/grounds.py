"""On what a difference can be claimed: chance hardly gives it, it is large, and many articles have it."""

from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.claims.outlets import MainOutlet, holds_without, main_outlets, story_differences
from analysis.corpus.dataset import Corpus
from analysis.corpus.differences import FEWEST_STORIES_ON, treated
from analysis.corpus.measures import MEASURES
from analysis.statistics.sign_flips import FEWEST_STORIES

PLAIN, PROBABLE = "plain", "probable"
RATES = {PLAIN: 0.05, PROBABLE: 0.1}
STORIES, EACH_STORY, ARTICLES = "stories", "each story", "articles"
_SIGNS = {PLAIN: 0.9, PROBABLE: 2 / 3}
_FEWEST_WITH = 5  # stories, or articles, that have the difference: fewer are a handful
_OPEN = 0.5  # mean chance
_LARGEST = 2  # so many of the largest left out, it must still be there
_ANYWHERE = 1 / 3  # how often at most chance alone may give as large a difference anywhere in the table
_FEW = (6, 15)  # stories: too few for chance to be left out among many comparisons
_OPINION, _LENGTH = 0.1, 1.3  # how far two groups may differ in form and in length to be like and like
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
        """The group of which the measure says that it has more; of tone, the darker one."""
        return str(self.row.one if self._is_one else self.row.other)

    @property
    def less(self) -> str:
        """The group that has less of it."""
        return str(self.row.other if self._is_one else self.row.one)

    @property
    def _is_one(self) -> bool:
        return (self.value > 0) != MEASURES[self.row.measure].darker


def ground_of(row: Any, alike: "Alike | None" = None) -> Ground | None:
    """Return on what a row of `differences` can be claimed, None where it cannot.

    Within stories where enough are shared. What is seen over all articles only is claimed of an outlet's
    manner (measures that tell `anywhere`), where the groups are `alike` in form, some shared stories show at
    least half of it, and an effect of each story does not turn it: of articles on different stories nobody
    can say whether outlet or story makes them so. What is counted in an article, and so grows with its
    length, is claimed of groups whose articles are about as long.
    """
    alike = alike or Alike()
    if MEASURES[row.measure].unit == "chance" and not alike.in_length:
        return None
    smallest = MEASURES[row.measure].smallest
    if row.stories >= FEWEST_STORIES_ON:
        grade = _grade(row.q, row.strict, row.sign, row.difference, smallest)
        if grade:
            return Ground(row, STORIES, grade)
    large = max(row.low, -row.high) >= 2 * smallest
    likely = row.sign >= _SIGNS[PROBABLE] and row.strict <= _ANYWHERE
    if _FEW[0] <= row.stories <= _FEW[1] and large and likely:
        return Ground(row, EACH_STORY, PROBABLE)
    return _over_all(row, smallest) if MEASURES[row.measure].anywhere and alike.in_form else None


def _over_all(row: Any, smallest: float) -> Ground | None:
    """Return the ground of what all articles show and the stories that both tell bear out."""
    same = row.difference * row.unpaired > 0 and abs(row.difference) >= abs(row.unpaired) / 2
    if row.stories < FEWEST_STORIES or not same:
        return None
    few = min(row.articles_one, row.articles_other) < _FEWEST_ARTICLES
    if few or row.adjusted * row.unpaired < 0:
        return None
    rate = row.q_unpaired
    grade = _grade(rate, rate, row.sign, row.unpaired, _BEYOND * smallest)
    borne = grade == PLAIN or (grade and row.p <= _CONFIRMED)
    return Ground(row, ARTICLES, PROBABLE) if borne else None


def _grade(rate: float, strict: float, sign: float, value: float, smallest: float) -> str:
    """Return plain where chance hardly gives it anywhere among all comparisons (`strict`), probable where few
    are false among those as unlikely (`rate`).
    """
    if not abs(value) >= smallest:
        return ""
    if sign >= _SIGNS[PLAIN] and strict <= RATES[PLAIN]:
        return PLAIN
    return (
        PROBABLE if sign >= _SIGNS[PROBABLE] and (rate <= RATES[PROBABLE] or strict <= RATES[PLAIN]) else ""
    )


class Alike(NamedTuple):
    """Whether the articles of two groups are alike: in form (about as many opinion pieces), and in length."""

    in_form: bool = True
    in_length: bool = True


def alike(found: pd.DataFrame) -> dict[tuple[str, str], Alike]:
    """Return whether the articles of each pair of groups are alike, by what `differences` found of them."""
    known = found[found["measure"].isin(["opinion", "length"])].set_index(["measure", "one", "other"])
    means = known[["mean_one", "mean_other"]]
    pairs = found[["one", "other"]].drop_duplicates().itertuples(index=False, name=None)
    return {pair: _alike(means, pair) for pair in pairs}


def _alike(means: pd.DataFrame, pair: tuple[str, str]) -> Alike:
    opinion, length = (
        means.loc[(measure, *pair)] if (measure, *pair) in means.index else pd.Series([1.0, 1.0])
        for measure in ("opinion", "length")
    )
    return Alike(
        bool(abs(opinion.iloc[0] - opinion.iloc[1]) <= _OPINION),
        bool(length.max() <= _LENGTH * max(length.min(), 1)),
    )


def is_borne(ground: Ground, own: pd.DataFrame) -> bool:
    """Tell whether more than a few stories or articles have a difference, so that it hangs on none of them.

    `own` are the values of both groups: story, group, value. Where they are chances of claims that are mostly
    open, nothing is told by them.
    """
    if MEASURES[ground.row.measure].unit == "chance" and own.loc[own["value"] > 0, "value"].mean() < _OPEN:
        return False
    own = as_said(ground, own)
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


def holds_beyond(ground: Ground, own: pd.DataFrame, mains: dict[str, MainOutlet]) -> bool:
    """Tell whether a difference holds without the main outlet of either group (see `holds_without`)."""
    return holds_without(as_said(ground, own), ground.more, ground.less, ground.within, mains)


def as_said(ground: Ground, own: pd.DataFrame) -> pd.DataFrame:
    """Return values, column `value`, so that the group with more of what is said has the higher ones."""
    return own.assign(value=-own["value"]) if MEASURES[ground.row.measure].darker else own


def graded(corpus: Corpus, groups: pd.Series, found: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return the table `differences` with `grade`: plain or probable where a difference within stories can be
    claimed, else empty.

    `found` are the groups' differences, `values` those of `measures.values`.
    """
    told = treated(corpus, groups, values)
    cells = dict(iter(told.groupby(["measure", "name"], observed=True)))
    like, mains = alike(found), main_outlets(corpus, groups)
    grounds = (ground_of(row, like[row.one, row.other]) for row in found.itertuples())
    return found.assign(grade=[_grade_of(ground, cells, mains) for ground in grounds])


def _grade_of(
    ground: Ground | None, cells: dict[tuple[str, str], pd.DataFrame], mains: dict[str, MainOutlet]
) -> str:
    if ground is None or not ground.within:
        return ""
    own = cells[ground.row.measure, ground.row.name]
    own = own[own["group"].isin([ground.more, ground.less])].astype({"article_id": "str", "group": "str"})
    return ground.grade if is_borne(ground, own) and holds_beyond(ground, own, mains) else ""
