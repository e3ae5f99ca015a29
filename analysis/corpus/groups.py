"""Groups of articles: by outlet, by period, by topic, by a file of one's own."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.corpus.dates import dates_of
from analysis.corpus.own_tables import read_rows
from analysis.errors import CorpusError
from analysis.wording import UNKNOWN_OUTLET

PERIODS = {"day": ("D", "%Y-%m-%d"), "week": ("W", "%Y-%m-%d"), "month": ("M", "%Y-%m"), "year": ("Y", "%Y")}
BETWEEN = " · "
_FEWEST_TERMS = 2
_THE = re.compile(r"^the\s+")
_NO_LETTERS = re.compile(r"[\W_]+")


def by_outlet(corpus: Corpus) -> pd.Series:
    """Return the outlet of each article, indexed by article_id.

    Outlets whose names differ in nothing but case, spaces, punctuation or a "The" in front are one, called as
    most of their articles call it (see `joined_outlets`).
    """
    written = corpus.articles["outlet"]
    names = {spelling: name for name, spellings in _spellings(written).items() for spelling in spellings}
    return written.map(names).astype("str").fillna(UNKNOWN_OUTLET).rename("group")


def joined_outlets(corpus: Corpus) -> dict[str, list[str]]:
    """Return the other spellings of each outlet that is written in several ways, by the name it goes by."""
    return {
        name: [spelling for spelling in spellings if spelling != name]
        for name, spellings in sorted(_spellings(corpus.articles["outlet"]).items())
        if len(spellings) > 1
    }


def same_name(outlet: str) -> str:
    """Return what spellings of an outlet's name have in common: its letters and digits, in small ones."""
    return _NO_LETTERS.sub("", _THE.sub("", " ".join(outlet.split()).casefold())) or outlet


def _spellings(written: pd.Series) -> dict[str, list[str]]:
    """Return the spellings of each outlet, the most usual first, by the most usual one."""
    counts = sorted(written.dropna().value_counts().items(), key=lambda pair: (-pair[1], pair[0]))
    found: dict[str, list[str]] = {}
    for spelling, _ in counts:
        found.setdefault(same_name(spelling), []).append(spelling)
    return {spellings[0]: spellings for spellings in found.values()}


def chosen(corpus: Corpus, path: str | Path = "") -> pd.Series:
    """Return the groups of a file (see `by_file`), or the outlets without one."""
    return by_file(corpus, path) if path else by_outlet(corpus)


def by_file(corpus: Corpus, path: str | Path) -> pd.Series:
    """Return the group that a file gives each article, indexed by article_id; the others are left out.

    Raises CorpusError for a file that `read_groups` refuses, or that names no article of the corpus.
    """
    groups = pd.Series(read_groups(path), dtype="str", name="group").rename_axis("article_id")
    groups = groups[groups.index.isin(corpus.articles.index)]
    if groups.empty:
        raise CorpusError(f"“{path}” gives no article of the corpus a group.")
    return groups


def read_groups(path: str | Path) -> dict[str, str]:
    """Return the group of each article_id that a file names; none without a file.

    A CSV or XLSX file with the columns `article_id` and `group`, so that any groups can be compared. A
    relative path is looked up as in `load_article`. Raises CorpusError for a file that is missing, or has
    not these columns, or puts an article into two groups.
    """
    groups: dict[str, str] = {}
    for row in read_rows(path, "article_id", "group"):
        article, group = row["article_id"], row["group"]
        if group and groups.setdefault(article, group) != group:
            raise CorpusError(
                f"“{path}” puts the article “{article}” into two groups, “{groups[article]}” and “{group}”."
            )
    return groups


def by_period(corpus: Corpus, period: str = "week") -> pd.Series:
    """Return each article's day, the Monday of its week, its month or its year, as ISO 8601.

    Articles without a date that can be read are left out. Raises CorpusError for another period.
    """
    check_period(period)
    unit, shown = PERIODS[period]
    known = dates_of(corpus.articles["published"]).dropna().dt.to_period(unit)
    return known.dt.start_time.dt.strftime(shown).rename("group")


def check_period(period: str) -> None:
    """Raise CorpusError for what is none of PERIODS."""
    if period not in PERIODS:
        raise CorpusError(f"There is no period “{period}”; there are {', '.join(PERIODS)}.")


def by_topic(corpus: Corpus, topics: str | Path) -> pd.Series:
    """Return the topics of each article, indexed by article_id: an article may have several, or none.

    `topics` is a CSV or XLSX file with the columns `topic` and `term`, of the researcher's own making; an
    article has a topic when the topic's terms (whole words, in any case) stand in it twice and more. A
    relative path is looked up as in `load_article`; with an empty one, articles have no topics. Raises
    CorpusError for a file that is missing or has not these columns.
    """
    terms = read_topics(topics)
    found: Counter[tuple[str, str]] = Counter()
    for batch in corpus.batches("sentences", ["article_id", "text"]):
        for topic, pattern in terms.items():
            hits = batch["text"].str.count(pattern, flags=re.IGNORECASE)
            for article, number in hits.groupby(batch["article_id"]).sum().items():
                found[topic, article] += number
    pairs = sorted((article, topic) for (topic, article), number in found.items() if number >= _FEWEST_TERMS)
    articles, names = zip(*pairs, strict=True) if pairs else ((), ())
    return pd.Series(names, pd.Index(articles, name="article_id", dtype="str"), dtype="str", name="group")


def crossed(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return groups that are both: "topic · outlet"; articles that have no group in either are left out."""
    both = one.rename("one").to_frame().join(other.rename("other"), how="inner")
    return (both["one"] + BETWEEN + both["other"]).rename("group")


def read_topics(path: str | Path) -> dict[str, str]:
    """Return a pattern for each topic of a file (see `by_topic`), none without one; raises CorpusError."""
    terms: dict[str, list[str]] = {}
    for row in read_rows(path, "topic", "term"):
        if row["term"]:
            terms.setdefault(row["topic"], []).append(row["term"])
    return {topic: _any_of(own) for topic, own in terms.items()}


def _any_of(terms: Iterable[str]) -> str:
    """Return a pattern for terms as whole words, the longest first."""
    longest_first = sorted(terms, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
