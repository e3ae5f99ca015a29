"""Sentences with targets to train on: labelled by people, by a teacher, and by nobody yet.

NewsMTSC (Hamborg & Donnay 2021) judges persons, SEntFiN 1.0 (Sinha et al. 2022) organisations in headlines,
FinEntity (Tang et al. 2023) in passages; the NYT editorials (Hutto & Gilbert 2014) have the mean of 20
ratings from -4 to 4, here divided by 4. A teacher's labels are JSON lines (see `read_labels`), which
`analysis.training.labelling` writes. Sentences that nobody has labelled come from whole articles (see
`analysis.training.background`).
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Span, Token

from analysis.annotation.parsing import pipeline
from analysis.errors import ValidationError
from analysis.validation.data import background_articles, held_out, read_finentity, read_jsonl
from analysis.validation.sentiment import HELD_OUT, is_name, renamed
from analysis.validation.target_codes import CodedSentence, coded_sentences
from analysis.word_lists import words

UNKNOWN = -100
SCALE = 4
PERSONS, ORGANISATIONS, PASSAGES, CODED = "PERSON", "ORG", "FIRM", "CODED"
NAMED = {PERSONS, ORGANISATIONS, "GPE", "NORP"}
STRETCH = 900
SHORTEST, LONGEST = 6, 55
MOST_TARGETS = 4
PRONOUNS, DESCRIPTIONS = 0.35, 0.15
_ROLES = {"nsubj", "nsubjpass", "dobj", "pobj"}

Probabilities = tuple[float, float, float]


@dataclass(frozen=True)
class Target:
    """A span of a sentence with what kind of thing it names and its class: 0, 1, 2 from negative to
    positive, or UNKNOWN; `roles` are 0 or 1 for each of ROLES. `soft` and `soft_roles` are a teacher's
    chances of both.
    """

    start: int
    end: int
    kind: str
    label: int = UNKNOWN
    soft: Probabilities | None = None
    roles: Probabilities | None = None
    soft_roles: Probabilities | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with its targets and ratings (-1..1), by readers and by a teacher."""

    text: str
    targets: tuple[Target, ...] = ()
    rating: float | None = None
    soft_rating: float | None = None

    @property
    def is_finance(self) -> bool:
        """Whether it is a headline of SEntFiN, whose targets are organisations."""
        return any(each.kind == ORGANISATIONS and each.label != UNKNOWN for each in self.targets)


def labelled(data: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Read the train parts; return the sentences to train on, and those held out to calibrate and measure.

    ValidationError where a set is missing.
    """
    politics, politics_out = held_out(read_jsonl(data, "newsmtsc/train.jsonl"), HELD_OUT["newsmtsc"])
    finance, finance_out = held_out(read_jsonl(data, "sentfin/train.jsonl"), HELD_OUT["sentfin"])
    passages, passages_out = held_out(read_finentity(data), HELD_OUT["finentity"])
    opinions = [
        Sentence(row["text"], rating=row["rating"] / SCALE)
        for row in read_jsonl(data, "nyt_editorials/train.jsonl")
    ]
    return (
        [
            *_grouped(politics, PERSONS),
            *_grouped(finance, ORGANISATIONS),
            *_grouped(passages, PASSAGES),
            *opinions,
        ],
        [
            *_grouped(politics_out, PERSONS),
            *_grouped(finance_out, ORGANISATIONS),
            *_grouped(passages_out, PASSAGES),
        ],
    )


def coded(data: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Read the codes of who is judged how, suffers, harms and helps (see `analysis.validation.target_codes`);
    return the sentences to train on and those held out. ValidationError where they cannot be read.
    """
    known, out = coded_sentences(data)
    return [_coded(each) for each in known], [_coded(each) for each in out]


def _coded(sentence: CodedSentence) -> Sentence:
    targets = []
    for each in sentence.targets:
        suffers, harms, helps = map(float, each.roles)
        targets.append(Target(*each.span, CODED, each.label + 1, roles=(suffers, harms, helps)))
    return Sentence(sentence.text, tuple(targets))


def calibrating(held_out: Iterable[Sentence]) -> list[Sentence]:
    """Return those of held-out sentences that chances are calibrated on: persons in the news, and codes."""
    return [each for each in held_out if each.targets[0].kind in {PERSONS, CODED}]


def taught(sentences: Iterable[Sentence], path: Path, held_out: Iterable[Sentence] = ()) -> list[Sentence]:
    """Give sentences a teacher's labels, and add those that only the teacher has labelled, but for texts that
    are held out. ValidationError where the labels cannot be read.
    """
    sentences = list(sentences)
    soft = {sentence.text: sentence for sentence in read_labels(path)}
    known = {sentence.text for sentence in (*sentences, *held_out)}
    joined = [_joined(sentence, soft.get(sentence.text)) for sentence in sentences]
    return joined + [sentence for text, sentence in soft.items() if text not in known]


def read_labels(path: Path) -> Iterator[Sentence]:
    """Read a teacher's labels, a sentence a line: text, spans ([start, end, kind]), soft ([three chances of
    classes]), roles ([three chances of ROLES]), rating or null. ValidationError where they cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                told = zip(row["spans"], row["soft"], row["roles"], strict=True)
                targets = [
                    Target(start, end, kind, soft=tuple(soft), soft_roles=tuple(roles))
                    for (start, end, kind), soft, roles in told
                ]
                yield Sentence(row["text"], tuple(targets), soft_rating=row["rating"])
    except (OSError, ValueError, KeyError) as problem:
        raise ValidationError(
            f"{path} holds no labels as analysis.training.labelling writes them."
        ) from problem


def mine(data: Path, seed: int) -> list[Sentence]:
    """Return sentences from a stretch of each article, in random order.

    Targets are named persons, organisations and places, a share of the pronouns and a share of other nouns
    that act or are acted upon. ValidationError where DATA has no such file.
    """
    rng = random.Random(seed)
    stretches = [_stretch(text, rng) for text in _texts(data)]
    found = [
        Sentence(sentence.text, targets)
        for doc in pipeline().pipe(stretches, batch_size=64)
        for sentence in list(doc.sents)[1:-1]
        if SHORTEST <= len(sentence) <= LONGEST and (targets := _targets(sentence, rng))
    ]
    rng.shuffle(found)
    return found


class Swapper:
    """Gives targets other names of the same kind and length in words, so that no reputation is learned."""

    def __init__(self, sentences: Iterable[Sentence], seed: int) -> None:
        """Collect the names that occur."""
        self._rng = random.Random(seed)
        names: dict[tuple[str, int], set[str]] = {}
        for sentence in sentences:
            for target in sentence.targets:
                name = sentence.text[target.start : target.end]
                if is_named(target, name):
                    names.setdefault(_like(target, name), set()).add(name)
        self._names = {like: sorted(of) for like, of in names.items()}

    def swap(self, sentence: Sentence, share: float) -> Sentence:
        """Return the sentence with a share of its named targets renamed, all their mentions alike."""
        for place in range(len(sentence.targets)):
            target = sentence.targets[place]
            name = sentence.text[target.start : target.end]
            if is_named(target, name) and self._rng.random() < share:
                sentence = _renamed(sentence, name, self._rng.choice(self._names[_like(target, name)]))
        return sentence


def is_named(target: Target, name: str) -> bool:
    """Tell whether a target is named, not described or taken up by a pronoun."""
    return target.kind in NAMED and is_name(name)


def _like(target: Target, name: str) -> tuple[str, int]:
    return target.kind, len(name.split())


def _renamed(sentence: Sentence, name: str, other: str) -> Sentence:
    text, spans = renamed(sentence.text, [(t.start, t.end) for t in sentence.targets], name, other)
    targets = (
        replace(target, start=start, end=end)
        for target, (start, end) in zip(sentence.targets, spans, strict=True)
    )
    return replace(sentence, text=text, targets=tuple(targets))


def _grouped(rows: Iterable[dict], kind: str) -> list[Sentence]:
    targets: dict[str, dict[tuple[int, int], Target]] = {}
    for row in rows:
        span = (row["start"], row["end"])
        targets.setdefault(row["sentence"], {})[span] = Target(*span, kind, row["label"] + 1)
    return [Sentence(text, tuple(of.values())) for text, of in targets.items()]


def _joined(sentence: Sentence, soft: Sentence | None) -> Sentence:
    if soft is None:
        return sentence
    known = {(target.start, target.end): target for target in soft.targets}
    told = [(target, known.get((target.start, target.end), target)) for target in sentence.targets]
    targets = tuple(replace(own, soft=of.soft, soft_roles=of.soft_roles) for own, of in told)
    return replace(sentence, targets=targets, soft_rating=soft.soft_rating)


def _texts(data: Path) -> Iterator[str]:
    return (" ".join(article["content_original"].split()) for article in background_articles(data))


def _stretch(text: str, rng: random.Random) -> str:
    start = rng.randint(0, max(0, len(text) - STRETCH))
    return text[start : start + STRETCH]


def _targets(sentence: Span, rng: random.Random) -> tuple[Target, ...]:
    found = {}
    for entity in sentence.ents:
        if entity.label_ in NAMED:
            first = entity.start + (entity[0].lower_ == "the" and len(entity) > 1)
            last = entity.end - (entity[-1].tag_ == "POS" and entity.end - first > 1)
            found[sentence.doc[first].idx, _end(sentence.doc[last - 1])] = entity.label_
    pronouns = words("pronouns", "drawn as targets")
    for word in sentence:
        if word.lower_ in pronouns and word.pos_ == "PRON" and rng.random() < PRONOUNS:
            found[word.idx, _end(word)] = "PRON"
        elif _is_described(word) and rng.random() < DESCRIPTIONS:
            found[word.left_edge.idx, _end(word)] = "DESC"
    kept = rng.sample(sorted(found), min(len(found), MOST_TARGETS))
    at = sentence.start_char
    return tuple(Target(start - at, end - at, found[start, end]) for start, end in sorted(kept))


def _is_described(word: Token) -> bool:
    short = word.i - word.left_edge.i < 4
    return word.pos_ == "NOUN" and not word.ent_type_ and word.dep_ in _ROLES and short


def _end(word: Token) -> int:
    return word.idx + len(word)
