"""The sentences of an article: where they stand, whose words they are, how they sound."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.annotation import Document, of_document
from analysis.attribution import voices
from analysis.reading import read
from analysis.tables import typed
from analysis.tone.lexicons import score, textblob_words, vader_words
from analysis.tone.own import read_lexicon, score_with

COLUMNS = {
    "article_id": "str",
    "sentence": "int64",
    "paragraph": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "quoted_share": "float64",
    "reported_share": "float64",
}
WORD_COLUMNS = {
    "article_id": "str",
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "method": "str",
    "value": "float64",
}


@of_document
def sentences(document: Document) -> pd.DataFrame:
    """Return a row a sentence: article_id, sentence, paragraph, start, end, text, and whose words they are.

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
                "start": sentence.start,
                "end": sentence.end,
                "text": document.article.text[sentence.start : sentence.end],
                "quoted_share": of_voice["quoted"] / max(len(words), 1),
                "reported_share": of_voice["reported"] / max(len(words), 1),
            }
        )
    return typed(rows, COLUMNS)


@of_document
def sentiment(document: Document, lexicon: str | Path = "", model: str = "") -> pd.DataFrame:
    """Return the table of `sentences` with how each of them sounds.

    Further columns: `textblob` (polarity, -1..1), `subjectivity` (TextBlob, 0..1), `vader` (compound, -1..1)
    and `model` (the trained model, -1..1; see `rate_sentences`). With the path of a researcher's own lexicon
    (see `read_lexicon`) also `lexicon`, in that lexicon's unit. LexiconError when that file cannot be used,
    ModelError when a larger `model` cannot.
    """
    frame = sentences(document)
    ratings = [judged.rating for judged in read(document, model)]
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
    return typed(_moving(document), WORD_COLUMNS)


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
