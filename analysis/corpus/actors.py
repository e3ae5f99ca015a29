"""The actors of a corpus: who is named in enough articles to be compared, under one name across them.

Outlets of the corpus and news agencies are none (they report), nor are words known by no name ("president"),
places without people, datelines and what web pages leave in texts.
"""

from functools import cached_property

import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.corpus.groups import same_name
from analysis.corpus.pieces import pieces
from analysis.word_lists import words

KINDS = ("person", "body", "place", "group")
FEWEST = 8  # articles that name somebody: below it no group has enough to be compared
MOST = 300  # actors, those in the most articles
_KEYS = ["article_id", "entity"]


class Actors:
    """Who is an actor in which article: the table `names`, cut down to those who can be compared.

    `names` are the actors, those in the most articles first.
    """

    def __init__(self, corpus: Corpus, most: int = MOST, fewest: int = FEWEST) -> None:
        self._corpus = corpus
        table = corpus.table("names", [*_KEYS, "name", "kind"], kind=list(KINDS))
        barred = no_actors(corpus)
        names = table["name"].unique()
        table = table[table["name"].isin([name for name in names if _is_actor(name, barred)])]
        counts = table.drop_duplicates(["article_id", "name"])["name"].value_counts()
        order = sorted(counts[counts >= fewest].items(), key=lambda pair: (-pair[1], pair[0]))
        self.names = [name for name, _ in order[:most]]
        self._table = table[table["name"].isin(self.names)].drop_duplicates(_KEYS)

    @cached_property
    def named(self) -> pd.DataFrame:
        """A row for an article and an actor that it names: article_id, name, story."""
        stories = self._corpus.table("stories", ["article_id", "story"])
        return self._table[["article_id", "name"]].drop_duplicates().merge(stories, on="article_id")

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What each actor is mostly taken for: person, body, place or group."""
        counts = self._table.groupby(["name", "kind"]).size().rename("n").reset_index()
        first = counts.sort_values(["n", "kind"], ascending=[False, True]).drop_duplicates("name")
        return dict(zip(first["name"], first["kind"], strict=True))

    def joined(self, table: pd.DataFrame, column: str = "entity") -> pd.DataFrame:
        """Return the rows of a table that are on an actor, with `name`: who stands in that column."""
        right = self._table[[*_KEYS, "name"]].rename(columns={"entity": column})
        return table.merge(right, on=["article_id", column])

    def claimed(self, claims: pd.DataFrame) -> pd.DataFrame:
        """Return the claims that are on an actor, with the actor as `name`.

        Claims call somebody as the article does ("the GOP"), so the words of its mentions count, too.
        """
        known = self._table.set_index(_KEYS)["name"]
        wanted = pd.MultiIndex.from_frame(claims[["article_id", "name"]])
        found = pd.Series(known.reindex(wanted).to_numpy(), index=claims.index)
        rest = pd.MultiIndex.from_frame(claims.loc[found.isna(), ["article_id", "name"]])
        found[found.isna()] = self._written.reindex(rest).to_numpy()
        return claims.assign(name=found).dropna(subset="name")

    @cached_property
    def _written(self) -> pd.Series:
        """The actor that words of an article mostly stand for, by article and words."""
        tables = []
        for piece in pieces(self._corpus, "entities", [*_KEYS, "text", "basis"]):
            own = self.joined(piece[piece["text"].str.match(r"[A-Z]|the [A-Z]")])
            own = own.assign(text=own["text"].str.replace(r"^[Tt]he ", "", regex=True))
            tables.append(own.groupby(["article_id", "text", "name"]).size().rename("n").reset_index())
        counts = pd.concat(tables, ignore_index=True).sort_values("n", ascending=False, kind="stable")
        return counts.drop_duplicates(["article_id", "text"]).set_index(["article_id", "text"])["name"]


def no_actors(corpus: Corpus) -> set[str]:
    """Return the names (see `same_name`) that are no actors: outlets, agencies, what web pages leave."""
    outlets = {part for outlet in corpus.articles["outlet"].dropna().unique() for part in _names_of(outlet)}
    listed = words("corpus", "news agencies") | words("corpus", "no actors")
    return {same_name(name) for name in outlets | listed}


def _names_of(outlet: str) -> list[str]:
    """Return what an outlet may be called: "Fox News (Online News)" also without the words in brackets."""
    bare = outlet.partition("(")[0].strip()
    return [outlet, bare, bare.rpartition(".")[0] or bare]


def _is_actor(name: str, barred: set[str]) -> bool:
    return len(name) > 1 and name[0].isupper() and same_name(name) not in barred
