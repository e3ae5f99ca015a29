"""A reader's coding of quotations, on a sheet or in brat, put in place of what the model found.

A sheet's row is about a stretch of text, a sentence or a whole statement. "No" takes the words there from
whoever was said to have spoken them; anything else corrects the statement there, or adds one. A corrected
speaker holds for the whole statement, also where it goes on outside the stretch.

A brat file is a coding of the whole article: what it has not is no statement. A statement with a part that no
longer fits the text is never applied; then the file may tell less than its coder wrote, so the model's
statements stay where no statement of the file has words of theirs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.annotation import Document, Mention
from analysis.attribution import Attribution, attributions
from analysis.attribution.attributions import kind_of, words
from analysis.attribution.readers_names import folded, speaker_named
from analysis.attribution.spans import Span, merged
from analysis.attribution.speakers import UNNAMED, UNRESOLVED, Speaker, speaker_of
from analysis.coding.answers import NO, QUOTES, YES, Answer
from analysis.coding.brat import Annotations, attribution
from analysis.coding.codes import Coding, alike
from analysis.wording import shortened

BETWEEN = " … "
_GAP = re.compile(r"\s*(?:…|\[\.\.\.\])\s*")
_PLAIN = str.maketrans("“”„«»‘’‚`", '"""""\'\'\'\'')


@dataclass
class Corrected:
    """The attributions after corrections, the rows that changed, added or removed one, and problems."""

    attributions: tuple[Attribution, ...]
    changed: list[Coding] = field(default_factory=list)
    added: list[Coding] = field(default_factory=list)
    removed: list[Coding] = field(default_factory=list)
    problems: list[tuple[Coding, str]] = field(default_factory=list)


def correct_by_rows(document: Document, rows: Sequence[Coding]) -> Corrected:
    """Return a document's attributions as rows of the task "quotes" correct them, in text order.

    A row that says what the model says changes nothing. One that cannot be applied is a problem: words that
    do not stand there, or a sentence with several statements of which it does not say which one.
    """
    draft = _Draft(document, list(attributions(document)))
    result = Corrected(())
    for row in rows:
        try:
            done = draft.take_out(row) if row.answer.label == NO else draft.put_in(row)
        except ValueError as problem:
            result.problems.append((row, str(problem)))
        else:
            if done:
                getattr(result, done).append(row)
    ordered = sorted(draft.statements, key=lambda each: (each.content[0][0], -each.content[-1][1]))
    result.attributions = tuple(replace(each, number=n) for n, each in enumerate(ordered, start=1))
    return result


def correct_by_brat(document: Document, annotations: Annotations) -> Corrected:
    """Return a document's attributions as an annotation file has them, in text order.

    A statement that is the model's own stays as it was, with its confidence; any other one is by hand.
    """
    result = Corrected(())
    left, kept, marked = list(attributions(document)), [], []
    for each in list(_fitting(document, annotations, result)):
        same = next((own for own in left if _same_statement(own, each)), None)
        if same is None:
            marked.append(replace(each, confidence=1.0, by_hand=True))
        else:
            left.remove(same)
            kept.append(same)
    for each in marked:
        nearest = max(left, key=lambda own: _shared(document, own, each), default=None)
        row = _row(document, each, annotations.coder)
        if nearest is None or not _shared(document, nearest, each):
            result.added.append(row)
        else:
            left.remove(nearest)
            result.changed.append(row)
    unsure = left if result.problems else []
    stay = [own for own in unsure if not any(_shared(document, own, each) for each in marked)]
    result.removed = [_row(document, own, annotations.coder) for own in left if own not in stay]
    ordered = sorted([*kept, *marked, *stay], key=lambda each: (each.content[0][0], -each.content[-1][1]))
    result.attributions = tuple(replace(each, number=n) for n, each in enumerate(ordered, start=1))
    return result


def speaker_called(document: Document, name: str) -> Speaker:
    """Return the speaker of a name that a reader gave, with what the article says they are.

    Somebody's statements tell them where the words beside the name do not. Somebody whom the article does
    not know is called as the reader writes it.
    """
    named = speaker_named(document, name)
    called = folded(named.name or name)
    own = [each for each in attributions(document) if each.speaker and folded(each.speaker) == called]
    role = named.role or next((each.role for each in own if each.role), None)
    affiliation = named.affiliation or next((each.affiliation for each in own if each.affiliation), None)
    speaks_for = named.speaks_for or next((each.speaks_for for each in own if each.speaks_for), None)
    return Speaker(own[0].speaker if own else named.name, role, affiliation, speaks_for)


def content_words(document: Document, content: Iterable[Span]) -> str:
    """Return a statement's content as a sheet has it: its pieces with " … " between."""
    return BETWEEN.join(" ".join(document.article.text[slice(*piece)].split()) for piece in content)


class _Draft:
    """Statements on their way to being corrected; those that a row has settled stay settled."""

    def __init__(self, document: Document, statements: list[Attribution]) -> None:
        self.document = document
        self.statements = statements
        self._settled: dict[int, Span] = {}

    def take_out(self, row: Coding) -> str:
        """Leave the words of a stretch to the author."""
        here = (row.start, row.end)
        hit = self._at([here])
        for each in hit:
            self._replace(each, self._without(each, [here]))
        return "removed" if hit else ""

    def put_in(self, row: Coding) -> str:
        """Correct the statement of a stretch, or add it where there is none."""
        here = (row.start, row.end)
        found = self._at([here])
        chosen = self._statement_of(row, found)
        pieces = self._pieces(row, chosen)
        if chosen is None:
            chosen = self._best(found, pieces) if row.words else None
        new = self._corrected(row, chosen, pieces)
        if chosen is not None and _same(chosen, new):
            self._settled[id(chosen)] = here
            return ""
        for other in [each for each in self._at(new.content) if each is not chosen]:
            self._replace(other, self._without(other, new.content))
        self._replace(chosen, new)
        self._settled[id(new)] = here
        return "changed" if chosen is not None else "added"

    def _statement_of(self, row: Coding, found: list[Attribution]) -> Attribution | None:
        """Return the statement that a row is about; None for a new one."""
        if row.words:
            same = [each for each in found if alike(row.words, content_words(self.document, each.content))]
            return same[0] if same else None
        named = self._speaker(row, None).name
        fitting = found if len(found) < 2 else [each for each in found if named and each.speaker == named]
        if found and len(fitting) != 1:
            raise ValueError(
                f"{len(found)} statements stand there; copy into “words” the words of the one that is meant"
            )
        return fitting[0] if fitting else None

    def _best(self, found: list[Attribution], pieces: tuple[Span, ...]) -> Attribution | None:
        """Return the statement with most words in some pieces, among those not settled already."""
        free = [each for each in found if id(each) not in self._settled]
        shared = [len(self._words(_cut(each.content, pieces))) for each in free]
        return free[shared.index(max(shared))] if any(shared) else None

    def _pieces(self, row: Coding, chosen: Attribution | None) -> tuple[Span, ...]:
        """Return the content that a row gives a statement."""
        if chosen is not None:
            return chosen.content
        if row.words:
            return _located(self.document.article.text, row)
        return ((row.start, row.end),)

    def _corrected(self, row: Coding, old: Attribution | None, pieces: tuple[Span, ...]) -> Attribution:
        content = pieces
        if old is not None and pieces is not old.content:
            content = self._trimmed(merged([*_without(old.content, [(row.start, row.end)]), *pieces]))
        speaker = self._speaker(row, old)
        source = self._source(speaker, content, old)
        kind = row.answer.label
        if kind == YES or _without(
            content, [(row.start, row.end)]
        ):  # a sentence's kind is not the statement's
            kind = old.kind if old is not None and content == old.content else kind_of(self.document, content)
        cue, negated = (old.cue, old.negated) if old is not None else (None, False)
        name, role, affiliation, speaks_for, _ = speaker
        told = name, role, affiliation, source, cue, content, 1.0, negated
        return Attribution(0, kind, *told, by_hand=True, speaks_for=speaks_for)

    def _speaker(self, row: Coding, old: Attribution | None) -> Speaker:
        if row.nobody:
            return UNNAMED
        before = _who(old) if old is not None else UNRESOLVED
        if row.answer.speaker is None:
            return before
        named = speaker_called(self.document, row.answer.speaker)
        return before if named.name == before.name else named

    def _source(self, speaker: Speaker, content: tuple[Span, ...], old: Attribution | None) -> Span | None:
        """Return the words that name a speaker: the old ones, unless they name somebody else."""
        if old is not None and (before := old.source) is not None:
            names = {m.entity for m in self.document.mentions if m.kind == "name" and _touch(m, before)}
            if not names or speaker.name in names or speaker.name == old.speaker:
                return before
        return self._nearest(speaker.name, content)

    def _nearest(self, name: str | None, content: tuple[Span, ...]) -> Span | None:
        """Return the mention of a speaker next to the content, in its sentences and outside of it."""
        spans = [s for s in self.document.sentences if any(_overlap((s.start, s.end), c) for c in content)]
        near = [
            (m.start, m.end)
            for m in self.document.mentions
            if m.entity == name
            and any(s.start <= m.start < s.end for s in spans)
            and not any(_touch(m, piece) for piece in content)
        ]
        return min(near, key=lambda span: min(_apart(span, piece) for piece in content), default=None)

    def _at(self, spans: Sequence[Span]) -> list[Attribution]:
        return [each for each in self.statements if self._words(_cut(each.content, spans))]

    def _without(self, each: Attribution, spans: Sequence[Span]) -> Attribution | None:
        """Return a statement without the words of some stretches; None where nothing is left."""
        left = self._trimmed(_without(each.content, spans))
        kind = kind_of(self.document, left) if left else ""
        return replace(each, content=left, kind=kind, confidence=1.0, by_hand=True) if left else None

    def _trimmed(self, pieces: Iterable[Span]) -> tuple[Span, ...]:
        """Return pieces without white space at their ends; those without a word are left out."""
        text = self.document.article.text
        return tuple(
            (end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip()))
            for start, end in pieces
            if self._words([(start, end)])
        )

    def _replace(self, old: Attribution | None, new: Attribution | None) -> None:
        kept = [each for each in self.statements if each is not old]
        self.statements = [*kept, new] if new is not None else kept

    def _words(self, spans: Iterable[Span]) -> list[Span]:
        return words(self.document, spans)


def _same(old: Attribution, new: Attribution) -> bool:
    return (old.kind, old.speaker, old.content) == (new.kind, new.speaker, new.content)


def _located(text: str, row: Coding) -> tuple[Span, ...]:
    """Return where the words of a row stand: in its unit, else the one place in the text; one after another.

    Case, white space and the form of quotation marks do not matter. ValueError for words that are not there.
    """
    plain, pieces, at = text.translate(_PLAIN), [], row.start
    for part in filter(None, map(str.strip, _GAP.split(row.words))):
        pattern = re.compile(r"\s+".join(map(re.escape, part.translate(_PLAIN).split())), re.IGNORECASE)
        here = pattern.search(plain, at, row.end)
        everywhere = [] if here else list(pattern.finditer(plain))
        if here is None and len(everywhere) != 1:
            raise ValueError(f"the words “{shortened(part)}” do not stand there in the text")
        pieces.append((here or everywhere[0]).span())
        at = here.end() if here else at
    if not pieces:
        raise ValueError("the column “words” has no words in it")
    return merged(pieces)


def _fitting(document: Document, annotations: Annotations, result: Corrected) -> Iterable[Attribution]:
    """Yield the statements of which every part stands where the file says; the others become problems."""
    text = document.article.text
    for name in annotations.contents():
        astray = [part for part in annotations.parts(name) if not part.fits(text)]
        for part in astray:
            start, end = part.spans[0][0], part.spans[-1][1]
            problem = f"{part.label} “{shortened(part.words)}” no longer stands at {start} to {end}"
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
        speaks_for=speaker.speaks_for,
        name_chance=speaker.chance,
    )


def _who(each: Attribution) -> Speaker:
    return Speaker(each.speaker, each.role, each.affiliation, each.speaks_for, each.name_chance)


def _speaker(document: Document, each: Attribution, note: Mapping[str, Any] | None) -> Speaker:
    """Return who speaks: whom the note names, as long as the Source is the one of which it was written."""
    source = list(each.source) if each.source else None
    if note is None or "speaker" not in note or note.get("named_at", source) != source:
        return speaker_of(document, each.source, each.cue)
    noted = _who(each)
    known = {_who(own)[:3] for own in attributions(document)}
    if each.by_hand or each.speaker is None or noted[:3] in known:
        return noted
    return speaker_called(document, each.speaker)


def _same_statement(one: Attribution, other: Attribution) -> bool:
    one, other = (replace(each, number=0, confidence=0.0, by_hand=False) for each in (one, other))
    return one == other


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
        content_words(document, each.content),
        Answer(each.kind, each.speaker),
        coder=coder,
    )


def _place(name: str) -> Coding:
    return Coding(name, "", QUOTES, 0, 0, "", Answer(""))


def _cut(spans: Iterable[Span], regions: Sequence[Span]) -> list[Span]:
    """Return the parts of some stretches that lie in some regions."""
    return [
        (max(start, left), min(end, right))
        for start, end in spans
        for left, right in regions
        if max(start, left) < min(end, right)
    ]


def _without(spans: Iterable[Span], regions: Sequence[Span]) -> list[Span]:
    """Return the parts of some stretches that lie in none of some regions."""
    left = list(spans)
    for first, last in regions:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, first)), (max(start, last), end))
            if piece[0] < piece[1]
        ]
    return left


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _touch(mention: Mention, span: Span) -> bool:
    return _overlap((mention.start, mention.end), span)


def _apart(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)
