"""A web page's article: its headline, and its text block by block.

trafilatura finds the article in the page and keeps headings, quotations and lists apart. Here the blocks get
their kinds, and what is no part of the article is left out: its headline again, bylines and credits, links to
other articles, invitations to subscribe, and pull quotes, which repeat the text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.articles.blocks import is_aside, letters

_LONGEST = 160  # characters of a block that can be a byline, a credit, an invitation
_SHORTEST, _LONGEST_PULL = 20, 400  # letters of a block that can be a pull quote
_MOST_BLOCKS = 1_000  # of a page that is searched for pull quotes: each is looked for in all others
_LINKED = 0.8  # of the characters of what only leads elsewhere
_KINDS = {"head": "heading", "quote": "quotation", "list": "item"}
_CAPTION = re.compile(r"caption|credit|source\b", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+([|»·–—-])\s+([^|»]{2,60})$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")
_SHY = "\u00ad"  # where a word may be hyphenated: no letter of it
_HEADLINES = (
    "//meta[@property='og:title' or @name='og:title']/@content",
    "//meta[@name='twitter:title' or @property='twitter:title']/@content",
)


class PageBlock(NamedTuple):
    """A block of a page, on one line; `kind` as of `blocks.Block`, `bold` where all of it is bold."""

    kind: str
    text: str
    bold: bool = False


class Page(NamedTuple):
    """What a page says: the headline, outlet, date and address where it gives them, and the blocks."""

    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    blocks: tuple[PageBlock, ...]


def read_page(html: str, url: str | None = None) -> Page:
    """Return the article of a page, whose blocks are empty where none is found."""
    from trafilatura import bare_extraction, load_html  # as slow to import as all else, and only for pages
    from trafilatura.settings import Document

    extracted = bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        include_links=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(extracted, Document) or extracted.body is None:
        return Page(None, None, None, url, ())
    title = _headline(load_html(html), extracted.title, extracted.sitename)
    blocks = _without_repeats([block for each in extracted.body for block in _blocks(each, title)])
    return Page(title, extracted.sitename, extracted.date, extracted.url, tuple(blocks))


def _headline(tree: Any, title: str | None, site: str | None) -> str | None:
    """Return the headline: what the page is shared under, as its own heading has it, without the site's name.

    The title that a site's software gives can be a category or a tag, so it counts last.
    """
    if tree is None:
        return title
    given = [_line(str(found)) for path in _HEADLINES for found in tree.xpath(path)]
    shared = next(filter(None, [*given, _line(title or "")]), "")
    bare = _without_site(shared, site)
    for heading in tree.xpath("//h1"):
        head = _line(heading.text_content())
        whole = 2 * len(letters(head)) > len(letters(bare))  # else a section's name, with which it begins
        if whole and letters(shared).startswith(letters(head)):
            return head
    return bare or None


def _without_site(title: str, site: str | None) -> str:
    """Return a title without the names at its end that a bar sets off, or a dash before the site's own."""
    while ending := _SUFFIX.search(title):
        name = letters(ending[2])
        if ending[1] not in "|»" and not (site and name and (name in letters(site) or letters(site) in name)):
            break
        title = title[: ending.start()]
    return title


def _blocks(element: Any, title: str | None) -> Iterator[PageBlock]:
    """Yield the blocks of an element of the extracted article, but for what is no part of it."""
    kind = _KINDS.get(element.tag, "paragraph")
    if kind == "paragraph" and _CAPTION.search(element.get("class") or ""):
        kind = "caption"
    if kind == "item" and _linked(element) > _LINKED:
        return
    for part in element.iterchildren("item") if kind == "item" else [element]:
        for text in filter(None, map(_line, _broken(part).split("\n"))):
            if not _is_beside(part, kind, text, title):
                yield PageBlock(kind, text)


def _broken(element: Any) -> str:
    """Return the text of an element with a new line where the page breaks it, and nowhere else."""
    pieces = [_line_of(element.text)]
    for child in element:
        pieces += ["\n" if child.tag == "lb" else _broken(child), _line_of(child.tail)]
    return "".join(pieces)


def _line_of(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _is_beside(element: Any, kind: str, text: str, title: str | None) -> bool:
    """Tell whether a block is no part of the article: its headline again, or a short one beside it."""
    if kind == "heading" and title and letters(text).startswith(letters(title)):
        return True
    if len(text) > _LONGEST:
        return False
    leads_away = kind != "quotation" and _linked(element) > _LINKED and not _SENTENCE_END.search(text)
    return leads_away or is_aside(text)


def _linked(element: Any) -> float:
    """Return the share of an element's characters that are links."""
    whole = len(_line("".join(element.itertext())))
    return sum(len(_line("".join(link.itertext()))) for link in element.iter("ref")) / max(1, whole)


def _without_repeats(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """Yield the blocks but for pull quotes, whose words stand in a longer one, and for what stands twice."""
    folded = [letters(block.text) for block in blocks]
    before: set[str] = set()
    for block, mine in zip(blocks, folded, strict=True):
        short = _SHORTEST < len(mine) <= _LONGEST_PULL and len(blocks) <= _MOST_BLOCKS
        pulled = short and any(len(each) > len(mine) and mine in each for each in folded)
        if not pulled and not (len(mine) > _SHORTEST and mine in before):
            yield block
        before.add(mine)


def _line(text: str) -> str:
    return " ".join(text.replace(_SHY, "").split())
