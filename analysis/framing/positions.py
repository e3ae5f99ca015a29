"""Whose words stand where in an article: headline, lead and body, and the thirds of the text.

Headline and lead are what most readers take away (van Dijk 1988, "News as Discourse"), so it matters whose
words these are. Counted from the attributions; intervals resample the sentences of a part.
"""

import numpy as np
import pandas as pd

from analysis.annotation import Document
from analysis.attribution import attributions, voices
from analysis.attribution.measures import sentences_of, who
from analysis.bootstrap import interval
from analysis.tables import typed

PARTS = ("headline", "lead", "body", "first third", "middle third", "last third")
VOICES = ("author", "quoted", "reported")
_LONGEST_HEADLINE = 25
_ENDS = (".", "!", "?", "”", '"', "…", ":")

_TYPES = {
    **dict.fromkeys(("article_id", "part"), "str"),
    "words": "int64",
    **dict.fromkeys(("author", "quoted", "reported", "low", "high"), "float64"),
    **dict.fromkeys(("speakers", "sentences"), "object"),
}


def positions(document: Document, samples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Return whose words stand where: in headline, lead and body, and in the thirds of the text.

    One row a part that the text has: its words, the shares (0..1) of author, quoted and reported words, the
    95% interval of what is not the author's (a bootstrap over the part's sentences, nan for fewer than two),
    and who speaks in it. The headline is a short first paragraph without a stop, the lead the next one.
    """
    key = f"framing.positions, {samples}, {seed}"
    return document.remember(key, lambda: _positions(document, samples, seed)).copy()


def _positions(document: Document, samples: int, seed: int) -> pd.DataFrame:
    counts, speakers = _by_sentence(document)
    rows = []
    for part, numbers in _parts(document).items():
        here = counts[numbers]
        total = here.sum()
        if total:
            others = here[:, 1:].sum(axis=1), here.sum(axis=1)
            low, high = _ratio_interval(*others, samples, seed)
            heard = list(dict.fromkeys(name for number in numbers for name in speakers[number]))
            shown = here.sum(axis=0) / total
            rows.append(
                [document.article.id, part, total, *shown, low, high, heard, [n + 1 for n in numbers]]
            )
    return typed(rows, _TYPES)


def _by_sentence(document: Document) -> tuple[np.ndarray, list[list[str]]]:
    """Return the words of each voice in each sentence, an int array (sentences, 3), and who speaks there."""
    counts = np.zeros((len(document.sentences), len(VOICES)), dtype=int)
    spoken = voices(document)
    for row, sentence in enumerate(document.sentences):
        for token in sentence.span:
            if not token.is_punct and not token.is_space:
                counts[row, VOICES.index(spoken[token.i])] += 1
    speakers: list[list[str]] = [[] for _ in document.sentences]
    for each in attributions(document):
        for number in sentences_of(document, each):
            speakers[number - 1].append(who(each))
    return counts, speakers


def _parts(document: Document) -> dict[str, list[int]]:
    """Return the rows of the sentences (from 0) of each part, in the order of PARTS."""
    rows = list(range(len(document.sentences)))
    paragraphs = [sentence.paragraph for sentence in document.sentences]
    order = list(dict.fromkeys(paragraphs))
    headline = order[:1] if len(order) > 1 and _is_headline(document, order[0]) else []
    lead = order[len(headline) : len(headline) + 1]
    third = np.array_split(rows, 3)
    return {
        "headline": [row for row in rows if paragraphs[row] in headline],
        "lead": [row for row in rows if paragraphs[row] in lead],
        "body": [row for row in rows if paragraphs[row] not in headline + lead],
        **{name: part.tolist() for name, part in zip(PARTS[3:], third, strict=True)},
    }


def _is_headline(document: Document, paragraph: int) -> bool:
    text = document.article.text[slice(*document.paragraphs[paragraph - 1])].strip()
    return len(text.split()) <= _LONGEST_HEADLINE and not text.endswith(_ENDS)


def _ratio_interval(part: np.ndarray, whole: np.ndarray, samples: int, seed: int) -> tuple[float, float]:
    """Return the 95% interval of sum(part) / sum(whole) over resampled sentences."""

    def ratio(drawn: np.ndarray, axis: int) -> np.ndarray:
        chosen = drawn.astype(int)
        return part[chosen].sum(axis=axis) / np.maximum(whole[chosen].sum(axis=axis), 1)

    return interval(np.arange(len(part)), ratio, samples, seed)
