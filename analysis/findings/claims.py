"""Claims: what the analyses say of an article, in sentences that a reader would repeat, each with its chance.

A claim is about something (who speaks, who is heard most), names somebody, says something of them, and has
the chance that careful readers would say the same. Its grade follows from the chance, its sentence from all
of these and from nothing else. Claims that are open stay in the table: they are what cannot be told. What is
counted (how many speak, how often) stands beside them without a chance.
"""

from collections.abc import Iterator

import pandas as pd

from analysis.annotation import Document, as_written, of_document, once
from analysis.findings import deeds, frames, heard, pairs, passages, portrayal, silent, sources, style
from analysis.findings.questions import questions
from analysis.findings.telling import Claim
from analysis.models.readers import BASE
from analysis.schemas import typed
from analysis.schemas.claims import ABOUT
from analysis.tone.portrayal import reading

_MOST_SILENT = 4
_MOST_DEEDS = 3
_LEAST = 0.2  # of a chance: below it nobody would think of them


@of_document
def claims(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return what can be said of an article: a row a claim, by its subject, the likeliest first.

    `about` and `value` are as in the table `claims` of `analysis.schemas`; `name` is whom or what it names.
    `chance` is how often such claims are right (0..1), from regressions fitted on articles coded by a
    codebook, null for what is counted or was not measured. `grade` follows from it by the cuts of its kind:
    plain (at most one in ten is wrong), probable (one in three) or open; what is counted is plain.
    `sentences` are the numbers of those behind it, and `text` says it in words. What is open is not claimed:
    it tells what cannot be told. `reader` as in `classify_targets`: who reads how somebody is shown, who
    harms and suffers, and frames and loaded words; a model of one's own leaves frames to the base reader.
    """
    rows = [
        (document.article.id, c.about, c.name, c.value, c.grade, c.chance, list(c.sentences), c.text)
        for c in all_claims(document, reader)
    ]
    return typed("claims", rows)


@once
def all_claims(document: Document, reader: str) -> tuple[Claim, ...]:
    """Return the claims of an article, by their subject in the order of `ABOUT`, the likeliest first."""
    found = [
        *_form(document),
        *sources.counts(document),
        *_speakers(document),
        *_most_heard(document),
        *_silent(document),
        *_portrayals(document, reader),
        *_suffering(document, reader),
        *_deeds(document, reader),
        *pairs.harms(document, reader),
        *pairs.judgements(document, reader),
        *frames.generic(document, reader),
        *frames.policy(document, reader),
        *passages.key_passages(document, reader),
        *style.style(document, reader),
    ]
    return tuple(sorted([*found, *questions(document, found)], key=_place))


def _place(claim: Claim) -> tuple[int, float, str]:
    """Return what claims are ordered by: their subject, the chance; what was counted stays as it was."""
    counted = claim.chance != claim.chance
    return ABOUT.index(claim.about), 0.0 if counted else -claim.chance, "" if counted else claim.name


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
            numbers = silent.evidence(document, each)
            yield Claim("silent", as_written(document, each.name), _sort(each), chance, numbers)


def _portrayals(document: Document, reader: str) -> Iterator[Claim]:
    for each in portrayal.shown(document, reader):
        name = as_written(document, each.name)
        yield Claim("portrayal", name, str(each.value), each.chance, each.sentences)


def _suffering(document: Document, reader: str) -> Iterator[Claim]:
    for each in portrayal.shown(document, reader):
        if each.suffers >= _LEAST:
            yield Claim("suffers", as_written(document, each.name), "", each.suffers, each.suffers_in)


def _deeds(document: Document, reader: str) -> Iterator[Claim]:
    """Yield who acts most upon others and who is harmed; nobody where the reader tells no roles."""
    if not reading(document, reader).roles:
        return
    for about in (deeds.AGENT, deeds.HARMED):
        yield from _deeds_of(about, document, reader)


def _deeds_of(about: str, document: Document, reader: str) -> Iterator[Claim]:
    found = [(deeds.deed_chance(about, document, each, reader), each) for each in deeds.doers(document)]
    for chance, each in sorted(found, key=lambda pair: -pair[0])[:_MOST_DEEDS]:
        if chance >= _LEAST:
            numbers = deeds.deed_evidence(about, document, each, reader)
            yield Claim(about, as_written(document, each.name), _sort(each), chance, numbers)


def _sort(actor: silent.Central) -> str:
    """Return "group" for a group of people, else nothing."""
    return silent.GROUP.lower() if actor.label == silent.GROUP else ""
