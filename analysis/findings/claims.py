"""Claims: what the analyses say of an article, in sentences that a reader would repeat, each with its chance.

A claim is about something (who speaks, who is heard most), names somebody, says something of them, and has
the chance that careful readers would say the same. Its grade follows from the chance, its sentence from all
of these and from nothing else. Claims that are open stay in the table: they are what cannot be told.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.annotation import Document, as_written, of_document, once
from analysis.findings import heard, silent
from analysis.findings.chances import grade
from analysis.schemas import typed
from analysis.wording import capital, percent, with_article

_MOST_SILENT = 4
_LEAST = 0.2  # of the chance that somebody is central and silent: below it nobody would think of them
FORMS = {
    "news": "news",
    "opinion": "an opinion piece",
    "interview": "an interview",
    "letters": "a page of readers' letters",
    "review": "a review",
    "release": "a press release",
}
_HEDGES = {"plain": "", "probable": "probably ", "open": "perhaps "}


class Claim(NamedTuple):
    """A claim: what it is about, whom it names, what it says of them, its chance, the sentences behind it."""

    about: str
    name: str
    value: str
    chance: float
    sentences: tuple[int, ...]

    @property
    def grade(self) -> str:
        """Plain, probable or open."""
        return grade(self.chance)

    @property
    def text(self) -> str:
        """The claim in words."""
        return text_of(self.about, self.name, self.value, self.grade, self.chance)


@of_document
def claims(document: Document) -> pd.DataFrame:
    """Return what can be said of an article: a row a claim, by its subject, the likeliest first.

    `about` is form, speaker, most heard or silent; `name` whom it names, `value` what it says of them (the
    form; person, body or unnamed). `chance` is how often such claims are right (0..1), from regressions
    fitted on articles coded by a codebook, `grade` plain, probable or open by the chance; `sentences` are
    the numbers of those behind it, and `text` says it in words. What is open is not claimed: it tells what
    cannot be told.
    """
    rows = [
        (document.article.id, c.about, c.name, c.value, c.grade, c.chance, list(c.sentences), c.text)
        for c in all_claims(document)
    ]
    return typed("claims", rows)


@once
def all_claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims of an article, by their subject, the likeliest first."""
    parts = (_form(document), _speakers(document), _most_heard(document), _silent(document))
    return tuple(claim for part in parts for claim in sorted(part, key=lambda c: (-c.chance, c.name)))


def text_of(about: str, name: str, value: str, grade: str, chance: float) -> str:
    """Return a claim in words; nothing else goes into its sentence."""
    how = _HEDGES[grade]
    if about == "form":
        return f"This is {how}{FORMS[value]} ({percent(chance)})."
    who = capital(with_article(name))
    said = {
        "speaker": f"{who} {how}speaks" if value != heard.UNNAMED else f"{who}, without a name, {how}speak",
        "most heard": f"{who} {'is' if value != heard.UNNAMED else 'are'} {how}heard most",
        "silent": f"{who} {'is' if value != 'group' else 'are'} {how}central, and not heard",
    }[about]
    return f"{said} ({percent(chance)})."


def _form(document: Document) -> Iterator[Claim]:
    form = document.article.form
    if document.sentences:
        yield Claim("form", "", form.name, form.chance, ())


def _speakers(document: Document) -> Iterator[Claim]:
    for each in heard.heard(document):
        chance = heard.speaker_chance(document, each)
        numbers = heard.sentence_numbers(document, each.statements)
        yield Claim("speaker", as_written(document, each.name), each.kind, chance, tuple(numbers))


def _most_heard(document: Document) -> Iterator[Claim]:
    for each in heard.heard(document):
        chance = heard.most_heard_chance(document, each)
        if chance >= _LEAST:
            numbers = heard.sentence_numbers(document, each.statements)
            yield Claim("most heard", as_written(document, each.name), each.kind, chance, tuple(numbers))


def _silent(document: Document) -> Iterator[Claim]:
    found = [(silent.silent_chance(document, each), each) for each in silent.candidates(document)]
    found.sort(key=lambda pair: -pair[0])
    for chance, each in found[:_MOST_SILENT]:
        if chance >= _LEAST:
            kind = "group" if each.label == silent.GROUP else ""
            numbers = silent.sentence_numbers(document, each.heads)
            yield Claim("silent", as_written(document, each.name), kind, chance, tuple(numbers))
