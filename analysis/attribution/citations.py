"""Citations: sources that stand in parentheses after a finding, as in science and in reports.

"Rents have doubled (National Bureau of Statistics, 2023)."; "Grain costs twice as much (Keller, University of
Bern)."; "Bees sleep (Falk et al., 2020)."
"""

import re
from collections.abc import Iterator

from analysis.annotation import Document
from analysis.annotation.gazetteer import body_nouns
from analysis.attribution.rules.grammar import Match
from analysis.attribution.spans import Span, span_of
from analysis.word_lists import words

_CITED = re.compile(r"(?P<mark>\()(?P<who>[A-Z][^(),;\d]{1,60})(?P<rest>,? [^()]{2,90})?\)(?=[.;,]|\s*\Z)")
_YEAR = re.compile(r",? (?:et al\.?,? )?(?:1[89]|20)\d\d[a-z]?")
_TENSES = {"MD", "VBD", "VBP", "VBZ"}
_WITHIN_NAMES = words("names", "linking") | {"and", "et", "al", "al."}
_CITABLE = {"PERSON", "ORG"}


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions to a citation, with its sentence up to the parenthesis as the content."""
    for cited in _CITED.finditer(document.article.text):
        who = cited.span("who")
        before = _before(document, cited.start())
        if before and _is_cited(document, who, cited["rest"] or ""):
            yield Match(who, cited.span("mark"), (before,), "citation")


def _before(document: Document, place: int) -> Span | None:
    """Return the sentence up to a place where that is a clause and no title, which has its own publisher."""
    token = next(iter(document.tokens(place, place + 1)), None)
    sentence = [t for t in token.sent if t.idx < place and not t.is_space] if token is not None else []
    if not sentence or sentence[-1].pos_ == "PROPN" or not sentence[-1].is_alpha:
        return None
    return span_of(sentence) if any(t.tag_ in _TENSES for t in sentence) else None


def _is_cited(document: Document, who: Span, rest: str) -> bool:
    """Tell whether words in parentheses are a source: a name with a year, or with a learned body."""
    tokens = document.tokens(*who)
    mentions = [mention for token in tokens if (mention := document.mention_at(token))]
    is_name = all(t.text[:1].isupper() or t.lower_ in _WITHIN_NAMES or t.is_punct for t in tokens)
    if not is_name or any(mention.label not in _CITABLE for mention in mentions):
        return False
    pair = len({"and", "&"} & {token.lower_ for token in tokens}) == 1
    named = (
        bool(mentions) or pair or bool({token.lower_ for token in tokens} & body_nouns()) or "et al" in rest
    )
    if _YEAR.fullmatch(rest.split(";")[0]):
        return named
    return bool(set(rest.lower().split()) & words("statements", "learned bodies"))
