"""In what groups of articles differ: treatment compared within stories, and over all articles beside it.

Whether two outlets differ in how they tell is seen where both tell the same story (see `stories`): what the
story itself asks for falls out of the comparison. Over all articles groups differ in what they cover as well.
A text that was copied is no treatment of the outlet that copied it, so copies are left out here; they count
in `coverage`.
"""

import numpy as np
import pandas as pd

from analysis.corpus import measures
from analysis.corpus.dataset import Corpus
from analysis.corpus.groups import by_outlet
from analysis.corpus.measures import MEASURES, bias
from analysis.schemas import typed
from analysis.statistics.clusters import unpaired
from analysis.statistics.fixed_effects import fixed_effects
from analysis.statistics.multiplicity import false_discovery_rates
from analysis.statistics.paired import paired
from analysis.statistics.resampling import Resampling
from analysis.statistics.shrinkage import shrunken
from analysis.statistics.sign_flips import FEWEST_STORIES, sign_flips
from analysis.wording import UNKNOWN_OUTLET

FEWEST_ARTICLES = 5
"""Of a group: below it nothing is compared."""
FEWEST_STORIES_ON, FEWEST_ARTICLES_ON = 8, 20
"""An actor is compared where both groups name him in so many stories, or in so many articles each."""
_FEWEST_WITH = 8  # articles that have any of it: what fewer have is not compared, whoever they are of
_KEYS = ["cell", "one", "other"]
_OVER_ALL = ["unpaired", "low_unpaired", "high_unpaired", "p_unpaired"]
_GROUPS_ADJUSTED = (3, 10)
_REACH = 1.96  # standard errors from the middle of a 95% interval to its ends
_CELLS = 20_000_000  # of a table of stories by comparisons held at once


def differences(
    corpus: Corpus,
    groups: pd.Series,
    values: pd.DataFrame | None = None,
    resampling: Resampling = Resampling(),
) -> pd.DataFrame:
    """Return in what groups differ: a row for each measure, name and pair of groups (table `differences`).

    `groups` are indexed by article_id (see `analysis.corpus.groups`); those left out are told by `left_out`.
    `values` are those of `measures.values`, taken from the corpus where none are given. What fewer than eight
    articles have at all (a frame, an actor's words) is not compared. Groups stand in the order of their
    names: one comes before other.
    """
    names = compared(groups)
    taken = measures.values(corpus) if values is None else values
    table, cells = _numbered(treated(corpus, groups, taken), names)
    within = _side_by_side(table)
    made = _made(table, within, cells)
    if made.empty:
        return typed("differences", [])
    made = (
        made.join(_within_stories(within, made, resampling))
        .join(_over_all(table, made))
        .join(_adjusted(table, made))
    )
    made["q"], made["q_unpaired"] = _rates(made["p"]), _rates(made["p_unpaired"])
    made = _bounded(_ranked(made.join(cells, on="cell"), _outlets(corpus, groups, names)))
    known = dict(enumerate(names))
    return typed("differences", made.assign(one=made["one"].map(known), other=made["other"].map(known)))


def compared(groups: pd.Series) -> list[str]:
    """Return the groups that are compared, by name: those of five articles and more that are known."""
    sizes = groups.value_counts()
    return sorted(name for name in sizes.index[sizes >= FEWEST_ARTICLES] if name != UNKNOWN_OUTLET)


def left_out(groups: pd.Series) -> dict[str, int]:
    """Return the groups that are too small to be compared, or unknown, with how many articles each has."""
    sizes = groups.value_counts().sort_index()
    return sizes.drop(compared(groups)).to_dict()


def treated(corpus: Corpus, groups: pd.Series, values: pd.DataFrame) -> pd.DataFrame:
    """Return the values that are compared: article_id, measure, name, value, story and group.

    Without copies, without groups that are left out, and without what too few articles have.
    """
    stories = corpus.table("stories", ["article_id", "story", "copy_of"])
    own = stories.loc[stories["copy_of"].isna(), ["article_id", "story"]]
    about = own.merge(
        groups[groups.isin(compared(groups))].rename("group"), left_on="article_id", right_index=True
    )
    articles = values["article_id"].astype("category").cat
    about = about.assign(place=articles.categories.get_indexer(about["article_id"])).drop(
        columns="article_id"
    )
    about = about[about["place"] >= 0].astype({"story": "category", "group": "category"})
    table = values.assign(place=articles.codes.astype("int64")).merge(about, on="place").drop(columns="place")
    there = (table["value"] != 0).groupby([table["measure"], table["name"]], observed=True).transform("sum")
    return table[there >= _FEWEST_WITH].reset_index(drop=True)


def _numbered(table: pd.DataFrame, names: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return values with numbers for cell (measure and name), group and story; and the cells by number."""
    order = {name: place for place, name in enumerate(MEASURES)}
    keys = table.groupby(["measure", "name"], observed=True)
    cells = keys.size().reset_index()[["measure", "name"]].astype("str")
    ranks = pd.Series(np.lexsort((cells["name"], cells["measure"].map(order))))  # in the order of MEASURES
    cells, number = cells.loc[ranks].reset_index(drop=True), ranks.argsort().to_numpy()
    columns = {
        "cell": number[keys.ngroup()],
        "group": pd.Categorical(table["group"], names).codes,
        "story": table["story"].cat.codes,
        "value": table["value"],
    }
    return pd.DataFrame(columns), cells


def _side_by_side(table: pd.DataFrame) -> pd.DataFrame:
    """Return the means of two groups on a story: a row for each cell, story and pair that both have it."""
    means = table.groupby(["cell", "story", "group"])["value"].mean().reset_index()
    both = means.merge(means, on=["cell", "story"], suffixes=("_one", "_other"))
    both = both[both["group_one"] < both["group_other"]]
    return both.rename(columns={"group_one": "one", "group_other": "other"})


def _made(table: pd.DataFrame, within: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons that are made, with the stories and articles that each rests on."""
    own = table.groupby(["cell", "group"])["value"].agg(articles="size", mean="mean").reset_index()
    made = own.merge(own, on="cell", suffixes=("_one", "_other"))
    made = made[made["group_one"] < made["group_other"]]
    made = made.rename(columns={"group_one": "one", "group_other": "other"})
    stories = within.groupby(_KEYS).size().rename("stories")
    made = made.join(stories, on=_KEYS).fillna({"stories": 0}).astype({"stories": "int64"})
    of_actor = made["cell"].map(cells["measure"].map(lambda name: MEASURES[name].of == "actor"))
    fewest = made[["articles_one", "articles_other"]].min(axis=1)
    enough = (made["stories"] >= np.where(of_actor, FEWEST_STORIES_ON, FEWEST_STORIES)) | (
        fewest >= np.where(of_actor, FEWEST_ARTICLES_ON, FEWEST_ARTICLES)
    )
    return made[enough].sort_values(_KEYS).reset_index(drop=True)


def _within_stories(within: pd.DataFrame, made: pd.DataFrame, resampling: Resampling) -> pd.DataFrame:
    """Return the figures of the comparisons within stories, indexed as `made`."""
    told = np.flatnonzero(made["stories"] >= FEWEST_STORIES)
    rows = within.merge(made.loc[told, _KEYS].assign(place=np.arange(len(told))), on=_KEYS)
    rows["story"] = rows["story"].factorize()[0]
    stories = int(rows["story"].max()) + 1 if len(rows) else 0
    pieces = max(1, -(-stories * len(told) // _CELLS))
    found = []
    for places in np.array_split(np.arange(len(told)), pieces):
        its = rows[rows["place"].isin(places)]
        one, other = np.full((2, stories, len(places)), np.nan)
        where = its["story"].to_numpy(), its["place"].to_numpy() - (places[0] if len(places) else 0)
        one[where], other[where] = its["value_one"], its["value_other"]
        figures, chances = paired(one, other, resampling), sign_flips(one - other, seed=resampling.seed)
        strict = np.minimum(chances.strict * pieces, 1)  # of several families: Bonferroni
        found.append(
            pd.DataFrame(
                {
                    **{name: getattr(figures, name) for name in ("difference", "low", "high", "icc")},
                    "p": chances.p,
                    "strict": strict,
                },
                index=made.index[told[places]],
            )
        )
    return pd.concat(found)


def _over_all(table: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the comparisons over all articles, indexed as `made`."""
    fewest = made[["articles_one", "articles_other"]].min(axis=1)
    of_cell = dict(iter(table.groupby("cell")))
    found = []
    for cell, its in made[fewest >= FEWEST_ARTICLES].groupby("cell"):
        own = of_cell[cell]
        pairs = list(zip(its["one"], its["other"], strict=True))
        values, groups, stories = (own[name].to_numpy() for name in ("value", "group", "story"))
        figures = unpaired(values, groups, stories, pairs)
        columns = (figures.difference, figures.low, figures.high, figures.p)
        found.append(pd.DataFrame(dict(zip(_OVER_ALL, columns, strict=True)), index=its.index))
    empty = pd.DataFrame(columns=_OVER_ALL, dtype=float)
    return pd.concat(found) if found else empty


def _adjusted(table: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Return the differences by story fixed effects, indexed as `made`: nan for two groups, or very many."""
    groups = table["group"].nunique()
    columns = ["adjusted", "low_adjusted", "high_adjusted", "p_adjusted"]
    found = pd.DataFrame(np.nan, index=made.index, columns=columns)
    if not _GROUPS_ADJUSTED[0] <= groups <= _GROUPS_ADJUSTED[1]:
        return found
    means = table.groupby(["cell", "story", "group"])["value"].mean()
    for cell, its in made.groupby("cell"):
        cells = means[cell].unstack().reindex(columns=range(table["group"].max() + 1)).to_numpy()
        effects = fixed_effects(cells, list(zip(its["one"], its["other"], strict=True)))
        found.loc[its.index] = np.column_stack([effects.difference, effects.low, effects.high, effects.p])
    return found


def _rates(chances: pd.Series) -> np.ndarray:
    rates = np.full(len(chances), np.nan)
    known = chances.notna().to_numpy()
    rates[known] = false_discovery_rates(chances[known].to_numpy())
    return rates


def _bounded(made: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons with ends of intervals that differences of shares can have: -1 to 1."""
    shares = made["measure"].map(lambda name: MEASURES[name].points)
    ends = [f"{end}{of}" for end in ("low", "high") for of in ("", "_unpaired", "_adjusted")]
    return made.assign(**{end: made[end].where(~shares, made[end].clip(-1, 1)) for end in ends})


def _ranked(made: pd.DataFrame, outlets: np.ndarray) -> pd.DataFrame:
    """Return the comparisons with `measurement`, `shrunken` and `sign`, each measure's taken together.

    `outlets` are the outlets that each group is worth: the method errs by outlet, so where a group has many,
    these errors even out. Estimates are shrunk by sampling alone; the method's bias then counts against the
    sign.
    """
    from scipy.special import ndtr

    known = np.array(
        [bias(measure, name) for measure, name in zip(made["measure"], made["name"], strict=True)]
    )
    shares = 1 / outlets[made["one"]] + 1 / outlets[made["other"]]
    made = made.assign(measurement=known * np.sqrt(shares))
    best = made["difference"].fillna(made["unpaired"])
    within, over = (made[f"high{of}"] - made[f"low{of}"] for of in ("", "_unpaired"))
    sampling = within.where(made["difference"].notna(), over) / (2 * _REACH)
    parts = []
    for _, its in made.groupby("measure", sort=False):
        drawn = shrunken(best[its.index], sampling[its.index], centre=0)
        with np.errstate(invalid="ignore"):
            sign = ndtr(np.abs(drawn.mean) / np.hypot(drawn.sd, its["measurement"].fillna(0)))
        parts.append(pd.DataFrame({"shrunken": drawn.mean, "sign": sign}, index=its.index))
    return made.join(pd.concat(parts))


def _outlets(corpus: Corpus, groups: pd.Series, names: list[str]) -> np.ndarray:
    """Return how many outlets each group is worth: one over the sum of its outlets' squared shares."""
    pairs = pd.crosstab(groups, by_outlet(corpus).reindex(groups.index).rename("outlet"))
    shares = pairs.div(pairs.sum(axis=1), axis=0)
    return (1 / (shares**2).sum(axis=1)).reindex(names).fillna(1).to_numpy()
