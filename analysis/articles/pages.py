"""A web page's article: its headline, and its text block by block.

trafilatura finds the article in the page and keeps headings, quotations and lists apart. Here the blocks get
their kinds, and what is no part of the article is left out: its headline again, bylines and credits, links to
other articles, invitations to subscribe, and pull quotes, which repeat the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, groupby
from typing import Any, NamedTuple

from analysis.articles.blocks import is_aside, letters
from analysis.articles.headlines import alike, headline, kinds, line, standfirst

_LONGEST = 160  # characters of a block that can be a byline, a credit, an invitation
_SHORTEST, _LONGEST_PULL = 20, 400  # letters of a block that can be a pull quote
_MOST_PULLED = 2  # pull quotes that stand together
_MOST_BLOCKS = 1_000  # of a page that is searched for pull quotes: each is looked for in all others
_LINKED = 0.8  # of the characters of what only leads elsewhere
_KINDS = {"head": "heading", "quote": "quotation", "list": "item"}
_CAPTION = re.compile(r"caption|credit|source\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")
_BOLD = "//b | //strong | //*[contains(@style, 'font-weight: bold') or contains(@style, 'font-weight:bold')]"
_PARTLY_BOLD = "//p[count(b) + count(strong) > 1]"
_CAPTIONS = "//figcaption | //*[contains(@class, 'caption')]"
_LONGEST_CAPTION = 600  # letters
_SHORTEST_STANDFIRST = 6  # words
_NAMES = re.compile(r"(?:(?:[A-Z0-9&]\S*|[a-z]\S{0,2})(?:\s+|$)){1,12}")
_DATE = re.compile(r"(?:[A-Z][a-z]{2,8} \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}),? \d{4}\b.{0,20}")


class PageBlock(NamedTuple):
    """A block of a page, on one line; `kind` as of `blocks.Block`, `bold` where all of it is bold."""

    kind: str
    text: str
    bold: bool = False


class Page(NamedTuple):
    """What a page says: of the article, where it does, under the names of `Article`; and the blocks."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    byline: str | None = None
    section: str | None = None
    kinds: tuple[str, ...] = ()
    blocks: tuple[PageBlock, ...] = ()


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
        return Page(url=url)
    tree = load_html(html)
    title = headline(tree, extracted.title, extracted.sitename)
    found = [block for each in extracted.body for block in _blocks(each, title)]
    page = Page(
        title,
        extracted.sitename,
        extracted.date,
        extracted.url,
        extracted.author,
        ", ".join(extracted.categories or ()) or None,
        kinds(tree),
        tuple(_without_names(_without_repeats(_marked(tree, found)))),
    )
    return page._replace(blocks=tuple(_headed(tree, page, extracted.description))) if page.blocks else page


def _headed(tree: Any, page: Page, description: str | None) -> Iterator[PageBlock]:
    """Yield the blocks of a page below its headline and its standfirst."""
    if page.title:
        yield PageBlock("headline", page.title)
    first, *rest = page.blocks
    above = standfirst(tree, page.title, description, first.text)
    if above == first.text or (not above and _is_above(first)):
        yield PageBlock("standfirst", first.text)
        yield from rest
        return
    if above and not any(letters(above) in letters(block.text) for block in page.blocks):
        yield PageBlock("standfirst", above)
    yield from page.blocks


def _is_above(first: PageBlock) -> bool:
    """Tell whether the first block is a standfirst that is set as a heading."""
    return (
        first.kind == "heading"
        and len(first.text.split()) >= _SHORTEST_STANDFIRST
        and not first.text.endswith("?")
    )


def _without_names(found: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Yield the blocks but for names, dates and sections' names that stand above the first sentence."""
    return dropwhile(_is_name, found)


def _is_name(block: PageBlock) -> bool:
    if block.kind != "paragraph" or len(block.text) > _LONGEST or _SENTENCE_END.search(block.text):
        return False
    return bool(_NAMES.fullmatch(block.text) or _DATE.fullmatch(block.text))


def _marked(tree: Any, found: Sequence[PageBlock]) -> list[PageBlock]:
    """Return the blocks with those in bold letters, and those below pictures, known as such."""
    bold = {letters(each.text_content()) for each in [*tree.xpath(_BOLD), *_wholly_bold(tree)]}
    captions = {letters(each.text_content()) for each in tree.xpath(_CAPTIONS)}
    marked = []
    for block in found:
        mine = letters(block.text)
        below = len(mine) <= _LONGEST_CAPTION and mine in captions
        kind = "caption" if below and block.kind == "paragraph" else block.kind
        marked.append(PageBlock(kind, block.text, mine in bold))
    return marked


def _wholly_bold(tree: Any) -> Iterator[Any]:
    """Yield the paragraphs whose words stand in several bold pieces, and none beside them."""
    for paragraph in tree.xpath(_PARTLY_BOLD):
        pieces = [letters(piece.text_content()) for piece in paragraph.xpath("b | strong")]
        if letters(paragraph.text_content()) == "".join(pieces):
            yield paragraph


def _blocks(element: Any, title: str | None) -> Iterator[PageBlock]:
    """Yield the blocks of an element of the extracted article, but for what is no part of it."""
    kind = _KINDS.get(element.tag, "paragraph")
    if kind == "paragraph" and _CAPTION.search(element.get("class") or ""):
        kind = "caption"
    if kind == "item" and _linked(element) > _LINKED:
        return
    for part in element.iterchildren("item") if kind == "item" else [element]:
        whole = _broken(part)
        lines = [whole] if kind == "heading" else whole.split("\n")
        for text in filter(letters, map(line, lines)):
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
    if title and (letters(text) == letters(title) or (kind == "heading" and _repeats(title, text))):
        return True
    if len(text) > _LONGEST:
        return False
    leads_away = kind != "quotation" and _linked(element) > _LINKED and not _SENTENCE_END.search(text)
    return leads_away or is_aside(text)


def _repeats(title: str, heading: str) -> bool:
    return letters(heading).startswith(letters(title)) or alike(heading, title)


def _linked(element: Any) -> float:
    """Return the share of an element's characters that are links."""
    whole = len(line("".join(element.itertext())))
    return sum(len(line("".join(link.itertext()))) for link in element.iter("ref")) / max(1, whole)


def _without_repeats(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """Yield the blocks but for pull quotes, whose words stand in a longer one, and for what stands twice.

    Many in a row whose words stand elsewhere, too, are no pull quotes: a statement printed whole.
    """
    folded = [letters(block.text) for block in blocks]
    pulled = [_is_pulled(mine, folded) for mine in folded]
    first = {mine: i for i, mine in reversed(list(enumerate(folded)))}
    again = [len(mine) > _SHORTEST and first[mine] < i for i, mine in enumerate(folded)]
    for repeats, row in groupby(range(len(blocks)), lambda i: pulled[i] or again[i]):
        places = list(row)
        if not repeats or sum(pulled[i] for i in places) > _MOST_PULLED:
            yield from (blocks[i] for i in places)


def _is_pulled(mine: str, folded: Sequence[str]) -> bool:
    """Tell whether the letters of a block can be a pull quote's, and stand in a longer block."""
    short = _SHORTEST < len(mine) <= _LONGEST_PULL and len(folded) <= _MOST_BLOCKS
    return short and any(len(each) > len(mine) and mine in each for each in folded)
