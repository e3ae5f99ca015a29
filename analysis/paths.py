"""The one place that knows where things lie."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
RESOURCES = PACKAGE / "resources"
CARDS = RESOURCES / "cards"
ROOT = PACKAGE.parent
NOTEBOOKS = ROOT / "notebooks"
REPORTS = ROOT / "reports"
EXAMPLE = ROOT / "data" / "articles" / "us-iraq-withdrawal.txt"


def find(path: str | Path) -> Path:
    """Return `path` as seen from the current folder or, failing that, from the project's root.

    Notebooks run with their own folder as the current one, so a path such as `data/articles/x.txt` has to be
    looked up in both. The path is returned as it is when neither exists.
    """
    given = Path(path).expanduser()
    if given.is_absolute() or given.exists():
        return given
    return ROOT / given if (ROOT / given).exists() else given
