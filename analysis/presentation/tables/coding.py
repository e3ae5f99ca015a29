"""What the notebook on validation shows: what to do next, agreement, and the disagreements in context."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from analysis.coding.answers import FRAMES, NO, QUOTES, SENTIMENT
from analysis.coding.codes import Codings
from analysis.coding.reliability import COLLEAGUES, Compared, apart, more_units
from analysis.coding.units import Material, Speech
from analysis.paths import find
from analysis.presentation import Html, html, marked_text, table
from analysis.presentation.html import sentence_link
from analysis.presentation.marked_text import Mark
from analysis.presentation.pieces import note
from analysis.presentation.provenance import pairs, versions
from analysis.schemas import typed
from analysis.wording import NOBODY_NAMED, Finding, counted, decimal, interval, listed

MACHINE = "The machine"
_MOST = 60


def next_step(sheets: Sequence[Path], codings: Codings) -> list[Finding]:
    """Return what there is to do: code the sheet, let somebody else code it, or read the results."""
    places = listed([f"“{path.as_posix()}”" for path in sheets])
    if not codings.rows:
        return [
            Finding(f"Nothing is coded yet. Your sheet: {places}."),
            Finding(
                "Fill in the column “answer” in one of the two (the instructions say how), save it, "
                "and run this notebook again."
            ),
            Finding("A second coder takes a copy of the empty sheet under another name, in the same folder."),
        ]
    rows = counted(len(codings.rows), "row")
    said = [Finding(f"{rows} coded by {listed(codings.coders)}.")]
    if len(codings.coders) == 1:
        said.append(
            Finding("With one coder, nobody can say how far two people would agree; ask a second one.")
        )
    return said


def headline(results: pd.DataFrame) -> list[Finding]:
    """Return, for each task and pair of sides, the first measure in words, with its interval."""
    findings = []
    for (task, between), rows in results.groupby(["task", "between"], sort=False):
        first = rows[rows["value"].notna()].head(1)
        for row in first.itertuples():
            findings.append(
                Finding(
                    f"{task.capitalize()}, {between}: {row.measure} {row.value:.2f} "
                    f"({_interval(row.low, row.high)}; {counted(row.units, 'unit')})."
                )
            )
        if first.empty:
            findings.append(Finding(f"{task.capitalize()}, {between}: too little to tell."))
    return findings


def sample(sheet: pd.DataFrame) -> Html:
    """Show how many units of each task a sheet has, and of how many articles."""
    rows = sheet.groupby("task", sort=False).agg(units=("start", "size"), articles=("article_id", "nunique"))
    headings = {"task": "Task", "units": "Units drawn", "articles": "Articles"}
    return table(rows.reset_index(), "What was drawn", headings)


def problems(sentences: Sequence[str]) -> Html:
    """Show which rows could not be used, and why."""
    if not sentences:
        return note("No row is left out.")
    head = Markup("<p>{} to look at:</p>").format(counted(len(sentences), "thing"))
    return Html(head + html.items(sentences))


def agreement(results: pd.DataFrame, between_coders: bool, width: float) -> Html:
    """Show a table of `agreement`, of the coders or of the machine, with what a narrower interval takes."""
    rows = results[(results["between"] == COLLEAGUES) == between_coders]
    shown = rows.assign(
        value=[decimal(value) for value in rows["value"]],
        interval=[_interval(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)],
        more=[_more(number) for number in more_units(rows, width)],
    )
    headings = {
        "task": "Task",
        "measure": "Measure",
        "units": "Units",
        "value": "Figure",
        "interval": "95% interval",
        "more": f"More units for a width of {width:g}",
    }
    who = "Agreement between coders" if between_coders else "The machine beside the coders"
    return table(shown, who, headings)


def disagreements(
    compared: Sequence[Compared], material: Material, pages: Mapping[str, str] | None = None
) -> Html:
    """Show the units on which somebody differs, in context, with everybody's label.

    `pages` names, for quotes, sentiment and frames, the page of an article's reports to which they are linked
    where the texts are many.
    """
    parts = [part for each in compared for part in _differing(each, material, pages or {})]
    if not parts:
        return note("Nobody disagrees on any unit." if compared else "Nothing is coded yet.")
    more = "" if len(parts) <= _MOST else f" The first {_MOST} are shown; the table has them all."
    head = Markup('<p class="pl-note">{}.{}</p>').format(counted(len(parts), "disagreement"), more)
    return Html(head + html.items(parts[:_MOST]))


def disagreement_table(compared: Iterable[Compared]) -> pd.DataFrame:
    """Return the disagreements as a table to save: task, article_id, start, end, who and label."""
    rows = [
        (each.task, row.article_id, row.start, row.end, who, said(label))
        for each in compared
        for row in apart(each).itertuples()
        for who, label in {MACHINE: row.machine, **row.coders}.items()
    ]
    return typed("disagreements", rows)


def text(compared: Iterable[Compared], material: Material) -> Html:
    """Show the text with the disagreements marked, where a single article is at hand."""
    if len(material.documents) != 1:
        return note("The texts are many; the reports show each of them.")
    (document,) = material.documents.values()
    marks = [
        Mark(row.start, row.end, "evidence", each.task)
        for each in compared
        for row in apart(each).itertuples()
    ]
    return marked_text.text(
        document, marks, {"evidence": "a unit on which somebody differs"} if marks else {}
    )


def provenance(codings: Codings, **parameters: object) -> Html:
    """Return what repeating and citing takes: who coded, parameters, versions and a methods paragraph."""
    coded = {who: sum(row.who == who for row in codings.rows) for who in codings.coders}
    used = versions()
    coders = listed([f"{who} ({counted(number, 'row')})" for who, number in coded.items()]) or "nobody yet"
    methods = (
        f"A stratified random sample was coded by {counted(len(coded), 'coder')} without the machine's "
        f"labels in view. Agreement is Krippendorff's alpha (nltk {used.get('nltk', '')}); intervals are 95% "
        f"percentile bootstrap intervals ({parameters['bootstrap_samples']} resamples, seed "
        f"{parameters['seed']}), made with Presslens {used.get('presslens', '')}."
    )
    rows = {
        "Coded by": coders,
        "Parameters": pairs(parameters),
        "Versions": pairs(used),
        "Methods, to cite": methods,
    }
    return Html(html.facts(rows))


def said(label: object) -> str:
    """Return a label in words."""
    if isinstance(label, Speech):
        names = listed(sorted(name or NOBODY_NAMED for name in label.speakers))
        kind = "nobody else" if label.kind == NO else "somebody else" if label.kind == "yes" else label.kind
        return f"{kind}: {names}" if names else kind
    if isinstance(label, frozenset):
        return listed(sorted(label)) or "none"
    return str(label)


def _differing(each: Compared, material: Material, pages: Mapping[str, str]) -> Iterator[Markup]:
    text_of = cache(material.text)
    page = pages.get(each.task if each.task in (QUOTES, SENTIMENT) else FRAMES, "")
    for row in apart(each).itertuples():
        known = text_of(row.article_id)
        before, unit, after = known.context(row.start, row.end)
        number = known.number(row.start)
        here = len(material.documents) == 1
        place = sentence_link(number) if here else _in_report(row.article_id, page, number)
        names = {MACHINE: row.machine, **row.coders}
        labels = Markup("; ").join(
            Markup("{}: <strong>{}</strong>").format(html.text(who), html.text(said(label)))
            for who, label in names.items()
        )
        yield Markup("{} · {}, sentence {}: {} <mark>{}</mark> {}<br>{}").format(
            {QUOTES: "Quotes", SENTIMENT: "Sentiment"}.get(each.task, f"Frames ({each.task})"),
            html.text(row.article_id),
            place,
            html.text(before),
            html.text(unit),
            html.text(after),
            labels,
        )


def _in_report(article_id: str, page: str, number: int) -> Markup | int:
    """Return a sentence's number, as a link into the article's report where there is one under reports/."""
    place = find(Path("reports", article_id, page))
    if not place.is_file():
        return number
    address = quote(Path(os.path.relpath(place)).as_posix())
    return Markup('<a href="{}#s{}">{}</a>').format(address, number, number)


def _interval(low: float, high: float) -> str:
    return "not enough units" if low != low else interval(low, high, decimal)


def _more(number: object) -> str:
    return "–" if number is pd.NA else f"{number:,}"
