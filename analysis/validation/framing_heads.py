"""How each trained head of framing is fitted: from a set's examples to inputs, labels and a head.

`validate framing` fits each of them anew in five folds; `analysis.training.framing` fits them on all examples
and writes what ships.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from analysis.annotation import Document, annotate
from analysis.framing import GENERIC, POLICY, Typology
from analysis.framing.article_odds import ArticleOdds, article_inputs
from analysis.framing.heads import ITEMS, ODDS, WIDTHS, Head, mixed, of_articles, of_sentences, size
from analysis.framing.typologies.policy import FRAMES, OTHER
from analysis.models.embedding import embed
from analysis.models.readers import BASE, SMALL
from analysis.validation.data import as_article, background_articles, read_jsonl
from analysis.validation.fitting import FOLDS, a_cut_each, folds, one_cut, one_of, several, unseen, with_cuts
from analysis.validation.sentence_codes import FOLDER as GOLD
from analysis.validation.sentence_codes import NARRATIVE, sentence_codes

FRAC_CLASSES = {
    "Economic": "Economic",
    "Capacity and resources": "Economic",
    "Morality": "Morality",
    "Fairness and equality": "Fairness and equality",
    "Legality, constitutionality and jurisprudence": "Legality and crime",
    "Crime and punishment": "Legality and crime",
    "Policy prescription and evaluation": "Political and policies",
    "Security and defense": "Security and defense",
    "Health and safety": "Health and safety",
    "Quality of life": "Health and safety",
    "Cultural identity": "Cultural identity",
    "Public opinion": "Public opinion",
    "Political": "Political and policies",
    "External regulation and reputation": "Political and policies",
    OTHER: "Other",
}
SEMEVAL = "semeval2023_frames/train.jsonl"
SEMEVAL_NAMES = {
    "Legality Constitutionality and jurisprudence": "Legality, constitutionality and jurisprudence"
}
GUNS = frozenset({"gun_control_and_gun_rights", "violence_in_america"})
CLIMATE = frozenset({"climate", "environment", "energy", "epa", "disaster"})
FIRST, WRITTEN = 0.7, 2.0
FROM_CUES, FROM_DEFINITIONS = 3.0, 6.0
_SENTENCES, _OWN, _GATE, _GATE_SHIFT = 1.0, 1.5, {BASE: 1.5, SMALL: 5.0}, 1.5
_ABOUT, _CUES, _WORDS = {BASE: 10.0, SMALL: 1.0}, 0.02, 10.0
_SHARES = {BASE: (0.5, 0.25, 0.25), SMALL: (0.35, 0.35, 0.3)}
_ODDS_ABOUT, _ODDS_FRAMES, _FROM_ODDS = 3.0, 0.05, 0.25


@dataclass(frozen=True, eq=False)
class CodedSentences:
    """Sentences coded by us: `inputs` (n, inputs), the `shares` (n, 15) in which they have the policy frames,
    how much each counts (n,), and the article or text and the topic of each.
    """

    inputs: np.ndarray
    shares: np.ndarray
    counting: np.ndarray
    article: np.ndarray
    topic: np.ndarray

    def __len__(self) -> int:
        return len(self.inputs)

    def __getitem__(self, chosen: np.ndarray) -> "CodedSentences":
        """Return the sentences that a mask, bool (sentences,), chooses."""
        parts = (self.inputs, self.shares, self.counting, self.article, self.topic)
        return CodedSentences(*(part[chosen] for part in parts))


def coded_sentences(data: Path, reader: str) -> CodedSentences:
    """Return the sentences in GOLD with our codes; the texts of those from articles are in `data`."""
    coded, own = sentence_codes(data, GOLD), list(written())
    shares = [_shares_of(each.row["frames"]) for each in coded]
    return CodedSentences(
        of_sentences([*(each.text for each in coded), *(text for text, _ in own)], reader),
        np.array([*shares, *(_shares_of([frame]) for _, frame in own)]),
        np.array([1.0] * len(coded) + [WRITTEN] * len(own)),
        np.array([each.article for each in coded] + [""] * len(own)),
        np.array([each.topic for each in coded] + [""] * len(own)),
    )


def _shares_of(frames: Sequence[str]) -> list[float]:
    """Return the share (15,) of each policy frame in a sentence that has these, the first one most."""
    of = dict(zip(frames, (FIRST, 1 - FIRST) if len(frames) > 1 else (1.0,), strict=True))
    return [of.get(frame, 0.0) for frame in FRAMES]


def written() -> Iterator[tuple[str, str]]:
    """Yield the sentences that we wrote, each with its policy frame."""
    for path in sorted(GOLD.glob("written-*.txt")):
        frame = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                frame = line.removeprefix("# ")
            elif line:
                yield line, frame


def frac(data: Path, reader: str) -> tuple[np.ndarray, np.ndarray]:
    """Return FrAC's inputs, and which of the 15 frames its label allows: bool (sentences, 15)."""
    examples = read_jsonl(data, "frac/train.jsonl")
    allowed = np.array([[FRAC_CLASSES[frame] == each["frame"] for frame in FRAMES] for each in examples])
    return of_sentences([each["sentence"] for each in examples], reader), allowed


def articles(data: Path, name: str, typology: Typology, reader: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the inputs of a set's articles, and which frames they have: bool (articles, frames)."""
    inputs = of_articles((each["text"] for each in read_jsonl(data, name)), reader)
    return inputs, frames_of(data, name, typology)


def frames_of(data: Path, name: str, typology: Typology) -> np.ndarray:
    """Return which frames the articles of a set have: bool (articles, frames)."""
    named = [{SEMEVAL_NAMES.get(frame, frame) for frame in each["frames"]} for each in read_jsonl(data, name)]
    return np.array([[frame in frames for frame in typology.frames] for frames in named])


def semeval(data: Path, reader: str) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and policy frames of the articles of SemEval-2023 task 3."""
    return articles(data, SEMEVAL, POLICY, reader)


def narrative(data: Path, reader: str) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and generic frames of the articles of the Narrative Frames Corpus."""
    return articles(data, NARRATIVE, GENERIC, reader)


def fit_own(sentences: CodedSentences) -> Head:
    """Fit policy frames of sentences to our codes; a frame's examples count less the more there are of it."""
    given, scaled = _scaled(sentences.inputs)
    common = sentences.shares.mean(axis=0) + 1 / len(sentences)
    counting = sentences.counting * (sentences.shares @ common**-0.5)
    prior = np.zeros((len(FRAMES), given.shape[1]))
    return scaled(one_of(given, sentences.shares, _OWN, prior, counting / counting.mean()))


def fit_frac(inputs: np.ndarray, allowed: np.ndarray, others: np.ndarray, reader: str) -> Head:
    """Fit policy frames of FrAC's sentences; the last class is how likely a sentence is to be one of them.

    The weights are drawn to the codebook's cues and, for the small reader, its definitions; every class of
    labels counts alike. `others` are inputs of sentences that are none of FrAC's.
    """
    n, width = len(POLICY.frames), WIDTHS[reader]
    prior = np.zeros((len(FRAMES), inputs.shape[1]))
    prior[:n, width:] = FROM_CUES * np.eye(n)
    if reader == SMALL:
        prior[:n, :width] = FROM_DEFINITIONS * embed(POLICY.definitions[frame] for frame in POLICY.frames)
        given, scaled = inputs, lambda head: head
    else:
        given, scaled = _scaled(inputs)
    _, kind, counts = np.unique(allowed, axis=0, return_inverse=True, return_counts=True)
    alike = len(allowed) / (len(counts) * counts[kind.ravel()])
    expert = scaled(one_of(given, allowed, _SENTENCES, prior, alike))
    gate = _fit_gate(inputs, others, reader)
    return Head(np.vstack([expert.weights, gate.weights]), np.append(expert.bias, gate.bias))


def _fit_gate(inputs: np.ndarray, others: np.ndarray, reader: str) -> Head:
    given, scaled = _scaled(np.vstack([inputs, others]))
    is_one = np.arange(len(given)) < len(inputs)
    nothing = np.zeros((2, given.shape[1]))
    two = scaled(
        one_of(given, np.column_stack([is_one, ~is_one]), _GATE[reader], nothing, np.ones(len(given)))
    )
    return Head(two.weights[:1] - two.weights[1:], two.bias[:1] - two.bias[1:] + _GATE_SHIFT)


def _scaled(inputs: np.ndarray) -> tuple[np.ndarray, Callable[[Head], Head]]:
    """Return inputs of sentences with columns on one scale, and what makes a head on them one on the inputs.

    All columns of what a sentence is about have together the variance 1, cues stay as they are.
    """
    width = inputs.shape[1] - len(POLICY.items)
    centre, scale = np.zeros(inputs.shape[1]), np.ones(inputs.shape[1])
    centre[:width] = inputs[:, :width].mean(axis=0)
    scale[:width] = np.maximum(inputs[:, :width].std(axis=0), 1e-6) * width**0.5

    def back(head: Head) -> Head:
        weights = head.weights / scale
        return Head(weights, head.bias - weights @ centre)

    return (inputs - centre) / scale, back


def unseen_frac(inputs: np.ndarray, allowed: np.ndarray, coded: CodedSentences, reader: str) -> np.ndarray:
    """Return chances (sentences, 15), each fifth's by a head on FrAC fitted on the other four."""
    own, fold = fit_own(coded), folds(len(inputs))
    chances = np.zeros(allowed.shape)
    for number in range(FOLDS):
        held = fold == number
        frac = fit_frac(inputs[~held], allowed[~held], coded.inputs, reader)
        chances[held] = mixed(own, frac, inputs[held])
    return chances


def folds_of(coded: CodedSentences) -> list[np.ndarray]:
    """Return five masks, bool (n,), of coded sentences: those of an article in one, none that we wrote."""
    names = sorted(set(coded.article) - {""})
    fold = dict(zip(names, folds(len(names)), strict=True))
    of = np.array([fold.get(name, -1) for name in coded.article])
    return [of == number for number in range(FOLDS)]


def on_topic(coded: CodedSentences, topics: frozenset[str]) -> np.ndarray:
    """Return which of the sentences from articles are on some topics, bool (n,)."""
    return np.isin(coded.topic, sorted(topics))


def fit_policy(inputs: np.ndarray, labels: np.ndarray) -> Head:
    """Fit policy frames of articles, with one cut for all frames."""
    return with_cuts(_articles(inputs, labels), inputs, labels, _articles, one_cut)


def fit_generic(inputs: np.ndarray, labels: np.ndarray) -> Head:
    """Fit generic frames of articles, with a cut for each frame."""
    return with_cuts(_articles(inputs, labels), inputs, labels, _articles, a_cut_each)


@dataclass(frozen=True, eq=False)
class CodedArticles:
    """Articles coded by us: `names` (n,), `inputs` (n, inputs), and the shares of codings (n, frames) that
    say that they have a frame, and that it leads.
    """

    names: tuple[str, ...]
    inputs: np.ndarray
    has: np.ndarray
    leads: np.ndarray

    @property
    def labels(self) -> np.ndarray:
        """What most codings say: bool (n, 2 frames)."""
        return np.hstack([self.has, self.leads]) >= 0.5


def coded_articles(
    coded: Mapping[str, tuple[Document, Sequence[Mapping[str, Any]]]], typology: Typology, reader: str
) -> CodedArticles:
    """Return articles from documents and the rows of their codings, but for those without sentences."""
    kept = {name: pair for name, pair in coded.items() if pair[0].sentences}
    return CodedArticles(
        tuple(kept),
        np.array([article_inputs(document, reader) for document, _ in kept.values()]),
        np.array([_said(rows, typology, _has) for _, rows in kept.values()]),
        np.array([_said(rows, typology, _leading) for _, rows in kept.values()]),
    )


def _said(
    rows: Sequence[Mapping[str, Any]], typology: Typology, says: Callable[[Mapping[str, Any], str], list[str]]
) -> np.ndarray:
    frames = [says(row, typology.name) for row in rows]
    return np.array([[frame in each for frame in typology.frames] for each in frames]).mean(axis=0)


def _has(row: Mapping[str, Any], typology: str) -> list[str]:
    if typology == POLICY.name:
        return row["policy"]
    return [name for name, is_so in row["generic"].items() if is_so]


def _leading(row: Mapping[str, Any], typology: str) -> list[str]:
    return row["policy"][:1] if typology == POLICY.name else row["leading_generic"]


def framed_articles(data: Path) -> dict[str, tuple[Document, list[Mapping[str, Any]]]]:
    """Return the articles in GOLD of which only form and frames are coded, annotated, each with its row."""
    rows = {row["id"]: row for row in read_jsonl(GOLD, "articles.jsonl")}
    return {
        each["ID"]: (annotate(as_article(each)), [rows[each["ID"]]])
        for each in background_articles(data)
        if each["ID"] in rows
    }


def fit_coded(inputs: np.ndarray, labels: np.ndarray, reader: str) -> Head:
    """Fit frames of coded articles: the mean of regressions on the three parts of `article_inputs`."""
    width = WIDTHS[reader]
    parts = (
        (slice(0, width), _ODDS_ABOUT, width**0.5),
        (slice(width, -ITEMS), _ODDS_FRAMES, 1.0),
        (slice(inputs.shape[1] - ITEMS, None), _CUES, 1.0),
    )
    centre, scale = inputs.mean(axis=0), np.maximum(inputs.std(axis=0), 1e-6)
    weights, bias = np.zeros((labels.shape[1], inputs.shape[1])), np.zeros(labels.shape[1])
    for chosen, strength, size_of_part in parts:
        given = (inputs[:, chosen] - centre[chosen]) / scale[chosen] / size_of_part
        fitted = several(given, labels, strength)
        weights[:, chosen] = fitted.weights / scale[chosen] / size_of_part / len(parts)
        bias += fitted.bias / len(parts)
    return Head(weights, bias - weights @ centre)


def unseen_odds(coded: CodedArticles, reader: str, seed: int = 0) -> dict[str, ArticleOdds]:
    """Return each article's log-odds by heads fitted on the other four of five folds of articles."""
    scores = unseen(coded.inputs, coded.labels, partial(fit_coded, reader=reader), seed)
    return {name: ArticleOdds(*np.split(row, 2)) for name, row in zip(coded.names, scores, strict=True)}


def _articles(inputs: np.ndarray, labels: np.ndarray) -> Head:
    """Return the mean, by `_SHARES`, of regressions: on what an article is about, its cues, and its words.

    To it come, by `_FROM_ODDS`, the log-odds by the heads on articles that we coded.
    """
    reader = next(name for name, width in WIDTHS.items() if width + ITEMS + ODDS + size() == inputs.shape[1])
    width = WIDTHS[reader]
    odds, words = width + ITEMS, width + ITEMS + ODDS
    scale, centre = np.ones(inputs.shape[1]), np.zeros(inputs.shape[1])
    scale[width:odds] = np.maximum(inputs[:, width:odds].std(axis=0), 1e-3)
    centre[odds:words] = inputs[:, odds:words].mean(axis=0)
    if reader == BASE:
        centre[:width] = inputs[:, :width].mean(axis=0)
        scale[:width] = np.maximum(inputs[:, :width].std(axis=0), 1e-6) * width**0.5
    weights, bias = np.zeros((labels.shape[1], inputs.shape[1])), np.zeros(labels.shape[1])
    columns = (slice(0, width), slice(width, odds), slice(words, None))
    for chosen, strength, share in zip(
        columns, (_ABOUT[reader], _CUES, _WORDS), _SHARES[reader], strict=True
    ):
        fitted = several((inputs[:, chosen] - centre[chosen]) / scale[chosen], labels, strength)
        weights[:, chosen] = share * fitted.weights / scale[chosen]
        bias += share * fitted.bias
    frames = np.arange(labels.shape[1])
    generic = len(GENERIC.frames)
    weights[frames, odds + frames + (0 if len(frames) == generic else generic)] = _FROM_ODDS
    return Head(weights, bias - weights @ centre)
