"""Small corpora for tests, and how to compare their tables."""

import json
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis import schemas

ALL = (*schemas.CORPUS, *schemas.WHOLE)
PEOPLE = ("Ana Ruiz", "Tom Adams", "Maria Keller", "John Okafor")


def story(number: int) -> str:
    """Return a short article, different for every number."""
    one, other = PEOPLE[number % 4], PEOPLE[(number // 4 + number + 1) % 4]
    return (
        f"The council of Hartwell voted on Monday to close library number {number}, and the town was angry. "
        f'"It is a shameful plan," said {one}, a teacher. '
        f"{other} praised the mayor and said that it would help."
    )


def write(path: Path, articles: int) -> Path:
    """Write a table of so many articles as JSON lines, of two outlets, four a day."""
    return write_rows(
        path,
        (
            {
                "id": f"a{number}",
                "outlet": ("Post", "Times")[number % 2],
                "published": f"2026-03-{1 + number // 4 % 28:02d}",
                "text": story(number),
            }
            for number in range(articles)
        ),
    )


def write_rows(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    """Write articles as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Return all tables of a corpus."""
    return {name: pd.read_parquet(folder / name) for name in ALL}


def same(one: Path, other: Path) -> None:
    """Fail where two corpora differ in any table, or in how it is cut into parts."""
    for name in ALL:
        files = [sorted(path.name for path in (folder / name).iterdir()) for folder in (one, other)]
        assert files[0] == files[1]
        pd.testing.assert_frame_equal(pd.read_parquet(one / name), pd.read_parquet(other / name))
