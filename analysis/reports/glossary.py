"""Terms explained in place: the first time that a page uses one, it opens its definition."""

import re
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from analysis.paths import TEMPLATES, read_json

_BLOCKS = re.compile(
    r'<(?P<tag>div|ul|ol) class="(?:prose|pl-findings|pl-answers)">.*?</(?P=tag)>', re.DOTALL
)
_TAG = re.compile(r"(<[^>]*>)")
_NOT_IN = {"a", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "mark", "pre", "summary"}


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


def with_definitions(page: Markup) -> tuple[Markup, Markup]:
    """Return a page whose prose and findings open definitions, and the definitions of the terms it uses."""
    used: set[Term] = set()
    page = Markup(_BLOCKS.sub(lambda block: _marked(block[0], used), str(page)))
    return page, Markup("\n").join(_definition(term) for term in terms() if term in used)


@cache
def _forms() -> tuple[re.Pattern, dict[str, Term]]:
    known = {form.lower(): term for term in terms() for form in (term.name, *term.forms)}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE
    ), known


def _marked(block: str, used: set[Term]) -> str:
    """Mark the first use of each term in a block, outside of links, code, headings and marked text."""
    pattern, known = _forms()

    def mark(found: re.Match) -> str:
        term = known[found[0].lower()]
        if term in used:
            return found[0]
        used.add(term)
        return f'<button type="button" class="term" popovertarget="{term.anchor}">{found[0]}</button>'

    closed, parts = 0, []
    for part in _TAG.split(block):
        if part.startswith("<"):
            name = part.strip("</>").partition(" ")[0]
            closed += (-1 if part.startswith("</") else 1) if name in _NOT_IN else 0
            parts.append(part)
        else:
            parts.append(part if closed else pattern.sub(mark, part))
    return "".join(parts)


def _definition(term: Term) -> Markup:
    return Markup('<div popover id="{}" class="pop"><p><dfn>{}</dfn> {}</p></div>').format(
        term.anchor, term.name, term.meaning
    )
