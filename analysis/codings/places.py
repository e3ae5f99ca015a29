"""Where an article's coding lies: a sheet or a brat file named after it, or the file that a reader names."""

from pathlib import Path

from analysis.codings.errors import CodingError
from analysis.paths import find

FOLDER = "data/codings"
SHEETS = (".csv", ".xlsx")
DRAWN = ".ann"


def is_file(place: str | Path) -> bool:
    """Tell whether a place is a coding itself, by its name, and not a folder of them."""
    return Path(place).suffix.lower() in (*SHEETS, DRAWN)


def check(place: str | Path) -> None:
    """Raise CodingError for a file or folder of codings that is missing; the usual folder may be."""
    if is_file(place) and not find(place).is_file():
        raise CodingError(f"There is no coding sheet “{place}”; check the spelling of its path.")
    if not is_file(place) and Path(place) != Path(FOLDER) and not find(place).is_dir():
        raise CodingError(f"There is no folder of codings “{place}”; check the spelling of its path.")


def coding_of(article_id: str, place: str | Path) -> Path | None:
    """Return the coding of an article in a place, None where there is none or the place is empty.

    Raises CodingError for a place that is missing, and for a sheet and a brat file of one article.
    """
    if not str(place):
        return None
    check(place)
    if is_file(place):
        return find(place)
    sheets = (find(Path(place) / f"{article_id}{suffix}") for suffix in SHEETS)
    sheet = next((path for path in sheets if path.is_file()), None)
    annotated = find(Path(place) / f"{article_id}{DRAWN}")
    if sheet and annotated.is_file():
        raise CodingError(
            f"“{place}” has two codings of one article, {sheet.name} and {annotated.name}; move one away, or "
            f"name the one that counts (-p codings={Path(place).as_posix()}/{annotated.name})."
        )
    return sheet or (annotated if annotated.is_file() else None)
