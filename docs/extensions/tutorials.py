"""The tutorials: the notebooks that ship, copied into the docs' sources for the time of a build."""

import hashlib
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from analysis.paths import NOTEBOOKS, PACKAGE

TUTORIALS = Path(__file__).parents[1] / "tutorials"
CACHES = Path(__file__).parents[2] / "build" / "docs-notebooks"


def setup(app: Sphinx) -> dict[str, bool]:
    """Copy the notebooks as soon as the sources are looked for, and drop what older code had answered."""
    app.connect("builder-inited", _copy)
    app.connect("builder-inited", _forget)
    return {"parallel_read_safe": True}


def cache_folder() -> Path:
    """Return where executed notebooks are kept: a folder for each state of the package's code and data.

    The cache itself only compares the notebooks' own cells, so that after a change in `analysis` it would
    show what the old code had said.
    """
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return CACHES / digest.hexdigest()[:12]


def _copy(app: Sphinx) -> None:
    """Copy what is new, and remove a copy whose notebook is gone."""
    shipped = {path.name: path.read_bytes() for path in NOTEBOOKS.glob("*.ipynb")}
    for copy in TUTORIALS.glob("*.ipynb"):
        if copy.name not in shipped:
            copy.unlink()
    for name, content in shipped.items():
        copy = TUTORIALS / name
        if not copy.exists() or copy.read_bytes() != content:
            copy.write_bytes(content)


def _forget(app: Sphinx) -> None:
    """Remove the notebooks that were executed with another state of the package."""
    current = Path(app.config.nb_execution_cache_path)
    for folder in current.parent.glob("*"):
        if folder != current:
            shutil.rmtree(folder)
