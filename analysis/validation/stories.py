"""How well articles are put into stories on a dense day: B-cubed on a stream of our own."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.corpus.stories import stories_of
from analysis.corpus.stories.sketches import sketches
from analysis.statistics.metrics import Scores, b_cubed
from analysis.statistics.resampling import Resampling
from analysis.validation.stream import DAY, crowd, tables, written

OTHERS = 1880
"""How many articles of the stream tell a story that no other tells."""


class Stream(NamedTuple):
    """A day of the stream: scores of the 120 written articles and of all, and how many others were joined."""

    written: Scores
    all: Scores
    joined: int


def dense_stream(
    others: Mapping[str, pd.DataFrame] | None = None, seed: int = 1, resampling: Resampling = Resampling()
) -> Stream:
    """Return how well the 40 written stories are found among OTHERS articles of the same day.

    `others` are the tables `articles` and `sentences` of a crowd that is taken to tell a story each; by
    default one made by rule, on the subjects of the stories. Only what is joined with a written article shows
    in the scores of these; what of the crowd is joined with anything is `joined`. Intervals are over stories.
    """
    given = written()
    mine = tables(given)
    beside = tables(crowd(OTHERS, seed)) if others is None else _same_day(others)
    found = sketches({name: pd.concat([mine[name], beside[name]], ignore_index=True) for name in mine})
    table = stories_of(found).set_index("article_id")["story"]
    gold = {name: name for name in table.index} | {each.article_id: each.story for each in given}
    own = [each.article_id for each in given]
    crowded = table.drop(own)
    return Stream(
        _scores(gold, table, own, resampling),
        _scores(gold, table, list(table.index), resampling),
        int(crowded.isin(table[table.duplicated(keep=False)]).sum()),
    )


def _scores(
    gold: Mapping[str, str], table: pd.Series, articles: Collection[str], resampling: Resampling
) -> Scores:
    """Return B-cubed scores of some articles and of what shares a group with any of them."""
    groups = table[table.isin(table[list(articles)])]
    coded = [gold[name] for name in groups.index]
    return b_cubed(coded, groups.tolist(), coded, resampling)


def _same_day(others: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the columns that a sketch is made of, with every article on the stream's day."""
    columns = {name: list(empty.columns) for name, empty in tables([]).items()}
    return {
        "articles": others["articles"].assign(published=DAY)[columns["articles"]],
        "sentences": others["sentences"][columns["sentences"]],
    }
