"""Who is named in which article, and what the article tells of them: the evidence for joining names."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pandas as pd

from analysis.annotation.gazetteer import abbreviated_roles, known_names, role_nouns, without_article
from analysis.annotation.people import TITLES
from analysis.corpus.dates import dates_of
from analysis.word_lists import words

COLUMNS = {
    "article_id": "str",
    "entity": "str",
    "label": "str",
    "mentions": "int64",
    "day": "Int64",
    "gender": "int64",
    "office": "str",
    "written": "str",
    "acronym": "str",
    "dateline": "bool",
    "kin": "bool",
}
_NAMES = ("name", "short name")
_ACRONYM = re.compile(r"[A-Z][A-Z.&]*[A-Z]\.?")
_CHARS = 24
_TITLE, _LAST_DATELINE = 10, 6
_PRESIDENCY = re.compile(r" (?:administration|presidency|White House)|[-‑](?:era|appointed)")
_CREDITED = re.compile(r"(?:\bvia|/|[Pp]hoto(?: by)?:?)\s*$")
_DATELINE = re.compile(r"^\)?[,.\w\s]{0,24}?\s*(?:\([^)]{2,30}\))?\s*(?:--|—|–|-\s)")
_RELATED = re.compile(
    rf"\b(?:{'|'.join(sorted(words('people', 'relatives')))}|(?:people|men|women|brothers|sisters) named),? $"
)
_BEFORE_DATELINE = re.compile(r"^[A-Z\s.,/(]*$")


def sightings(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a row for each entity of each article, from the tables articles, sentences and entities.

    Columns: article_id, entity, label (its usual one there), mentions, day (of publication, since 1970; null
    where it is not known), gender (mentions that say he minus those that say she, a title for ten), office
    (the word before the name, or president before "administration"; empty if none), written (a body's or a
    place's fullest form there), acronym (its short form there, empty if none), dateline (whether it only
    says where one wrote from, or whose a photograph is) and kin (whether it is a single word told to be
    somebody's relative, or the name of several: "his father, Rafael", "two people named Lee").
    """
    days = _days(tables["articles"])
    rows = [
        (article, entity, days.get(article), *found) for (article, entity), found in _gathered(tables).items()
    ]
    columns = ["article_id", "entity", "day", "label", "mentions", *list(COLUMNS)[5:]]
    return pd.DataFrame(rows, columns=columns)[list(COLUMNS)].astype(COLUMNS)


def _days(articles: pd.DataFrame) -> dict[str, int]:
    """Return the day of publication since 1970 of the articles whose date can be read."""
    known = dates_of(articles["published"]).set_axis(articles["article_id"]).dropna()
    return {article: date.toordinal() - 719_163 for article, date in known.items()}


def _gathered(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], tuple]:
    told: dict[tuple[str, str], _Told] = {}
    for row, before, after in _in_context(tables):
        told.setdefault((row.article_id, row.entity), _Told(row.entity)).add(row, before, after)
    return {key: its.summary() for key, its in told.items()}


def _in_context(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple]:
    """Yield the mentions, each with the beginning of its sentence and what follows it there."""
    sentences = tables["sentences"]
    numbered = zip(
        sentences["article_id"], sentences["sentence"], sentences["start"], sentences["text"], strict=True
    )
    at = {(article, number): (start, text) for article, number, start, text in numbered}
    columns = ["article_id", "entity", "label", "sentence", "start", "end", "text", "basis"]
    for row in tables["entities"][columns].itertuples(index=False):
        if row.basis not in _NAMES:
            yield row, "", ""
            continue
        start, text = at.get((row.article_id, row.sentence), (row.start, ""))
        yield row, text[: max(row.start - start, 0)], text[row.end - start :][: 2 * _CHARS]


class _Told:
    """What the mentions of one entity in an article tell of it."""

    def __init__(self, entity: str) -> None:
        self._entity = entity
        self._labels: Counter[str] = Counter()
        self._offices: Counter[str] = Counter()
        self._forms: dict[str, None] = {}
        self._acronyms: Counter[str] = Counter()
        self._gender = self._mentions = self._names = self._datelines = 0
        self._kin = 0

    def add(self, row, before: str, after: str) -> None:
        """Count a mention with the words before and after it in its sentence."""
        self._mentions += 1
        self._labels[row.label] += 1
        self._gender += _gender(row.text)
        if row.basis not in _NAMES:
            return
        self._names += 1
        word = before[-_CHARS:].split()[-1:] or [""]
        self._gender += _titles().get(word[0], 0)
        self._kin += " " not in row.text and _RELATED.search(before[-_CHARS:]) is not None
        office = "president" if _PRESIDENCY.match(after) else _offices().get(word[0])
        if office:
            self._offices[office] += 1
        if row.label in {"GPE", "ORG"} and not _is_seat(row.text):
            self._forms.setdefault(without_article(row.text))
            if row.text != self._entity and _ACRONYM.fullmatch(row.text):
                self._acronyms[row.text.replace(".", "")] += 1
        if row.label in {"GPE", "LOC", "ORG", "FAC"}:
            self._datelines += _is_dateline(row, before, after)

    def summary(self) -> tuple:
        """Return label, mentions, gender, office, written, acronym, dateline and kin."""
        written = max(
            self._forms, key=lambda form: (form == self._entity, len(form.split()), len(form)), default=""
        )
        is_dateline = 0 < self._names == self._datelines == self._mentions
        return (
            _usual(self._labels),
            self._mentions,
            self._gender,
            _usual(self._offices),
            written or self._entity,
            _usual(self._acronyms),
            is_dateline,
            0 < self._kin == self._names,
        )


def _usual(counted: Counter[str]) -> str:
    return min(counted, key=lambda value: (-counted[value], value), default="")


def _is_dateline(row, before: str, after: str) -> bool:
    """Tell whether a name opens its sentence as in "WASHINGTON (AP) — ", or credits a photograph."""
    if after.startswith(")") and _CREDITED.search(before):
        return True
    if not _BEFORE_DATELINE.match(before) or row.sentence > _LAST_DATELINE:
        return False
    alone = not before and not after.strip()
    return row.text[:3].isupper() and (alone or bool(_DATELINE.match(after)))


@cache
def _is_seat(name: str) -> bool:
    known = known_names().get(name)
    return known is not None and known.seat


@cache
def _gender(text: str) -> int:
    word = text.lower()
    return (word in words("people", "masculine")) - (word in words("people", "feminine"))


@cache
def _titles() -> dict[str, int]:
    """Return how much a title says of gender: more than pronouns, which may be another's."""
    return {title: _TITLE if gender == "masculine" else -_TITLE for title, gender in TITLES.items()}


@cache
def _offices() -> dict[str, str]:
    """Return the words for an office as they stand before a name, with one word for each."""
    short = {title: nouns[0] for title, nouns in abbreviated_roles().items()}
    alike = {"congressman": "representative", "congresswoman": "representative"}
    return short | {noun.capitalize(): alike.get(noun, noun) for noun in role_nouns()}
