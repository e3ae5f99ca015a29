"""What a worker does with a part: read its items, analyse its articles, write its tables.

Whatever is wrong with one article stays with it: it becomes a row of the table `errors`.
"""

import faulthandler
import gc
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pandas as pd
from distributed import get_worker

import analysis
from analysis import schemas
from analysis.annotation import mentions as annotated
from analysis.articles import Article, items
from analysis.articles.items import Part, SourceItem
from analysis.corpus.deduplication import Key, Verdict
from analysis.corpus.store import Receipt, Store
from analysis.errors import ArticleError
from analysis.models.readers import SMALL

Reading = Article | str
"""An article, or the sentence that says why an item gave none."""

MAKERS: dict[str, Callable[..., pd.DataFrame]] = {
    "articles": annotated.articles,
    "sentences": partial(analysis.sentiment, reader=SMALL),
    "entities": analysis.entities,
    "quotes": analysis.quotes,
    "targets": partial(analysis.target_sentiment, reader=SMALL),
    "entity_sentiment": partial(analysis.entity_sentiment, reader=SMALL),
    "frames": analysis.frames,
    "actions": partial(analysis.actions, inferred=False),
    "loaded": partial(analysis.loaded_language, reader=SMALL),
    "claims": partial(analysis.claims, reader=SMALL),
}
_SECONDS, _SECONDS_A_CHARACTER = 120, 1 / 2000
_ONE = threading.Lock()  # one text at a time: the parser is not made for threads


def read(given: Sequence[SourceItem], fatal: Mapping[int, str]) -> list[Reading]:
    """Read items into articles; those whose places are in `fatal` are not tried again."""
    return [fatal[place] if place in fatal else read_item(item) for place, item in enumerate(given)]


def read_item(item: SourceItem) -> Reading:
    """Read one item, or say why it gives no article."""
    try:
        with _one_at_a_time(item.size + len(item.row)):
            return items.read_item(item)
    except ArticleError as error:
        return str(error)
    except Exception as error:  # whatever a text breaks must not stop a run
        return _broken("reading", error)


def keys(readings: Sequence[Reading]) -> list[Key | None]:
    """Return what tells the articles apart, None for what is none."""
    return [
        Key(each.id, each.outlet, each.sha256) if isinstance(each, Article) else None for each in readings
    ]


def process(part: Part, readings: Sequence[Reading], verdicts: Sequence[Verdict], url: str) -> dict[str, int]:
    """Analyse the articles of a part, write its tables, and return how many rows each has."""
    load_models()
    frames: list[dict[str, pd.DataFrame]] = []
    errors, settled = [], []
    for item, reading, verdict in zip(part.items, readings, verdicts, strict=True):
        if verdict.id:
            settled.append((verdict.id, verdict.digest))
        given: Reading = verdict.reason or reading
        result = _analysed(given, verdict.id) if isinstance(given, Article) else given
        if isinstance(result, str):
            errors.append((item.source, result))
        else:
            frames.append(result)
    made, failed = _checked(frames)
    errors += [(_source_of(part, verdicts, name), reason) for name, reason in failed.items()]
    made["errors"] = schemas.check("errors", schemas.typed("errors", errors))
    rows = {name: len(table) for name, table in made.items()}
    rows["skipped"] = sum(bool(verdict.reason) for verdict in verdicts)
    store = Store(url)
    for name, table in made.items():
        if name != "articles":
            store.write(name, part.number, table)
    store.finish(part.number, made["articles"], Receipt(part.digest, rows, settled))
    return rows


def _analysed(article: Article, name: str | None) -> dict[str, pd.DataFrame] | str:
    """Return what `analyse` does of an article under the name that the corpus gives it, if any."""
    return analyse(article if article.id == name else replace(article, id=name or article.id))


@cache
def load_models() -> None:
    """Load in this process what all articles need, before the first of them is timed."""
    with _ONE:
        _checked([tables(Article("One sentence loads the models."))])
    gc.freeze()  # what is loaded stays: the collector need not go over it again and again


def analyse(article: Article) -> dict[str, pd.DataFrame] | str:
    """Return every table of one article, or the sentence that says why it cannot be analysed."""
    try:
        with _one_at_a_time(len(article.text)):
            return tables(article)
    except Exception as error:
        return _broken("analysis", error)


def tables(article: Article) -> dict[str, pd.DataFrame]:
    """Return every table of one article."""
    document = analysis.annotate(article)
    return {name: make(document) for name, make in MAKERS.items()}


def _checked(frames: Sequence[dict[str, pd.DataFrame]]) -> tuple[dict, dict[str, str]]:
    """Return the tables of several articles as Arrow tables, and why some articles are not in them."""
    try:
        return {name: schemas.check(name, _joined(name, frames)) for name in MAKERS}, {}
    except schemas.SchemaError:
        failed = {}
        for each in frames:
            try:
                _ = [schemas.check(name, each[name]) for name in MAKERS]
            except schemas.SchemaError as error:
                failed[each["articles"]["article_id"].iloc[0]] = _broken("analysis", error)
        if not failed:
            raise
        kept = [each for each in frames if each["articles"]["article_id"].iloc[0] not in failed]
        return {name: schemas.check(name, _joined(name, kept)) for name in MAKERS}, failed


def _joined(name: str, frames: Sequence[dict[str, pd.DataFrame]]) -> pd.DataFrame:
    full = [each[name] for each in frames if len(each[name])]
    return pd.concat(full, ignore_index=True) if full else _empty(name)


@cache
def _empty(name: str) -> pd.DataFrame:
    return schemas.arrow(name).empty_table().to_pandas()


def _source_of(part: Part, verdicts: Sequence[Verdict], name: str) -> str:
    return next(item.source for item, verdict in zip(part.items, verdicts, strict=True) if verdict.id == name)


def _broken(what: str, error: Exception) -> str:
    said = " ".join(str(error).split())
    return f"Its {what} failed ({type(error).__name__}{f': {said[:200]}' if said else ''})."


@contextmanager
def _one_at_a_time(size: int) -> Iterator[None]:
    """Hold the lock, and in a worker end this process when a text of this size takes far too long.

    The run then tries the part's texts one by one (see `analysis.corpus.isolation`).
    """
    with _ONE:
        if _guarded():
            faulthandler.dump_traceback_later(seconds_for(size), exit=True, file=_nowhere())
        try:
            yield
        finally:
            if _guarded():
                faulthandler.cancel_dump_traceback_later()


def seconds_for(size: int) -> float:
    """Return how long a text of so many characters may take: ten and more times what it should."""
    return _SECONDS + _SECONDS_A_CHARACTER * size


def _guarded() -> bool:
    """Tell whether this is a worker's process, which is replaced when it ends."""
    try:
        return get_worker().nanny is not None
    except ValueError:
        return False


@cache
def _nowhere():
    return Path(os.devnull).open("w")
