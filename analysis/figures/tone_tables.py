"""The tables of the sentiment report, and the marks of the words that moved a lexicon."""

import pandas as pd

from analysis import tone
from analysis.annotation import Document
from analysis.display import Html, table
from analysis.highlight import Mark
from analysis.tone.lexicons import METHODS
from analysis.tone.wording import NAMES, VOICE_NAMES, signed, with_interval

_WORDS = {
    "sentence": "Sentence",
    "vader": "VADER",
    "vader_words": "VADER's words",
    "textblob": "TextBlob",
    "textblob_words": "TextBlob's words",
}
_FORMATS = {
    "vader": signed,
    "textblob": signed,
    "lexicon": signed,
    "subjectivity": "{:.2f}",
    "quoted_share": "{:.0%}",
    "reported_share": "{:.0%}",
}


def strongest(rows: pd.DataFrame) -> Html:
    """Show a table of `tone.strongest`: scores, and the words behind them."""
    return table(rows, "The strongest sentences, with the words that moved each list", _WORDS, _FORMATS)


def disagreements(rows: pd.DataFrame) -> Html:
    """Show a table of `tone.disagreements`: scores, and the words behind them."""
    return table(rows, "Sentences with opposite signs, widest apart first", _WORDS, _FORMATS, rows=20)


def voices(estimates: pd.DataFrame) -> Html:
    """Show a table of `tone.voice_sentiment`, both methods side by side."""
    rows = _estimates(estimates).pivot(index=["voice", "sentences"], columns="method", values="estimate")
    ordered = rows.reindex(dict.fromkeys(VOICE_NAMES.values()), level="voice").reset_index()
    headings = {
        "voice": "Voice",
        "sentences": "Sentences",
        **{m: f"{NAMES[m]} (95% interval)" for m in METHODS},
    }
    return table(ordered, "Mean tone of each voice, from −1 to +1", headings)


def entities(estimates: pd.DataFrame) -> Html:
    """Show a table of `tone.entity_sentiment`."""
    headings = {
        "entity": "Entity",
        "voice": "Voice",
        "sentences": "Sentences",
        "estimate": "Mean (95% interval)",
    }
    caption = "Mean tone of the clauses that mention each entity, from −1 to +1"
    return table(_estimates(estimates), caption, headings, rows=20)


def clauses(mentions: pd.DataFrame) -> Html:
    """Show a table of `tone.target_clauses`, a row a clause: the entities that share it, and its score."""
    shared = mentions.groupby(["sentence", "clause"], sort=False)
    rows = shared.agg(entities=("entity", lambda names: ", ".join(names.unique())), vader=("vader", "first"))
    headings = {"sentence": "Sentence", "entities": "Entities", "vader": "VADER", "clause": "Clause"}
    return table(rows.reset_index(), "The clauses that mention entities", headings, _FORMATS, rows=40)


def sentences(scores: pd.DataFrame) -> Html:
    """Show a table of `tone.sentiment`; with an own lexicon, its column is the last one."""
    headings = {
        "sentence": "Sentence",
        "vader": "VADER",
        "textblob": "TextBlob",
        "subjectivity": "Subjectivity",
        "quoted_share": "Quoted",
        "reported_share": "Reported",
        "lexicon": "Your list",
    }
    known = {column: heading for column, heading in headings.items() if column in scores}
    return table(scores, "The scores of each sentence", known, _FORMATS, rows=50)


def word_marks(document: Document, method: str = "vader") -> list[Mark]:
    """Return a mark for each word that moved a method in the article, labelled with its value."""
    words = tone.moving_words(document)
    return [
        Mark(row.start, row.end, "positive" if row.value > 0 else "negative", signed(row.value, 1))
        for row in words[words["method"] == method].itertuples()
    ]


def _estimates(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        voice=rows["voice"].map(VOICE_NAMES),
        estimate=[with_interval(row) for row in rows.to_dict("records")],
    )
