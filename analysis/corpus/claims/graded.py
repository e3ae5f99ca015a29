"""How firmly each difference within stories can be claimed, for figures that show them all."""

import pandas as pd

from analysis.corpus.claims.grounds import Ground, alike, ground_of, is_borne
from analysis.corpus.dataset import Corpus
from analysis.corpus.differences import treated


def graded(corpus: Corpus, groups: pd.Series, found: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return the table `differences` with `grade`: plain or probable where a difference within stories can be
    claimed, else empty.

    `found` are the groups' differences, `values` those of `measures.values`.
    """
    told = treated(corpus, groups, values)
    cells = dict(iter(told.groupby(["measure", "name"], observed=True)))
    like = alike(found)
    grounds = (ground_of(row, like[row.one, row.other]) for row in found.itertuples())
    return found.assign(grade=[_grade(ground, cells) for ground in grounds])


def _grade(ground: Ground | None, cells: dict[tuple[str, str], pd.DataFrame]) -> str:
    if ground is None or not ground.within:
        return ""
    own = cells[ground.row.measure, ground.row.name]
    return ground.grade if is_borne(ground, own[own["group"].isin([ground.more, ground.less])]) else ""
