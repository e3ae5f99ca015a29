"""A dense stream of news of our own making: 40 stories written thrice, among others made by rule."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.paths import ROOT, read_json

FOLDER = ROOT / "data" / "gold" / "stories"
DAY = "2024-11-05"
_SENTENCE = re.compile(r"(?<=[.!?\"”’])\s+(?=[\"“A-Z])")


class StreamArticle(NamedTuple):
    """An article of the stream: its story where it was written for one, its title and sentences."""

    article_id: str
    story: str
    title: str
    sentences: Sequence[str]


def written() -> list[StreamArticle]:
    """Return the 120 articles that were written: 40 stories, each as three outlets would tell it."""
    lines = (FOLDER / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        StreamArticle(row["id"], row["story"], row["title"], _SENTENCE.split(row["text"].strip()))
        for row in map(json.loads, lines)
    ]


def crowd(number: int, seed: int) -> list[StreamArticle]:
    """Return so many articles made by rule, each a story of its own, on the subjects of those written."""
    chance = random.Random(seed)
    return [_made(chance, f"crowd-{place:05d}") for place in range(number)]


def tables(articles: Sequence[StreamArticle], day: str = DAY) -> dict[str, pd.DataFrame]:
    """Return what `analysis.corpus.stories.sketches` reads of articles, all of one day."""
    titles = [(each.article_id, each.title, day) for each in articles]
    sentences = [(each.article_id, "body", text) for each in articles for text in each.sentences]
    return {
        "articles": pd.DataFrame(titles, columns=["article_id", "title", "published"]),
        "sentences": pd.DataFrame(sentences, columns=["article_id", "part", "text"]),
    }


def _made(chance: random.Random, name: str) -> StreamArticle:
    """Return an article of a subject's sentences, varied, with one or two of another's and some asides."""
    subjects, asides = _subjects(), _lines("asides.txt")
    (titles, (lead, *body)), (_, others) = chance.choice(subjects), chance.choice(subjects)
    own, foreign = _Slots(chance), _Slots(chance)
    foreign["town"], foreign["person"] = own["town"], own["person"]
    told = [lead, *chance.sample(body, min(len(body), chance.randint(3, 5)))]
    sentences = [
        *(_varied(chance, text).format_map(own) for text in told),
        *(
            _varied(chance, text).format_map(foreign)
            for text in chance.sample(others[1:], chance.randint(0, 2))
        ),
        *(text.format_map(foreign) for text in chance.sample(asides, chance.randint(2, 4))),
    ]
    return StreamArticle(name, name, _varied(chance, chance.choice(titles)).format_map(own), sentences)


class _Slots(dict[str, str]):
    """What stands for the {braces} of one article: drawn when first asked for, the same ever after."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance

    def __missing__(self, name: str) -> str:
        inner = _Slots(self._chance)  # two persons of an article do not share a first name
        self[name] = self._chance.choice(read_json(FOLDER / "slots.json")[name]).format_map(inner)
        return self[name]


def _varied(chance: random.Random, text: str) -> str:
    pattern, synonyms = _synonyms()
    return pattern.sub(lambda found: chance.choice(synonyms[found.group()]), text)


@cache
def _synonyms() -> tuple[re.Pattern[str], Mapping[str, Sequence[str]]]:
    found = {words[0]: words for words in (line.split(" | ") for line in _lines("synonyms.txt"))}
    longest = sorted(map(re.escape, found), key=len, reverse=True)
    return re.compile(rf"(?<!{{)\b({'|'.join(longest)})\b"), found


@cache
def _subjects() -> list[tuple[list[str], list[str]]]:
    """Return titles and sentences of each subject."""
    text = "\n".join(_lines("crowd.txt", keep_blank=True))
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [
        (
            [line[2:] for line in block if line.startswith("= ")],
            [line for line in block if not line.startswith("= ")],
        )
        for block in blocks
    ]


def _lines(name: str, keep_blank: bool = False) -> list[str]:
    lines = Path(FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if (line or keep_blank) and not line.startswith("#")]
