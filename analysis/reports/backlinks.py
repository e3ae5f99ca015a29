"""From a sentence back to wherever a page uses it: its number in the text opens a list of these places."""

import re
from itertools import count

from markupsafe import Markup, escape

_PLACES = re.compile(
    r'<h[1-6] id="(?P<anchor>[^"]+)">(?P<heading>.*?)</h[1-6]>'
    r'|(?P<home><span class="sentence"[^>]*><a class="n")'
    r'|<a (?P<kind>class="[sn]") href="#s(?P<number>\d+)"',
    re.DOTALL,
)
_HOME = re.compile(r'(<span class="sentence" id="s(\d+)">)<a class="n"[^>]*>\d+</a>')

Uses = dict[int, dict[str, tuple[str, str]]]  # by sentence, then by section: its heading, the place's anchor


def with_backlinks(page: Markup) -> tuple[Markup, Markup]:
    """Return a page whose sentence numbers lead both ways, and the lists to which those in the text lead.

    The first link to a sentence in each section becomes a place to return to. Sentences that the page uses
    nowhere keep the number they have.
    """
    page, uses = _anchored(page)
    page = Markup(_HOME.sub(lambda found: _numbered(found, uses), str(page)))
    return page, Markup("\n").join(_list(number, uses[number]) for number in sorted(uses))


def _anchored(page: Markup) -> tuple[Markup, Uses]:
    """Give the first link to each sentence in each section an anchor."""
    uses: Uses = {}
    section = ("main", "The top of the page")
    names = count(1)

    def visit(found: re.Match) -> str:
        nonlocal section
        if found["anchor"]:
            section = (found["anchor"], Markup(found["heading"]).striptags())
        elif found["number"]:
            places = uses.setdefault(int(found["number"]), {})
            if section[0] not in places:
                anchor = f"use-{next(names)}"
                places[section[0]] = (section[1], anchor)
                return f'<a {found["kind"]} id="{anchor}" href="#s{found["number"]}"'
        return found[0]

    return Markup(_PLACES.sub(visit, str(page))), uses


def _numbered(found: re.Match, uses: Uses) -> str:
    number = int(found[2])
    if number not in uses:
        return found[0]
    return (
        f'{found[1]}<button type="button" class="n" popovertarget="used-{number}" '
        f'aria-label="Sentence {number}: where it is used">{number}</button>'
    )


def _list(number: int, places: dict[str, tuple[str, str]]) -> Markup:
    entries = Markup("").join(
        Markup('<li><a href="#{}">{}</a></li>').format(anchor, escape(heading))
        for heading, anchor in places.values()
    )
    return Markup(
        '<div popover id="used-{0}" class="pop"><p><a href="#s{0}">Sentence {0}</a> is used in</p>'
        "<ul>{1}</ul></div>"
    ).format(number, entries)
