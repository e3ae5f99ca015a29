"""What sets two groups of articles apart: their words, and the sentences in which these stand.

Words are compared by weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
"Fightin' Words", Political Analysis 16, equations 15 to 23) and by word shifts (Gallagher et al. 2021,
"Generalized word shift graphs", EPJ Data Science 10).

A table of counts is indexed by word, with the columns `one` and `other`: how often each group has it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.annotation.gazetteer import given_names
from analysis.articles.words import JOINED_LETTERS
from analysis.corpus.dataset import Corpus
from analysis.errors import CorpusError
from analysis.schemas import typed
from analysis.statistics.multiplicity import false_discovery_rates
from analysis.word_lists import words as listed_words

FEWEST = 2  # articles of a group
FEWEST_WITH = 5  # articles with a word: in fewer it says more of a story than of the group
FEWEST_STORIES = 5
_REPEATED = 3  # articles in which the same sentence stands
CHANCE = 1.96  # a z beyond which a word taken by itself would be called significant
_STRAIGHT = str.maketrans("’‘ʼ´`", "'''''")
_WORDS = re.compile(rf"(?<!\w)(?:[^\W\d_]\.){{2,}}|{JOINED_LETTERS.pattern}")
_QUOTATIONS = re.compile(r"“[^”]*”?|(?<!\w)\"[^\"]*\"")
_SENTENCES = ["article_id", "sentence", "text", "quoted_share", "reported_share"]


def two_groups(groups: pd.Series, one: str = "", other: str = "") -> tuple[str, str]:
    """Return the names of two groups: those given, else the largest (alphabetically among equals).

    Both are empty where there are not two groups of FEWEST articles to compare. Raises CorpusError for a
    group that there is not, and for one compared with itself.
    """
    sizes = groups.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    for name in filter(None, (one, other)):
        if name not in sizes:
            raise CorpusError(f"There is no group “{name}”; there are {', '.join(sizes.index)}.")
    if one and one == other:
        raise CorpusError(f"A comparison takes two groups of articles, not “{one}” twice.")
    left = [name for name in sizes.index if name not in (one, other)]
    chosen = [name or (left.pop(0) if left else "") for name in (one, other)]
    if any(sizes.get(name, 0) < FEWEST for name in chosen):
        return "", ""
    return chosen[0], chosen[1]


def on_same_stories(groups: pd.Series, stories: pd.DataFrame, one: str, other: str) -> pd.Series:
    """Return the groups of the articles of one and other on the stories both tell, without copies.

    `stories` is the table of the corpus. Where they share fewer than FEWEST_STORIES, all articles count.
    """
    own = groups[groups.isin([one, other])]
    shared = _on_shared(own, stories)
    return own if shared.empty else own[own.index.isin(shared)]


def share_stories(groups: pd.Series, stories: pd.DataFrame, one: str, other: str) -> bool:
    """Tell whether two groups tell FEWEST_STORIES both, and more: then `on_same_stories` returns these."""
    return not _on_shared(groups[groups.isin([one, other])], stories).empty


def _on_shared(own: pd.Series, stories: pd.DataFrame) -> pd.Series:
    """Return the ids of articles, no copies, on stories that both groups tell; none of too few stories."""
    told = stories[stories["copy_of"].isna()].join(own, on="article_id", how="inner")
    both = told.groupby("story")["group"].nunique() > 1
    if both.sum() < FEWEST_STORIES:
        return told["article_id"].head(0)
    return told.loc[told["story"].map(both), "article_id"]


def count_words(corpus: Corpus, groups: pd.Series, one: str, other: str) -> pd.DataFrame:
    """Count the own words of two groups of articles, sentence by sentence (see `count_tokens`).

    Sentences that are mostly words of others are left out, and of the rest what stands in quotation marks. A
    sentence that stands in three articles and more of the corpus, whatever its numbers, is what their outlet
    puts under all its texts, and is left out, too. Nothing is counted for groups without a name, as
    `two_groups` returns them.
    """
    return count_tokens(_texts(corpus, groups, _repeated(corpus)), one, other)


def count_tokens(texts: Iterable[tuple[str, str, str]], one: str, other: str) -> pd.DataFrame:
    """Count the words of two groups. `texts` yields (group, article, text); other groups are left out.

    Returns a table indexed by word: `one`, `other` (how often each group has it), `articles_one` and
    `articles_other` (in how many articles). Texts of one article have to follow each other.
    """
    words: dict[str, Counter] = {one: Counter(), other: Counter()}
    articles: dict[str, Counter] = {one: Counter(), other: Counter()}
    for group, found in _by_article(texts):
        if group in words:
            words[group].update(found)
            articles[group].update(found.keys())
    columns = {
        "one": words[one],
        "other": words[other],
        "articles_one": articles[one],
        "articles_other": articles[other],
    }
    table = pd.DataFrame(columns).fillna(0).astype("int64").sort_index()
    return table.set_axis(table.index.astype("str")).rename_axis("word")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without numbers and "'s"; "well-paid" and "U.S." are one."""
    words = _WORDS.findall(text.lower().translate(_STRAIGHT))
    return [word.removesuffix("'s") for word in words]


def log_odds(
    counts: pd.DataFrame, background: pd.Series | None = None, prior_words: float = 500
) -> pd.DataFrame:
    """Return the counts with `log_odds` and `z`, words of group one first.

    `log_odds` is the difference between the groups in the log-odds of the word, each shrunk towards the
    `background` (counts by word; by default both groups together) by a prior worth `prior_words` words; `z`
    is that difference over its standard deviation. A word in neither the counts nor the background is not in
    the table.
    """
    if background is None:
        background = counts["one"] + counts["other"]
    if not background.sum():
        return counts.assign(log_odds=0.0, z=0.0)
    prior = prior_words * background.reindex(counts.index).fillna(0) / background.sum()
    prior = prior.where(prior > 0, prior_words / background.sum())  # as if it had been seen once
    total = prior.sum()
    odds, variance = {}, 0
    for group in ("one", "other"):
        seen, size = counts[group] + prior, counts[group].sum() + total
        odds[group] = np.log(seen / (size - seen))
        variance = variance + 1 / seen
    difference = odds["one"] - odds["other"]
    scored = counts.assign(log_odds=difference, z=difference / np.sqrt(variance))
    return scored.sort_values(["z", "one"], ascending=False, kind="stable")


def score_shift(counts: pd.DataFrame, scores: Mapping[str, float]) -> pd.DataFrame:
    """Return how much each scored word adds to the difference between the groups' mean scores.

    Columns: `score`, `share_one`, `share_other` (of the scored words of a group) and `contribution`, which
    adds up to the mean score of group one minus that of the other; the largest come first. A word adds by
    being better or worse than the other group's mean, and by standing more or less often in group one.
    """
    scored = counts[counts.index.isin(scores)]
    score = pd.Series([float(scores[word]) for word in scored.index], index=scored.index, dtype="float64")
    one, other = (scored[group] / max(scored[group].sum(), 1) for group in ("one", "other"))
    mean_other = float((other * score).sum())
    contribution = (one - other) * (score - mean_other)
    table = pd.DataFrame(
        {"score": score, "share_one": one, "share_other": other, "contribution": contribution}
    )
    return table.sort_values("contribution", key=abs, ascending=False, kind="stable")


def valences() -> dict[str, float]:
    """Return the words of VADER's lexicon with their valences, -4..4 (Hutto and Gilbert 2014)."""
    return SentimentIntensityAnalyzer().lexicon


def no_findings(corpus: Corpus) -> set[str]:
    """Return words that tell nothing of how a group writes.

    Stop words, single letters, titles ("Mr"), verbs of speaking, given names and words of the outlets' names.
    """
    from spacy.lang.en.stop_words import STOP_WORDS

    outlets = corpus.articles["outlet"].dropna().unique()
    titles = listed_words("titles", "masculine") | listed_words("titles", "feminine")
    named = {word for name in (*outlets, *titles, *given_names()) for word in words_of(name)}
    speaking = {form for verb in listed_words("cues", "speaking") for form in _forms(verb)}
    letters = {chr(code) for code in range(ord("a"), ord("z") + 1)}
    return STOP_WORDS | named | speaking | letters | listed_words("corpus", "irregular forms of speaking")


def ends(scored: pd.DataFrame, without: Iterable[str] = (), most: int = 12) -> pd.DataFrame:
    """Return the `most` words with the largest and with the smallest z of a table of `log_odds`.

    Only words that stand in at least FEWEST_WITH articles of the group that has them more often, and none of
    those `without` which the table is to be read. `q` is the false discovery rate at which each differs,
    among all words that might be shown.
    """
    from scipy.stats import norm

    scored = scored[~scored.index.isin(list(without))]
    articles = scored["articles_one"].where(scored["z"] > 0, scored["articles_other"])
    scored = scored[(articles >= FEWEST_WITH) & (scored["z"] != 0)]
    scored = scored.assign(q=false_discovery_rates(2 * norm.sf(scored["z"].abs().to_numpy())))
    return pd.concat([scored[scored["z"] > 0].head(most), scored[scored["z"] < 0].tail(most)])


def in_context(
    corpus: Corpus, groups: pd.Series, words: Iterable[str], one: str, other: str, most: int = 3
) -> pd.DataFrame:
    """Return sentences in which words stand as a group's own.

    Columns: word, group, article_id, sentence, start, end, text. At most `most` for a word and group, each
    from another article; `start` and `end` are where the word stands in `text`.
    """
    patterns = {word: re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in words}
    rows, seen = [], set()
    for batch in corpus.batches("sentences", _SENTENCES):
        for article, sentence, text, own in _own(batch).itertuples(index=False):
            group = groups.get(article)
            for word, pattern in patterns.items() if group in (one, other) else ():
                hit = pattern.search(own.translate(_STRAIGHT))
                if hit and (word, article) not in seen:
                    seen.add((word, article))
                    rows.append((word, group, article, sentence, *hit.span(), text))
    table = typed("in_context", rows)
    order = {word: place for place, word in enumerate(patterns)}
    table = table.groupby(["word", "group"], sort=False).head(most)
    return table.sort_values(
        ["word", "group"], key=lambda c: c.map(order).fillna(c.eq(other).astype(int)), kind="stable"
    )


def _by_article(texts: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Counter]]:
    now: tuple[str, str] | None = None
    found: Counter[str] = Counter()
    for group, article, text in texts:
        if (group, article) != now:
            if now:
                yield now[0], found
            now, found = (group, article), Counter()
        found.update(words_of(text))
    if now:
        yield now[0], found


def _texts(corpus: Corpus, groups: pd.Series, repeated: np.ndarray) -> Iterator[tuple[str, str, str]]:
    for batch in corpus.batches("sentences", _SENTENCES):
        batch = batch[~np.isin(_hashes(batch), repeated)]
        for article, _, _, own in _own(batch).itertuples(index=False):
            if (group := groups.get(article)) is not None:
                yield group, article, own


def _own(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that are not mostly words of others: article_id, sentence, text, own.

    `own` is the text with what stands in quotation marks blanked out.
    """
    others = sentences["quoted_share"].fillna(0) + sentences["reported_share"].fillna(0)
    left = sentences.loc[others < 0.5, ["article_id", "sentence", "text"]]
    own = [_QUOTATIONS.sub(lambda found: " " * len(found[0]), text) for text in left["text"]]
    return left.assign(own=own)


def _forms(verb: str) -> set[str]:
    """Return the regular forms of a verb."""
    stem = verb.removesuffix("e")
    endings = {verb + "s", verb + "es", stem + "ed", stem + "ing"}
    return endings | {verb} | ({verb[:-1] + "ied", verb[:-1] + "ies"} if verb.endswith("y") else set())


def _repeated(corpus: Corpus) -> np.ndarray:
    """Return the hashes of the sentences that stand in three articles and more."""
    found = []
    for batch in corpus.batches("sentences", ["article_id", "text"]):
        hashes = pd.DataFrame({"article_id": batch["article_id"], "hash": _hashes(batch)})
        found.append(hashes.drop_duplicates()["hash"].to_numpy())
    hashes, counts = np.unique(np.concatenate(found), return_counts=True)
    return hashes[counts >= _REPEATED]


def _hashes(batch: pd.DataFrame) -> np.ndarray:
    """Return a hash of the letters of each sentence: "Video 1:02" is "video 0:59"."""
    letters = batch["text"].str.lower().str.replace(r"[\W\d_]+", " ", regex=True)
    return pd.util.hash_array(letters.to_numpy(object), categorize=False)
