"""What stands above a page's article: the headline, the standfirst, and what the page calls the article."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from analysis.articles.blocks import is_aside, letters

_SUFFIX = re.compile(r"\s+([|»·–—-])\s+([^|»]{2,60})$")
_SHY = "\u00ad"  # where a word may be hyphenated: no letter of it
_ALIKE = 0.6  # of the words of two headlines that are one, differently put
_SHARED_AS = (
    "//meta[@property='og:title' or @name='og:title']/@content",
    "//meta[@name='twitter:title' or @property='twitter:title']/@content",
)
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:dek|deck|stand-?first|strapline|sub-?title|sub-?head(?:line|ing)?)\b", re.IGNORECASE
)
_WHOLE = frozenset({"p", "h2", "h3", "h4", "div", "span", "em", "strong"})
_SHORTEST, _LONGEST = 20, 400  # letters of a standfirst
_NEAR = 200  # elements between a headline and its standfirst, at most
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Review|Report)$")


def headline(tree: Any, title: str | None, site: str | None) -> str | None:
    """Return the headline: what the page is shared under, as its own heading has it, without the site's name.

    The title that a site's software gives can be a category or a tag, so it counts last.
    """
    if tree is None:
        return title
    given = [line(str(found)) for path in _SHARED_AS for found in tree.xpath(path)]
    shared = next(filter(None, [*given, line(title or "")]), "")
    bare = _without_site(shared, site)
    for heading in tree.xpath("//h1"):
        head = line(heading.text_content())
        whole = 2 * len(letters(head)) > len(letters(bare))  # else a section's name, with which it begins
        if whole and letters(shared).startswith(letters(head)):
            return head
        if alike(head, bare):
            return bare if letters(bare) in letters(head) else head  # a section's name may stand before it
    return bare or None


def alike(one: str, other: str) -> bool:
    """Tell whether two lines are one headline, with a word or two more or less."""
    words, others = ({*map(letters, each.split())} - {""} for each in (one, other))
    return len(words & others) > _ALIKE * len(words | others)


def standfirst(tree: Any, title: str | None, description: str | None, first: str) -> str | None:
    """Return the lines that a page sets below its headline, if it does; they may be the `first` block.

    They are what the page is described by, or are called so by the page's own code ("dek", "subtitle").
    """
    about, ahead = letters(description or ""), letters(first)
    if ahead == about and not first.endswith((".", "!", "?")):
        return first
    for element in islice(_below(tree, title), _NEAR):
        text = line(element.text_content())
        mine, named = letters(text), _STANDFIRST.search(element.get("class") or "")
        if mine and (ahead.startswith(mine) or mine.startswith(ahead)):
            return first if named and mine == ahead else None
        if not _SHORTEST < len(mine) <= _LONGEST or is_aside(text) or (title and alike(text, title)):
            continue
        if named or mine == about:
            return text
    return None


def _below(tree: Any, title: str | None) -> Iterator[Any]:
    """Yield the elements of text below the headline, in the page's order, that hold no smaller block."""
    heads = [head for head in tree.xpath("//h1") if title and alike(line(head.text_content()), title)]
    if not heads:
        return
    for element in heads[-1].xpath("following::*"):
        if element.tag in _WHOLE and not any(child.tag in _WHOLE for child in element.iterdescendants()):
            yield element


def kinds(tree: Any) -> tuple[str, ...]:
    """Return what a page calls its article: the types of schema.org in its JSON-LD, and Open Graph's type."""
    found = [
        each for script in tree.xpath("//script[@type='application/ld+json']") for each in _types(script)
    ]
    found += tree.xpath("//meta[@property='og:type']/@content")
    return tuple(dict.fromkeys(found))


def _types(script: Any) -> Iterator[str]:
    try:
        waiting = [json.loads(script.text or "", strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            given = each.get("@type")
            named = given if isinstance(given, list) else [given]
            yield from (name for name in named if isinstance(name, str) and _ARTICLE_TYPE.search(name))
        waiting += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()


def line(text: str) -> str:
    """Return a text on one line, without the places where a word may be hyphenated."""
    return " ".join(text.replace(_SHY, "").split())


def _without_site(title: str, site: str | None) -> str:
    """Return a title without the names at its end that a bar sets off, or a dash before the site's own."""
    while ending := _SUFFIX.search(title):
        name = letters(ending[2])
        if ending[1] not in "|»" and not (site and name and (name in letters(site) or letters(site) in name)):
            break
        title = title[: ending.start()]
    return title
