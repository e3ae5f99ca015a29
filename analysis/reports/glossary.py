"""Terms explained in place: the first time that a page uses one, it opens its definition."""

import re
from functools import cache
from typing import NamedTuple

from lxml.html import HtmlElement
from markupsafe import Markup

from analysis.paths import TEMPLATES, read_json
from analysis.reports.tree import HEADINGS, element

_BLOCKS = {("div", "prose"), ("ul", "pl-findings"), ("ul", "pl-answers")}
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


def define(page: HtmlElement) -> Markup:
    """Make the prose and findings of a page open definitions; return those of the terms that it uses.

    The first use of a term counts, outside of links, code, headings and marked text.
    """
    used: set[Term] = set()
    blocks = [part for part in page.iter("div", "ul") if (part.tag, part.get("class")) in _BLOCKS]
    for block in blocks:
        _define_in(block, used)
    return Markup("\n").join(_definition(term) for term in terms() if term in used)


@cache
def _forms() -> tuple[re.Pattern, dict[str, Term]]:
    known = {form.lower(): term for term in terms() for form in (term.name, *term.forms)}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE
    ), known


def _define_in(part: HtmlElement, used: set[Term]) -> None:
    """Turn the first use of each term in an element into a button, in the order of the text."""
    children = list(part)
    part.text, buttons = _split(part.text, used)
    part[:0] = buttons
    for child in children:
        if child.tag not in _NOT_IN and isinstance(child.tag, str):
            _define_in(child, used)
        child.tail, buttons = _split(child.tail, used)
        after = part.index(child) + 1
        part[after:after] = buttons


def _split(text: str | None, used: set[Term]) -> tuple[str | None, list[HtmlElement]]:
    """Return a text up to its first new term, and a button for each new term with the text behind it."""
    if not text:
        return text, []
    pattern, known = _forms()
    buttons: list[HtmlElement] = []
    lead, at = text, 0
    for found in pattern.finditer(text):
        term = known[found[0].lower()]
        if term in used:
            continue
        used.add(term)
        before = text[at : found.start()]
        if buttons:
            buttons[-1].tail = before
        else:
            lead = before
        at = found.end()
        buttons.append(element("button", found[0], type="button", class_="term", popovertarget=term.anchor))
    if buttons:
        buttons[-1].tail = text[at:]
    return lead, buttons


def _definition(term: Term) -> Markup:
    return Markup('<div popover id="{}" class="pop"><p><dfn>{}</dfn> {}</p></div>').format(
        term.anchor, term.name, term.meaning
    )
