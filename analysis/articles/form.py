"""The form of a text: news, opinion, interview, letters, review or release, each with its chance.

A softmax regression weighs the signs of `form_signs` and the words of the text; its weights lie in
resources/weights/form.json and are fitted by `python -m analysis.training.form`. It reads titles, lines and
words alone, so it needs no parser.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.articles.form_signs import signs
from analysis.paths import WEIGHTS, read_json
from analysis.schemas import typed
from analysis.schemas.texts import FORMS

if TYPE_CHECKING:
    from analysis.articles.article import Article

FILE = WEIGHTS / "form.json"
SCALE = 100
"""The file holds whole hundredths."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MOST_TIMES = 3


class Form(NamedTuple):
    """A form, the chance that it is the right one (0..1), and the chance of each, in the order of `FORMS`."""

    name: str
    chance: float
    chances: tuple[float, ...]


class FormWeights(NamedTuple):
    """What the regression weighs: signs and words, each with a weight a form, and a bias a form.

    `signs` and `words` give the rows of `sign_weights` and `word_weights` (n, forms); `rarity` (words,) is
    each word's, by which it counts.
    """

    signs: tuple[str, ...]
    sign_weights: np.ndarray
    words: Mapping[str, int]
    rarity: np.ndarray
    word_weights: np.ndarray
    bias: np.ndarray

    def chances(self, evidence: "Evidence") -> np.ndarray:
        """Return the chance of each form of `FORMS`."""
        found = np.array([evidence.signs[name] for name in self.signs])
        spoken = word_vector(evidence.words, self.words, self.rarity)
        scores = found @ self.sign_weights + spoken @ self.word_weights + self.bias
        powers: np.ndarray = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())


class Evidence(NamedTuple):
    """What an article shows of its form: signs by their names, and how often each word stands in it."""

    signs: Mapping[str, float]
    words: Mapping[str, int]


def word_vector(counts: Mapping[str, int], places: Mapping[str, int], rarity: np.ndarray) -> np.ndarray:
    """Return the words of a text as a vector of length 1 (words,): the root of the count, by its rarity."""
    vector = np.zeros(len(places))
    for word, count in counts.items():
        if word in places:
            vector[places[word]] = min(count, _MOST_TIMES) ** 0.5
    vector *= rarity
    length = np.linalg.norm(vector)
    return vector / length if length else vector


def classify_form(articles: Iterable["Article"]) -> pd.DataFrame:
    """Return the form of each of some articles: one row an article, in their order.

    Columns: `article_id`; `form`, the likeliest of news (what happened; features and wires too), opinion (an
    argument of the author's), interview (questions and answers, or one person's own account), letters (of
    several readers), review (judges a work, a place, a product) and release (an organisation's own
    announcement); `chance`, how likely that is (0..1); and the chance of each form under its name, which sum
    to 1. Empty texts are as likely anything as the weights' bias has it.
    """
    rows = [
        {"article_id": each.id, "form": each.form.name, "chance": each.form.chance}
        | dict(zip(FORMS, each.form.chances, strict=True))
        for each in articles
    ]
    return typed("forms", rows)


def form_of(article: "Article") -> Form:
    """Return the form of an article."""
    chances = form_weights().chances(evidence_of(article))
    best = int(chances.argmax())
    return Form(FORMS[best], float(chances[best]), tuple(chances.tolist()))


def evidence_of(article: "Article") -> Evidence:
    """Return what an article shows of its form."""
    section = f"/{article.section}/" if article.section else ""
    address = " ".join([article.url or "", section.casefold(), *article.kinds])
    heads = [article.text[block.start : block.end] for block in article.blocks if block.kind == "headline"]
    title = article.title or next(iter(heads), "")
    found = signs(article.text, article.blocks, title, article.outlet or "", address)
    return Evidence(found, Counter(_WORD.findall(article.text.casefold().replace("’", "'"))))


@cache
def form_weights() -> FormWeights:
    """Return the weights that ship with the package."""
    data = read_json(FILE)
    words = np.array(list(data["words"].values())) / SCALE
    return FormWeights(
        tuple(data["signs"]),
        np.array(list(data["signs"].values())) / SCALE,
        {word: place for place, word in enumerate(data["words"])},
        words[:, 0],
        words[:, 1:],
        np.array(data["bias"]),
    )
