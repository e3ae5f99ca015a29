"""What the trained heads are given: what sentences are about, how they sound, the cues and words in them.

The model reads each sentence once; cues and words come from the parse.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from spacy.tokens import Doc

from analysis.annotation.parsing import parse, pipeline
from analysis.framing.generic import GENERIC
from analysis.framing.lexicon import keys_of
from analysis.framing.loaded import KINDS, find
from analysis.framing.policy import POLICY
from analysis.framing.typology import Cue
from analysis.reading import shipped
from analysis.reading.meaning import WIDTH, embed

ABOUT, CUES = 8.0, 0.5
_PARTS = ("ADJ", "ADV", "NUM", "PROPN")


def of_sentences(sentences: Sequence[str]) -> np.ndarray:
    """Return what a sentence is about, and its policy cues: array (sentences, WIDTH + policy items)."""
    cues = [_sums(POLICY.cues(doc), [], 1, len(POLICY.items))[0] for doc in pipeline().pipe(sentences)]
    return np.hstack([embed(sentences), CUES * np.sqrt(np.array(cues).reshape(-1, len(POLICY.items)))])


def of_articles(texts: Iterable[str]) -> np.ndarray:
    """Return the means over an article's sentences: array (articles, WIDTH + policy and generic items)."""
    return np.array([_article(text) for text in texts]).reshape(-1, ARTICLE_WIDTH)


ARTICLE_WIDTH = WIDTH + len(POLICY.items) + len(GENERIC.items)


def _article(text: str) -> np.ndarray:
    doc = parse(text)
    spans = [sentence for sentence in doc.sents if sentence.text.strip()]
    if not spans:
        return np.zeros(ARTICLE_WIDTH)
    vectors = embed(" ".join(span.text.split()) for span in spans)
    cues = article_cues(doc, [span.start for span in spans])
    return article_inputs(vectors, cues, np.ones((1, len(spans))))[0]


def article_inputs(vectors: np.ndarray, cues: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the inputs (samples, ARTICLE_WIDTH) of articles that have each sentence so many times.

    `vectors` are (sentences, WIDTH), `cues` the weights (sentences, items), `counts` (samples, sentences).
    """
    shares = counts / counts.sum(axis=1, keepdims=True)
    return np.hstack([ABOUT * shares @ vectors, np.sqrt(shares @ cues)])


def article_cues(doc: Doc, starts: Sequence[int]) -> np.ndarray:
    """Return the weights of the policy and generic cues in sentences that start at these tokens."""
    keys = keys_of(doc)
    return np.hstack(
        [_sums(each.cues(doc, keys), starts, len(starts), len(each.items)) for each in (POLICY, GENERIC)]
    )


def _sums(cues: Iterable[Cue], starts: Sequence[int], rows: int, items: int) -> np.ndarray:
    sums = np.zeros((rows, items))
    for cue in cues:
        row = int(np.searchsorted(starts, cue.start, side="right")) - 1 if len(starts) else 0
        sums[row, cue.item] += cue.weight
    return sums


def of_loaded(sentences: Sequence[str]) -> np.ndarray:
    """Return the model's features, how the sentence sounds, and counts of words: array (sentences, ...)."""
    docs = pipeline().pipe(sentences)
    return np.array([_loaded(text, doc) for text, doc in zip(sentences, docs, strict=True)])


def _loaded(sentence: str, doc: Doc) -> np.ndarray:
    judged = shipped().judge(sentence)
    kinds = Counter(word.kind for word in find(doc))
    parts = Counter(token.pos_ for token in doc)
    past = sum(token.tag_ == "VBD" for token in doc)
    shares = [*(parts[part] for part in _PARTS), past]
    quotes = sum(token.text in {'"', "“", "”"} for token in doc)
    words = [*(kinds[kind] for kind in KINDS), *(share / max(len(doc), 1) for share in shares), quotes]
    return np.array([*judged.features, judged.rating, abs(judged.rating), *words])
