"""How the author sounds, and how the people do whom the author lets speak."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analysis.annotation import Document, Sentence, once
from analysis.attribution import voices
from analysis.models.readers import BASE, read
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling, ends
from analysis.tone.sentences import METHODS, SCORES, all_scores
from analysis.tone.targets import MINIMUM_SENTENCES, NOTHING, estimate

GROUPS = {
    "all": {"author", "quoted", "reported"},
    "author": {"author"},
    "others": {"quoted", "reported"},
    "quoted": {"quoted"},
    "reported": {"reported"},
}
MINIMUM_WORDS = 3


def passages(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return the words of each voice, sentence by sentence, with their scores.

    Columns: article_id, voice, sentence, text, and those of `score`. `voice` is all (the whole sentence),
    author, others (quoted and reported together), quoted or reported. Fewer than three words in a voice ("she
    said") are left out: they are neither praise nor blame. `reader` as in `rate_sentences`.
    """
    return _scored(document, reader).copy()


def voice_sentiment(
    document: Document, resampling: Resampling = Resampling(), reader: str = BASE
) -> pd.DataFrame:
    """Return a row for each voice and method: article_id, voice, method, sentences, mean, low, high.

    `mean` (-1..1) is the mean over the sentences that have words in that voice (see `passages`), scored by
    `method` (model, vader, textblob); `low` and `high` are its 95% bootstrap interval over sentences. The
    three are nan where there are too few sentences. Every voice has its rows, also one without a sentence.
    """
    spoken = passages(document, reader)
    rows = (
        {
            "article_id": document.article.id,
            "voice": voice,
            "method": method,
            "sentences": len(own),
            **estimate(own[method].to_numpy(), resampling),
        }
        for voice in GROUPS
        for own in [spoken[spoken["voice"] == voice]]
        for method in METHODS
    )
    return typed("voice_sentiment", rows)


def voice_gap(
    document: Document, method: str = "model", resampling: Resampling = Resampling(), reader: str = BASE
) -> dict[str, float]:
    """Return mean, low and high (-2..2) of the author's mean minus the others' mean; nan for too few.

    Author and others are resampled independently of each other.
    """
    spoken = passages(document, reader)
    means, draws, sizes = [], [], []
    for offset, voice in enumerate(("author", "others")):
        values = spoken.loc[spoken["voice"] == voice, method].to_numpy()
        if len(values) < MINIMUM_SENTENCES:
            return dict(NOTHING)
        means.append(values.mean())
        sizes.append(len(values))
        own = replace(resampling, seed=resampling.seed + offset)
        draws.append(values[own.indices(len(values))].mean(axis=1))
    low, high = ends(draws[0] - draws[1], min(sizes))
    return {"mean": float(means[0] - means[1]), "low": float(low), "high": float(high)}


@once
def _scored(document: Document, reader: str) -> pd.DataFrame:
    frame = typed("passages", _passages(document), without=SCORES)
    sentences = zip(document.sentences, read(document, reader), strict=True)
    known = {sentence.text: judged.rating for sentence, judged in sentences}
    return frame.join(all_scores(frame["text"], reader, known))


def _passages(document: Document) -> Iterator[dict[str, object]]:
    spoken = voices(document)
    for voice, members in GROUPS.items():
        for sentence in document.sentences:
            if text := _words_of(sentence, spoken, members):
                yield {
                    "article_id": document.article.id,
                    "voice": voice,
                    "sentence": sentence.number,
                    "text": text,
                }


def _words_of(sentence: Sentence, spoken: tuple[str, ...], members: set[str]) -> str:
    """Return the sentence's words in these voices as text; empty for fewer than MINIMUM_WORDS."""
    tokens = [token for token in sentence.span if spoken[token.i] in members]
    words = sum(not token.is_punct and not token.is_space for token in tokens)
    return "".join(token.text_with_ws for token in tokens).strip() if words >= MINIMUM_WORDS else ""
