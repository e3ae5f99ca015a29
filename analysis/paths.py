"""The one place that knows where things lie, and that reads the JSON that ships."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent
RESOURCES = PACKAGE / "resources"
CARDS = RESOURCES / "cards"
ENGLISH = RESOURCES / "en"
TEMPLATES = RESOURCES / "templates"
WEIGHTS = RESOURCES / "weights"
_CARRIED = PACKAGE / "project"  # what a wheel carries of the project's root (see setup.py)
ROOT = _CARRIED if _CARRIED.is_dir() else PACKAGE.parent
NOTEBOOKS = ROOT / "notebooks"
EXAMPLE = ROOT / "data" / "articles" / "us-iraq-withdrawal.txt"
SAMPLE = ROOT / "data" / "corpus" / "articles"

CALLER = "PRESSLENS_CALLER"  # environment variable: the folder from which the user gave the command


def find(path: str | Path) -> Path:
    """Return `path` as seen from the current folder, from the caller's, or from the project's root.

    Notebooks run in a folder of their own, so a path such as `data/articles/x.txt` has to be looked up in all
    three; the first that exists counts. The path is returned as it is when none does.
    """
    given = Path(path).expanduser()
    folders = (Path(), Path(os.environ.get(CALLER, "")), ROOT)
    return next((folder / given for folder in folders if (folder / given).exists()), given)


@cache
def read_json(path: Path) -> Any:
    """Return what a JSON file of the package holds; each is read once, so nobody may change what it gets."""
    return json.loads(path.read_text(encoding="utf-8"))
