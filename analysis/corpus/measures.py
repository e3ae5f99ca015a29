"""What groups of articles say, each figure with a 95% bootstrap interval over articles.

Articles are drawn, not sentences, because the sentences of one article go together. Below FEWEST_ARTICLES
articles there is no estimate. All tables have the columns `group`, what is measured (`speaker`, `entity` or
`frame`), `articles` (how many the figure rests on), `mean`, `low` and `high`.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.errors import CorpusError
from analysis.framing.typologies import TYPOLOGIES
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling

FEWEST_ARTICLES = 5


def quoted(
    corpus: Corpus, groups: pd.Series, most: int = 10, resampling: Resampling = Resampling()
) -> pd.DataFrame:
    """Return who gets to speak in each group: the share of all stated words that a speaker has, 0..1.

    Sources without a name count in the whole and have no row. The `most` speakers with most words in the
    corpus are shown; `articles` is how many of a group have statements of anybody, `heard` in how many of
    them the speaker has some.
    """
    quotes = corpus.table("quotes", ["article_id", "speaker", "words"], sense="statement")
    words = quotes.pivot_table("words", "article_id", "speaker", "sum", fill_value=0, dropna=True)
    whole = quotes.groupby("article_id")["words"].sum()
    shown = list(words.sum().sort_values(ascending=False, kind="stable").index[:most])
    parts = words.reindex(index=whole.index, columns=shown, fill_value=0)
    wholes = pd.DataFrame(dict.fromkeys(shown, whole), index=whole.index)
    table = _estimates(parts, wholes, groups, "speaker", resampling)
    heard = _grouped(parts > 0, groups)
    counts = [int(heard.loc[row.group, row.speaker]) for row in table.itertuples()]
    return typed("groups_quoted", table.assign(heard=counts))


def sentiment(
    corpus: Corpus,
    groups: pd.Series,
    entities: Sequence[str] = (),
    most: int = 8,
    resampling: Resampling = Resampling(),
) -> pd.DataFrame:
    """Return how each group's sentences show the same entities, -1 (bad light) to +1 (good light).

    A sentence counts with the mean of positive minus negative over the entity's mentions in it. `articles` is
    how many of a group mention the entity. Shown are `entities`, by default the `most` persons and other
    entities that are mentioned in the most articles.
    """
    targets = corpus.table("targets", ["article_id", "entity", "sentence", "positive", "negative"])
    shown = list(entities) or _most_mentioned(targets, groups, most)
    targets = targets[targets["entity"].isin(shown)]
    values = (targets["positive"] - targets["negative"]).rename("value")
    keys = [targets[name] for name in ("article_id", "entity", "sentence")]
    sentences = values.groupby(keys).mean().reset_index()
    parts, wholes = (
        sentences.pivot_table("value", "article_id", "entity", how, fill_value=0).reindex(
            columns=shown, fill_value=0
        )
        for how in ("sum", "count")
    )
    return typed("groups_sentiment", _estimates(parts.astype(float), wholes, groups, "entity", resampling))


def frames(
    corpus: Corpus, groups: pd.Series, typology: str = "generic", resampling: Resampling = Resampling()
) -> pd.DataFrame:
    """Return how strongly each group's articles carry the frames of a typology: the mean of their scores.

    Raises CorpusError for a typology that there is not.
    """
    check_typology(typology)
    table = corpus.table("frames", ["article_id", "frame", "sentence", "score"], typology=typology)
    whole = table[table["sentence"].isna() & table["score"].notna()]
    parts = whole.pivot_table("score", "article_id", "frame", "mean", sort=False)
    counted = parts.notna().astype(float)
    return typed("groups_frames", _estimates(parts.fillna(0), counted, groups, "frame", resampling))


def check_typology(name: str) -> None:
    """Raise CorpusError for a typology whose frames the tables have not."""
    if name not in TYPOLOGIES:
        raise CorpusError(f"There is no typology “{name}”; there are {', '.join(TYPOLOGIES)}.")


def _most_mentioned(targets: pd.DataFrame, groups: pd.Series, most: int) -> list[str]:
    """Return the entities with estimates in most groups, then in most articles; all are in two groups."""
    pairs = targets[["article_id", "entity"]].drop_duplicates().join(groups, on="article_id", how="inner")
    spread = pairs.groupby("entity")["group"].nunique() >= min(2, groups.nunique())
    counts = (
        pairs.groupby(["entity", "group"]).size().unstack(fill_value=0)[lambda table: spread[table.index]]
    )
    order = pd.DataFrame({"enough": (counts >= FEWEST_ARTICLES).sum(axis=1), "articles": counts.sum(axis=1)})
    return list(order.sort_values(["enough", "articles"], ascending=False, kind="stable").index[:most])


def _estimates(
    parts: pd.DataFrame, wholes: pd.DataFrame, groups: pd.Series, what: str, resampling: Resampling
) -> pd.DataFrame:
    """Return sum(parts) / sum(wholes) for each group and column, rows being articles, with intervals."""
    tables = []
    for group, articles in groups.groupby(groups, sort=True).groups.items():
        index = parts.index.intersection(articles)
        own, all_ = parts.loc[index].to_numpy(float), wholes.loc[index].to_numpy(float)
        counted = (all_ > 0).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = own.sum(axis=0) / all_.sum(axis=0)
        low, high = _intervals(own, all_, resampling)
        table = pd.DataFrame({"group": group, what: list(parts.columns), "articles": counted})
        few = counted < FEWEST_ARTICLES
        for name, values in (("mean", mean), ("low", low), ("high", high)):
            table[name] = np.where(few, np.nan, values)
        tables.append(table)
    empty = pd.DataFrame(columns=["group", what, "articles", "mean", "low", "high"])
    return pd.concat(tables, ignore_index=True) if tables else empty


def _intervals(own: np.ndarray, all_: np.ndarray, resampling: Resampling) -> tuple[np.ndarray, np.ndarray]:
    """Return the intervals of the columns; each is drawn from the articles that count in it."""
    lows, highs = np.full(own.shape[1], np.nan), np.full(own.shape[1], np.nan)
    for column in range(own.shape[1]):
        rows = all_[:, column] > 0
        if rows.sum() >= FEWEST_ARTICLES:
            low, high = resampling.ratios(own[rows, column, None], all_[rows, column, None])
            lows[column], highs[column] = low[0], high[0]
    return lows, highs


def _grouped(flags: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    return groups.to_frame().join(flags, how="left").fillna(False).groupby("group").sum()


def strongest(corpus: Corpus, groups: pd.Series, entities: Sequence[str], most: int = 1) -> pd.DataFrame:
    """Return the sentences behind `sentiment`: each group's most negative and most positive for each entity.

    Columns: entity, group, article_id, sentence, value (-1..1), text; at most `most` of each sign.
    """
    columns = ["article_id", "entity", "sentence", "positive", "negative"]
    known = corpus.table("targets", columns, entity=list(entities))
    known = known.assign(value=known["positive"] - known["negative"])
    targets = known.join(groups, on="article_id", how="inner").reset_index(drop=True)
    one = targets.groupby(["entity", "group", "article_id", "sentence"])["value"].mean().reset_index()
    ordered = one.sort_values("value", kind="stable")
    ends = ordered.groupby(["entity", "group"])
    shown = pd.concat([ends.head(most).query("value < 0"), ends.tail(most).query("value > 0")])
    articles = sorted(set(shown["article_id"]))
    texts = corpus.table("sentences", ["article_id", "sentence", "text"], article_id=articles)
    found = shown.merge(texts, on=["article_id", "sentence"])
    place = {entity: number for number, entity in enumerate(entities)}
    found = found.sort_values(
        ["entity", "group", "value"], key=lambda c: c.map(place) if c.name == "entity" else c
    )
    return typed("groups_strongest", found)
