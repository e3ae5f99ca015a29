"""Statements that a reader marked in brat, put in the place of those that the model finds.

The file is a coding of the whole article: what it has not is no statement. A statement with a part that no
longer fits the text is never applied; then the file may tell less than its coder meant, so the model's
statements stay where no statement of the file has words of theirs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from analysis.annotation import Document
from analysis.attribution import Attribution, attributions
from analysis.attribution.attributions import kind_of, words
from analysis.attribution.spans import merged
from analysis.attribution.speakers import Speaker, speaker_of
from analysis.codings.annotations import Annotations, attribution
from analysis.codings.answers import QUOTES, Answer
from analysis.codings.meant import speaker_meant
from analysis.codings.reading import Coding
from analysis.codings.statements import Corrected, short, shown_words


def correct(document: Document, annotations: Annotations) -> Corrected:
    """Return a document's attributions as an annotation file has them, in text order.

    A statement that is the model's own stays as it was, with its confidence; any other one is by hand.
    """
    result = Corrected(())
    left, kept, marked = list(attributions(document)), [], []
    for each in list(_fitting(document, annotations, result)):
        same = next((own for own in left if _same(own, each)), None)
        if same is None:
            marked.append(replace(each, confidence=1.0, by_hand=True))
        else:
            left.remove(same)
            kept.append(same)
    for each in marked:
        nearest = max(left, key=lambda own: _shared(document, own, each), default=None)
        changed = nearest is not None and _shared(document, nearest, each)
        if changed:
            left.remove(nearest)
        (result.changed if changed else result.added).append(_row(document, each, annotations.coder))
    unsure = left if result.problems else []
    stay = [own for own in unsure if not any(_shared(document, own, each) for each in marked)]
    result.removed = [_row(document, own, annotations.coder) for own in left if own not in stay]
    ordered = sorted([*kept, *marked, *stay], key=lambda each: (each.content[0][0], -each.content[-1][1]))
    result.attributions = tuple(replace(each, number=n) for n, each in enumerate(ordered, start=1))
    return result


def _fitting(document: Document, annotations: Annotations, result: Corrected) -> Iterable[Attribution]:
    """Yield the statements of which every part stands where the file says; the others become problems."""
    text = document.article.text
    for name in annotations.contents():
        astray = [part for part in annotations.parts(name) if not part.fits(text)]
        for part in astray:
            start, end = part.spans[0][0], part.spans[-1][1]
            said = short(" ".join(part.words.split()))
            problem = f"{part.label} “{said}” no longer stands at {start} to {end}"
            result.problems.append((_place(f"annotation {part.name}"), problem))
        if astray:
            continue
        statement = _completed(document, annotations, name)
        if words(document, statement.content):
            yield statement
        else:
            result.problems.append((_place(f"annotation {name}"), "there is no word in it"))


def _completed(document: Document, annotations: Annotations, name: str) -> Attribution:
    """Return a statement with what brat does not ask for: the kind and the speaker, unless the file says."""
    raw = attribution(annotations, name, document.article.text)
    content = merged(raw.content)
    told = annotations.attributes.get(name, {}).get("Kind") == raw.kind
    kind = raw.kind if told else kind_of(document, content)
    speaker = _speaker(document, raw, annotations.notes.get(name))
    return replace(
        raw,
        kind=kind,
        content=content,
        speaker=speaker.name,
        role=speaker.role,
        affiliation=speaker.affiliation,
    )


def _speaker(document: Document, each: Attribution, note: Mapping[str, Any] | None) -> Speaker:
    """Return who speaks: whom the note names, as long as the Source is the one of which it was written."""
    source = list(each.source) if each.source else None
    if note is None or "speaker" not in note or note.get("named_at", source) != source:
        return speaker_of(document, each.source, each.cue)
    noted = Speaker(each.speaker, each.role, each.affiliation)
    known = {Speaker(own.speaker, own.role, own.affiliation) for own in attributions(document)}
    if each.by_hand or each.speaker is None or noted in known:
        return noted
    return speaker_meant(document, each.speaker)


def _same(one: Attribution, other: Attribution) -> bool:
    plain = {"number": 0, "confidence": 0.0, "by_hand": False}
    return replace(one, **plain) == replace(other, **plain)


def _shared(document: Document, one: Attribution, other: Attribution) -> int:
    """Return how many words two statements have in common."""
    return len(set(words(document, one.content)) & set(words(document, other.content)))


def _row(document: Document, each: Attribution, coder: str) -> Coding:
    return Coding(
        f"statement {each.number}",
        document.article.id,
        QUOTES,
        each.content[0][0],
        each.content[-1][1],
        shown_words(document, each.content),
        Answer(each.kind, each.speaker),
        coder=coder,
    )


def _place(name: str) -> Coding:
    return Coding(name, "", QUOTES, 0, 0, "", Answer(""))
