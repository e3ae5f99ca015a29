"""Is one person one name? The corpus's names beside those of coders, over the articles of SEESAW.

SEESAW (Zhang, Zhang, Zhang and Wang 2022) names the people, bodies and places of each article by one name
across its articles. The measure is B-cubed (Bagga and Baldwin 1998) over pairs of an article and somebody in
it.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.corpus.names import Directory, sightings
from analysis.corpus.names.known import key, known
from analysis.corpus.names.ladder import is_full_name
from analysis.corpus.names.persons import is_same_given, parse, plain
from analysis.validation.data import read_jsonl

SEESAW = "seesaw/train.jsonl.gz"
KINDS = {"People": "person", "Organization": "body", "GPE": "place"}


class BCubed(NamedTuple):
    """B-cubed precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float


def b_cubed(coded: Sequence[Hashable], found: Sequence[Hashable]) -> BCubed:
    """Return how two groupings of the same items agree (Bagga and Baldwin 1998).

    Item by item, the share of its group that belongs there, and of those that belong there the share that is
    in its group; both averaged over items. Of no items everything is 1.
    """
    if not coded:
        return BCubed(1.0, 1.0, 1.0)
    both, ours, theirs = Counter(zip(coded, found, strict=True)), Counter(found), Counter(coded)
    precision = sum(count * count / ours[group] for (_, group), count in both.items()) / len(coded)
    recall = sum(count * count / theirs[group] for (group, _), count in both.items()) / len(coded)
    return BCubed(precision, recall, 2 * precision * recall / (precision + recall))


def across_articles(corpus: Corpus, data: Path) -> pd.DataFrame:
    """Return B-cubed of exact strings and of the corpus's names, for people, bodies and places.

    `corpus` has the tables of SEESAW's articles, whose ids are the data set's; `data` is the folder with the
    labelled sets. The stories are the data set's own. Columns: kind, method, coded (pairs of an article and a
    coded name), matched (those that we name in that article), precision, recall, f1.
    """
    examples = read_jsonl(data, SEESAW)
    seen = sightings({name: corpus.table(name) for name in ("articles", "sentences", "entities")})
    stories = {example["id"]: example["story"] for example in examples}
    directory = Directory()
    directory.add(seen, stories)
    return agreement(examples, directory.resolve(seen, stories))


def agreement(examples: Iterable[dict], names: pd.DataFrame) -> pd.DataFrame:
    """Return the table of `across_articles` for the table `names` of these examples."""
    matched = matches(examples, names)
    rows = []
    for kind in KINDS.values():
        own = matched[matched["kind"] == kind]
        here = own.dropna(subset=["entity"])
        for method, found in (("exact strings", here["entity"]), ("names of the corpus", here["name"])):
            rows.append((kind, method, len(own), len(here), *b_cubed(here["coded"].tolist(), found.tolist())))
    columns = ["kind", "method", "coded", "matched", "precision", "recall", "f1"]
    return pd.DataFrame(rows, columns=columns)


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
