"""Learning from coded texts what pronouns mean: examples in, a `Ranker` out.

An example is a pronoun with its candidates' features and those that are right. The first round reads the
texts with the coded antecedents, the second with a ranker of the first, so that the network also learns how
to go on after a mistake (Ross et al. 2011).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from spacy.tokens import Doc

from analysis.annotation import Document, annotate
from analysis.annotation.antecedents import Ranker
from analysis.annotation.evidence import Asked
from analysis.annotation.pronouns import Judge, resolve
from analysis.annotation.scene import Standing
from analysis.articles import Article
from analysis.validation.coreference import CodedText, NamedPronouns

UNITS, NETWORKS, EPOCHS, FIRST_EPOCHS = 32, 3, 60, 30
LEAST = {"he": 0.58, "she": 0.58, "they": 0.35, "it": 0.5}
"""The chance from which on somebody is named; see MODEL_CARD.md on how it was chosen."""
_BATCH, _RATE, _DECAY, _DROPPED, _WARM_UP = 64, 3e-3, 1e-2, 0.15, 0.1


class Example(NamedTuple):
    """The features of a pronoun's candidates and of nobody, (n, features), and which are right, bool (n,)."""

    features: np.ndarray
    right: np.ndarray


class Key(Protocol):
    """What is known of a text's pronouns."""

    def right(self, asked: Asked, among: Sequence[Standing]) -> list[int] | None:
        """Return the numbers of the candidates that are right, their count for nobody, None for not coded."""
        ...


class ChainKey:
    """The chains that GUM codes: right is a candidate of the pronoun's chain, a named one first."""

    def __init__(self, doc: Doc, coded: CodedText):
        self._doc = doc
        self._word: dict[int, int] = {}
        self._by_root: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._covering: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for mention in coded.mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            assert span is not None  # for both lie within the text
            if len(span) == 1:
                self._word[span.start] = mention.entity
            self._by_root[span.root.i].append((span.start, span.end, mention.entity))
            for place in range(span.start, span.end):
                self._covering[place].append((len(span), mention.entity))

    def right(self, asked: Asked, among: Sequence[Standing]) -> list[int]:
        """Return the numbers of the candidates that are right, their count where none is."""
        chain = self._word.get(asked.token.i)
        right = [n for n, each in enumerate(among) if chain is not None and chain in self._chains(each)]
        return [n for n in right if among[n].latest.mentions] or right or [len(among)]

    def _chains(self, standing: Standing) -> set[int | None]:
        last = self._word.get(standing.head) if standing.was else None
        return {self._chain(standing), last} - {None}

    def _chain(self, standing: Standing) -> int | None:
        head = standing.latest.head
        joined = {token.i for token in self._doc[head].conjuncts}
        spans = self._by_root[head]
        if standing.latest.sort == "group":
            wide = [span for span in spans if all(span[0] <= place < span[1] for place in joined)]
            return min(wide, key=_length)[2] if wide else None
        single = [span for span in spans if not any(span[0] <= place < span[1] for place in joined)]
        if spans:
            return max(single, key=_length)[2] if single else min(spans, key=_length)[2]
        covering = self._covering[head] if standing.latest.mentions else []
        return min(covering)[1] if covering else None


def _length(span: tuple[int, int, int]) -> int:
    return span[1] - span[0]


class NameKey:
    """Our codes by name: right is a candidate that is called so; where none is, nobody and nameless ones."""

    def __init__(self, doc: Doc, coded: NamedPronouns):
        self._meant = {token.i: coded.meant[token.idx] for token in doc if token.idx in coded.meant}

    def right(self, asked: Asked, among: Sequence[Standing]) -> list[int] | None:
        """Return the numbers of the candidates that are right, None where the pronoun is not coded."""
        if asked.token.i not in self._meant:
            return None
        name = self._meant[asked.token.i]
        called = [n for n, each in enumerate(among) if name and is_called(each, name)]
        exact = [n for n in called if among[n].latest.key == name]
        nameless = [n for n, each in enumerate(among) if not each.latest.mentions]
        return exact or called or [*nameless, len(among)]


def is_called(standing: Standing, name: str) -> bool:
    """Tell whether a candidate is one that shares a word with a name; of a group, every member does."""
    members = [m.entity for m in standing.latest.mentions]
    if len(members) > 1 or " and " in name:
        return len(members) > 1 and " and " in name and all(_shares(each, name) for each in members)
    return bool(members) and _shares(members[0], name)


def _shares(entity: str, name: str) -> bool:
    return bool(capitalised(entity) & capitalised(name))


def capitalised(name: str) -> set[str]:
    """Return the words of a name that have a capital, in small letters, without titles' and others' dots."""
    return {word.strip(".,'’\"()").lower() for word in name.split() if word[:1].isupper()} - {"the", ""}


class _Recorder:
    """A judge that keeps examples; it decides as the key does, or as a ranker."""

    def __init__(self, key: Key, ranker: Judge | None):
        self.key, self.ranker = key, ranker
        self.kept: list[Example] = []

    def choose(
        self, asked: Asked, among: Sequence[Standing], rows: list[list[float]]
    ) -> tuple[int | None, float]:
        right = self.key.right(asked, among)
        if right is not None:
            place = np.isin(np.arange(len(rows)), right)
            self.kept.append(Example(np.array(rows, dtype=np.float32), place))
        if self.ranker:
            return self.ranker.choose(asked, among, rows)
        return (right[0] if right and right[0] < len(among) else None), 1.0

    def is_sure(self, asked: Asked, chance: float) -> bool:
        return self.ranker is None or self.ranker.is_sure(asked, chance)


@dataclass(frozen=True, eq=False)
class Lesson:
    """A text as it was annotated, with what is coded of it."""

    document: Document
    key: Key

    def examples(self, ranker: Judge | None = None) -> list[Example]:
        """Return the examples of a text that is read with the coded antecedents, or by a ranker."""
        recorder = _Recorder(self.key, ranker)
        self.read(recorder)
        return recorder.kept

    def read(self, judge: Judge) -> Document:
        """Return the document with its pronouns as a judge decides."""
        named = [m for m in self.document.mentions if m.kind != "pronoun"]
        found = resolve(self.document.doc, self.document.sentences, named, judge)
        document = self.document
        return Document(document.article, document.doc, document.sentences, document.paragraphs, tuple(found))


def lesson(coded: CodedText | NamedPronouns) -> Lesson:
    """Annotate a coded text."""
    document = annotate(Article(text=coded.text, id=coded.name))
    if isinstance(coded, CodedText):
        return Lesson(document, ChainKey(document.doc, coded))
    return Lesson(document, NameKey(document.doc, coded))


def learn(lessons: Sequence[Lesson]) -> Ranker:
    """Return the ranker that some texts teach, in two rounds."""
    first = [example for each in lessons for example in each.examples()]
    beginner = fit(first, networks=1, epochs=FIRST_EPOCHS)
    second = [example for each in lessons for example in each.examples(beginner)]
    return fit([*first, *second])


def fit(examples: Sequence[Example], networks: int = NETWORKS, epochs: int = EPOCHS) -> Ranker:
    """Fit a ranker: the loss is the log of the chance of all that is right (Durrett and Klein 2013).

    AdamW (Loshchilov and Hutter 2019) with dropout on the features; the networks differ in their seeds.
    """
    trained = [_Training(examples, seed).run(epochs) for seed in range(networks)]
    hidden, output = (np.stack(parts) for parts in zip(*trained, strict=True))
    return Ranker(hidden, output, LEAST)


class _Training:
    """A network while it learns."""

    def __init__(self, examples: Sequence[Example], seed: int):
        self.rng = np.random.default_rng(seed)
        self.examples = examples
        self.features = np.concatenate([each.features for each in examples])
        self.right = np.concatenate([each.right for each in examples])
        self.ends = np.cumsum([len(each.right) for each in examples])
        width = self.features.shape[1]
        hidden = np.zeros((width + 1, UNITS), np.float32)
        hidden[:-1] = self.rng.normal(0, 20**-0.5, (width, UNITS))
        self.weights = [hidden, self.rng.normal(0, UNITS**-0.5, UNITS).astype(np.float32)]
        self.means, self.squares = ([np.zeros_like(w) for w in self.weights] for _ in range(2))

    def run(self, epochs: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the weights after so many rounds through the examples."""
        batches = -(-len(self.examples) // _BATCH)
        for epoch in range(epochs):
            order = self.rng.permutation(len(self.examples))
            for number in range(batches):
                step = epoch * batches + number + 1
                self._step(order[number * _BATCH : (number + 1) * _BATCH], step, epochs * batches)
        return self.weights[0], self.weights[1]

    def _step(self, chosen: np.ndarray, step: int, steps: int) -> None:
        rate = _RATE * min(1, step / (_WARM_UP * steps)) * (1 - step / (steps + 1))
        for number, gradient in enumerate(self._gradients(chosen)):
            mean, square = self.means[number], self.squares[number]
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient**2 - square)
            moved = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            self.weights[number] -= rate * (moved + 10 * _DECAY * self.weights[number])

    def _gradients(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        begins = np.concatenate([[0], self.ends[:-1]])
        places = np.concatenate([np.arange(begins[each], self.ends[each]) for each in chosen])
        example = np.repeat(np.arange(len(chosen)), self.ends[chosen] - begins[chosen])
        given = self.features[places]
        given = given * (self.rng.random(given.shape) > _DROPPED) / (1 - _DROPPED)
        hidden, output = self.weights
        inner = np.maximum(given @ hidden[:-1] + hidden[-1], 0)
        chances = _shares_of(inner @ output, example, len(chosen))
        right = chances * self.right[places]
        wanted = right / np.maximum(np.bincount(example, right)[example], 1e-12)
        wrong = ((chances - wanted) / len(chosen)).astype(np.float32)
        through = np.outer(wrong, output) * (inner > 0)
        return np.vstack([given.T @ through, through.sum(axis=0)]), inner.T @ wrong


def _shares_of(scores: np.ndarray, example: np.ndarray, examples: int) -> np.ndarray:
    """Return the softmax of scores within each example."""
    highest = np.full(examples, -np.inf)
    np.maximum.at(highest, example, scores)
    powers = np.exp(scores - highest[example])
    return powers / np.bincount(example, powers)[example]


def folds(names: Sequence[str], number: int = 5) -> list[int]:
    """Return the fold of each text by its name, neighbours in the alphabet (one genre) in different ones."""
    place = {name: number for number, name in enumerate(sorted(names))}
    return [place[name] % number for name in names]
