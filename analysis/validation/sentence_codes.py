"""Codes of sentences of news by one of us: their policy frames, and whether the author takes a stance.

`data/gold/frames/sentences.jsonl` names sentences of the background articles and of the Narrative Frames
Corpus (see `analysis.validation.data`) by their places there, with a hash of their words.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import ValidationError
from analysis.paths import ROOT
from analysis.validation.data import background_articles, read_jsonl

FOLDER = ROOT / "data" / "gold" / "frames"
NARRATIVE = "narrative_frames/train.jsonl"


class SentenceCode(NamedTuple):
    """A coded sentence: its words, the id and the topic of its article, and the row of its codes."""

    text: str
    article: str
    topic: str
    row: Mapping[str, Any]


class _Source(NamedTuple):
    title: str
    text: str
    topic: str


def sentence_codes(data: Path, folder: Path = FOLDER) -> list[SentenceCode]:
    """Return the coded sentences, whose articles are in `data`.

    ValidationError where an article is not there, or not the one whose sentences were coded.
    """
    sources = {
        each["ID"]: _Source(each.get("title") or "", each["content_original"], each.get("topic") or "")
        for each in background_articles(data)
    }
    sources |= {each["id"]: _Source("", each["text"], "climate") for each in read_jsonl(data, NARRATIVE)}
    coded, nothing = read_jsonl(folder, "sentences.jsonl"), _Source("", "", "")
    found = ((row, sources.get(row["id"], nothing)) for row in coded)
    return [SentenceCode(_words(row, source), row["id"], source.topic, row) for row, source in found]


def _words(row: Mapping[str, Any], source: _Source) -> str:
    of_title = row["of"] == "title"
    found = source.title if of_title else " ".join(source.text.split())[row["start"] : row["end"]]
    if hashlib.sha256(found.encode()).hexdigest()[: len(row["sha256"])] != row["sha256"]:
        raise ValidationError(f"The text of {row['id']} is not the one whose sentences were coded.")
    return found
