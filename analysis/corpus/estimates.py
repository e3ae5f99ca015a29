"""What each group of articles shows by itself: the mean of a measure, with a 95% bootstrap interval.

Articles are drawn, not sentences, because the sentences of one article go together. Below FEWEST articles
there is no estimate. Groups tell other stories, so such means do not say how groups differ in telling the
same: that is what `analysis.corpus.differences` is for.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.errors import CorpusError
from analysis.framing.typologies import TYPOLOGIES
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling

FEWEST = 5


def estimates(
    values: pd.DataFrame,
    groups: pd.Series,
    measure: str,
    names: Sequence[str] | None = None,
    most: int = 8,
    largest: bool = False,
    stories: pd.Series | None = None,
    resampling: Resampling = Resampling(),
) -> pd.DataFrame:
    """Return the mean of a measure over each group's articles, by name: the table `groups_estimates`.

    `values` is the table of `analysis.corpus.measures.values`, `groups` names the group of each article_id.
    Shown are the `names`, by default the `most` with an estimate in the most groups, then with values in the
    most articles; with `largest`, those whose values have the largest sum. `stories` names the story of each
    article, so that those of a group can be counted.
    """
    own = values[values["measure"] == measure].astype({"article_id": "str", "name": "str"})
    own = own.join(groups, on="article_id", how="inner")
    if names is None:
        names = _most_of_all(own, most) if largest else _most_measured(own, most)
    rows = []
    for name in names:
        of_name = own[own["name"] == name]
        for group in sorted(set(groups)):
            sample = of_name.loc[of_name["group"] == group]
            known = None if stories is None else sample["article_id"].map(stories).nunique()
            mean = _estimate(sample["value"].to_numpy(), resampling)
            rows.append((measure, name, group, len(sample), known, *mean))
    return typed("groups_estimates", rows)


def of_frames(corpus: Corpus, values: pd.DataFrame, typology: str) -> pd.DataFrame:
    """Return the values of the measure “TYPOLOGY frame”.

    Where it is none of the measures, an article's value is the frame's score: in which share of its sentences
    the frame is. Raises CorpusError for a typology that there is not.
    """
    check_typology(typology)
    measure = f"{typology} frame"
    own = values[values["measure"] == measure]
    if len(own):
        return own
    table = corpus.table("frames", ["article_id", "frame", "sentence", "score"], typology=typology)
    whole = table[table["sentence"].isna() & table["score"].notna()]
    return pd.DataFrame(
        {
            "article_id": whole["article_id"],
            "measure": measure,
            "name": whole["frame"],
            "value": whole["score"],
        }
    )


def check_typology(name: str) -> None:
    """Raise CorpusError for a typology whose frames the tables have not."""
    if name not in TYPOLOGIES:
        raise CorpusError(f"There is no typology “{name}”; there are {', '.join(TYPOLOGIES)}.")


def _most_measured(own: pd.DataFrame, most: int) -> list[str]:
    """Return the names with estimates in most groups, then with values in most articles."""
    counts = own.groupby(["name", "group"]).size().unstack(fill_value=0)
    order = pd.DataFrame({"enough": (counts >= FEWEST).sum(axis=1), "articles": counts.sum(axis=1)})
    order = order.sort_values(["enough", "articles"], ascending=False, kind="stable")
    return list(order.index[:most])


def _most_of_all(own: pd.DataFrame, most: int) -> list[str]:
    sums = own.groupby("name")["value"].sum().sort_values(ascending=False, kind="stable")
    return list(sums.index[sums > 0][:most])


def _estimate(sample: np.ndarray, resampling: Resampling) -> tuple[float, float, float]:
    """Return mean, low and high of a sample of articles, nan for fewer than FEWEST."""
    if len(sample) < FEWEST:
        return np.nan, np.nan, np.nan
    return float(sample.mean()), *resampling.interval(sample)
