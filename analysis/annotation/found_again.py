"""Names of bodies found again where the recogniser saw them at one place of a text and missed them elsewhere.

A small recogniser decides at each place anew: of ten times "Harbor", the company, it may see three. What it
took for a body once is one wherever the same words stand with their capitals; and where it saw only a part
("US Customs" of "US Customs and Border Protection") the name goes on to its end.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from analysis.annotation.gazetteer import abbreviated_roles, body_nouns, role_nouns

_LONG_ENOUGH = 3


def found_again(doc: Doc, spans: Sequence[Span]) -> list[Span]:
    """Return the spans, not overlapping, in text order, with the bodies added or lengthened that were missed.

    A single word counts only where it never stands in small letters and no other capital follows it.
    """
    at = {token.i: span for span in spans for token in span}
    kept = dict.fromkeys(spans)
    names = _bodies(doc, spans)
    for place in range(len(doc)):
        name = next((n for n in names.get(doc[place].text, []) if _stands(doc, place, n)), None)
        if name is None:
            continue
        span = Span(doc, place, place + len(name), label="ORG")
        touched = list(dict.fromkeys(at[token.i] for token in span if token.i in at))
        if not touched and (len(span) > 1 or _is_name_alone(span[0], at)):
            kept[span] = None
        elif len(span) > 1 and any(t.end > span.end or len(t) < len(span) for t in touched):
            _lengthen(kept, at, span, touched)
    return sorted(kept, key=lambda each: each.start)


def _bodies(doc: Doc, spans: Sequence[Span]) -> dict[str, list[tuple[str, ...]]]:
    """Return the names of bodies by their first word, the longest first."""
    small = {token.text for token in doc if token.text.islower()}
    found: dict[str, list[tuple[str, ...]]] = {}
    for span in sorted((s for s in spans if s.label_ == "ORG"), key=lambda s: (-len(s), s.start)):
        words = tuple(token.text for token in span)
        if _is_distinct(words, small) and words not in found.setdefault(words[0], []):
            found[words[0]].append(words)
    return found


def _is_distinct(words: tuple[str, ...], small: set[str]) -> bool:
    if len(words) > 1:
        return words[0][:1].isupper() and words[-1][:1].isupper()
    word = words[0]
    own = word.isalpha() and word[0].isupper() and len(word) >= _LONG_ENOUGH
    return own and word.lower() not in small and word.lower() not in body_nouns() | role_nouns()


def _stands(doc: Doc, place: int, name: tuple[str, ...]) -> bool:
    return tuple(token.text for token in doc[place : place + len(name)]) == name


def _is_name_alone(word: Token, at: dict[int, Span]) -> bool:
    """Tell whether a capital is a name by itself, no part of a longer one: "Harbor", not "Harbor Lane"."""
    if word.pos_ not in {"PROPN", "NOUN"}:
        return False
    beside = [word.nbor(1)] if word.i + 1 < len(word.doc) else []
    beside += [word.nbor(-1)] if word.i and not word.nbor(-1).is_sent_start else []
    return not any(_is_capital(token) and token.i not in at for token in beside)


def _is_capital(token: Token) -> bool:
    office = token.lower_ in role_nouns() or token.text in abbreviated_roles()
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not office


def _lengthen(kept: dict[Span, None], at: dict[int, Span], span: Span, touched: list[Span]) -> None:
    """Put a whole name in place of the bodies that are its parts, from where the first of them begins."""
    if any(each.label_ != "ORG" or each.end > span.end for each in touched):
        return
    start = min(span.start, *(each.start for each in touched))
    whole = Span(span.doc, start, span.end, label="ORG")
    for each in touched:
        kept.pop(each, None)
    kept[whole] = None
    at.update((token.i, whole) for token in whole)
