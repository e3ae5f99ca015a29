"""How sentences sound by themselves: the trained model's rating beside the lexicons' scores.

As bare sentences, as a table of an article with whose words they are, the words that moved a lexicon, the
sentences worth looking at (the strongest, and those where the methods part), and the course over the text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.annotation import Document, of_document
from analysis.attribution import voices
from analysis.models.readers import BASE, read, reader_of
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling, ends
from analysis.tone import lexicons
from analysis.tone.lexicons import (
    Moved,
    polarity,
    read_lexicon,
    score,
    score_with,
    textblob_words,
    vader_words,
)
from analysis.tone.targets import MINIMUM_SENTENCES
from analysis.wording import NAMES, listed, signed

METHODS = ("model", "vader", "textblob")
SCORES = ("textblob", "subjectivity", "vader", "model")
WINDOW = 0.1
NARROWEST = 1.5
POINTS = 200


def rate_sentences(sentences: Iterable[str], reader: str = BASE) -> pd.DataFrame:
    """Rate how sentences sound, each by itself: a row a sentence, in order, every score -1..1.

    Columns: `textblob` (polarity), `vader` (compound) and `model`, the trained model's estimate of what
    readers would say on average, from very negative to very positive. `reader` as in `classify_targets`.
    """
    return typed("rated_sentences", all_scores(sentences, reader))


def all_scores(
    sentences: Iterable[str], reader: str = BASE, known: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Return textblob, subjectivity, vader and model, a row a sentence; see `rate_sentences`.

    `known` are the model's ratings of sentences it has read already.
    """
    sentences = list(sentences)
    ratings = dict(known or {})
    unread = [sentence for sentence in dict.fromkeys(sentences) if sentence not in ratings]
    judged = reader_of(reader).judge_each((sentence, []) for sentence in unread)
    ratings |= {sentence: each.rating for sentence, each in zip(unread, judged, strict=True)}
    return lexicons.score(sentences).assign(model=pd.Series(map(ratings.get, sentences), dtype="float64"))


@of_document
def sentences(document: Document) -> pd.DataFrame:
    """Return a row a sentence: its place, its text, and whose words they are.

    `part` is the part of the article: headline, lead (the standfirst and the first paragraph) or body.
    `quoted_share` and `reported_share` are the shares (0..1) of the sentence's words that are somebody's
    words in quotation marks, or somebody's words told by the author; the rest is the author's voice.
    """
    spoken = voices(document)
    rows = []
    for sentence in document.sentences:
        words = [token.i for token in sentence.span if not token.is_space and not token.is_punct]
        of_voice = Counter(spoken[i] for i in words)
        rows.append(
            {
                "article_id": document.article.id,
                "sentence": sentence.number,
                "paragraph": sentence.paragraph,
                "part": sentence.part,
                "start": sentence.start,
                "end": sentence.end,
                "text": document.article.text[sentence.start : sentence.end],
                "quoted_share": of_voice["quoted"] / max(len(words), 1),
                "reported_share": of_voice["reported"] / max(len(words), 1),
            }
        )
    return typed("sentences", rows, without=SCORES)


@of_document
def sentiment(document: Document, lexicon: str | Path = "", reader: str = BASE) -> pd.DataFrame:
    """Return the table of `sentences` with how each of them sounds.

    Further columns: `textblob` (polarity, -1..1), `subjectivity` (TextBlob, 0..1), `vader` (compound, -1..1)
    and `model` (the trained model, -1..1; see `rate_sentences`). With the path of a researcher's own lexicon
    (see `read_lexicon`) also `lexicon`, in that lexicon's unit. LexiconError when that file cannot be used,
    ModelError when a `reader` cannot.
    """
    frame = sentences(document)
    ratings = [judged.rating for judged in read(document, reader)]
    frame = frame.join(score(frame["text"])).assign(model=pd.Series(ratings, dtype="float64"))
    if lexicon:
        frame["lexicon"] = score_with(read_lexicon(lexicon), frame["text"])
    return frame


def moving_words(document: Document) -> pd.DataFrame:
    """Return a row for each word or phrase that moved a lexicon.

    Columns: article_id, sentence, start, end, text, method, value. `method` is textblob or vader; `value` is
    what the words count with there, after negation and degree words: polarities (-1..1) that TextBlob
    averages, valences (about -4..4) that VADER sums.
    """
    return typed("moving_words", _moving(document))


def _moving(document: Document) -> Iterator[dict[str, object]]:
    for sentence in document.sentences:
        text = document.article.text[sentence.start : sentence.end]
        for method, words in (("textblob", textblob_words), ("vader", vader_words)):
            for moved in words(text):
                yield {
                    "article_id": document.article.id,
                    "sentence": sentence.number,
                    "start": sentence.start + moved.start,
                    "end": sentence.start + moved.end,
                    "text": moved.text,
                    "method": method,
                    "value": moved.value,
                }


def strongest(scores: pd.DataFrame, count: int = 6, method: str = "model") -> pd.DataFrame:
    """Return the `count` rows of a table of `sentiment` with the strongest scores, whichever their sign.

    Neutral sentences (within ±.05) are not among them; ties are in reading order. Two columns are added:
    `vader_words` and `textblob_words`, what moved each method, as text ("win +2.8, trouble −1.7").
    """
    strength = scores[method].abs()
    rows = scores[scores[method].map(polarity) != 0]
    return _with_words(
        rows.loc[strength[rows.index].sort_values(ascending=False, kind="stable").index[:count]]
    )


def disagreements(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the rows where two methods have opposite signs, both outside ±.05, widest apart first.

    The columns `vader_words` and `textblob_words` are added, as in `strongest`, and `negative` and
    `positive`: the methods that call the sentence so, in words.
    """
    sides = scores[list(METHODS)].map(polarity)
    rows = scores[sides.min(axis=1) * sides.max(axis=1) < 0]
    apart = rows[list(METHODS)].max(axis=1) - rows[list(METHODS)].min(axis=1)
    rows = rows.loc[apart.sort_values(ascending=False, kind="stable").index]
    sides = sides.loc[rows.index]
    return _with_words(rows.assign(negative=_who(sides, -1), positive=_who(sides, 1)))


def _who(sides: pd.DataFrame, side: int) -> list[str]:
    """Return for each row the methods on one side, in words."""
    found = ((sides[method] == side).to_list() for method in METHODS)
    return [
        listed([NAMES[method] for method, there in zip(METHODS, row, strict=True) if there])
        for row in zip(*found, strict=True)
    ]


def _with_words(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        vader_words=[_listed(vader_words(text)) for text in rows["text"]],
        textblob_words=[_listed(textblob_words(text)) for text in rows["text"]],
    )


def _listed(words: list[Moved]) -> str:
    ranked = sorted(words, key=lambda moved: -abs(moved.value))
    return ", ".join(f"{moved.text}\N{NO-BREAK SPACE}{signed(moved.value, 1)}" for moved in ranked) or "none"


def arc(scores: pd.DataFrame, method: str = "model", resampling: Resampling = Resampling()) -> pd.DataFrame:
    """Return the smoothed course of a score: article_id, sentence, mean, low, high, in reading order.

    `scores` is a table of `sentiment`, `method` one of its score columns. `mean` (-1..1) at a place is the
    mean over the sentences around it, weighted by a Gaussian window whose standard deviation is a tenth of
    the text, at least 1.5 sentences. `low` and `high` are the pointwise 95% bootstrap interval over
    sentences. There is a row a sentence, in long texts 200 evenly spaced ones; none where there are fewer
    than MINIMUM_SENTENCES sentences.
    """
    values = scores[method].to_numpy()
    n = len(values)
    if n < MINIMUM_SENTENCES:
        return typed("arc", ())
    places = np.linspace(1, n, min(n, POINTS))
    window = max(NARROWEST, WINDOW * n)
    weights = np.exp(-0.5 * ((places[:, None] - np.arange(1, n + 1)) / window) ** 2)
    times = resampling.times(n)
    draws = (times @ (weights * values).T) / (times @ weights.T)
    low, high = ends(draws, n)
    course = {"sentence": places, "mean": weights @ values / weights.sum(axis=1), "low": low, "high": high}
    return typed("arc", pd.DataFrame({"article_id": scores["article_id"].iat[0], **course}))
