"""What a worker does with a part: read its items, analyse its articles, write its tables.

Whatever is wrong with one article stays with it: it becomes a row of the table `errors`.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple, Protocol

import pandas as pd
import pyarrow as pa

import analysis
from analysis import schemas
from analysis.annotation import Document
from analysis.annotation import mentions as annotated
from analysis.articles import Article, items
from analysis.articles.items import Part, SourceItem
from analysis.corpus.engine import steps
from analysis.corpus.engine.deduplication import Key, Verdict
from analysis.corpus.engine.patience import ONE_TEXT, one_at_a_time
from analysis.corpus.engine.store import Receipt, Store
from analysis.errors import ArticleError, CodingError
from analysis.models.readers import SMALL

Reading = Article | str
"""An article, or the sentence that says why an item gave none."""


class Correction(Protocol):
    """A reader's coding of one article, which travels to where the article is analysed."""

    @property
    def digest(self) -> str:
        """Tells whether it is the same coding again."""

    @property
    def source(self) -> str:
        """Where it comes from, as the user named it."""

    def correct(self, document: Document) -> tuple[Document, str]:
        """Return the document as coded, and a sentence on what of the coding cannot be taken over, if any."""


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
_CHARACTERS_A_WORD = 6


def read(given: Sequence[SourceItem], fatal: Mapping[int, str]) -> list[Reading]:
    """Read items into articles; those whose places are in `fatal` are not tried again."""
    return [fatal[place] if place in fatal else read_item(item) for place, item in enumerate(given)]


def read_item(item: SourceItem) -> Reading:
    """Read one item, or say why it gives no article."""
    try:
        with one_at_a_time(item.size + len(item.row)):
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


def digests(codings: Mapping[str, Correction]) -> dict[str, str]:
    """Return the digest of each article's coding, as receipts keep them."""
    return {name: coding.digest for name, coding in codings.items()}


def process(
    part: Part,
    readings: Sequence[Reading],
    verdicts: Sequence[Verdict],
    url: str,
    codings: Mapping[str, Correction] = {},
) -> dict[str, int]:
    """Analyse the articles of a part, write its tables, and return how many rows each has.

    A part that is there already, as another worker may have written it meanwhile, is left as it is.
    """
    store, coded = Store(url), digests(codings)
    receipt = store.receipt(part.number)
    if receipt and (receipt.digest, receipt.coded) == (part.digest, coded):
        return receipt.rows
    if receipt:
        store.reopen(part.number)
    load_models()
    results = [
        _result(reading, verdict, codings.get(verdict.id))
        for reading, verdict in zip(readings, verdicts, strict=True)
    ]
    made, failed = _checked([each for each in results if isinstance(each, Analysed)])
    errors = [*_errors(part, verdicts, results, codings)]
    errors += [(_source_of(part, verdicts, name), reason) for name, reason in failed.items()]
    made["errors"] = schemas.check("errors", schemas.typed("errors", errors))
    rows = {name: len(table) for name, table in made.items() if name not in steps.MAKERS}
    rows["skipped"] = sum(bool(verdict.reason) for verdict in verdicts)
    rows["coded"] = sum(isinstance(each, Analysed) and each.coded for each in results)
    rows["misfits"] = sum(isinstance(each, Analysed) and bool(each.misfit) for each in results)
    for name, table in made.items():
        if name in steps.MAKERS:
            store.keep(name, part.number, table)
        elif name != "articles":
            store.write(name, part.number, table)
    settled = [(verdict.id, verdict.digest) for verdict in verdicts if verdict.id]
    store.finish(part.number, made["articles"], Receipt(part.digest, rows, settled, coded))
    return rows


def _result(reading: Reading, verdict: Verdict, coding: Correction | None) -> "Analysed | str":
    """Return an article analysed under the name that the corpus gives it, or why there is none."""
    given: Reading = verdict.reason or reading
    if isinstance(given, str):
        return given
    named = given if given.id == verdict.id else replace(given, id=verdict.id or given.id)
    return analyse(named, coding)


def _errors(
    part: Part,
    verdicts: Sequence[Verdict],
    results: Sequence["Analysed | str"],
    codings: Mapping[str, Correction],
) -> Iterator[tuple[str, str]]:
    """Yield why items gave no article, and what of an article's coding was not taken over, by source."""
    for item, verdict, result in zip(part.items, verdicts, results, strict=True):
        if isinstance(result, str):
            yield item.source, result
        elif result.misfit:
            yield codings[verdict.id].source, result.misfit


@cache
def load_models() -> None:
    """Load in this process what all articles need, before the first of them is timed."""
    with ONE_TEXT:
        rehearse(Article("One sentence loads the models."))
    gc.freeze()  # what is loaded stays: the collector need not go over it again and again


class Analysed(NamedTuple):
    """Every table of an article, whether it is as a reader coded it, and what of the coding does not fit."""

    tables: dict[str, pd.DataFrame]
    coded: bool = False
    misfit: str = ""


def analyse(article: Article, coding: Correction | None = None) -> Analysed | str:
    """Return every table of one article, or the sentence that says why it cannot be analysed."""
    try:
        with one_at_a_time(len(article.text)):
            document = analysis.annotate(article)
            if coding is None:
                return Analysed(_tables(document))
            try:
                document, misfit = coding.correct(document)
            except CodingError as error:
                return Analysed(_tables(document), misfit=str(error))
            return Analysed(_tables(document), True, misfit)
    except Exception as error:
        return _broken("analysis", error)


def tables(article: Article) -> dict[str, pd.DataFrame]:
    """Return every table of one article."""
    return _tables(analysis.annotate(article))


def rehearse(article: Article) -> None:
    """Do with an article all that a run does, but for writing."""
    _made([tables(article)])


def _tables(document: Document) -> dict[str, pd.DataFrame]:
    return {name: make(document) for name, make in MAKERS.items()}


def _checked(results: Sequence[Analysed]) -> tuple[dict[str, pa.Table], dict[str, str]]:
    """Return the tables of several articles as Arrow tables, and why some articles are not in them."""
    frames = [each.tables for each in results]
    try:
        return _made_in_time(frames), {}
    except Exception:
        failed = {}
        for each in frames:
            try:
                _made_in_time([each])
            except Exception as error:
                failed[each["articles"]["article_id"].iloc[0]] = _broken("analysis", error)
        if not failed:
            raise
        kept = [each for each in frames if each["articles"]["article_id"].iloc[0] not in failed]
        return _made_in_time(kept), failed


def _made_in_time(frames: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pa.Table]:
    words = sum(int(each["articles"]["words"].sum()) for each in frames)
    with one_at_a_time(words * _CHARACTERS_A_WORD):
        return _made(frames)


def _made(frames: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pa.Table]:
    """Return the tables of several articles, checked, and what the steps over the whole corpus need of them.

    Raises SchemaError for a table that is not as it should be.
    """
    joined = {name: _joined(name, frames) for name in MAKERS}
    made = {name: schemas.check(name, frame) for name, frame in joined.items()}
    return made | (steps.made(joined) if frames else {})


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
