"""Quotations: who says what stands between quotation marks.

Each quotation is read with the words around it, in this order of trust: a reporting clause before it (X
said: "...") or after it ("...," X said), reported speech that it is part of (X said it was "..."), a
reporting verb right before it, the attribution that it goes on with, a name before a colon or after a dash,
the person whom the sentence before is about, the last speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.articles.quotation_marks import Region
from analysis.attribution import cues
from analysis.attribution.rules.grammar import (
    Match,
    is_open,
    name_at_end,
    person_before,
    source_beside,
    verb_group,
)
from analysis.attribution.spans import Index, Span, merged, span_of

SENTENCE_END = {".", "!", "?", "…", "..."}
_JOINING = (",", "?", "!", "—", "–", "-", "…", "...")
_STATEMENT = 4
_DASHES = {"—", "–", "-", "--", "―"}
_NAMES = {"PERSON", "ORG"}
_NEAR, _LONG, _LONGEST_SIGNATURE = 6, 6, 20
_CLAUSAL = {"clause", "infinitive", "described as", "according to"}
_HEARERS = {"dobj", "dative", "pobj"}


@dataclass(frozen=True)
class Quotation:
    """A quoted region, its text between the marks, its tokens, and those before and after it.

    The words around it reach to the quotations beside it in the same paragraph. `paragraph` counts from 0.
    At the start of a paragraph, `before` is the end of the paragraph before where that one ends with a
    colon.
    """

    region: Region
    text: str
    inside: list[Token]
    before: list[Token]
    after: list[Token]
    paragraph: int

    @property
    def span(self) -> Span:
        """The (start, end) offsets with the marks."""
        return self.region.start, self.region.end

    @cached_property
    def lead(self) -> list[Token]:
        """The words of the same sentence before the quotation."""
        if self.before and self.before[-1].text.endswith(".") and self.inside[0].is_sent_start:
            return []
        ends = [i for i, token in enumerate(self.before) if token.text in SENTENCE_END]
        return self.before[ends[-1] + 1 :] if ends else self.before

    @cached_property
    def tail(self) -> list[Token]:
        """The words after the quotation, up to the end of a sentence."""
        ends = [i for i, token in enumerate(self.after) if token.text in SENTENCE_END]
        return self.after[: ends[0]] if ends else self.after

    @cached_property
    def is_statement(self) -> bool:
        """Whether it has words enough to be a statement, and is no title, name or word in scare quotes."""
        words = [token for token in self.inside if token.is_alpha]
        telling = [word for word in words if not word.is_stop]
        is_title = bool(telling) and all(word.text[0].isupper() for word in telling)
        return len(words) >= _STATEMENT and not is_title

    @property
    def goes_on(self) -> bool:
        """Whether the sentence goes on after the closing mark."""
        if not self.after:
            return False
        return self.text.endswith(_JOINING) or self.after[0].text == "," or self.after[0].is_lower

    @property
    def ends_with_comma(self) -> bool:
        """Whether a comma, inside or outside the marks, ties what follows to the quotation."""
        return self.text.endswith(",") or (bool(self.after) and self.after[0].text == ",")


def quotations(document: Document, regions: Sequence[Region]) -> list[Quotation]:
    """Return the quotations of a text in order, one for each outermost region."""
    text = document.article.text
    found: list[Quotation] = []
    waiting = list(reversed(regions))
    announcing: list[Token] = []
    for number, tokens in enumerate(_tokens_by_paragraph(document)):
        here: list[Region] = []
        insides: list[list[Token]] = []
        gaps: list[list[Token]] = [[]]
        for token in tokens:
            if waiting and token.idx + len(token) > waiting[-1].start:
                here.append(waiting.pop())
                insides.append([])
                gaps.append([])
            if here and token.idx < here[-1].end:
                insides[-1].append(token)
            else:
                gaps[-1].append(token)
        gaps[0] = gaps[0] or announcing
        announcing = gaps[-1] if gaps[-1] and gaps[-1][-1].text == ":" else []
        for i, region in enumerate(here):
            said = text[slice(*region.inner)].strip()
            found.append(Quotation(region, said, insides[i], gaps[i], gaps[i + 1], number))
    return [quotation for quotation in found if quotation.inside]


def _tokens_by_paragraph(document: Document) -> Iterator[list[Token]]:
    words = [token for token in document.doc if not token.is_space]
    position = 0
    for _, end in document.paragraphs:
        first = position
        while position < len(words) and words[position].idx < end:
            position += 1
        yield words[first:position]


@dataclass(eq=False)
class _Draft:
    """An attribution while its content is gathered."""

    source: Span | None
    cue: Span | None
    rule: str
    content: list[Span] = field(default_factory=list)

    def finished(self) -> Match:
        """Return the attribution with the stretches of its content in order."""
        return Match(self.source, self.cue, merged(self.content), self.rule)


def attribute(quotations: Sequence[Quotation], reported: Sequence[Match]) -> list[Match]:
    """Return the attributions of quotations, and the reported ones that no quotation is part of."""
    return _Attributor(reported).read(quotations)


class _Attributor:
    """Reads the quotations of a text from first to last and gathers what they attribute."""

    def __init__(self, reported: Sequence[Match]):
        self._reported = [_Draft(f.source, f.cue, f.rule, list(f.content)) for f in reported]
        self._contents = Index((piece, draft) for draft in self._reported for piece in draft.content)
        self._cues = Index((draft.cue, draft) for draft in self._reported if draft.cue)
        self._quoting: dict[Span, _Draft] = {}
        self._last: tuple[Quotation, _Draft] | None = None

    def read(self, quotations: Sequence[Quotation]) -> list[Match]:
        drafts: dict[int, _Draft] = {}
        for quotation in quotations:
            if draft := self._attribution(quotation):
                draft.content.append(quotation.span)
                drafts[id(draft)] = draft
                self._last = quotation, draft
        quoting = {draft.cue for draft in drafts.values() if draft.cue}
        rest = [draft for draft in self._reported if id(draft) not in drafts and draft.cue not in quoting]
        return [draft.finished() for draft in (*drafts.values(), *rest)]

    def _attribution(self, quotation: Quotation) -> _Draft | None:
        return (
            self._announced(quotation)
            or self._tagged(quotation)
            or self._part_of_report(quotation)
            or self._follows_verb(quotation)
            or self._same_sentence(quotation)
            or self._goes_on(quotation)
            or self._named(quotation)
            or self._alone(quotation)
        )

    def _by(self, verb: Token, source: Span | None, rule: str) -> _Draft | None:
        """Return the attribution by a verb: the one there already is, or a new one."""
        cue = span_of(verb_group(verb))
        if source is None or cue is None:
            return None
        return self._quoting.setdefault(cue, _Draft(source, cue, rule))

    def _announced(self, quotation: Quotation) -> _Draft | None:
        """X said: "...": a reporting clause that ends with a colon or a comma."""
        lead = quotation.lead
        if not lead or lead[-1].text not in {":", ","}:
            return None
        verbs = [t for t in lead if cues.is_verb(t) and is_open(t, lead)]
        if lead[-1].text == ",":
            verbs = [t for t in verbs if lead[-1].i - t.i <= _NEAR and quotation.is_statement]
        elif not verbs:
            verbs = [t for t in lead if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"relcl", "acl"}]
        for verb in reversed(verbs):
            if source := source_beside(verb, lead):
                return self._by(verb, source, "announced quotation")
        return None

    def _tagged(self, quotation: Quotation) -> _Draft | None:
        """ "...," X said: a reporting clause that follows."""
        if quotation.lead or not quotation.goes_on:
            return None
        for verb in quotation.tail:
            if verb.pos_ in {"VERB", "AUX"} and verb.dep_ not in {"relcl", "acl", "aux", "auxpass", "amod"}:
                if not (cues.is_verb(verb) or quotation.ends_with_comma):
                    return None
                return self._by(verb, source_beside(verb, quotation.tail), "tagged quotation")
        return None

    def _part_of_report(self, quotation: Quotation) -> _Draft | None:
        """X said it was "...": reported speech with a quotation in it, the innermost of several."""
        return next((self._quoting.get(d.cue, d) for d in self._contents.at(quotation.span)), None)

    def _follows_verb(self, quotation: Quotation) -> _Draft | None:
        """X said "...", X told reporters "...": a reporting verb with nothing but its hearer between."""
        for distance, token in enumerate(reversed(quotation.lead)):
            if cues.is_verb(token):
                if quotation.is_statement or (not distance and cues.takes(token, "inserted")):
                    return self._by(token, source_beside(token, quotation.lead), "quotation after verb")
                return None
            if not (token.dep_ in _HEARERS or token.pos_ in {"DET", "ADJ", "PART", "SCONJ", "ADP", "PRON"}):
                return None
        return None

    def _same_sentence(self, quotation: Quotation) -> _Draft | None:
        """X said that A, because "...": an attribution before it that the parse does not join."""
        if not quotation.lead or not quotation.is_statement:
            return None
        start, end = quotation.lead[0].sent.start_char, quotation.region.start
        draft = self._latest(start, end)
        if draft is not None and draft.rule in _CLAUSAL:
            draft.content.append((draft.content[-1][0], quotation.region.end))
        return draft

    def _latest(self, start: int, end: int) -> _Draft | None:
        """Return the attribution whose cue stands last in text[start:end]."""
        here = [self._quoting.get(draft.cue, draft) for draft in self._cues.at((start, end))[:1]]
        if self._last is not None and self._last[1].cue and start <= self._last[1].cue[0] < end:
            here.append(self._last[1])
        return max(here, key=lambda draft: draft.cue[0], default=None)

    def _goes_on(self, quotation: Quotation) -> _Draft | None:
        """The attribution of the words just before: "...," X said. "..." ."""
        if quotation.lead or not quotation.is_statement:
            return None
        if self._last is not None:
            last, draft = self._last
            neighbours = quotation.paragraph - last.paragraph <= 1 and not quotation.before
            if neighbours and (not last.region.closed or not _sentences(last.after)):
                return draft
            if last.paragraph == quotation.paragraph and _sentences(quotation.before) <= 1:
                return draft
        first = quotation.inside[0]
        if not first.i:
            return None
        sentence = first.doc[first.i - 1].sent
        return self._latest(sentence.start_char, sentence.end_char)

    def _named(self, quotation: Quotation) -> _Draft | None:
        """X: "..." or "..." - X: a name before a colon or after a dash."""
        lead, tail = quotation.lead, quotation.tail
        name = name_at_end(lead[:-1]) if lead and lead[-1].text == ":" else []
        if name:
            return _Draft(span_of(name), (lead[-1].idx, lead[-1].idx + 1), "name and colon")
        signed = not lead and 1 < len(tail) <= _LONGEST_SIGNATURE and tail[0].text in _DASHES
        if signed and tail[1].ent_type_ in _NAMES:
            return _Draft(span_of(tail[1:]), None, "signature")
        return None

    def _alone(self, quotation: Quotation) -> _Draft | None:
        """A statement without a reporting clause: somebody's near by, or nobody's."""
        if not quotation.is_statement:
            return None
        if quotation.lead:
            return _Draft(None, None, "speaker not found") if len(quotation.inside) >= _LONG else None
        if source := person_before(quotation.inside[0]):
            return _Draft(source, None, "introduced")
        if self._last is not None and quotation.paragraph - self._last[0].paragraph <= 1:
            return _Draft(self._last[1].source, None, "last speaker")
        return _Draft(None, None, "speaker not found")


def _sentences(tokens: Sequence[Token]) -> int:
    return sum(token.text in SENTENCE_END for token in tokens)
