"""How an article shows its actors: a reading of all their mentions, not an average of sentences.

What a fair reader thinks of an actor in the end is estimated from every place where the text names it: how
strongly the strongest passages judge it, and how the rest does; the headline and the first sentences apart,
the author's words apart from what others say; what befalls it, and what it does. Regressions fitted on
codings of whole articles turn these into chances. One strong passage can decide, three sentences may suffice.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document, of_document, once
from analysis.attribution.attributions import attributions, words
from analysis.models.readers import BASE, LABELS, ROLES, read, sigmoid, softmax
from analysis.paths import WEIGHTS, read_json
from analysis.schemas import typed
from analysis.tone.targets import target_sentiment

FOLDER = WEIGHTS / "portrayal"
OWN, SEESAW = FOLDER / "own.json", FOLDER / "seesaw.json"
"""Regressions fitted to our own codings, and those fitted to SEESAW too, whose terms are non-commercial."""
ALL, AUTHOR = "all", "author"
SIDE = 0.3
"""From this chance on an actor is on a side: most are on none, and a side is what is asked for."""
EARLY, _FEW = 3, 3
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


class Passage(NamedTuple):
    """A mention as it was read: whom it names, where it stands, who speaks there, what it says of them.

    `speaker` is who speaks there, "" where the text does not name them, and None in the author's words;
    `source` tells the name before "said" from others. `chances` are those of LABELS and ROLES (6,).
    """

    entity: str
    label: str
    name: bool
    sentence: int
    part: str
    speaker: str | None
    source: bool
    subject: bool
    chances: np.ndarray
    rating: float


class Reading(NamedTuple):
    """All passages of an article, its form and length, the share of its words that each name has said, and
    whether the reader tells roles; where it does not, their chances are 0.
    """

    passages: tuple[Passage, ...]
    form: str
    sentences: int
    said: Mapping[str, float]
    roles: bool = True


@once
def reading(document: Document, reader: str) -> Reading:
    """Read all single mentions of an article."""
    chances = target_sentiment(document, reader)[[*LABELS, *ROLES]].to_numpy()
    roles = not np.isnan(chances).any()
    judged = read(document, reader)
    passages = []
    for mention, its in zip(document.single_mentions, np.nan_to_num(chances), strict=True):
        head, named = document.doc[mention.head], mention.kind == "name"
        rating = judged[mention.sentence - 1].rating
        passages.append(passage_at(document, head, mention.entity, mention.label, named, its, rating))
    form, length = document.article.form.name, len(document.sentences)
    return Reading(tuple(passages), form, length, _said(document), roles)


def passage_at(
    document: Document,
    head: Token,
    entity: str,
    label: str,
    named: bool,
    chances: np.ndarray,
    rating: float,
) -> Passage:
    """Return a mention of somebody, the head of its words given, as it was read."""
    sentence = document.sentence_at(head)
    speaker, source = _speakers(document).get(head.i), head.i in _sources(document)
    place = sentence.number, sentence.part, speaker, source, head.dep_ in _SUBJECTS
    return Passage(entity, label, named, *place, chances, rating)


@once
def _sources(document: Document) -> frozenset[int]:
    spans = [each.source for each in attributions(document) if each.source]
    return frozenset(token.i for span in spans for token in document.tokens(*span))


@once
def _speakers(document: Document) -> dict[int, str]:
    """Return who speaks at each token that is in others' words; "" for nobody named."""
    found: dict[int, str] = {}
    for each in attributions(document):
        if each.statement:
            for span in each.content:
                found |= {token.i: each.speaker or "" for token in document.tokens(*span)}
    return found


def _said(document: Document) -> dict[str, float]:
    found: dict[str, float] = {}
    for each in attributions(document):
        if each.statement and each.speaker:
            found[each.speaker] = found.get(each.speaker, 0) + len(words(document, each.content))
    total = max(1, sum(not token.is_punct and not token.is_space for token in document.doc))
    return {name: min(1.0, number / total) for name, number in found.items()}


@of_document
def portrayal(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return a row for each actor and whose view it is: article_id, entity, by, value, chance, suffers,
    harms, helps, mentions, sentences, evidence.

    `value` is -1 where a fair reader comes away thinking worse of the actor, 1 where better, else 0, and
    `chance` how often such a value is right. `suffers` is the chance that the text shows bad things happening
    to it, `harms` and `helps` that it does harm, or somebody good; null where the reader tells no roles. `by`
    is all, author (in the author's own words), or the name of somebody in whose statements the actor is
    named. `mentions` and `sentences` say how many it rests on, `evidence` which sentences speak most for the
    value. Actors with most sentences come first. `reader` as in `classify_targets`.
    """
    read = reading(document, reader)
    model = Model.of(reader)
    rows = (
        (document.article.id, entity, by, *model.estimate(read, passages))
        for entity, its in actors(read)
        for by, passages in views(its)
    )
    return typed("portrayal", rows)


def actors(read: Reading) -> list[tuple[str, list[Passage]]]:
    """Return each actor with the passages that name it, those with most sentences first."""
    found: dict[str, list[Passage]] = {}
    for each in read.passages:
        found.setdefault(each.entity, []).append(each)
    return sorted(found.items(), key=lambda its: (-len({each.sentence for each in its[1]}), its[0]))


def views(passages: Sequence[Passage]) -> Iterator[tuple[str, list[Passage]]]:
    """Yield the passages on an actor by whose view they give: all, the author's, and of each who speaks."""
    yield ALL, list(passages)
    if own := [each for each in passages if each.speaker is None]:
        yield AUTHOR, own
    speakers = dict.fromkeys(each.speaker for each in passages if each.speaker)
    for speaker in speakers:
        if speaker != passages[0].entity:
            yield speaker, [each for each in passages if each.speaker == speaker]


class Estimate(NamedTuple):
    """How an actor is shown: the value with its chance, the chances of ROLES, and what it rests on."""

    value: int
    chance: float
    suffers: float
    harms: float
    helps: float
    mentions: int
    sentences: int
    evidence: list[int]


class Weights(NamedTuple):
    """A fitted regression: weights (classes, features) by the features' names, and bias (classes,)."""

    names: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what a file keeps."""
        rows = np.array(list(kept["weights"].values())).T
        return cls(tuple(kept["weights"]), rows, np.array(kept["bias"]))

    def kept(self) -> dict[str, Any]:
        """Return what a file keeps, rounded."""
        columns = np.round(self.weights, 4).T.tolist()
        weights = dict(zip(self.names, columns, strict=True))
        return {"bias": np.round(self.bias, 4).tolist(), "weights": weights}

    def scores(self, given: Mapping[str, float]) -> np.ndarray:
        """Return log-odds (classes,) for features by name."""
        return self.weights @ np.array([given[name] for name in self.names]) + self.bias


class Model(NamedTuple):
    """The regressions for a reader: on how an actor is judged (LABELS), on whether it suffers, and harms, all
    fitted to our own codings; and fitted to SEESAW, how an actor is judged, and what both say together.
    """

    judged: Weights
    suffers: Weights
    harms: Weights
    seesaw: Weights | None = None
    both: Weights | None = None

    @classmethod
    def of(cls, reader: str) -> "Model":
        """Return the regressions that were fitted to a reader, to the base one for a model of one's own.

        Where seesaw.json is not there, our own codings decide alone.
        """
        own = read_json(OWN)
        name = reader if reader in own else BASE
        more = read_json(SEESAW).get(name, {}) if SEESAW.exists() else {}
        return cls(**{part: Weights.read(kept) for part, kept in (own[name] | more).items()})

    def judge(self, given: Mapping[str, float]) -> np.ndarray:
        """Return the chances (3,) of LABELS for features by name."""
        own = self.judged.scores(given)
        if self.seesaw is None or self.both is None:
            return softmax(own)
        return softmax(self.both.scores(side_by_side(own, self.seesaw.scores(given))))

    def estimate(self, read: Reading, passages: Sequence[Passage]) -> Estimate:
        """Return how the passages of an article that name an actor show it."""
        given = features(read, passages)
        chances = self.judge(given)
        value = verdict(chances)
        helps = np.array([rows[:, -1].max() for rows in _by_sentence(passages).values()])
        suffers, harms = (float(sigmoid(each.scores(given))[0]) for each in (self.suffers, self.harms))
        return Estimate(
            value,
            chance=float(chances[value + 1]),
            suffers=suffers if read.roles else math.nan,
            harms=harms if read.roles else math.nan,
            helps=_once(helps) if read.roles else math.nan,
            mentions=len(passages),
            sentences=len(helps),
            evidence=evidence(passages, value + 1),
        )


def side_by_side(own: np.ndarray, seesaw: np.ndarray) -> dict[str, float]:
    """Return the log-odds (3,) of LABELS by two regressions, by name."""
    names = (f"{of}, {label}" for of in ("own", "seesaw") for label in LABELS)
    return dict(zip(names, (*own, *seesaw), strict=True))


def evidence(passages: Sequence[Passage], place: int) -> list[int]:
    """Return the sentences, at most three, where a chance (its place among LABELS and ROLES) is highest."""
    sentences = _by_sentence(passages)
    likeliest = sorted(sentences, key=lambda number: (-sentences[number][:, place].max(), number))
    return sorted(likeliest[:_FEW])


def verdict(chances: np.ndarray) -> int:
    """Return -1, 0 or 1 from the chances (3,) of LABELS: a side from SIDE on, as most actors are on none."""
    side = -1 if chances[0] > chances[2] else 1
    return side if chances[side + 1] >= SIDE else 0


def _once(chances: np.ndarray) -> float:
    """Return the chance that one of the three likeliest sentences does say it, each for itself."""
    return float(1 - np.prod(1 - np.sort(chances)[::-1][:_FEW]))


def features(read: Reading, passages: Sequence[Passage]) -> dict[str, float]:
    """Return what speaks for how an article shows an actor: `passages` are those that name it.

    Of several mentions in a sentence the strongest counts.
    """
    sentences = _by_sentence(passages)
    negative, _, positive, suffers, harms, helps = np.array(
        [each.max(axis=0) for each in sentences.values()]
    ).T
    return {
        **_standing(read, passages, sentences),
        **_strength("negative", negative),
        **_strength("positive", positive),
        **_strength("suffers", suffers),
        **_strength("harms", harms),
        **_strength("helps", helps),
        "balance": math.log((positive.sum() + 0.5) / (negative.sum() + 0.5)),
        **_parts(passages),
        **_voices(passages),
        **_context(read, passages),
    }


def _by_sentence(passages: Sequence[Passage]) -> dict[int, np.ndarray]:
    found: dict[int, list[np.ndarray]] = {}
    for each in passages:
        found.setdefault(each.sentence, []).append(each.chances)
    return {sentence: np.array(rows) for sentence, rows in found.items()}


def _strength(name: str, chances: np.ndarray) -> dict[str, float]:
    """Return how strong a reading of an actor's sentences is: the mean, the strongest, three, and the sum."""
    strongest = np.sort(chances)[::-1][:_FEW]
    return {
        f"{name}, mean": float(chances.mean()),
        f"{name}, strongest": float(strongest[0]),
        f"{name}, three": float(strongest.sum()) / _FEW,
        f"{name}, sum": math.log1p(chances.sum()),
    }


def _standing(
    read: Reading, passages: Sequence[Passage], sentences: Mapping[int, np.ndarray]
) -> dict[str, float]:
    """Return how much of the article an actor has, and what kind of actor it is."""
    label = passages[0].label
    counts = _counts(read)
    return {
        "mentions": math.log(len(passages)),
        "sentences": len(sentences) / max(1, read.sentences),
        "beside the most": len(passages) / max(1, max(counts.values(), default=1)),
        "first": min(sentences) / max(1, read.sentences),
        "subject": sum(each.subject for each in passages) / len(passages),
        "source": sum(each.source for each in passages) / len(passages),
        "said": math.sqrt(read.said.get(passages[0].entity, 0.0)),
        "speaks": float(passages[0].entity in read.said),
        "person": float(label in {"PERSON", "ROLE"}),
        "body": float(label == "ORG"),
        "place": float(label in {"GPE", "NORP", "LOC", "FAC"}),
    }


def _parts(passages: Sequence[Passage]) -> dict[str, float]:
    """Return how the headline and the first sentences judge an actor; 0 where they do not name it."""
    found: dict[str, float] = {}
    for name, its in (
        ("headline", [each for each in passages if each.part == "headline"]),
        ("early", [each for each in passages if each.sentence <= EARLY]),
    ):
        strongest = np.max([each.chances for each in its], axis=0) if its else np.zeros(6)
        found |= {
            f"{name}": float(bool(its)),
            f"{name}, negative": float(strongest[0]),
            f"{name}, positive": float(strongest[2]),
            f"{name}, suffers": float(strongest[3]),
        }
    return found


def _voices(passages: Sequence[Passage]) -> dict[str, float]:
    """Return how the author judges an actor, how others do, and how many of those do who have a name."""
    found: dict[str, float] = {}
    for name, its in (
        ("author", [each for each in passages if each.speaker is None]),
        ("others", [each for each in passages if each.speaker is not None]),
    ):
        mean = np.mean([each.chances for each in its], axis=0) if its else np.zeros(6)
        found |= {f"{name}, negative": float(mean[0]), f"{name}, positive": float(mean[2])}
    found["others"] = len([each for each in passages if each.speaker is not None]) / len(passages)
    judges: dict[str, np.ndarray] = {}
    for each in passages:
        if each.speaker and each.speaker != each.entity:
            judges[each.speaker] = np.maximum(judges.get(each.speaker, np.zeros(6)), each.chances)
    negative, positive = (sum(of[place] for of in judges.values()) for place in (0, 2))
    return found | {"blamed by": math.log1p(negative), "praised by": math.log1p(positive)}


def _context(read: Reading, passages: Sequence[Passage]) -> dict[str, float]:
    """Return how the article reads as a whole, and where it names an actor."""
    named = read.passages or passages  # where the text names nobody
    everywhere = np.mean([each.chances for each in named], axis=0)
    return {
        "rating": float(np.mean([each.rating for each in passages])),
        "all, rating": float(np.mean([each.rating for each in named])),
        "all, negative": float(everywhere[0]),
        "all, positive": float(everywhere[2]),
        "opinion": float(read.form in {"opinion", "letters"}),
        "review": float(read.form == "review"),
        "release": float(read.form == "release"),
        "interview": float(read.form == "interview"),
    }


def _counts(read: Reading) -> Counter[str]:
    return Counter(each.entity for each in read.passages)
