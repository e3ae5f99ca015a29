"""A folder where sheets are drawn into and coded sheets are found: what the notebook works on."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.codings.errors import CodingError
from analysis.codings.material import Material
from analysis.codings.reading import Codings, read_folder
from analysis.codings.sample import draw
from analysis.codings.sheets import write
from analysis.wording import counted


class Desk(NamedTuple):
    """The sheet as it is drawn, its files, and what the coded sheets beside it say."""

    sheet: pd.DataFrame
    files: tuple[Path, ...]
    codings: Codings


def lay_out(
    material: Material,
    folder: str | Path,
    size: int = 50,
    seed: int = 0,
    tasks: str = "quotes,sentiment,generic",
) -> Desk:
    """Draw a sheet into a folder, unless one of its name is there, and read what is coded there.

    `tasks` are names with commas between. The sheet is named after the article, or "sample" where there are
    several. A sheet that is there is left as it is, whoever wrote in it. Raises CodingError for a folder that
    cannot be written to, and as `draw` and `read_folder` do.
    """
    sheet = draw(material, size, seed, tasks.split(","))
    name = named(material)
    files = tuple(Path(folder) / f"{name}{suffix}" for suffix in (".csv", ".xlsx"))
    if not any(path.exists() for path in files):
        try:
            write(sheet, folder, name)
        except OSError as error:
            raise CodingError(f"The sheet cannot be written to “{folder}” ({error.strerror}).") from error
    codings = _of_these(read_folder(folder), set(material.articles.index))
    return Desk(sheet, tuple(path for path in files if path.exists()), codings)


def named(material: Material) -> str:
    """Return what the sheet of some texts is called: after the article, or "sample" for several."""
    ids = list(material.articles.index)
    return ids[0] if len(ids) == 1 else "sample"


def _of_these(codings: Codings, ids: set[str]) -> Codings:
    """Return the codings of some articles; how many are of others is said."""
    ours = tuple(row for row in codings.rows if row.article_id in ids)
    others = len(codings.rows) - len(ours)
    note = f"{counted(others, 'row')} in this folder about other texts, left alone."
    return Codings(ours, (*codings.problems, note) if others else codings.problems)
