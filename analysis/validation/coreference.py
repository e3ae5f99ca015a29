"""Reading who and what the words of a text mean, as people coded it.

GUM (Zeldes 2017) codes every mention of an entity with the kind of thing it is and a number that all mentions
of one share, and names it as Wikipedia does where it has a page. Its texts come as tokens, so they are
joined to running text again, with the spaces that English has.

Our own codes of news (data/gold/pronouns.jsonl) say for pronouns whom they mean, without a text: a code
belongs to the place whose last letters have a certain hash.
"""

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from analysis.articles import load_article
from analysis.errors import ValidationError
from analysis.paths import ROOT
from analysis.validation.data import BACKGROUND

CODES = ROOT / "data" / "gold" / "pronouns.jsonl"

_ANCHOR = 60  # letters and digits before the end of a word that tell where it stands
_WORD = re.compile(r"[A-Za-z]+")
_MARK = re.compile(r"(\(?)([a-z]+)-(\d+)(?:-([^()]+))?(\)?)")
_AFTER_NOTHING = re.compile(r"[,.;:?!)\]%”’…°º]|\.\.\.|[’'`](s|re|ve|ll|d|m)|n[’'`]t", re.IGNORECASE)
_BEFORE_NOTHING = set("([“‘$£€#")
_JOINING = set("-/")
_STRAIGHT = ('"', "'")


@dataclass(frozen=True)
class CodedMention:
    """A stretch text[start:end] of a text, the number of what it means, and the kind of thing that is.

    `page` is the name of Wikipedia's page on it, None where there is none.
    """

    start: int
    end: int
    entity: int
    kind: str
    page: str | None


@dataclass(frozen=True)
class CodedText:
    """A text of the corpus: its name, which begins with the genre, the running text, and its mentions."""

    name: str
    text: str
    mentions: tuple[CodedMention, ...]

    @property
    def genre(self) -> str:
        """The genre: news, interview, bio, ..."""
        return self.name.split("_")[1]

    @property
    def chains(self) -> dict[int, list[CodedMention]]:
        """The mentions of each entity, by its number."""
        found: dict[int, list[CodedMention]] = defaultdict(list)
        for mention in self.mentions:
            found[mention.entity].append(mention)
        return dict(found)


def read_gum(folder: Path) -> list[CodedText]:
    """Return the texts `GUM_*.conll` of a folder, by name; ValidationError where there is none."""
    paths = sorted(Path(folder).glob("GUM_*.conll"))
    if not paths:
        raise ValidationError(f"GUM is not in {folder}: it needs files GUM_*.conll.")
    return [parse_conll(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def parse_conll(name: str, content: str) -> CodedText:
    """Return a text from lines of number, token and marks: `(person-3-Ann_Lee` ... `person-3-Ann_Lee)`."""
    lines = [line.split("\t") for line in content.splitlines() if line.count("\t") >= 2]
    text, spans = joined([line[1] for line in lines])
    mentions = [
        CodedMention(spans[first][0], spans[last][1], entity, kind, page)
        for first, last, entity, kind, page in _marked([line[2] for line in lines])
    ]
    return CodedText(name, text, tuple(sorted(mentions, key=lambda m: (m.start, -m.end))))


def _marked(column: Sequence[str]) -> Iterator[tuple[int, int, int, str, str | None]]:
    """Yield the first and last token of each mention with its number, kind and page."""
    begun: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, marks in enumerate(column):
        for opening, kind, number, page, closing in _MARK.findall(marks):
            key = kind, number, page
            if opening:
                begun[key].append(place)
            if closing and begun[key]:
                yield begun[key].pop(), place, int(number), kind, unquote(page).replace("_", " ") or None


def joined(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return tokens as running text, and where each token stands in it.

    Straight quotation marks open and close in turn; a single one after an s is a possessive.
    """
    text, spans, before = "", [], ""
    is_open = dict.fromkeys(_STRAIGHT, False)
    for token in tokens:
        is_mark = token in is_open and not (token == "'" and before.endswith("s") and not is_open[token])
        opened = before in is_open and is_open[before]
        closes = token in is_open and (is_open[token] or not is_mark)
        text += token if not text or opened or closes or _is_tight(before, token) else f" {token}"
        if is_mark:
            is_open[token] = not is_open[token]
        spans.append((len(text) - len(token), len(text)))
        before = token
    return text, spans


def _is_tight(before: str, token: str) -> bool:
    if before[-1:] in _BEFORE_NOTHING or before in _JOINING or token in _JOINING:
        return True
    return _AFTER_NOTHING.fullmatch(token) is not None


@dataclass(frozen=True)
class NamedPronouns:
    """A text, and whom its coded pronouns mean by where they begin: a name, or None for nobody named."""

    name: str
    text: str
    meant: dict[int, str | None]


def read_names(data: Path, codes: Path = CODES) -> list[NamedPronouns]:
    """Return the texts in the folder `data` whose pronouns we have coded, as far as they are there.

    Codes for places that a text no longer has are left out.
    """
    found = []
    background = _background(data)
    for line in codes.read_text(encoding="utf-8").splitlines():
        coded = json.loads(line)
        text = _text_of(data, coded["text"], background)
        if text is not None:
            found.append(NamedPronouns(coded["text"], text, _placed(text, coded["codes"])))
    return found


def _placed(text: str, codes: dict[str, str | None]) -> dict[int, str | None]:
    ends = {anchor(text, match.end()): match.start() for match in _WORD.finditer(text)}
    return {ends[place]: name for place, name in codes.items() if place in ends}


def anchor(text: str, end: int) -> str:
    """Return eight hexadecimal digits that tell where a word ends: a hash of the letters up to there."""
    letters = re.sub(r"[\W_]+", "", text[max(end - 4 * _ANCHOR, 0) : end])[-_ANCHOR:]
    return hashlib.sha256(letters.casefold().encode()).hexdigest()[:8]


def _text_of(data: Path, name: str, background: dict[str, str]) -> str | None:
    path = data / name
    if name in background:
        return background[name]
    if not path.exists():
        return None
    if path.suffix == ".html":
        return load_article(path).text
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _background(data: Path) -> dict[str, str]:
    """Return the unlabelled background articles by name, none where they are not there."""
    path = data / BACKGROUND
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = map(json.loads, lines)
        return {f"background_articles/{each['ID']}": each["content_original"] for each in articles}
