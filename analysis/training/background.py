"""Count the frames of the background articles: the Parquet that `analysis.framing.background` compares with.

    python -m analysis.training.background --data DIR [--out FILE] [--limit N] [--processes 2] [--fresh]

DIR holds background_articles.jsonl.gz (4,000 US news articles of 2006 to 2020: Article-Bias-Prediction, Baly
et al. 2020, Apache-2.0). The Parquet has a row an article: its ID there, topic, outlet, number of sentences,
and how many of them carry each frame of each typology; never a word of its text. What has been counted is
kept in FILE.partial, so that an interrupted run goes on where it stopped; after a change of the typologies
start with --fresh.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.framing.background import ABOUT, FILE, column
from analysis.framing.frames import carrying
from analysis.framing.typologies import TYPOLOGIES
from analysis.training.options import run
from analysis.validation.data import background_articles

_EVERY = 50


def count(article: dict) -> dict[str, object]:
    """Return an article's row: what it is about, its sentences, and how many of them carry each frame."""
    document = annotate(Article(text=article["content_original"]))
    about = article["ID"], article["topic"], article["source"], len(document.sentences)
    row: dict[str, object] = dict(zip(ABOUT, about, strict=True))
    for typology in TYPOLOGIES.values():
        names, carries = carrying(document, typology)
        row |= {
            column(typology.name, frame): int(sum_)
            for frame, sum_ in zip(names, carries.sum(axis=0), strict=True)
        }
    return row


def count_all(articles: Iterable[dict], partial: Path, processes: int = 2) -> list[dict]:
    """Return the rows of articles, counted in several processes; `partial` keeps those that are ready."""
    ready = {row["article"]: row for row in _kept(partial)}
    waiting = [article for article in articles if article["ID"] not in ready]
    with partial.open("a", encoding="utf-8") as file, get_context("spawn").Pool(processes) as pool:
        for number, row in enumerate(pool.imap_unordered(count, waiting, chunksize=4), start=1):
            ready[row["article"]] = row
            file.write(f"{json.dumps(row)}\n")
            file.flush()
            if number % _EVERY == 0 or number == len(waiting):
                print(f"{len(ready)} articles counted, {len(waiting) - number} to go", flush=True)
    return list(ready.values())


def write(rows: Iterable[dict], path: Path) -> None:
    """Write the rows as a small Parquet, articles without a sentence left out."""
    table = pd.DataFrame(row for row in rows if row["sentences"]).sort_values("article", ignore_index=True)
    whole = [name for name in table if name not in ABOUT[:3]]
    table[whole] = table[whole].astype("uint16")
    table.to_parquet(path, compression="zstd", index=False)


def _kept(partial: Path) -> Iterator[dict]:
    """Yield the rows of an earlier run; a last line that was not finished is left out."""
    for line in partial.read_text(encoding="utf-8").splitlines() if partial.exists() else ():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def make(data: Path, out: Path, limit: int | None, processes: int, fresh: bool) -> None:
    """Count all articles in a folder, or the first `limit` of them, and write the Parquet."""
    partial = out.with_suffix(".partial")
    if fresh:
        partial.unlink(missing_ok=True)
    write(count_all(islice(background_articles(data), limit), partial, processes), out)
    partial.unlink()


def main() -> None:
    """Count from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.background", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, default=FILE, metavar="FILE")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--fresh", action="store_true", help="count again what an earlier run has counted")
    run(parser, make)


if __name__ == "__main__":
    main()
