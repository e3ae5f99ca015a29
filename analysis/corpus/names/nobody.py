"""What is taken for a name and is none: datelines, days, credits of photographs, residue of web pages."""

import re
from functools import lru_cache

from analysis.annotation.no_actors import is_credit
from analysis.corpus.names.known import LISTS, is_state_abbreviated, known
from analysis.corpus.names.persons import plain, untitled
from analysis.word_lists import words

_LETTERS = re.compile(r"[^\W\d_]")
_BROKEN = re.compile(r"https?:|www\.|@|#|[|<>{}\\=\n]|^[^\w(\[“\"'‘]|\.com\b|\d{3,}|[a-z]{2}[.?!][A-Z]")
_GLUED = re.compile(r" (?!Fitz|Vander)\w*[a-z]{3}[A-Z][a-z]|[a-z]{3}said$|[a-zA-Z]{3}MORE$|\b(?:MORE|Read)$")
_GLUED_BODY = re.compile(r"[a-z]{2}The |[a-zA-Z]{2}MORE\b|\bMORE$")
_PAIR = re.compile(r"(.+)[-–/](.+)")


@lru_cache(1 << 14)
def why_nobody(entity: str, label: str) -> str:
    """Return, in words, why a name is that of no actor; empty where it may be one."""
    bare = plain(entity).strip(".:;,")
    if is_state_abbreviated(entity):
        return "state, abbreviated"
    if len(_LETTERS.findall(entity)) < 2 or _BROKEN.search(entity):
        return "broken word"
    if (_GLUED if label == "PERSON" else _GLUED_BODY).search(untitled(entity)):
        return "broken word"
    if bare in words(LISTS, "residue") or is_credit(entity):
        return "credit or rest of a web page"
    if label != "PERSON" and bare in words(LISTS, "days and months"):
        return "day or month"
    pair = _PAIR.fullmatch(bare) if " " not in bare else None
    if (
        label in {"NORP", "ORG", "GPE"}
        and pair
        and (pair[1] in words(LISTS, "prefixes") or _is_adjectives(entity, label))
    ):
        return "adjective of several"
    return ""


def _is_adjectives(entity: str, label: str) -> bool:
    """Tell whether a name joins two countries or peoples: "U.S.-Mexico", "Sino-Russian"."""
    found = [known(part) for part in re.split("[-–/]", entity)]
    return (
        len(found) == 2
        and any(each and each.kind == "place" for each in found)
        and label != "PERSON"
        and not known(entity)
    )
