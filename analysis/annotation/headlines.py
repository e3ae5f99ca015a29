"""Headlines in title case, where a recogniser of names takes every capital for one: "Obama Says"."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from analysis.annotation.gazetteer import given_names

_CAPITALISED = 0.8


def sobered(doc: Doc, spans: list[Span]) -> Iterator[Span]:
    """Yield the spans; of one in a headline only the longest part that the text below names too.

    Where the text names no part of it, a known given name keeps the word after it and other names stay whole.
    """
    headline = {token.i for line in _lines(doc) if _is_title_case(line) for token in line}
    body = _names_and_parts(span for span in spans if span.start not in headline)
    for span in spans:
        if span.start not in headline or span.text in body:
            yield span
        else:
            yield _part_in(body, span) or span


def _part_in(body: dict[str, str], span: Span) -> Span | None:
    if len(span) > 2 and span[0].text in given_names():
        return Span(span.doc, span.start, span.start + 2, label="PERSON")
    for length in range(len(span) - 1, 0, -1):
        for start in range(span.start, span.end - length + 1):
            part = span.doc[start : start + length]
            if part.text in body:
                return Span(span.doc, part.start, part.end, label=body[part.text])
    return None


def _names_and_parts(spans: Iterable[Span]) -> dict[str, str]:
    """Return the names with their labels, and the capitalised words of people's names."""
    named, parts = {}, {}
    for span in spans:
        named[span.text] = span.label_
        if span.label_ == "PERSON":
            parts |= {token.text: "PERSON" for token in span if token.text[:1].isupper()}
    return parts | named


def _lines(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if "\n" in token.text:
            yield doc[start : token.i]
            start = token.i + 1
    yield doc[start:]


def _is_title_case(line: Span) -> bool:
    words = [token for token in line if token.is_alpha and len(token) > 3]
    return len(words) >= 3 and sum(w.text[0].isupper() for w in words) > _CAPITALISED * len(words)
