"""Terms explained: the first time that a page uses one, it leads to its definition on the page of methods."""

import re
from functools import cache
from typing import NamedTuple

from lxml.html import HtmlElement

from analysis.paths import TEMPLATES, read_json
from analysis.reports.tree import HEADINGS, element

_BLOCKS = {("div", "prose"), ("ul", "pl-findings")}
_CITED = "pl-cited"  # what articles say
_NOT_IN = {"a", "button", "code", *HEADINGS, "mark", "pre", "summary"}


class Term(NamedTuple):
    """A term, the forms in which texts use it, and what it means here, in a sentence or two."""

    name: str
    forms: tuple[str, ...]
    meaning: str

    @property
    def anchor(self) -> str:
        """The anchor of its definition."""
        return f"term-{re.sub(r'[^a-z0-9]+', '-', self.name.lower()).strip('-')}"


@cache
def terms() -> tuple[Term, ...]:
    """Return the terms of resources/templates/glossary.json, in the order of the alphabet."""
    entries = read_json(TEMPLATES / "glossary.json")
    made = (Term(each["name"], tuple(each["forms"]), each["meaning"]) for each in entries)
    return tuple(sorted(made, key=lambda term: term.name.lower()))


def define(page: HtmlElement, methods: str) -> None:
    """Make the prose and findings of a page lead to definitions on the page of methods, at this address.

    The first use of a term counts, outside of links, code, headings and marked text.
    """
    used: set[Term] = set()
    blocks = [part for part in page.iter("div", "ul") if (part.tag, part.get("class")) in _BLOCKS]
    for block in blocks:
        _define_in(block, used, methods)


@cache
def _forms() -> tuple[re.Pattern, dict[str, Term]]:
    known = {form.lower(): term for term in terms() for form in (term.name, *term.forms)}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE
    ), known


def _define_in(part: HtmlElement, used: set[Term], methods: str) -> None:
    """Turn the first use of each term in an element into a link, in the order of the text."""
    children = list(part)
    part.text, links = _split(part.text, used, methods)
    part[:0] = links
    for child in children:
        if child.tag not in _NOT_IN and isinstance(child.tag, str) and child.get("class") != _CITED:
            _define_in(child, used, methods)
        child.tail, links = _split(child.tail, used, methods)
        after = part.index(child) + 1
        part[after:after] = links


def _split(text: str | None, used: set[Term], methods: str) -> tuple[str | None, list[HtmlElement]]:
    """Return a text up to its first new term, and a link for each new term with the text behind it."""
    if not text:
        return text, []
    pattern, known = _forms()
    links: list[HtmlElement] = []
    lead, at = text, 0
    for found in pattern.finditer(text):
        term = known[found[0].lower()]
        if term in used:
            continue
        used.add(term)
        before = text[at : found.start()]
        if links:
            links[-1].tail = before
        else:
            lead = before
        at = found.end()
        links.append(element("a", found[0], class_="term", href=f"{methods}#{term.anchor}"))
    if links:
        links[-1].tail = text[at:]
    return lead, links
