"""Who speaks how much, in counts: voices, statements, words, names, quotation marks.

Nothing is inferred here, so these claims have no chance. Whose they are is what `heard` says of those whose
speaking is claimed: so the counts and the claims on speakers are about the same voices.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.annotation import Document, as_written, of_document, once
from analysis.attribution.attributions import Attribution, spoken_regions, statements, within, words
from analysis.findings.chances import OPEN, grade
from analysis.findings.heard import UNNAMED, Heard, heard, sentence_numbers, speaker_chance
from analysis.findings.telling import Claim
from analysis.schemas import typed

_COUNTED = float("nan")
_ONE, _TWO = 1 / 2, 3 / 4


def counts(document: Document) -> Iterator[Claim]:
    """Yield how many voices there are, the statements and words of each, and how these are sourced."""
    who = voices(document)
    numbers = sentence_numbers(document, [said for each in who for said in each.statements])
    if document.sentences:
        yield _counted("voices", "", str(len(who)), numbers)
        yield from _nameless(document)
    for each in sorted(who, key=lambda each: (-len(each.statements), -each.words)):
        yield _of(document, "statements", each, str(len(each.statements)))
    total = sum(len(words(document, said.content)) for said in statements(document))
    if total:
        for each in who:
            yield _of(document, "words", each, _percent(each.words, total))
        yield from _structure(document, who, total)


def _nameless(document: Document) -> Iterator[Claim]:
    """Yield how many of those whose speaking is claimed have no name."""
    who = _claimed(document, "unnamed")
    if who:
        numbers = sentence_numbers(document, [said for each in who for said in each.statements])
        yield _counted("voices", "name", str(len(who)), numbers)


@once
def voices(document: Document) -> tuple[Heard, ...]:
    """Return the persons and bodies with statements whose speaking is claimed, most words first."""
    return _claimed(document, "speaker")


def _claimed(document: Document, kind: str) -> tuple[Heard, ...]:
    return tuple(
        each
        for each in heard(document)
        if each.spoken
        and (each.kind == UNNAMED) == (kind == "unnamed")
        and grade(kind, speaker_chance(document, each)) != OPEN
    )


def _structure(document: Document, who: Sequence[Heard], total: int) -> Iterator[Claim]:
    """Yield which one or two have most of others' words; how many have a name, and are quoted: nothing where
    that is so of none.
    """
    said = statements(document)
    shares = [each.words / total for each in who[:2]]
    if len(who) > 1 and (shares[0] > _ONE or sum(shares) > _TWO):
        value = "one voice" if shares[0] > _ONE else "two voices"
        yield _counted("balance", "", value, sentence_numbers(document, said))
    named = _with_a_name(document, who)
    if named:
        yield _counted(
            "named", "", _percent(_words_of(document, named), total), sentence_numbers(document, named)
        )
    spoken = spoken_regions(document)
    quoted = [each for each in said if within(words(document, each.content), spoken)]
    if quoted:
        share = sum(len(within(words(document, each.content), spoken)) for each in quoted)
        yield _counted("direct", "", _percent(share, total), sentence_numbers(document, quoted))


def _with_a_name(document: Document, who: Sequence[Heard]) -> list[Attribution]:
    """Return the statements, each once, of those voices for whom the text has a name."""
    names = {mention.entity for mention in document.mentions if mention.kind == "name"}
    theirs = [said for each in who if each.name in names for said in each.statements]
    return list({said.content: said for said in theirs}.values())


def _words_of(document: Document, said: Sequence[Attribution]) -> int:
    return sum(len(words(document, each.content)) for each in said)


def _percent(part: int, whole: int) -> str:
    return str(round(100 * part / whole))


def _of(document: Document, about: str, each: Heard, value: str) -> Claim:
    name, numbers = as_written(document, each.name), sentence_numbers(document, each.statements)
    return _counted(about, name, value, numbers)


def _counted(about: str, name: str, value: str, numbers: Sequence[int]) -> Claim:
    return Claim(about, name, value, _COUNTED, tuple(numbers))


@of_document
def sources(document: Document) -> pd.DataFrame:
    """Return a row for each person, body and unnamed source with statements, the most words first.

    Columns: article_id, source, kind (person, body or unnamed), body (whose official voice they are), first
    (the sentence in which they are first heard), statements, words, quoted (how many of the words stand in
    quotation marks), share (0..1, of all words given to others; those of two count for both), sentences.
    """
    total = max(1, sum(len(words(document, each.content)) for each in statements(document)))
    return typed("sources", [_row(document, each, total) for each in heard(document) if each.spoken])


def _row(document: Document, each: Heard, total: int) -> tuple[object, ...]:
    name, numbers = as_written(document, each.name), sentence_numbers(document, each.statements)
    said = sorted(word for statement in each.statements for word in words(document, statement.content))
    bodies = [as_written(document, said.speaks_for) for said in each.statements if said.speaks_for]
    return (
        document.article.id,
        name,
        each.kind,
        next((body for body in bodies if body != name), None),
        numbers[0],
        len(each.statements),
        each.words,
        len(within(said, spoken_regions(document))),
        each.words / total,
        numbers,
    )
