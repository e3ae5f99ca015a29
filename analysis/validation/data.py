"""Reading the labelled sets, which a user puts into one folder; none of them is shipped.

Most are JSON lines. PolNeAR (Newell, Margolin and Ruths 2018), news articles with attributions coded by
trained annotators, is a folder `text/` with the articles and a folder `attributions/` with a brat standoff
file an article and annotator.
"""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.articles import Article
from analysis.errors import ValidationError

BACKGROUND = "background_articles.jsonl.gz"
Spans = tuple[tuple[int, int], ...]

_SPAN = re.compile(r"(T\d+)\t\S+ (\d[\d ;]*)\t")
_EVENT = re.compile(r"E\d+\t(.*)")


def read_jsonl(folder: Path, name: str) -> list[dict]:
    """Return the examples of `folder`/`name`, a JSON object a line; ValidationError without such a file."""
    path = Path(folder) / name
    try:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            examples = [json.loads(line) for line in lines if line.strip()]
    except OSError as problem:
        raise ValidationError(f"The data set {name} is not in {folder}.") from problem
    except ValueError as problem:
        raise ValidationError(f"The data set {name} is not one JSON object a line: {problem}.") from problem
    if not examples:
        raise ValidationError(f"The data set {name} is empty.")
    return examples


def read_finentity(folder: Path) -> list[dict]:
    """Return the passages of FinEntity (Tang et al. 2023), a row a target; ValidationError without them."""
    return [
        {"sentence": row["text"]} | target
        for row in read_jsonl(folder, "finentity/train.jsonl")
        for target in row["targets"]
    ]


def background_articles(folder: Path) -> Iterator[dict]:
    """Yield the unlabelled background articles in a folder, one after the other; ValidationError for none."""
    try:
        with gzip.open(Path(folder) / BACKGROUND, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except OSError as problem:
        raise ValidationError(f"The articles {BACKGROUND} are not in {folder}.") from problem


def as_article(background: Mapping[str, Any]) -> Article:
    """Return a background article with its title, which stands before the text."""
    title, text = background["title"] or None, background["content_original"]
    whole = f"{title}\n\n{text}" if title else text
    return Article(whole, id=background["ID"], title=title, outlet=background.get("source"))


def held_out(examples: list[dict], share: float, seed: int = 0) -> tuple[list[dict], list[dict]]:
    """Divide examples into those to train on and a share held out, all those of a sentence together."""
    sentences = sorted({example["sentence"] for example in examples})
    random.Random(seed).shuffle(sentences)
    kept = set(sentences[: round(share * len(sentences))])
    parts = [example["sentence"] in kept for example in examples]
    return (
        [example for example, held in zip(examples, parts, strict=True) if not held],
        [example for example, held in zip(examples, parts, strict=True) if held],
    )


@dataclass(frozen=True)
class CodedAttribution:
    """An attribution as coded: the spans of its source, cue and content, each a tuple of (start, end)."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class CodedArticle:
    """An article of the corpus with what each of its annotators coded, in order of their names."""

    name: str
    text: str
    codings: tuple[tuple[CodedAttribution, ...], ...]

    @property
    def attributions(self) -> tuple[CodedAttribution, ...]:
        """The first annotator's attributions."""
        return self.codings[0]


def read_polnear(folder: Path) -> list[CodedArticle]:
    """Return the articles of a part of PolNeAR, by name.

    ValidationError where the folder does not hold that part.
    """
    if not (folder / "attributions").is_dir() or not (folder / "text").is_dir():
        raise ValidationError(f"PolNeAR is not in {folder}: it needs the folders text and attributions.")
    files: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        files[path.stem.rsplit("_", 1)[0]].append(path)
    return [
        CodedArticle(
            name,
            _text(folder / "text" / f"{name}.txt"),
            tuple(parse_standoff(_text(path)) for path in paths),
        )
        for name, paths in sorted(files.items())
    ]


def parse_standoff(standoff: str) -> tuple[CodedAttribution, ...]:
    """Return the attributions of a brat standoff file: events with the roles Source, Cue and Content."""
    lines = standoff.split("\n")
    spans = {m[1]: _spans(m[2]) for m in map(_SPAN.match, lines) if m}
    events = [_roles(m[1], spans) for m in map(_EVENT.match, lines) if m]
    return tuple(CodedAttribution(e["Source"], e["Cue"], e["Content"]) for e in events if e["Content"])


def _spans(text: str) -> Spans:
    return tuple((int(start), int(end)) for start, end in map(str.split, text.split(";")))


def _roles(event: str, spans: dict[str, Spans]) -> dict[str, Spans]:
    found: dict[str, list] = defaultdict(list)
    for part in event.split():
        role, _, name = part.partition(":")
        found[role.rstrip("0123456789")] += spans.get(name, ())
    return {role: tuple(sorted(found[role])) for role in ("Source", "Cue", "Content")}


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
