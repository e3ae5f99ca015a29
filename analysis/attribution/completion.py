"""Completion: what the network leaves open, and the text's form or its grammar settles.

The network has seen the news of one country only. After decoding, what is no attribution in any reading is
left out (a player who "was shown a yellow card"); words that a medium passes on go to the one who said them;
a quotation over paragraphs is its speaker's to the end; and words that nobody has are given to those whom a
rule names: a headline's colon, a viewpoint, a reporting clause.
"""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution import citations, cues, headlines, inverted, repeated, rules, signatures, viewpoints
from analysis.attribution.addressees import with_request
from analysis.attribution.decoding import Decoded, Evidence
from analysis.attribution.paragraphs import continued
from analysis.attribution.relayed import by_speaker
from analysis.attribution.rules.grammar import Match
from analysis.attribution.senses import STATEMENT, is_author, sense_of
from analysis.attribution.spans import Index, lies_in, merged, shared
from analysis.attribution.subjects import by_subject
from analysis.attribution.tagged import by_tag
from analysis.attribution.trimming import is_none, trimmed
from analysis.word_lists import words

BY_RULE = 0.5
"""Coders of PolNeAR agreed with 6 of 7 in articles that the network has not seen, with 3 of 15 in those that
it has learned from, where it leaves out what it was told to."""
BY_FORM = 0.76
"""As for the turns of a transcript, which have the same form."""
_CLAUSES = {"clause", "announced quotation", "tagged quotation"}
_FORMS = (headlines.find, signatures.find, citations.find, inverted.find, repeated.find, viewpoints.find)
_TENSES = {"VBD", "VBP", "VBZ"}
_QUOTING = {"announced quotation", "tagged quotation"}


def completed(document: Document, found: Sequence[Decoded]) -> list[Decoded]:
    """Return the attributions of a document as its form completes them, in text order."""
    matches = rules.find(document)
    kept = [each for each in found if not is_none(document, each)]
    kept = [by_speaker(document, trimmed(document, each), matches) for each in kept]
    kept = with_request(document, by_subject(document, kept))
    kept = _to_the_end(document, by_tag(document, kept, matches))
    by_form = [m for form in _FORMS for m in form(document)]
    kept = [_named(each, by_form) for each in kept if not _is_remnant(each, by_form)]
    kept += _added([each for each in kept if not _is_passed_on(each, by_form)], by_form, BY_FORM)
    told = [match for match in matches if match.rule in _CLAUSES and _is_told(document, match)]
    kept += _added(kept, told, BY_RULE)
    return sorted(kept, key=lambda each: each.content[0])


def _added(found: Iterable[Decoded], matches: Iterable[Match], chance: float) -> list[Decoded]:
    """Return the matches whose words nobody has yet, with the chance that they are right."""
    taken = Index((piece, each) for each in found for piece in each.content)
    return [by_rule(match, chance) for match in matches if not any(map(taken.at, match.content))]


def _is_passed_on(each: Decoded, matches: Iterable[Match]) -> bool:
    """Tell whether an attribution stands wholly in what another tells: "Lee quit, reported the Herald"."""
    spans = [*filter(None, (each.source, each.cue)), *each.content]
    return len(spans) > 2 and any(m.rule == "inverted" and lies_in(spans, m.content) for m in matches)


def _named(each: Decoded, matches: Iterable[Match]) -> Decoded:
    """Return an attribution with what the form of its line settles: whose words, and which, or a cue."""
    for match in matches:
        if each.source is None and each.cue is None and shared(match.content, each.content):
            return each._replace(source=match.source, cue=match.cue, probability=BY_FORM)
        if match.rule == "headline" and _is_same(match, each):
            within = match.source and each.source and lies_in([match.source], [each.source])
            return each._replace(source=match.source if within else each.source, content=match.content)
        if match.rule == "inverted" and len(match.content) > 1 and match.cue == each.cue:
            return each._replace(source=match.source, content=match.content)
    if each.source is None:
        return each._replace(source=next((m.source for m in matches if _is_for(m, each)), None))
    if each.cue is None:
        return each._replace(cue=next((m.cue for m in matches if m.source == each.source), None))
    return each


def _is_same(match: Match, each: Decoded) -> bool:
    """Tell whether a headline's form names whom the network found, too, for the same words."""
    named = match.source is not None and each.source is not None and shared([match.source], [each.source])
    return named and shared(match.content, each.content)


def _is_for(match: Match, each: Decoded) -> bool:
    """Tell whether a form names the source of words whose cue has none: an inverted cue, a citation."""
    cited = match.rule == "citation" and match.cue is not None and shared([match.cue], each.content)
    return cited or (match.rule == "inverted" and match.cue == each.cue)


def _is_remnant(each: Decoded, matches: Iterable[Match]) -> bool:
    """Tell whether an attribution has a part only of the words that a form shows to be somebody's: of those
    that are signed, or of a sentence that its source interrupts.
    """
    if each.evidence.quoted or each.source is None:
        return False
    for match in matches:
        if match.rule == "signature" and match.source and shared([each.source], [match.source]):
            return True
        parted = match.rule == "inverted" and len(match.content) > 1
        if parted and lies_in([each.source, *each.content], match.content):
            return True
    return False


def by_rule(match: Match, chance: float) -> Decoded:
    """Return what a rule has found as if it had been read; nothing in its evidence speaks against it."""
    named = float(match.source is not None)
    evidence = Evidence(content=1, cue=1, source=1, link=1, choice=1, named=named, quoted=0)
    return Decoded(match.source, match.cue, match.content, chance, evidence)


def _is_told(document: Document, match: Match) -> bool:
    """Tell whether a rule's match has somebody who says something, and did."""
    if match.source is None or match.cue is None:
        return False
    cue = document.tokens(*match.cue)
    source = document.tokens(*match.source)
    if is_author(source) or _is_nobody(source[0]) or not _is_finite(cue[-1]):
        return False
    if match.rule in _QUOTING:
        return True
    return (
        cues.takes(cue[-1], "inserted")
        and sense_of(document, match.source, match.cue, match.content, 0, "indirect") == STATEMENT
    )


def _is_nobody(first: Token) -> bool:
    """Tell whether a source stands for nobody in particular: "who", "it", "no one"."""
    return first.lower_ in words("statements", "nobody") or first.tag_ in {"WP", "WDT"}


def _is_finite(verb: Token) -> bool:
    """Tell whether a verb says what happened: "Lee said", "the court heard Lee say"."""
    return verb.tag_ in _TENSES or (verb.tag_ == "VB" and verb.head.lemma_ in words("statements", "hearing"))


def _to_the_end(document: Document, found: list[Decoded]) -> list[Decoded]:
    """Give the paragraphs that go on with an open quotation to the one who began it."""
    for opened, rest in continued(document):
        owner = next((i for i, each in enumerate(found) if shared([opened], each.content)), None)
        if owner is None:
            continue
        whole = merged([*found[owner].content, *rest])
        others = [each for i, each in enumerate(found) if i != owner and not lies_in(each.content, rest)]
        found = [*others, found[owner]._replace(content=whole)]
    return found
