"""What has to hold of the tables of any text, whatever stands in it."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import analysis
from analysis import presentation, schemas
from analysis.annotation import Document
from analysis.annotation import mentions as annotated

TABLES = {
    "articles": annotated.articles,
    "entities": analysis.entities,
    "quotes": analysis.quotes,
    "sentences": analysis.sentiment,
    "targets": analysis.target_sentiment,
    "entity_sentiment": analysis.entity_sentiment,
    "portrayal": analysis.portrayal,
    "frames": analysis.frames,
    "actions": analysis.actions,
    "loaded": analysis.loaded_language,
}
VOICES = {"author", "quoted", "reported"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def tables(document: Document) -> dict[str, pd.DataFrame]:
    """Return every table of the public face."""
    return {name: make(document) for name, make in TABLES.items()}


def faults(document: Document, made: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Yield what is wrong with a document and its tables, a line each."""
    text = document.article.text
    if document.doc.text != text:
        yield "the parse is not of the text, to the character"
    yield from _sentence_faults(text, made["sentences"])
    places = made["sentences"].set_index("sentence")
    for name, frame in made.items():
        yield from (f"{name}: {fault}" for fault in _row_faults(text, frame, places))
    yield from (f"quotes: {fault}" for fault in _quote_faults(text, made["quotes"]))
    chances = made["targets"][["negative", "neutral", "positive"]].sum(axis=1)
    if not chances.sub(1).abs().lt(1e-6).all():
        yield "targets: chances do not add up to 1"
    if not analysis.sentences(document)["text"].equals(made["sentences"]["text"]):
        yield "sentences and sentiment differ in their sentences"
    for shown in (document._repr_html_(), document.article._repr_html_()):
        shown.encode()
        if "<script" in shown.lower() or "<img" in shown.lower():
            yield "the text adds markup to what JupyterLab shows"


def schema_faults(frames: Mapping[str, list[pd.DataFrame]]) -> Iterator[str]:
    """Yield what the schemas of a corpus refuse in the tables of many texts (one check is dear)."""
    for name, parts in frames.items():
        full = [part for part in parts if len(part)]
        try:
            schemas.check(name, pd.concat(full, ignore_index=True)) if full else None
        except schemas.SchemaError as error:
            yield f"{name}: {' '.join(str(error).split())[:300]}"


def csv_faults(made: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Yield cells of the CSV files that a spreadsheet would run, or that did not come back as they were."""
    with TemporaryDirectory() as folder:
        presentation.save_tables(folder, **made)
        for name, frame in made.items():
            rows = list(
                csv.reader(io.StringIO(Path(folder, f"{name}.csv").read_text("utf-8-sig"), newline=""))
            )
            if len(rows) != len(frame) + 1 or any(len(row) != len(frame.columns) for row in rows):
                yield f"{name}.csv: {len(rows) - 1} rows for {len(frame)}, or cells that ran over"
            texts = [
                at for at, column in enumerate(frame) if not pd.api.types.is_numeric_dtype(frame[column])
            ]
            for row in rows[1:]:
                yield from (
                    f"{name}.csv: a formula, {row[at][:40]!r}" for at in texts if row[at].startswith(_FORMULA)
                )


def _sentence_faults(text: str, frame: pd.DataFrame) -> Iterator[str]:
    starts, ends = frame["start"].to_list(), frame["end"].to_list()
    if frame["sentence"].to_list() != list(range(1, len(frame) + 1)):
        yield "sentences are not numbered from 1"
    if any(end > start for end, start in zip(ends, starts[1:], strict=False)):
        yield "sentences overlap, or stand out of order"
    gaps = zip([0, *ends], [*starts, len(text)], strict=True)
    if lost := next((text[a:b] for a, b in gaps if text[a:b].strip()), None):
        yield f"text between the sentences: {lost[:40]!r}"


def _row_faults(text: str, frame: pd.DataFrame, places: pd.DataFrame) -> Iterator[str]:
    if "voice" in frame and not set(frame["voice"]) <= VOICES | {"all", "others"}:
        yield f"unknown voices in {set(frame['voice'])}"
    if "sentence" in frame and not set(frame["sentence"].dropna()) <= set(places.index):
        yield "sentences that there are not"
    elif "start" in frame:
        for row in frame.itertuples():
            here = places.loc[row.sentence]
            if not here["start"] <= row.start < row.end <= here["end"]:
                yield f"{row.start}:{row.end} outside of its sentence {row.sentence}"
            elif hasattr(row, "text") and text[row.start : row.end] != row.text:
                yield f"{row.text[:40]!r} for {text[row.start : row.end][:40]!r}"


def _quote_faults(text: str, frame: pd.DataFrame) -> Iterator[str]:
    for row in frame.itertuples():
        for start, end, found in (
            (row.source_start, row.source_end, row.source_text),
            (row.cue_start, row.cue_end, row.cue_text),
        ):
            if pd.isna(start) != pd.isna(found) or (pd.notna(start) and text[start:end] != found):
                yield f"{found!r} is not at {start}:{end}"
        if not row.content or any(not 0 <= start < end <= len(text) for start, end in row.content):
            yield f"content {row.content}"
        if row.text != " … ".join(text[start:end] for start, end in row.content):
            yield f"{row.text[:40]!r} is not its content"
