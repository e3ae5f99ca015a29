"""Names in a sentence: with an article or without, and whether they are one or several.

A name stands alone here, without its text, so its words have to tell: those of its head ("police officers",
"members of the council"), given names, peoples, and short lists of what only looks like several ("the United
States") or like one ("police"). Where they do not tell ("Green Bay Packers"), the sentence has to do without
a verb that agrees.
"""

import re

from analysis.annotation.gazetteer import body_nouns, given_names, known_names, role_nouns
from analysis.word_lists import words
from analysis.wording import with_article

ONE, SEVERAL, EITHER = "one", "several", "either"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MORE = ("eleven", "twelve")
_OF_ONE = re.compile(r".*(?:ss|us|is|['’]s)$")
_OF_SEVERAL = re.compile(r".*(?:men|women|people)$")
_COUNTED = re.compile(r"[2-9]|[0-9]{2,}")


def number_of(name: str) -> str:
    """Return whether a name is one, several, or could be either."""
    first, head = name.split(" ")[0], head_of(name)
    counted = _COUNTED.fullmatch(first) and (head.endswith("s") or _OF_SEVERAL.fullmatch(head))
    if first.lower() in _NUMBERS[2:] + _MORE or counted:
        return SEVERAL
    if head in words("names", "one, though in s") or _is_person(name, head):
        return ONE
    if head in words("names", "several, though not in s") | words("names", "several with a capital"):
        return SEVERAL
    if _is_common(head):
        return SEVERAL
    if head.islower() and _OF_SEVERAL.fullmatch(head):
        return SEVERAL
    if not head.endswith("s") or _OF_ONE.fullmatch(head) or head.isupper():
        return ONE
    known = known_names().get(head)
    if known is not None:
        return SEVERAL if known.label == "NORP" else ONE
    return SEVERAL if head.islower() else EITHER


def _is_person(name: str, head: str) -> bool:
    return name.split(" ")[0] in given_names() and head[:1].isupper()


def head_of(name: str) -> str:
    """Return the word that a name turns on: the last one before a preposition or a comma."""
    parts = name.split(" ")
    turns = words("names", "before what a phrase is about")
    ends = [place for place, word in enumerate(parts) if place and word in turns]
    last = parts[ends[0] - 1] if ends else parts[-1]
    return last.strip(',.;:“”"()')


def as_subject(name: str) -> str:
    """Return a name as it stands within a sentence: "the council", "the United States", "Iran", "farmers"."""
    first = name.split(" ")[0]
    bare = first.lower() not in words("determiners", "in front of a phrase") and first not in _NUMBERS
    if bare and number_of(name) == ONE and (_is_described(name) or _is_office_of(name)):
        return f"the {name}"
    several = words("names", "several, though not in s")
    return name.lower() if _is_common(name) or name.lower() in several else with_article(name)


def _is_described(name: str) -> bool:
    """Tell whether a name is a phrase with a common noun: "council", not "Zuma beach" or "Ann's lawyer"."""
    head = head_of(name)
    place = head in words("names", "places") and name[:1].isupper()
    return head.islower() and not place and not _has_owner(name)


def _is_office_of(name: str) -> bool:
    """Tell whether a name is an office, and of what: "CEO of the mine", "Premier of Alberta"."""
    head = head_of(name)
    return name.startswith(f"{head} of ") and head.lower() in role_nouns()


def _is_common(word: str) -> bool:
    """Tell whether a single word with a capital is a noun in the plural: "Parents", "Agencies"."""
    singular = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    known = role_nouns() | body_nouns() | words("roles", "groups")
    return word.istitle() and word.endswith("s") and singular.lower() in known


def _has_owner(name: str) -> bool:
    return any(word.endswith(("'s", "’s", "s'", "s’")) for word in name.split(" "))


def in_words(number: int) -> str:
    """Return a number up to twelve as a word."""
    numbers = _NUMBERS + _MORE
    return numbers[number] if number < len(numbers) else f"{number:,}"
