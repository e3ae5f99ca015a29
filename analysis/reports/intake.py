"""The articles that a command line names: files, folders of files, URLs; each read once."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.article import Article, ArticleError, load_article
from analysis.article.sources import articles_in, shown
from analysis.paths import find

_TAKEN = {"index.html", "readme.md"}  # files of the folder of reports


@dataclass(frozen=True)
class Item:
    """An article and the source it came from, as the reader named it."""

    source: str
    article: Article


@dataclass(frozen=True)
class Intake:
    """The articles that can be used, why others cannot, and what else the reader should know."""

    items: tuple[Item, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]


def take_in(sources: Iterable[str]) -> Intake:
    """Read every article that the sources name, once each; an id that is taken gets a number."""
    items, refused = [], []
    for source in dict.fromkeys(name for given in sources for name in _expand(given)):
        try:
            items.append(Item(source, load_article(source)))
        except ArticleError as error:
            refused.append(str(error))
    distinct, notes = _distinct(items)
    return Intake(tuple(distinct), tuple(refused), tuple(notes))


def as_json(article: Article) -> bytes:
    """Return an article as the JSON that `load_article` reads back."""
    fields = ("id", "title", "outlet", "published", "url", "text")
    known = {name: getattr(article, name) for name in fields if getattr(article, name) is not None}
    return json.dumps(known, indent=1).encode()


def _expand(source: str) -> Iterator[str]:
    """Yield the source itself or, for a folder, the articles in it: no README, no hidden file."""
    try:
        articles = articles_in(find(source))
    except (OSError, ValueError, RuntimeError):  # no folder; what is wrong, load_article says better
        articles = []
    yield from [str(file) for file in articles] or [source]


def _distinct(items: Iterable[Item]) -> tuple[list[Item], list[str]]:
    """Number articles whose id is taken: story, story-2, story-3 (file systems may ignore case)."""
    taken = set(_TAKEN)
    distinct, notes = [], []
    for item in items:
        name, number = item.article.id, 1
        while name.casefold() in taken:
            number += 1
            name = f"{item.article.id}-{number}"
        taken.add(name.casefold())
        if number > 1:
            notes.append(
                f"The id {shown(item.article.id)} is taken, so the article from {shown(item.source)} becomes "
                f"{shown(name)}."
            )
            item = replace(item, article=replace(item.article, id=name))
        distinct.append(item)
    return distinct, notes
