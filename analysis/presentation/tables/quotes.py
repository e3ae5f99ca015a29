"""The tables of the report on quotes: sources, unsure statements, verbs that judge, who is never heard."""

import pandas as pd

from analysis.annotation import Document
from analysis.attribution.attributions import attributions
from analysis.attribution.speaking import called, sentences_of
from analysis.presentation import Html, sentence_link
from analysis.presentation.tables.table import Format, short_table
from analysis.wording import CUE_KINDS, ENTITY_KINDS, percent, shortened

_SURE = 0.75
_FIRST = 48  # characters of a statement, which the text above has in full
_TELLING = ("loaded", "belief", "denial")
_SOURCE_KINDS = {"person": "person", "body": "body", "unnamed": "without a name"}


def sources(rows: pd.DataFrame) -> Html:
    """Show a table of `findings.sources`; who speaks for a body stands below it."""
    shown = _below_bodies(rows)
    headings = {
        "source": "Source",
        "kind": "Kind",
        "body": "Speaks for",
        "statements": "Statements",
        "words": "Words",
        "quoted": "Quoted",
        "first": "First in sentence",
    }
    formats: dict[str, Format] = {"kind": _SOURCE_KINDS.get, "first": sentence_link}
    return short_table(shown, "The sources", headings, formats, "sources")


def _below_bodies(rows: pd.DataFrame) -> pd.DataFrame:
    """Return sources with those who speak for a body below it, the groups with most words first."""
    group = rows["body"].fillna(rows["source"])
    order = rows.assign(
        total=rows.groupby(group)["words"].transform("sum"), group=group, under=rows["body"].notna()
    )
    by = ["total", "group", "under", "words"]
    return order.sort_values(by, ascending=[False, True, True, False], kind="stable", ignore_index=True)


def to_check(document: Document, frame: pd.DataFrame) -> Html:
    """Show those statements of a table of `attribution.quotes` that are least sure, the worst first.

    What only tells an attitude or an act is none.
    """
    found = attributions(document)
    shown = frame.assign(
        who=[called(document, each) for each in found],
        sentence=[sentences_of(document, each) for each in found],
        text=[shortened(text, _FIRST) for text in frame["text"]],
        sure=[f"{percent(each.confidence)}{', doubtful' if each.doubtful else ''}" for each in found],
        statement=[each.statement for each in found],
    )
    headings = {
        "text": "Words",
        "who": "Speaker",
        "cue_text": "Cue",
        "sentence": "Sentence",
        "sure": "Chance",
    }
    unsure = shown[shown["statement"].astype(bool) & (shown["confidence"] < _SURE)]
    ordered = unsure.sort_values("confidence", kind="stable")
    return short_table(ordered, "Statements to check first", headings, name="quotes")


def verbs(frame: pd.DataFrame) -> Html:
    """Show those words of a table of `attribution.reporting_verbs` that say more than that somebody spoke."""
    headings = {"verb": "Word", "kind": "Kind", "speakers": "Introduces", "sentence": "Sentence"}
    telling = frame[frame["kind"].isin(_TELLING)]
    caption = "Words that judge what they introduce"
    return short_table(telling, caption, headings, {"kind": CUE_KINDS.get}, "reporting_verbs")


def unquoted(frame: pd.DataFrame) -> Html:
    """Show a table of `attribution.unquoted`."""
    headings = {"entity": "Who", "label": "What", "mentions": "Mentions", "sentence": "Sentence"}
    caption = "Mentioned, and never heard"
    return short_table(frame, caption, headings, {"label": ENTITY_KINDS.get}, "unquoted")
