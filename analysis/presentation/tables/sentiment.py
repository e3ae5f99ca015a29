"""The tables of the sentiment report, and the marks of the words that moved a lexicon."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from analysis import tone
from analysis.annotation import Document
from analysis.findings.chances import PROBABLE
from analysis.findings.sentiment import in_light, in_words
from analysis.models.readers import LABELS, ROLES
from analysis.presentation import Html, html, marked_text, sentence_link, table
from analysis.presentation.marked_text import Mark
from analysis.presentation.pieces import note
from analysis.presentation.tables.table import Format
from analysis.tone.sentences import METHODS
from analysis.wording import NAMES, VOICE_NAMES, counted, percent, signed, with_interval

OPEN = 2
_KINDS = {"neutral": "entity"}

_WORDS = {
    "sentence": "Sentence",
    "model": "The model",
    "vader": "VADER",
    "vader_words": "VADER's words",
    "textblob": "TextBlob",
    "textblob_words": "TextBlob's words",
}
_FORMATS: Mapping[str, Format] = {
    "model": signed,
    "value": signed,
    "vader": signed,
    "textblob": signed,
    "lexicon": signed,
    "subjectivity": "{:.2f}",
    "quoted_share": "{:.0%}",
    "reported_share": "{:.0%}",
}


def strongest(rows: pd.DataFrame) -> Html:
    """Show a table of `tone.strongest`: scores, and the words behind them."""
    return table(
        rows, "The sentences the model finds strongest, with the words that moved each list", _WORDS, _FORMATS
    )


def disagreements(rows: pd.DataFrame) -> Html:
    """Show a table of `tone.disagreements`: scores, and the words behind them."""
    headings = {"sentence": "Sentence", "positive": "Positive to", "negative": "Negative to"}
    caption = "Sentences to which two methods give opposite signs, widest apart first"
    return table(rows, caption, headings | _WORDS, _FORMATS, rows=20)


def voices(estimates: pd.DataFrame) -> Html:
    """Show a table of `tone.voice_sentiment`, the methods side by side."""
    rows = _estimates(estimates).pivot(index=["voice", "sentences"], columns="method", values="estimate")
    ordered = rows.reindex(dict.fromkeys(VOICE_NAMES.values()), level="voice").reset_index()
    headings = {
        "voice": "Voice",
        "sentences": "Sentences",
        **{m: f"{NAMES[m]} (95% interval)" for m in METHODS},
    }
    return table(ordered, "Mean tone of each voice, from −1 to +1", headings)


def actors(main: pd.DataFrame) -> Html:
    """Show a table of `main_actors`: in which light each is shown, and who shows it in another."""
    rows = main.assign(light=[in_light(row.value, row.chance) for row in main.itertuples()])
    headings = {
        "name": "Actor",
        "light": "Shown",
        **{role: role.capitalize() for role in ROLES},
        "others": "In another light by",
        "mentions": "Mentions",
        "evidence": "Sentences that say most",
    }
    formats: dict[str, Format] = {**dict.fromkeys(ROLES, percent), "evidence": sentence_link}
    return table(rows, "How the main actors are shown, each with its chance", headings, formats)


def entities(estimates: pd.DataFrame) -> Html:
    """Show a table of `tone.entity_sentiment`."""
    headings = {
        "entity": "Entity",
        "voice": "Voice",
        "sentences": "Sentences",
        "estimate": "Mean (95% interval)",
    }
    caption = "Mean sentiment towards each entity, from −1 to +1"
    return table(_estimates(estimates), caption, headings, rows=20)


def mentions(targets: pd.DataFrame, clauses: pd.DataFrame) -> Html:
    """Show a table of `tone.target_sentiment`, beside VADER's score of each mention's clause."""
    rows = targets.assign(voice=targets["voice"].map(VOICE_NAMES), clause=clauses["vader"].map(signed))
    headings = {
        "sentence": "Sentence",
        "entity": "Entity",
        "voice": "Voice",
        **{name: name.capitalize() for name in (*LABELS, *ROLES)},
        "clause": "VADER of the clause",
    }
    caption = "Each mention: how its sentence judges it, and whether it suffers, harms or helps there"
    return table(rows, caption, headings, dict.fromkeys((*LABELS, *ROLES), percent), rows=40)


def evidence(document: Document, targets: pd.DataFrame, main: pd.DataFrame) -> Html:
    """Show the sentences behind a table of `main_actors`, each one's mentions marked."""
    if main.empty:
        return note("No actor is named.")
    parts = (
        html.details(
            f"{row.name}: {in_words(row)}; {counted(row.sentences, 'sentence')}",
            _behind(document, targets[targets["entity"] == row.entity], row.evidence),
            place < OPEN,
        )
        for place, row in enumerate(main.itertuples())
    )
    return Html(Markup("").join(parts))


def _behind(document: Document, targets: pd.DataFrame, evidence: Sequence[int]) -> Markup:
    """Return the sentences of an actor's mentions; of one without a name, those that say most."""
    numbers = sorted({*targets["sentence"], *evidence})
    return marked_text.sentences(document, numbers, mention_marks(targets)).markup


def sentences(scores: pd.DataFrame) -> Html:
    """Show a table of `tone.sentiment`; with an own lexicon, its column is the last one."""
    headings = {
        "sentence": "Sentence",
        "model": "The model",
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


def mention_marks(targets: pd.DataFrame) -> list[Mark]:
    """Return a mark for each mention in a table of `tone.target_sentiment`, by its likeliest class.

    The label is positive minus negative, from −1 to +1, and the roles that it more likely has than not.
    """
    targets = targets.drop_duplicates(["start", "end"])  # one of a group has a row for each member
    likeliest = targets[list(LABELS)].idxmax(axis=1) if len(targets) else []
    return [
        Mark(row.start, row.end, _KINDS.get(side, side), _label(row))
        for row, side in zip(targets.itertuples(), likeliest, strict=True)
    ]


def _label(row) -> str:
    roles = [role for role in ROLES if getattr(row, role) >= PROBABLE]
    return ", ".join([signed(row.positive - row.negative), *roles])


def _estimates(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        voice=rows["voice"].map(VOICE_NAMES),
        estimate=[with_interval(row) for row in rows.to_dict("records")],
    )
