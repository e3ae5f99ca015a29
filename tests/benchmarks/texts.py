"""Articles to measure with: those of a file, or as many variations of the sample corpus as are wanted.

A variation has paragraphs of several sample articles, and other names in them: words that no article before
had, as news has them.
"""

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import count, islice
from pathlib import Path

from analysis.articles import items, load_article
from analysis.articles.tables import parse
from analysis.paths import ROOT

SAMPLE = ROOT / "data" / "corpus" / "articles"
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_SYLLABLES = (
    "bar",
    "cor",
    "del",
    "fen",
    "gal",
    "hol",
    "jas",
    "kel",
    "lor",
    "mar",
    "nor",
    "pel",
    "ros",
    "tan",
)
_OUTLETS = ("Courier", "Sentinel", "Tideline")
_PARAGRAPHS = 12


class Texts:
    """Where articles come from: a table of the user's own with its columns, or variations of the sample."""

    def __init__(self, file: str = "", columns: str = "") -> None:
        self.file, self.columns = file, columns

    @property
    def kind(self) -> str:
        """What they are, in words."""
        return "articles of a file of our own" if self.file else "variations of the sample corpus"

    def rows(self, number: int) -> list[dict]:
        """Return so many articles as JSON objects. Raises ValueError when the file has not as many."""
        found = list(islice(self._all(), number))
        if len(found) < number:
            raise ValueError(f"{self.file} has {len(found)} articles, not {number}.")
        return found

    def write(self, path: Path, number: int) -> Path:
        """Write so many articles as JSON lines."""
        path.write_text("".join(json.dumps(row) + "\n" for row in self.rows(number)), encoding="utf-8")
        return path

    def _all(self) -> Iterator[dict]:
        if not self.file:
            yield from map(variation, count())
            return
        for item in items.items([self.file], parse(self.columns)):
            if item.row:
                yield json.loads(item.row)


def variation(number: int) -> dict[str, str]:
    """Return an article, different for every number, the same in every run."""
    chance = random.Random(number)
    text = "\n\n".join(chance.sample(_paragraphs(), _PARAGRAPHS))
    names: dict[str, str] = {}

    def other(found: re.Match) -> str:
        name = found.group()
        return names.setdefault(name, _made_up(chance) if chance.random() < 0.5 else name)

    return {
        "id": f"variation-{number}",
        "outlet": _OUTLETS[number % len(_OUTLETS)],
        "text": _NAME.sub(other, text),
    }


@cache
def _paragraphs() -> list[str]:
    texts = (load_article(path).text for path in sorted(SAMPLE.glob("*.md")))
    return [part.strip() for text in texts for part in text.split("\n\n") if len(part.split()) > 8]


def _made_up(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize()
