"""Quotations: who says what stands between quotation marks.

Each quotation is read with the words around it, in this order of trust: a reporting clause before it (X
said: "...") or after it ("...," X said), reported speech that it is part of (X said it was "..."), a
reporting verb right before it, the attribution that it goes on with, a name before a colon or after a dash,
the person whom the sentence before is about, the last speaker.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from analysis.attribution import cues
from analysis.attribution.rules.found import Found
from analysis.attribution.rules.grammar import verb_group
from analysis.attribution.rules.nearby import is_open, name_at_end, person_before, source_beside
from analysis.attribution.rules.quotations import SENTENCE_END, Quotation
from analysis.attribution.spans import Index, Span, merged, span_of

_DASHES = {"—", "–", "-", "--", "―"}
_NAMES = {"PERSON", "ORG"}
_NEAR, _LONG, _LONGEST_SIGNATURE = 6, 6, 20
_CLAUSAL = {"clause", "infinitive", "described as", "according to"}
_HEARERS = {"dobj", "dative", "pobj"}


@dataclass(eq=False)
class Draft:
    """An attribution while its content is gathered."""

    source: Span | None
    cue: Span | None
    rule: str
    content: list[Span] = field(default_factory=list)

    def found(self) -> Found:
        """Return the attribution as the finder hands it on."""
        return Found(self.source, self.cue, merged(self.content), self.rule)


def attribute(quotations: Sequence[Quotation], reported: Sequence[Found]) -> list[Found]:
    """Return the attributions of quotations, and the reported ones that no quotation is part of."""
    return _Reader(reported).read(quotations)


class _Reader:
    """Reads the quotations of a text from first to last and gathers what they attribute."""

    def __init__(self, reported: Sequence[Found]):
        self._reported = [Draft(f.source, f.cue, f.rule, list(f.content)) for f in reported]
        self._contents = Index((piece, draft) for draft in self._reported for piece in draft.content)
        self._cues = Index((draft.cue, draft) for draft in self._reported)
        self._quoting: dict[Span, Draft] = {}
        self._last: tuple[Quotation, Draft] | None = None

    def read(self, quotations: Sequence[Quotation]) -> list[Found]:
        drafts: dict[int, Draft] = {}
        for quotation in quotations:
            if draft := self._attribution(quotation):
                draft.content.append(quotation.span)
                drafts[id(draft)] = draft
                self._last = quotation, draft
        quoting = {draft.cue for draft in drafts.values() if draft.cue}
        rest = [draft for draft in self._reported if id(draft) not in drafts and draft.cue not in quoting]
        return [draft.found() for draft in (*drafts.values(), *rest)]

    def _attribution(self, quotation: Quotation) -> Draft | None:
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

    def _by(self, verb: Token, source: Span | None, rule: str) -> Draft | None:
        """Return the attribution by a verb: the one there already is, or a new one."""
        cue = span_of(verb_group(verb))
        if source is None or cue is None:
            return None
        return self._quoting.setdefault(cue, Draft(source, cue, rule))

    def _announced(self, quotation: Quotation) -> Draft | None:
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

    def _tagged(self, quotation: Quotation) -> Draft | None:
        """ "...," X said: a reporting clause that follows."""
        if quotation.lead or not quotation.goes_on:
            return None
        for verb in quotation.tail:
            if verb.pos_ in {"VERB", "AUX"} and verb.dep_ not in {"relcl", "acl", "aux", "auxpass", "amod"}:
                if not (cues.is_verb(verb) or quotation.ends_with_comma):
                    return None
                return self._by(verb, source_beside(verb, quotation.tail), "tagged quotation")
        return None

    def _part_of_report(self, quotation: Quotation) -> Draft | None:
        """X said it was "...": reported speech with a quotation in it, the innermost of several."""
        return next((self._quoting.get(d.cue, d) for d in self._contents.at(quotation.span)), None)

    def _follows_verb(self, quotation: Quotation) -> Draft | None:
        """X said "...", X told reporters "...": a reporting verb with nothing but its hearer between."""
        for distance, token in enumerate(reversed(quotation.lead)):
            if cues.is_verb(token):
                if quotation.is_statement or (not distance and cues.takes(token, "inserted")):
                    return self._by(token, source_beside(token, quotation.lead), "quotation after verb")
                return None
            if not (token.dep_ in _HEARERS or token.pos_ in {"DET", "ADJ", "PART", "SCONJ", "ADP", "PRON"}):
                return None
        return None

    def _same_sentence(self, quotation: Quotation) -> Draft | None:
        """X said that A, because "...": an attribution before it that the parse does not join."""
        if not quotation.lead or not quotation.is_statement:
            return None
        start, end = quotation.lead[0].sent.start_char, quotation.region.start
        draft = self._latest(start, end)
        if draft is not None and draft.rule in _CLAUSAL:
            draft.content.append((draft.content[-1][0], quotation.region.end))
        return draft

    def _latest(self, start: int, end: int) -> Draft | None:
        """Return the attribution whose cue stands last in text[start:end]."""
        here = [self._quoting.get(draft.cue, draft) for draft in self._cues.at((start, end))[:1]]
        if self._last is not None and self._last[1].cue and start <= self._last[1].cue[0] < end:
            here.append(self._last[1])
        return max(here, key=lambda draft: draft.cue[0], default=None)

    def _goes_on(self, quotation: Quotation) -> Draft | None:
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

    def _named(self, quotation: Quotation) -> Draft | None:
        """X: "..." or "..." - X: a name before a colon or after a dash."""
        lead, tail = quotation.lead, quotation.tail
        name = name_at_end(lead[:-1]) if lead and lead[-1].text == ":" else []
        if name:
            return Draft(span_of(name), (lead[-1].idx, lead[-1].idx + 1), "name and colon")
        signed = not lead and 1 < len(tail) <= _LONGEST_SIGNATURE and tail[0].text in _DASHES
        if signed and tail[1].ent_type_ in _NAMES:
            return Draft(span_of(tail[1:]), None, "signature")
        return None

    def _alone(self, quotation: Quotation) -> Draft | None:
        """A statement without a reporting clause: somebody's near by, or nobody's."""
        if not quotation.is_statement:
            return None
        if quotation.lead:
            return Draft(None, None, "speaker not found") if len(quotation.inside) >= _LONG else None
        if source := person_before(quotation.inside[0]):
            return Draft(source, None, "introduced")
        if self._last is not None and quotation.paragraph - self._last[0].paragraph <= 1:
            return Draft(self._last[1].source, None, "last speaker")
        return Draft(None, None, "speaker not found")


def _sentences(tokens: Sequence[Token]) -> int:
    return sum(token.text in SENTENCE_END for token in tokens)
