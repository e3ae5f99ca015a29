"""How likely two articles tell one story: their words weighed by rarity, within days.

The cosines of headlines, texts and names, the rare words that both have, the days between them and how many
articles they are among go into a logistic regression: of two thousand articles more look alike by chance than
of ten. Headlines and texts as a whole count the less, the more articles there are: among a thousand of a day
some are written up by one pattern, as results of companies are. Where a date is missing the articles are
among all of the corpus, and likenesses have coefficients of their own. Only pairs that share some of their
most telling words are compared.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus.stories.copies import are_copies
from analysis.corpus.stories.rarity import Vocabulary
from analysis.paths import WEIGHTS, read_json

WINDOW = 14
"""How many days back articles tell how rare a word is: `before` has the articles of these days."""
APART = 3
"""How many days lie at most between two articles that are compared; those without a date always are."""
FEATURES = ("title", "words", "names", "rare", "among", "days")
COEFFICIENTS = WEIGHTS / "stories.json"
FLOOR = 0.02
"""The likeness below which a pair counts as unlike."""
_TELLING = 40  # words of an article by which those like it are looked for
_ALIKE = 0.04  # the least cosine of these that is worth a comparison
_RARE = 3.0  # the weight from which a word is rare: one article in twenty
_WORDS = 80  # different words of a short article, whose rare words are counted as they are
_BLOCK = 256  # articles whose pairs are in memory at a time
_FEWEST = 8  # articles that a pair is taken to be among, at least: also in a thin corpus chance has its share
_FEWEST_OF_ALL = 500  # the same where a date is missing: so few were the fewest to learn from
_DENSE = 2000  # articles among which headlines and texts as a whole tell nothing any more


def likenesses(today: pd.DataFrame, before: pd.DataFrame, among: int = 0) -> pd.DataFrame:
    """Return the pairs that may tell one story, within the sketches `today` and of these with those `before`.

    Pairs of which one has no date are among these and, if that is more, among `among` articles.
    Columns: one, other (article ids; one stands first, in `before` or in `today`), likeness (the chance that
    the two tell one story, at least FLOOR), copy (whether one repeats the other's text, see `are_copies`).
    """
    vocabulary, near = Vocabulary([before, today]), _near(today, before)
    every = pd.concat([before[near], today], ignore_index=True)
    made = [_told(every, found) for found in _blocks(every, int(near.sum()), vocabulary, among)]
    return pd.concat(made, ignore_index=True) if made else _told(every, _no_pairs())


def features(today: pd.DataFrame, before: pd.DataFrame, among: int = 0) -> pd.DataFrame:
    """Return what the regression sees of each pair that is compared: one, other (ids) and FEATURES.

    `among` is the logarithm of how many articles the two are among, `days` nan where a date is missing.
    """
    vocabulary, near = Vocabulary([before, today]), _near(today, before)
    every = pd.concat([before[near], today], ignore_index=True)
    found = pd.concat([_no_pairs(), *_blocks(every, int(near.sum()), vocabulary, among)], ignore_index=True)
    ids = every["article_id"].to_numpy()
    return found.assign(one=ids[found["one"].to_numpy()], other=ids[found["other"].to_numpy()])


def _near(today: pd.DataFrame, before: pd.DataFrame) -> np.ndarray:
    """Return which of the articles before may be compared with any of today."""
    days, first = pd.to_datetime(before["day"]), pd.to_datetime(today["day"])
    if first.isna().any():
        return np.ones(len(before), dtype=bool)
    return (days.isna() | (days >= first.min() - pd.Timedelta(days=APART))).to_numpy(dtype=bool)


def _told(every: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    chances = chance(found)
    copies = are_copies(every, found["one"].to_numpy(), found["other"].to_numpy())
    ids = every["article_id"].to_numpy()
    rows = pd.DataFrame(
        {
            "one": ids[found["one"].to_numpy()],
            "other": ids[found["other"].to_numpy()],
            "likeness": np.where(copies, 1.0, chances),
            "copy": copies,
        }
    )
    return rows[rows["likeness"] >= FLOOR]


def chance(found: pd.DataFrame) -> np.ndarray:
    """Return the chance that pairs with these FEATURES tell one story."""
    known = read_json(COEFFICIENTS)
    columns = {name: found[name].to_numpy(dtype=float) for name in FEATURES}
    scarce = np.maximum(np.log(_DENSE) - columns["among"], 0) / np.log(_DENSE / _FEWEST)
    columns |= {name: columns[name] * scarce for name in ("title", "words")}
    undated = np.isnan(columns["days"])
    columns["days"] = np.where(undated, 0, columns["days"])
    steps = np.where(undated, _steps(columns, known["undated"]), _steps(columns, known["dated"]))
    return 1 / (1 + np.exp(-steps))


def _steps(columns: Mapping[str, np.ndarray], known: Mapping[str, float]) -> np.ndarray:
    """Return the logarithm of the odds that features give with some coefficients."""
    return known["intercept"] + np.sum([columns[name] * known[name] for name in FEATURES], axis=0)


def _blocks(every: pd.DataFrame, start: int, vocabulary: Vocabulary, among: int) -> Iterator[pd.DataFrame]:
    """Yield the pairs of each article from `start` on with those before it, block by block."""
    if len(every) <= max(start, 1):
        return
    vectors, rare, telling = _vectors(every, vocabulary)
    days = pd.to_datetime(every["day"]).to_numpy()
    for begin in range(start, len(every), _BLOCK):
        rows = telling[begin : begin + _BLOCK]
        alike = (rows @ telling.T).tocoo()
        kept = (alike.data >= _ALIKE) & (alike.col < alike.row + begin)
        one, other = alike.col[kept], alike.row[kept] + begin
        found = {name: _products(matrix, one, other) for name, matrix in vectors.items()}
        found["rare"] = _products(rare, one, other)
        found["days"] = np.abs(days[one] - days[other]) / np.timedelta64(1, "D")
        of_all = np.isnan(found["days"])
        found["among"] = np.log(
            np.where(of_all, max(len(every), among, _FEWEST_OF_ALL), max(len(every), _FEWEST))
        )
        yield pd.DataFrame({"one": one, "other": other, **found})


def _no_pairs() -> pd.DataFrame:
    places = {name: np.zeros(0, dtype=np.int64) for name in ("one", "other")}
    return pd.DataFrame({**places, **{name: np.zeros(0) for name in FEATURES}})


def _vectors(
    every: pd.DataFrame, vocabulary: Vocabulary
) -> tuple[Mapping[str, sparse.csr_array], sparse.csr_array, sparse.csr_array]:
    """Return unit vectors of each kind of words, the rare words, and the most telling words of all kinds."""
    counts = {name: vocabulary.counts(every[name]) for name in ("title", "words", "names")}
    whole = counts["title"] + counts["words"]
    vectors = {name: _weighed(found, vocabulary.weights) for name, found in counts.items()}
    telling = _telling(sum(vectors.values()))
    return vectors, _rare(whole, vocabulary.weights), telling


def _weighed(found: sparse.csr_array, weights: np.ndarray) -> sparse.csr_array:
    """Return counts as vectors of unit length: one and the logarithm of the count, times the weight."""
    found.data = (1 + np.log(found.data)) * weights[found.indices]
    return _unit(found)


def _unit(rows: sparse.csr_array) -> sparse.csr_array:
    length = np.maximum(np.sqrt(rows.power(2).sum(axis=1)), 1e-9)
    rows.data = (rows.data / np.repeat(length, np.diff(rows.indptr))).astype(np.float32)
    return rows


def _rare(whole: sparse.csr_array, weights: np.ndarray) -> sparse.csr_array:
    """Return vectors whose products are what rare words two texts share, beside their lengths in words."""
    length = np.repeat(np.sqrt(np.maximum(np.diff(whole.indptr), 1) / _WORDS), np.diff(whole.indptr))
    whole.data = (np.maximum(weights[whole.indices] - _RARE, 0) / length).astype(np.float32)
    whole.eliminate_zeros()
    return whole


def _telling(whole: sparse.csr_array) -> sparse.csr_array:
    """Return unit vectors of the heaviest words only."""
    whole = _unit(sparse.csr_array(whole))
    for start, end in zip(whole.indptr, whole.indptr[1:], strict=False):
        row = whole.data[start:end]
        if len(row) > _TELLING:
            row[np.argpartition(row, -_TELLING)[:-_TELLING]] = 0
    whole.eliminate_zeros()
    return whole


def _products(rows: sparse.csr_array, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    pieces = [slice(start, start + 20_000) for start in range(0, len(one), 20_000)]
    made = [rows[one[piece]].multiply(rows[other[piece]]).sum(axis=1) for piece in pieces]
    return np.concatenate([np.zeros(0), *made])
