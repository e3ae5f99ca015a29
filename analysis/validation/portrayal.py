"""How articles show their actors, against codings of whole articles: our own, and the tones of SEESAW.

SEESAW (Zhang et al. 2022, CC BY-NC-SA 4.0) has triplets of articles on a story, and the tone of each towards
those it names. What is fitted to our own codings and what to SEESAW are files of their own; the second also
keeps what both say together. Each article is judged by regressions that were fitted to other articles, and
in SEESAW to other stories. A value is right where a coder says the same.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analysis.annotation import Document, annotate, as_written
from analysis.articles import Article
from analysis.errors import ValidationError
from analysis.findings.beside import Possible, beside
from analysis.findings.chances import NO_SIDE
from analysis.findings.deeds import doers
from analysis.findings.portrayal import (
    is_passing,
    main_actors,
    passages_of,
    possible,
    shown_features,
    side_of,
    within,
    within_article,
)
from analysis.findings.setting import setting
from analysis.models.readers import sigmoid, softmax
from analysis.statistics.metrics import macro_f1, precision_recall_f1
from analysis.tone.portrayal import Weights, actors, features, reading, side_by_side, verdict
from analysis.validation import fitting
from analysis.validation.cards import CardRow
from analysis.validation.codings import Coding, alike, same

SEESAW = "seesaw/train.jsonl.gz"
STRENGTH = {"own": 0.03, "seesaw": 0.03, "both": 0.003, "suffers": 0.03, "harms": 0.03}
CLAIMED, BESIDE = 0.003, 0.05
VALUES = (-1, 0, 1)
OUR_DATA = "coded articles"
DOMAINS = {
    OUR_DATA: "main actors of web pages of many kinds and countries, and of texts of our own",
    "SEESAW train": "those named in US political news",
}
SURE = 0.9
_UNSURE, _LEAST_SPREAD, _FREE = 0.6, 0.02, 100.0
_FACTORS = np.arange(0.4, 1.6, 0.05)
_PARTY = " Party"
_SIGNS = {"Negative": -1, "Neutral": 0, "Positive": 1}


class Shown(NamedTuple):
    """An actor of an article as coded: what the text has on it, the value each coder gives it, how sure they
    are, whether it suffers, and whether it harms somebody, None where no events are coded; `main` where
    claims are made about it, `passing` where it is named in passing alone. No coder gives a value where none
    lists the actor.

    `group` is what folds keep together, the article or the story. `more` speaks for claims alone, `place`
    is the actor as it stands beside the others of the article, `around` what the article is like.
    """

    group: str
    entity: str
    actor: str
    features: Mapping[str, float]
    values: tuple[int, ...]
    sure: float = 1.0
    suffers: bool = False
    harms: bool | None = False
    main: bool = False
    passing: bool = False
    more: Mapping[str, float] = {}
    place: Possible | None = None
    around: Mapping[str, float] = {}

    @property
    def value(self) -> int:
        """What the coders say together: a side where at least half of them are on it."""
        mean = float(np.mean(self.values))
        return 0 if abs(mean) < 0.5 else int(np.sign(mean))


def all_actors(document: Document, codings: Sequence[Coding], reader: str) -> Iterator[Shown]:
    """Yield the actors of an article, also those that no coding lists."""
    read = reading(document, reader)
    main = {each.name for each, _ in main_actors(document, reader)}
    events = any(coding.row.get("events") for coding in codings)
    for each in doers(document):
        if not (passages := passages_of(document, each, reader)):
            continue
        name = as_written(document, each.name)
        coded = [its for its in (coding.shown(name) for coding in codings) if its]
        yield Shown(
            document.article.id,
            each.name,
            coded[0]["name"] if coded else name,
            features(read, passages),
            tuple(its["article"] for its in coded),
            float(np.mean([1.0 if its["sure"] else _UNSURE for its in coded])) if coded else 0.0,
            any(its["suffers"] for its in coded),
            any(coding.harms(name) for coding in codings) if events else None,
            each.name in main,
            is_passing(passages),
            shown_features(document, each, passages, reader),
            possible(each, passages, 0, 0.0),
            setting(document, reader),
        )


def seesaw_actors(rows: Iterable[tuple[Mapping, Document]], reader: str) -> Iterator[Shown]:
    """Yield those whom articles of SEESAW show in some tone and our entities have, by the words of names."""
    for row, document in rows:
        read = reading(document, reader)
        its = dict(actors(read))
        names = _names(document)
        tones: dict[str, list[int]] = {}
        for tone in row["tones"]:
            if (sign := _SIGNS.get(tone["label"].split()[-1])) is not None:
                tones.setdefault(tone["entity"], []).append(sign)
        for actor, values in tones.items():
            if entity := _entity(actor, names, list(its)):
                given = features(read, its[entity])
                yield Shown(row["story"], entity, actor, given, tuple(values))


def read_seesaw(data: Path) -> Iterator[tuple[Mapping, Document]]:
    """Yield the articles of SEESAW in a folder, annotated; ValidationError where they are not there."""
    try:
        with gzip.open(data / SEESAW, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield row, annotate(article_of(row))
    except OSError as problem:
        raise ValidationError(f"The articles {SEESAW} are not in {data}.") from problem


def article_of(row: Mapping) -> Article:
    """Return an article of SEESAW: title, blank line, sentences."""
    text = f"{row['title']}\n\n{' '.join(filter(None, row['sentences']))}"
    return Article(text, id=row["id"], title=row["title"], outlet=row["outlet"])


def _names(document: Document) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in document.single_mentions:
        its = found.setdefault(mention.entity, {as_written(document, mention.entity)})
        if mention.kind == "name":
            its.add(mention.text)
    return found


def _entity(actor: str, names: Mapping[str, set[str]], ranked: Sequence[str]) -> str | None:
    """Return the entity of a name: of several with most sentences, one of the same name before a near one."""
    party = actor.removesuffix(_PARTY)
    called = {actor} if party == actor else {actor, party, f"{party.removesuffix('ic')}s"}
    for fits in (same, alike):
        for entity in ranked:
            if any(fits(one, other) for one in called for other in names[entity]):
                return entity
    return None


class Fitted(NamedTuple):
    """A regression, and the log-odds (n, classes) of its examples, each by one that was fitted to others."""

    weights: Weights
    unseen: np.ndarray


def fit(shown: Sequence[Shown], strength: float) -> Fitted:
    """Fit a regression on how actors are judged. One factor for all log-odds makes its chances hold."""
    plain = _fit(shown, strength)
    scores = _unseen(shown, lambda others: _fit(others, strength))
    factor = _factor(scores, _allowed(shown))
    return Fitted(Weights(plain.names, plain.weights * factor, plain.bias * factor), scores * factor)


def _fit(shown: Sequence[Shown], strength: float) -> Weights:
    names = tuple(shown[0].features)
    inputs, centre, spread = _inputs(shown, names)
    start = np.zeros((len(VALUES), len(names)))
    counting = np.array([each.sure for each in shown])
    head = fitting.one_of(inputs, _allowed(shown), strength, start, counting)
    weights = head.weights / spread
    return Weights(names, weights, head.bias - weights @ centre)


def fit_chance(shown: Sequence[Shown], what: str) -> Fitted:
    """Fit a regression on whether actors suffer, or harm. A factor and a shift make its chances hold; of
    several names of one actor only the likeliest counts as right.
    """
    plain = _fit_chance(shown, what, STRENGTH[what])
    scores = _unseen(shown, lambda others: _fit_chance(others, what, STRENGTH[what]))
    scale = fitting.several(scores, _right_once(shown, what, scores[:, 0])[:, None], _FREE)
    factor = float(scale.weights[0, 0])
    weights = Weights(plain.names, plain.weights * factor, plain.bias * factor + scale.bias)
    return Fitted(weights, scores * factor + scale.bias)


def _right_once(shown: Sequence[Shown], what: str, scores: np.ndarray) -> np.ndarray:
    """Return where it is right, bool (n,): of several names of one actor for the likeliest alone."""
    right, seen = np.zeros(len(shown), dtype=bool), set()
    for place in np.argsort(-scores, kind="stable"):
        each = shown[place]
        right[place] = getattr(each, what) and (each.group, each.actor) not in seen
        seen.add((each.group, each.actor))
    return right


class Claimed(NamedTuple):
    """The two regressions behind a claim (see `findings.portrayal.Regressions`); for each actor the value,
    the log-odds (n,) that the claim is right and no second one, and those (n, classes) by the first
    regression alone, by regressions fitted to other articles.
    """

    alone: Weights
    beside: Weights
    values: list[int]
    unseen: np.ndarray
    scores: np.ndarray


def fit_claims(shown: Sequence[Shown], what: str) -> Claimed:
    """Fit the regressions behind claims, `judged` or `suffers`, to all actors of articles. Whom no coding
    lists stands beside the others, and is not counted.
    """
    given = [each._replace(features=each.more) for each in shown]

    def alone(others: Sequence[Shown]) -> Weights:
        if what == "judged":  # each coder's value by itself: where they agree a side is surer
            return _fit([each._replace(values=(its,)) for each in others for its in each.values], CLAIMED)
        return _fit_chance([each for each in others if each.values], what, CLAIMED)

    scores = _unseen(given, alone)
    found = [side_of(row) if what == "judged" else (1, float(row[0])) for row in scores]
    values, odds = [value for value, _ in found], np.array([odds for _, odds in found])
    right = [
        value in each.values if what == "judged" else each.suffers
        for each, value in zip(shown, values, strict=True)
    ]
    said = [each._replace(suffers=its) for each, its in zip(shown, right, strict=True)]
    placed = _placed(said, values, odds, what)
    unseen = _unseen(placed, _fit_beside, seed=2)[:, 0]
    return Claimed(alone(given), _fit_beside(placed), values, unseen, scores)


class Claim(NamedTuple):
    """A claim on how a main actor is shown, whether a coding says the same, and its chance."""

    actor: Shown
    right: bool
    chance: float


def claims(everybody: Sequence[Shown], what: str) -> list[Claim]:
    """Return the claims, `portrayal`, `no side` or `suffers`, on main actors that a coding lists, each with
    its chance by regressions that were fitted to other articles.
    """
    if what == "suffers":
        fitted = fit_claims(everybody, what)
        found = zip(everybody, sigmoid(fitted.unseen), strict=True)
        return [Claim(each, each.suffers, chance) for each, chance in found if each.main and each.values]
    fitted = fit_claims(everybody, "judged")
    likely = softmax(fitted.scores)
    neither = likely.argmax(axis=1) == 1
    if what == NO_SIDE:
        return [
            Claim(each, 0 in each.values, float(row[1]))
            for each, row, on_none in zip(everybody, likely, neither, strict=True)
            if on_none and each.main and each.values
        ]
    return [
        Claim(each, value in each.values, within(chance, value, each.passing))
        for each, value, chance, on_none in zip(
            everybody, fitted.values, sigmoid(fitted.unseen), neither, strict=True
        )
        if not on_none and each.main and each.values
    ]


def _placed(said: Sequence[Shown], values: Sequence[int], odds: np.ndarray, what: str) -> list[Shown]:
    """Return actors with what stands beside the claims on them, and around those on lights.

    `suffers` says which are right, and goes on to say which are right and no second ones.
    """
    right = _right_once(said, "suffers", odds)
    by_article: dict[str, list[int]] = {}
    for place, each in enumerate(said):
        by_article.setdefault(each.group, []).append(place)
    found: dict[int, Shown] = {}
    for places in by_article.values():
        claims = [
            each.place._replace(value=values[place], odds=float(odds[place]))
            for place in places
            if (each := said[place]).place
        ]
        around = said[places[0]].around
        given = within_article(claims, around) if what == "judged" else beside(claims)
        for place, its in zip(places, given, strict=True):
            found[place] = said[place]._replace(features=its, suffers=bool(right[place]))
    return [found[place] for place in range(len(said))]


def _fit_beside(placed: Sequence[Shown]) -> Weights:
    return _fit_chance([each for each in placed if each.values], "suffers", BESIDE)


def _fit_chance(shown: Sequence[Shown], what: str, strength: float) -> Weights:
    names = tuple(shown[0].features)
    inputs, centre, spread = _inputs(shown, names)
    labels = np.array([[getattr(each, what)] for each in shown])
    head = fitting.several(inputs, labels, strength)
    weights = head.weights / spread
    return Weights(names, weights, head.bias - weights @ centre)


def _inputs(shown: Sequence[Shown], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values = np.array([[each.features[name] for name in names] for each in shown])
    centre, spread = values.mean(axis=0), values.std(axis=0) + _LEAST_SPREAD
    return (values - centre) / spread, centre, spread


def _allowed(shown: Sequence[Shown]) -> np.ndarray:
    """Return which values a coder gives, bool (n, 3)."""
    return np.array([[value in each.values for value in VALUES] for each in shown])


def _unseen(
    shown: Sequence[Shown], fitted: Callable[[Sequence[Shown]], Weights], seed: int = 1
) -> np.ndarray:
    """Return each actor's log-odds (n, classes) by a regression fitted on the other folds of groups."""
    groups = sorted({each.group for each in shown})
    fold = dict(zip(groups, fitting.folds(len(groups), seed).tolist(), strict=True))
    found: dict[int, np.ndarray] = {}
    for number in range(fitting.FOLDS):
        regression = fitted([each for each in shown if fold[each.group] != number])
        for place, each in enumerate(shown):
            if fold[each.group] == number:
                found[place] = regression.scores(each.features)
    return np.array([found[place] for place in range(len(shown))])


def _factor(scores: np.ndarray, allowed: np.ndarray) -> float:
    """Return the factor of log-odds under which the values that coders give are likeliest."""
    return max(_FACTORS, key=lambda factor: float(_likelihood(factor * scores, allowed)))


def _likelihood(scores: np.ndarray, allowed: np.ndarray) -> float:
    return float(np.log(np.maximum((softmax(scores) * allowed).sum(axis=1), 1e-9)).sum())


def together(own: np.ndarray, seesaw: np.ndarray, shown: Sequence[Shown]) -> Weights:
    """Fit what the log-odds (n, 3) by two regressions say together, of actors they were not fitted to: about
    their mean, and how often each value is coded.
    """
    inputs = np.hstack([own, seesaw])
    start = np.hstack([np.eye(len(VALUES)), np.eye(len(VALUES))]) / 2
    head = fitting.one_of(inputs, _allowed(shown), STRENGTH["both"], start, np.ones(len(shown)))
    return Weights(tuple(side_by_side(own[0], seesaw[0])), head.weights, head.bias)


def both(own: np.ndarray, seesaw: np.ndarray, shown: Sequence[Shown]) -> np.ndarray:
    """Return chances (n, 3) from the log-odds by both, each actor's by what was fitted to other groups."""
    given = [side_by_side(*pair) for pair in zip(own, seesaw, strict=True)]
    paired = [each._replace(features=its) for each, its in zip(shown, given, strict=True)]

    def fitted(others: Sequence[Shown]) -> Weights:
        values = np.array([list(each.features.values()) for each in others])
        return together(values[:, :3], values[:, 3:], others)

    return softmax(_unseen(paired, fitted, seed=2))


def card_rows(shown: Sequence[Shown], chances: np.ndarray, **where: Any) -> Iterator[CardRow]:
    """Yield how well chances (n, 3) fit what coders say: macro-F1, and how often a sure side is right."""
    gold = [each.value for each in shown]
    said = [verdict(row) for row in chances]
    yield CardRow.of(
        macro_f1(gold, said, VALUES).scaled(100),
        measure="how an actor is shown: macro-F1, three classes",
        n=len(shown),
        unit="actors",
        **where,
    )
    sure = [
        (value in each.values, 1, 0)
        for each, value, row in zip(shown, said, chances, strict=True)
        if value and row[value + 1] >= SURE
    ]
    if sure:
        yield CardRow.of(
            precision_recall_f1([(int(hit), 1, 0) for hit, _, _ in sure]).precision.scaled(100),
            measure="an actor shown as worse or better, with a chance of 90% and more: right, share",
            n=len(sure),
            unit="actors",
            **where,
        )


def scores(regression: Weights, shown: Sequence[Shown]) -> np.ndarray:
    """Return each actor's log-odds (n, classes) by a regression."""
    return np.array([regression.scores(each.features) for each in shown])


def rows(ours: Sequence[Shown], theirs: Sequence[Shown], own: Fitted, seesaw: Fitted) -> Iterator[CardRow]:
    """Yield the figures on our own codings and on SEESAW, by what was fitted to both and to ours alone."""
    own_there = scores(own.weights, theirs)
    for shown, chances, data, terms in (
        (ours, softmax(own.unseen), OUR_DATA, "our codings alone"),
        (theirs, softmax(own_there), "SEESAW train", "our codings alone"),
        (theirs, both(own_there, seesaw.unseen, theirs), "SEESAW train", "our codings and SEESAW"),
    ):
        yield from card_rows(shown, chances, data=data, domain=f"{DOMAINS[data]}; fitted to {terms}")
