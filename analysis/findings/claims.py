"""Claims: what the analyses say of an article, in sentences that a reader would repeat, each with its chance.

A claim is about something (who speaks, who is heard most), names somebody, says something of them, and has
the chance that careful readers would say the same. Its grade follows from the chance, its sentence from all
of these and from nothing else. Claims that are open stay in the table: they are what cannot be told.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.annotation import Document, as_written, of_document, once
from analysis.findings import deeds, heard, portrayal, silent
from analysis.findings.chances import grade
from analysis.models.readers import BASE
from analysis.schemas import typed
from analysis.tone.portrayal import reading
from analysis.wording import capital, percent, with_article

_MOST_SILENT = 4
_MOST_DEEDS = 3
_LEAST = 0.2  # of the chance that somebody is central and silent: below it nobody would think of them
FORMS = {
    "news": "news",
    "opinion": "an opinion piece",
    "interview": "an interview",
    "letters": "a page of readers' letters",
    "review": "a review",
    "release": "a press release",
}
_SHOWN = {
    ("portrayal", "-1"): "{}shown in a bad light",
    ("portrayal", "0"): "{}shown in neither a good nor a bad light",
    ("portrayal", "1"): "{}shown in a good light",
    ("suffers", ""): "{}shown as one to whom bad things happen",
}
_NAMED = {
    "speaker": "{}speaks",
    "most heard": "is {}heard most",
    "silent": "is {}central, and not heard",
    "agent": "is {}among those who do most to others",
    "harmed": "is {}harmed",
}
_UNNAMED = {
    "speaker": "among the voices without a name",
    "most heard": "heard most",
    "silent": "central, and not heard",
    "agent": "among those who do most to others",
    "harmed": "harmed",
}
"""Of nobody by name, and so that one and several read alike."""
_SEVERAL = _UNNAMED | {"speaker": "among those who speak"}
HEDGES = {"plain": "", "probable": "probably ", "open": "perhaps "}


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
def claims(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return what can be said of an article: a row a claim, by its subject, the likeliest first.

    `about` is form, speaker, most heard, silent, portrayal, suffers, agent or harmed; `name` whom it names,
    `value` what it says of them (the form; person, body or unnamed; of a portrayal -1, 0 or 1; group for
    those silent, acting or harmed who have no name).
    `chance` is how often such claims are right (0..1), from regressions fitted on articles coded by a
    codebook, `grade` plain, probable or open by the chance; `sentences` are the numbers of those behind it,
    and `text` says it in words. What is open is not claimed: it tells what cannot be told. `reader` as in
    `classify_targets`: who reads how somebody is shown.
    """
    rows = [
        (document.article.id, c.about, c.name, c.value, c.grade, c.chance, list(c.sentences), c.text)
        for c in all_claims(document, reader)
    ]
    return typed("claims", rows)


@once
def all_claims(document: Document, reader: str) -> tuple[Claim, ...]:
    """Return the claims of an article, by their subject, the likeliest first."""
    parts = (
        _form(document),
        _speakers(document),
        _most_heard(document),
        _silent(document),
        _portrayals(document, reader),
        _suffering(document, reader),
        _deeds(document, reader),
    )
    return tuple(claim for part in parts for claim in sorted(part, key=lambda c: (-c.chance, c.name)))


def text_of(about: str, name: str, value: str, grade: str, chance: float) -> str:
    """Return a claim in words; nothing else goes into its sentence."""
    how = HEDGES[grade]
    if about == "form":
        return f"This is {how}{FORMS[value]} ({percent(chance)})."
    if (about, value) in _SHOWN:
        shown = _SHOWN[about, value].format(how)
        if name.endswith("s"):
            return f"{capital(shown)}: {with_article(name)} ({percent(chance)})."
        return f"{capital(with_article(name))} is {shown} ({percent(chance)})."
    if value in {heard.UNNAMED, silent.GROUP.lower()}:
        return f"{capital(how + _UNNAMED[about])}: {with_article(name)} ({percent(chance)})."
    if value != heard.PERSON and name.endswith("s"):  # one or several: "Republicans", "the United Nations"
        return f"{capital(how + _SEVERAL[about])}: {with_article(name)} ({percent(chance)})."
    return f"{capital(with_article(name))} {_NAMED[about].format(how)} ({percent(chance)})."


def _form(document: Document) -> Iterator[Claim]:
    form = document.article.form
    if document.sentences:
        yield Claim("form", "", form.name, form.chance, ())


def _speakers(document: Document) -> Iterator[Claim]:
    for each in heard.heard(document):
        if each.kind == heard.UNNAMED and not each.spoken:
            continue
        chance = heard.speaker_chance(document, each)
        numbers = heard.sentence_numbers(document, each.statements)
        yield Claim("speaker", as_written(document, each.name), each.kind, chance, tuple(numbers))


def _most_heard(document: Document) -> Iterator[Claim]:
    for each in heard.heard(document):
        chance = heard.most_heard_chance(document, each) if each.spoken else 0.0
        if chance >= _LEAST:
            numbers = heard.sentence_numbers(document, each.statements)
            yield Claim("most heard", as_written(document, each.name), each.kind, chance, tuple(numbers))


def _silent(document: Document) -> Iterator[Claim]:
    found = [(silent.silent_chance(document, each), each) for each in silent.candidates(document)]
    likeliest: dict[str, tuple[float, silent.Central]] = {}
    for chance, each in sorted(found, key=lambda pair: -pair[0]):
        likeliest.setdefault(each.name, (chance, each))  # a country and its people may have one name
    for chance, each in list(likeliest.values())[:_MOST_SILENT]:
        if chance >= _LEAST:
            kind = silent.GROUP.lower() if each.label == silent.GROUP else ""
            numbers = silent.sentence_numbers(document, each.heads)
            yield Claim("silent", as_written(document, each.name), kind, chance, tuple(numbers))


def _portrayals(document: Document, reader: str) -> Iterator[Claim]:
    for each in portrayal.shown(document, reader):
        name = as_written(document, each.name)
        yield Claim("portrayal", name, str(each.value), each.chance, each.sentences)


def _suffering(document: Document, reader: str) -> Iterator[Claim]:
    for each in portrayal.shown(document, reader):
        if each.suffers >= _LEAST:
            yield Claim("suffers", as_written(document, each.name), "", each.suffers, each.suffers_in)


def _deeds(document: Document, reader: str) -> Iterator[Claim]:
    """Yield who does most to others and who is harmed; nobody where the reader tells no roles."""
    if not reading(document, reader).roles:
        return
    for about in (deeds.AGENT, deeds.HARMED):
        yield from _deeds_of(about, document, reader)


def _deeds_of(about: str, document: Document, reader: str) -> Iterator[Claim]:
    found = [(deeds.deed_chance(about, document, each, reader), each) for each in deeds.doers(document)]
    for chance, each in sorted(found, key=lambda pair: -pair[0])[:_MOST_DEEDS]:
        if chance >= _LEAST:
            kind = silent.GROUP.lower() if each.label == silent.GROUP else ""
            numbers = silent.sentence_numbers(document, each.heads)
            yield Claim(about, as_written(document, each.name), kind, chance, tuple(numbers))
