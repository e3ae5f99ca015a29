"""Claims as a page tells them: in a list, in the opening paragraph, as answers, and beside other articles'.

Everything is rendered from the rows of the table of claims, so that no place of a page contradicts another.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.findings import opening as told
from analysis.findings.opening import Said
from analysis.findings.telling import CANNOT_TELL, text_of
from analysis.presentation import html
from analysis.presentation.html import Html, sentence_links
from analysis.schemas import typed
from analysis.wording import percent

SIGNS = {"plain": "●", "probable": "◐", "open": "○"}
QUESTIONS = {
    "form": "Form",
    "most heard": "Heard most",
    "portrayal": "Shown better or worse",
    "generic frame": "Leading frame",
    "policy frame": "First policy frame",
    "agent": "Acts most upon others",
    "harmed": "Harmed",
}
_FIRST = {"portrayal": ("-1", "1"), "generic frame": ("lead",), "policy frame": ("1",)}
"""The values that a list of claims begins with."""
_MOST_EACH = 3
_MOST_LINKS = 3
_COLUMNS = ("about", "name", "value", "grade", "chance", "sentences")


def claims(frame: pd.DataFrame, about: str | Sequence[str] | None = None) -> Html:
    """Return what a table of `analysis.claims` says firmly, in words: all, or about these subjects, in their
    order; where a question is open, it says so.

    The page of a report keeps all rows of the table, from which an article's opening page is made.
    """
    subjects = (
        list(dict.fromkeys(frame["about"])) if about is None else [about] if isinstance(about, str) else about
    )
    said = [each for subject in subjects for each in _said(frame, subject)[:_MOST_EACH]]
    return Html(
        html.items(map(claim, said), "pl-claims") if said else Markup(""), role="claims", rows=rows(frame)
    )


def opening(frame: pd.DataFrame) -> Html:
    """Return the paragraph that opens an article's page, each sentence with its grade and where it rests.

    What is open is left to `answers`.
    """
    sentences = Markup(" ").join(claim(said) for said in told.opening(frame) if said.grade != "open")
    return Html(Markup('<p class="pl-opening">{}</p>').format(sentences))


def answers(frame: pd.DataFrame) -> Html:
    """Return the questions that articles are asked, with what can be claimed; open ones say why, and what to
    read.
    """
    found = told.answers(frame)
    unread = set(frame.loc[(frame["about"] == "question") & (frame["value"] == CANNOT_TELL), "name"])
    lines = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(
            question, Markup("<br>").join(claim(said, about in unread) for said in found[about][:_MOST_EACH])
        )
        for about, question in QUESTIONS.items()
        if about in found
    )
    return Html(
        Markup(
            '<table class="pl-questions"><thead><tr><th scope="col">Question</th>'
            '<th scope="col">What can be claimed</th></tr></thead><tbody>{}</tbody></table>'
        ).format(lines)
    )


def claim(said: Said, to_read: bool = False) -> Markup:
    """Return a claim in words, behind the sign of its grade, with links to the first of its sentences.

    What cannot be told has sentences `to_read`.
    """
    numbers = sentence_links(said.sentences[:_MOST_LINKS])
    read = "Read " if to_read else ""
    links = Markup(' <span class="evidence">{}{}</span>').format(read, numbers) if said.sentences else ""
    return Markup('<span class="claim">{}\N{NO-BREAK SPACE}{}{}</span>').format(
        mark(said.grade), html.text(said.text), links
    )


def mark(grade: str) -> Markup:
    """Return the sign of a grade, with its name for screen readers."""
    return Markup('<span class="grade {0}" title="{0}"><span aria-hidden="true">{1}</span>{2}</span>').format(
        grade, SIGNS[grade], Markup('<span class="pl-hidden">{}: </span>').format(grade)
    )


def key(methods_page: str) -> Markup:
    """Return what the grades mean, and where it stands how often each kind of claim keeps to that."""
    return Markup(
        '<p class="pl-note">● plain: meant to be right 9 times in 10; ◐ probable: 2 in 3; ○ open: not '
        'claimed (<a href="{}#card-claims">how often they are right</a>)</p>'
    ).format(methods_page)


def in_short(frame: pd.DataFrame, about: str, *values: str) -> Markup:
    """Return what is claimed about a subject (of these values, where some are given) as a cell of a table."""
    its = frame[(frame["about"] == about) & (frame["grade"] != "open")]
    firm = its[its["value"].isin(values)] if values else its
    if len(firm):
        return Markup(", ").join(map(_in_short, firm.head(_MOST_EACH).itertuples()))
    of_question = frame[(frame["about"] == "question") & (frame["name"] == about)]
    if len(of_question):
        return Markup("{} {}").format(mark("open"), of_question["value"].iloc[0])
    return Markup("–")


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table of claims as JSON takes them; `of_rows` makes the table of them again."""
    return [
        {
            "about": row.about,
            "name": row.name,
            "value": row.value,
            "grade": row.grade,
            "chance": None if row.chance != row.chance else round(float(row.chance), 4),
            "sentences": [int(number) for number in row.sentences],
        }
        for row in frame.itertuples(index=False)
    ]


def of_rows(kept: Iterable[Mapping[str, Any]], article_id: str) -> pd.DataFrame:
    """Return the table of claims that these rows are of; its sentences are rendered anew.

    KeyError, TypeError or ValueError for what are no rows of claims.
    """
    made = []
    for row in kept:
        about, name, value, grade, chance, sentences = (row[column] for column in _COLUMNS)
        chance = float("nan") if chance is None else float(chance)
        text = text_of(about, name, value, grade, chance)
        made.append((article_id, about, name, value, grade, chance, list(sentences), text))
    return typed("claims", made)


def _said(frame: pd.DataFrame, subject: str) -> list[Said]:
    """Return the firm claims about a subject, or that the question about it is open."""
    its = frame[(frame["about"] == subject) & (frame["grade"] != "open")]
    is_first = its["value"].isin(_FIRST.get(subject, ()))
    firm = pd.concat([its[is_first], its[~is_first]])
    open_ = frame[(frame["about"] == "question") & (frame["name"] == subject)]
    shown = firm if len(firm) else open_
    return [Said(row.text, tuple(row.sentences), row.grade) for row in shown.itertuples()]


def _in_short(row: Any) -> Markup:
    chance = "" if row.chance != row.chance else f" {percent(min(row.chance, 0.99))}"
    return Markup("{} {}{}").format(html.text(row.name or row.value), mark(row.grade), chance)
