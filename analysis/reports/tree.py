"""HTML as a tree, so that a page is changed as what it is: read once, written once."""

from lxml.etree import ElementBase
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring
from lxml.html.builder import E
from markupsafe import Markup

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_IN_A_TREE = dict.fromkeys(
    [code for code in range(0x20) if chr(code) not in "\t\n\r"] + [*range(0xD800, 0xE000), 0xFFFE, 0xFFFF],
    "\N{REPLACEMENT CHARACTER}",
)


def parsed(markup: str) -> HtmlElement:
    """Return a piece of HTML as what is inside of an element `body`.

    Characters that no tree can hold (controls, lone surrogates) become U+FFFD.
    """
    document = f"<html><body>{markup.translate(_NOT_IN_A_TREE)}</body></html>"
    return document_fromstring(document, parser=HTMLParser(huge_tree=True)).find("body")


def written(body: ElementBase) -> Markup:
    """Return what is inside of a tree that `parsed` made, as HTML."""
    outer = tostring(body, encoding="unicode", with_tail=False)
    return Markup(outer.removeprefix("<body>").removesuffix("</body>"))


def balanced(markup: str) -> Markup:
    """Return a piece of HTML whose tags are closed within it, so that it cannot break what stands around."""
    return written(parsed(markup))


def element(tag: str, *children: ElementBase | str, **attributes: str) -> HtmlElement:
    """Return a new element; `class_` stands for the attribute `class`, `aria_label` for `aria-label`."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return E(tag, named, *children)


def words(part: ElementBase) -> str:
    """Return the text of an element in one line."""
    return " ".join(part.text_content().split())


def replace(old: ElementBase, new: ElementBase) -> None:
    """Put a new element in the place of an old one; the text behind it stays where it is."""
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)
