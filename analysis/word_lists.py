"""The cue lists of framing: JSON files under resources/en/framing, each with its source and licence."""

from functools import cache
from typing import Any

from analysis.paths import ENGLISH, read_json


def read(name: str) -> dict[str, Any]:
    """Return the list `name` (without the ending)."""
    return read_json(ENGLISH / "framing" / f"{name}.json")


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return one part of a list as a set."""
    return frozenset(read(name)[key])
