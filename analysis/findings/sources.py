"""Who speaks how much, in counts: voices, statements, words, names, quotation marks.

Nothing is inferred here, so these claims have no chance. Whose they are is what `heard` says of those whose
speaking is claimed: so the counts and the claims on speakers are about the same voices.
"""

from collections.abc import Iterator, Sequence

from analysis.annotation import Document, as_written, once
from analysis.attribution.attributions import spoken_regions, statements, within, words
from analysis.findings.chances import OPEN, grade
from analysis.findings.heard import UNNAMED, Heard, heard, sentence_numbers, speaker_chance
from analysis.findings.telling import Claim

_COUNTED = float("nan")
_ONE, _TWO = 1 / 2, 3 / 4


def counts(document: Document) -> Iterator[Claim]:
    """Yield how many voices there are, the statements and words of each, and how these are sourced."""
    who = voices(document)
    numbers = sentence_numbers(document, [said for each in who for said in each.statements])
    if document.sentences:
        yield _counted("voices", "", str(len(who)), numbers)
    for each in sorted(who, key=lambda each: (-len(each.statements), -each.words)):
        yield _of(document, "statements", each, str(len(each.statements)))
    total = sum(len(words(document, said.content)) for said in statements(document))
    if total:
        for each in who:
            yield _of(document, "words", each, _percent(each.words, total))
        yield from _structure(document, who, total)


@once
def voices(document: Document) -> tuple[Heard, ...]:
    """Return the persons and bodies with statements whose speaking is claimed, most words first."""
    return tuple(
        each
        for each in heard(document)
        if each.spoken and each.kind != UNNAMED and grade("speaker", speaker_chance(document, each)) != OPEN
    )


def _structure(document: Document, who: Sequence[Heard], total: int) -> Iterator[Claim]:
    """Yield over how many voices others' words are spread; how many have a name, and are quoted."""
    shares = [each.words / total for each in who[:2]]
    one = shares and shares[0] > _ONE
    value = "one voice" if one else "two voices" if sum(shares) > _TWO else "several voices"
    said = statements(document)
    numbers = sentence_numbers(document, said)
    if who:
        yield _counted("balance", "", value, numbers)
    named = sum(len(words(document, each.content)) for each in said if each.speaker)
    yield _counted("named", "", _percent(named, total), numbers)
    spoken = spoken_regions(document)
    quoted = sum(len(within(words(document, each.content), spoken)) for each in said)
    yield _counted("direct", "", _percent(quoted, total), numbers)


def _percent(part: int, whole: int) -> str:
    return str(round(100 * part / whole))


def _of(document: Document, about: str, each: Heard, value: str) -> Claim:
    name, numbers = as_written(document, each.name), sentence_numbers(document, each.statements)
    return _counted(about, name, value, numbers)


def _counted(about: str, name: str, value: str, numbers: Sequence[int]) -> Claim:
    return Claim(about, name, value, _COUNTED, tuple(numbers))
