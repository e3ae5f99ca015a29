"""The cue lists of this package: JSON files under resources/framing, read once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from analysis.paths import RESOURCES


def folder() -> Path:
    """Return the folder of the resources of framing."""
    return RESOURCES / "framing"


@cache
def read(name: str) -> dict[str, Any]:
    """Return the resource `name` (without the ending), with its source and licence."""
    return json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return one list of a resource as a set."""
    return frozenset(read(name)[key])
