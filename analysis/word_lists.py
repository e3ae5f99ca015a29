"""The word lists: all that belongs to English, in files under resources/en, one file an idea.

The JSON files say where each list comes from (`source`) and under which terms (`licence`). What the parser
calls things (dependency labels, parts of speech) is no English, and stands in the code.
"""

from functools import cache
from typing import Any

from analysis.paths import ENGLISH, read_json


@cache
def read(name: str) -> dict[str, Any]:
    """Return a file of lists by its path without the ending, such as "cues" or "framing/loaded".

    Each file is read once, so nobody may change what it gets.
    """
    lists: dict[str, Any] = read_json(ENGLISH / f"{name}.json")
    return lists


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return one list of a file as a set."""
    return frozenset(read(name)[key])


def any_of(name: str, key: str) -> str:
    """Return one list of a file as a regular expression that matches any of its entries.

    The entries are regular expressions themselves, so that "." stands for any character.
    """
    return "|".join(read(name)[key])


def read_text(name: str) -> str:
    """Return a file of plain text by its path without the ending, such as "coding/tasks"."""
    return (ENGLISH / f"{name}.txt").read_text(encoding="utf-8")
