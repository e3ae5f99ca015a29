"""The tables of the report on quotes, and the marks of its text."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from analysis.annotation import Document
from analysis.attribution.attributions import Attribution, attributions, spoken_regions
from analysis.attribution.spans import Index, Span
from analysis.attribution.speaking import sentences_of, who
from analysis.presentation import Html, table
from analysis.presentation.marked_text import KINDS, Mark
from analysis.wording import CUE_KINDS, ENTITY_KINDS, interval, percent

LEGEND = {kind: KINDS[kind] for kind in ("quoted", "reported", "source", "cue")}


def quotes(document: Document, frame: pd.DataFrame) -> Html:
    """Show the table of `attribution.quotes`, with links to the sentences; doubtful rows say so."""
    found = attributions(document)
    shown = frame.assign(
        who=[who(each) for each in found],
        kind=[f"{each.kind}, denied" if each.negated else each.kind for each in found],
        sentence=[sentences_of(document, each) for each in found],
        sure=[_sure(each) for each in found],
    )
    headings = {
        "quote": "No.",
        "sentence": "Sentence",
        "kind": "Kind",
        "who": "Speaker",
        "source_text": "Source",
        "cue_text": "Cue",
        "text": "Content",
        "sense": "Sense",
        "sure": "How often right",
    }
    return table(shown, "What others say, and who says it", headings, {"quote": "{:d}"})


def marks(document: Document) -> list[Mark]:
    """Return the marks of the text: sources, cues and contents, each content with its number and speaker."""
    quoted = Index((region, region) for region in spoken_regions(document))
    sources: dict[Span, list[str]] = defaultdict(list)
    for each in attributions(document):
        if each.source:
            sources[each.source].append(str(each.number))
    marked = [Mark(*source, "source", ", ".join(numbers)) for source, numbers in sources.items()]
    return marked + [mark for each in attributions(document) for mark in _marks(each, quoted)]


def speaking_share(frame: pd.DataFrame) -> Html:
    """Show a table of `attribution.speaking_share`."""
    shown = frame.assign(
        interval=[interval(row.low, row.high) for row in frame.itertuples()],
        sentence=[[number] for number in frame["first"]],
    )
    headings = {
        "speaker": "Speaker",
        "role": "Role",
        "affiliation": "Affiliation",
        "speaks_for": "Speaks for",
        "quotes": "Statements",
        "direct": "Direct quotes",
        "words": "Words",
        "share": "Share of the attributed words",
        "interval": "95% interval",
        "sentence": "First heard in",
        "confidence": "How often right",
    }
    formats = {"share": percent, "confidence": percent}
    return table(shown, "Who speaks how much", headings, formats)


def verbs(frame: pd.DataFrame) -> Html:
    """Show a table of `attribution.reporting_verbs`."""
    headings = {
        "verb": "Word",
        "kind": "Kind",
        "uses": "Uses",
        "speakers": "Introduces",
        "sentence": "Sentence",
    }
    return table(frame, "The words that introduce others", headings, {"kind": CUE_KINDS.get})


def unquoted(frame: pd.DataFrame) -> Html:
    """Show a table of `attribution.unquoted`."""
    headings = {"entity": "Who", "label": "What", "mentions": "Mentions", "sentence": "Sentence"}
    return table(frame, "Mentioned, and never heard", headings, {"label": ENTITY_KINDS.get})


def _sure(each: Attribution) -> str:
    if each.by_hand:
        return "coded by hand"
    return f"{percent(each.confidence)}{', doubtful' if each.doubtful else ''}"


def _marks(each: Attribution, quoted: Index) -> Iterator[Mark]:
    if each.cue:
        yield Mark(*each.cue, "cue")
    label = f"{each.number}{'?' if each.doubtful else ''} {who(each)}"
    for start, end in each.content:
        yield Mark(start, end, "quoted" if each.kind == "direct" else "reported", label)
        if each.kind == "mixed":
            yield from (Mark(max(start, a), min(end, b), "quoted") for a, b in quoted.at((start, end)))
