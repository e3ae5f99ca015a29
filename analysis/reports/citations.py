"""Anchors and links of a corpus's page: each anchor stands once, and no link leads nowhere."""

from lxml.html import HtmlElement

from analysis.reports.tree import element

_PLACE = "where"
_LINK = "to"


def settle(page: HtmlElement) -> None:
    """Leave each anchor to the first place that has it, and words alone of links without a place.

    A sentence that is cited again leads to where it is cited first.
    """
    taken: set[str] = set()
    for part in list(page.iter("li", "details", "span")):
        anchor = part.get("id")
        if anchor in taken:
            del part.attrib["id"]
            _lead_back(part, anchor)
        elif anchor:
            taken.add(anchor)
    for link in list(page.iter("a")):
        if link.get("class") == _LINK and link.get("href", "").removeprefix("#") not in taken:
            link.drop_tag()


def _lead_back(cited: HtmlElement, anchor: str) -> None:
    places = [part for part in cited if part.get("class") == _PLACE]
    if places:
        places[-1].append(element("a", "also above", href=f"#{anchor}", class_="again"))
