"""Is one person one name? The corpus's names beside those of coders, over the articles of SEESAW.

SEESAW (Zhang, Zhang, Zhang and Wang 2022) names the people, bodies and places of each article by one name
across its articles. What is measured are pairs of an article and somebody in it (see `corpus`).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis.corpus.names.known import key, known
from analysis.corpus.names.ladder import is_full_name
from analysis.corpus.names.persons import is_same_given, parse, plain

KINDS = {"People": "person", "Organization": "body", "GPE": "place"}


def matches(examples: Iterable[dict], names: pd.DataFrame) -> pd.DataFrame:
    """Return whom the coders name in an article and the entity there that it is, null where we have none.

    Columns: article_id, kind, coded, entity, name, basis.
    """
    here = dict(iter(names.groupby("article_id", sort=False)))
    found = []
    for example in examples:
        coded = {(tone["entity"], tone["kind"]) for tone in example["tones"]}
        rows = here.get(example["id"])
        for name, kind in sorted(coded):
            if kind in KINDS and rows is not None and (kind != "People" or _is_person(name)):
                row = _match(name, kind, rows)
                own = (row.entity, row.name, row.basis) if row is not None else (None, None, None)
                found.append((example["id"], KINDS[kind], plain(name).replace(".", ""), *own))
    return pd.DataFrame(found, columns=["article_id", "kind", "coded", "entity", "name", "basis"])


def _is_person(name: str) -> bool:
    return is_full_name(name.title() if name.islower() else name, "PERSON") and not name.endswith("s of")


def _match(name: str, kind: str, rows: pd.DataFrame):
    """Return the row of an article's entity that a coded name is: the same words, else the same person."""
    ranked: dict[int, list] = defaultdict(list)
    for row in rows.rename(columns={"name": "known_as"}).itertuples(index=False):
        if rank := _likeness(name, kind, row.entity):
            ranked[rank].append((row.entity, row.known_as, row.basis))
    if not ranked:
        return None
    return _Row(*ranked[min(ranked)][0])


class _Row(NamedTuple):
    entity: str
    name: str
    basis: str


def _likeness(coded: str, kind: str, entity: str) -> int:
    """Return how an entity is a coded name: 1 (the same words) to 3 (the surname alone), 0 if it is not."""
    if key(coded) == key(entity):
        return 1
    if kind != "People":
        there, here = known(coded), known(entity)
        return 2 if there and here and there.name == here.name else 0
    one, other = parse(coded), parse(entity)
    if one.surname != other.surname:
        return 0
    if other.given:
        return 2 if is_same_given(one, other) and one.suffix == other.suffix else 0
    return 3
