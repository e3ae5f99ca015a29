"""From a sentence back to wherever a page uses it: its number in the text opens a list of these places."""

from itertools import count

from lxml.html import HtmlElement
from markupsafe import Markup

from analysis.reports.tree import element, replace, words

_TOP = ("main", "The top of the page")

Places = dict[str, tuple[str, str]]  # by the anchor of a section: its heading, the anchor of the place in it
Uses = dict[int, Places]  # by the number of a sentence


def link_back(page: HtmlElement) -> Markup:
    """Make the sentence numbers of a page lead both ways; return the lists to which those in the text lead.

    The first link to a sentence in each section becomes a place to return to. Sentences that the page uses
    nowhere keep the number they have.
    """
    uses = _anchor(page)
    for sentence in list(page.iter("span")):
        number = _number(sentence.get("id", "")) if sentence.get("class") == "sentence" else None
        if number in uses:
            replace(sentence[0], _button(number))
    return Markup("\n").join(_list_of_places(number, uses[number]) for number in sorted(uses))


def _anchor(page: HtmlElement) -> Uses:
    """Give the first link to each sentence in each section an anchor, and return all of these."""
    uses: Uses = {}
    section, names = _TOP, count(1)
    for part in page.iter("a", "h1", "h2"):
        if part.tag != "a":
            section = (part.get("id"), words(part)) if part.get("id") else section
            continue
        number = _number(part.get("href", "").removeprefix("#")) if _is_use(part) else None
        if number is None:
            continue
        places = uses.setdefault(number, {})
        if section[0] not in places:
            anchor = f"use-{next(names)}"
            places[section[0]] = (section[1], anchor)
            part.set("id", anchor)
    return uses


def _is_use(link: HtmlElement) -> bool:
    """Tell whether a link leads to a sentence from elsewhere than the text: there it is the number itself."""
    return link.get("class") in ("s", "n") and link.getparent().get("class") != "sentence"


def _number(anchor: str) -> int | None:
    """Return the number of the sentence that has this anchor; None where no sentence has it."""
    number = anchor.removeprefix("s")
    return int(number) if number != anchor and number.isdecimal() else None


def _button(number: int) -> HtmlElement:
    return element(
        "button",
        str(number),
        type="button",
        class_="n",
        popovertarget=f"used-{number}",
        aria_label=f"Sentence {number}: where it is used",
    )


def _list_of_places(number: int, places: Places) -> Markup:
    entries = Markup("").join(
        Markup('<li><a href="#{}">{}</a></li>').format(anchor, heading) for heading, anchor in places.values()
    )
    return Markup(
        '<div popover id="used-{0}" class="pop" role="group" aria-label="Sentence {0} is used in">'
        "<ul>{1}</ul></div>"
    ).format(number, entries)
