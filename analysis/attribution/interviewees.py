"""Who is interviewed: whom a label calls so, or whom headline and introduction are about."""

import re
from collections import Counter
from collections.abc import Iterable

from analysis.annotation import Document, Mention
from analysis.annotation.gazetteer import role_nouns
from analysis.annotation.people import TITLES
from analysis.articles.dialogue import Line, lines
from analysis.word_lists import words

_INITIALS = 3
_HEADLINE_COUNTS = 3
_SENTENCE = re.compile(r"(?<!\S)[a-z]{4}")
_NAME = re.compile(r"(?<!\bto )(?<!\bby )\b[A-Z][a-zà-ÿ]+(?: [A-Z]\.)?(?: [A-Z][a-zà-ÿ’'-]{2,}){1,3}\b")


def _people(document: Document) -> list[Mention]:
    return [m for m in document.mentions if m.label == "PERSON" and m.kind == "name"]


def person_called(document: Document, label: str) -> str | None:
    """Return the person whom a label calls by name, initials or title; else the label, if it may be."""
    if not label or label.casefold() in words("forms", "interviewees"):
        return None
    last, initials = label.split()[-1].casefold(), label.casefold()
    people = list(dict.fromkeys(mention.entity for mention in _people(document)))
    by_name = [each for each in people if last in each.casefold().split()]
    by_initials = [
        each for each in people if "".join(part[0] for part in each.casefold().split()) == initials
    ]
    by_title = [m.entity for m in _people(document) if _stands_before(document, label, m)]
    full = [each for each in (*by_title, *by_name) if " " in each] or by_name or by_initials
    if full:
        return full[0]
    if len(label) <= _INITIALS and label.isupper():
        return None
    return label.title() if label.isupper() else label


def _stands_before(document: Document, label: str, mention: Mention) -> bool:
    before = document.article.text[max(mention.start - len(label) - 1, 0) : mention.start]
    return before.casefold() == f"{label.casefold()} "


def interviewee(document: Document, told: Iterable[Line]) -> str | None:
    """Return who is interviewed: the person named most outside the answers, in the headline above all.

    Who is talked to by another ("X talks to Y", "as told to Y"), or has written the piece, is not.
    """
    inside = {line.start for line in told}
    outside = [
        line for line in lines(document.article.text, document.article.blocks) if line.start not in inside
    ]
    heads = [block for block in document.article.blocks if block.kind == "headline"]
    title = heads[-1].end if heads else 0
    times: Counter[str] = Counter()
    for mention in _people(document):
        in_title = mention.start < title
        told_of = in_title or any(line.start <= mention.start < line.end for line in outside)
        if told_of and not _asks_for_outlet(document, mention):
            times[mention.entity] += _HEADLINE_COUNTS if in_title else 1
    if not times:
        rest = [line.text for line in outside if _SENTENCE.search(line.text)]
        found = [name for text in (*rest, document.article.title or "") for name in _NAME.findall(text)]
        times.update(name for each in found if " " in (name := _without_title(each)))
    best = times.most_common(1)
    return best[0][0] if best else None


def _without_title(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.casefold() in role_nouns() or first in TITLES or f"{first}." in TITLES else name


def _asks_for_outlet(document: Document, mention: Mention) -> bool:
    """Tell whether a person is talked to by another or signs as the author."""
    if document.article.byline and mention.text in document.article.byline:
        return True
    first = document.tokens(mention.start, mention.end)[0]
    before = [token.lower_ for token in document.doc[max(first.i - 2, 0) : first.i]]
    if before[-1:] == ["by"] or before == ["told", "to"]:
        return True
    opening = document.sentence_at(mention.head).text.split()[0]
    return before[-1:] == ["to"] and opening.lower() not in words(
        "pronouns", "first person, subject or object"
    )
