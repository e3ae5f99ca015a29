"""What is coded: sentences for quotes and frames, mentions for sentiment, each with the machine's label."""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from analysis.codings.answers import NO, POLARITIES, QUOTES, SENTIMENT
from analysis.codings.material import Material
from analysis.framing.policy import OTHER

UNKNOWN = "unknown outlet"


class Heard(NamedTuple):
    """Whose words stand in a sentence: `kind` is no, yes, direct, mixed or indirect; None: nobody named."""

    kind: str
    speakers: frozenset[str | None] = frozenset()


def units(material: Material, task: str) -> pd.DataFrame:
    """Return every unit of a task: article_id, start, end, machine (its label) and stratum.

    Labels are `Heard` for quotes, negative, neutral or positive for sentiment, a set of frames for a
    typology. A stratum is an outlet with a label: units of one are alike to the machine.
    """
    makers = {QUOTES: _heard, SENTIMENT: _judged}
    found = makers[task](material) if task in makers else _framed(material, task)
    outlets = material.articles["outlet"].fillna(UNKNOWN)
    found["stratum"] = list(zip(found["article_id"].map(outlets), map(_plain, found["machine"]), strict=True))
    return found.reset_index(drop=True)


def merged(labels: list[Heard]) -> Heard:
    """Return several statements in one sentence as one label: of different kinds it is mixed."""
    kinds = {label.kind for label in labels} - {NO}
    if not kinds:
        return Heard(NO)
    speakers = frozenset().union(*(label.speakers for label in labels))
    return Heard(kinds.pop() if len(kinds) == 1 else "mixed", speakers)


def _heard(material: Material) -> pd.DataFrame:
    statements = defaultdict(list)
    for row in material.table("quotes", ["article_id", "kind", "speaker", "content"]).itertuples():
        label = Heard(row.kind, frozenset([row.speaker if isinstance(row.speaker, str) else None]))
        statements[row.article_id] += [(int(start), int(end), label) for start, end in row.content]
    found = material.sentences[["article_id", "start", "end"]].copy()
    found["machine"] = [
        merged([label for start, end, label in statements[article] if start < last and end > first])
        for article, first, last in found.itertuples(index=False)
    ]
    return found


def _judged(material: Material) -> pd.DataFrame:
    targets = material.table("targets", ["article_id", "start", "end", *POLARITIES])
    found = targets[["article_id", "start", "end"]].copy()
    found["machine"] = targets[list(POLARITIES)].to_numpy().argmax(axis=1)
    found["machine"] = found["machine"].map(dict(enumerate(POLARITIES)))
    return found


def _framed(material: Material, typology: str) -> pd.DataFrame:
    rows = material.table("frames", ["article_id", "frame", "sentence"], typology=typology)
    carried = defaultdict(set)
    for row in rows[rows["sentence"].notna() & (rows["frame"] != OTHER)].itertuples():
        carried[row.article_id, int(row.sentence)].add(row.frame)
    found = material.sentences[["article_id", "start", "end"]].copy()
    places = zip(material.sentences["article_id"], material.sentences["sentence"], strict=True)
    found["machine"] = [frozenset(carried[place]) for place in places]
    return found


def _plain(label: object) -> str:
    """Return what of a label makes a stratum: the kind of a quotation, the polarity, the first frame."""
    if isinstance(label, Heard):
        return label.kind
    return min(label, default="none") if isinstance(label, frozenset) else label
