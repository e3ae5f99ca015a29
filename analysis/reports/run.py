"""One notebook, run on one article by papermill."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.log import logger

from analysis.reports.kernel import Kernel
from analysis.reports.nursery import Nursery, Reading

_OURS = {"injected-parameters", "papermill-error-cell-tag"}  # tags of cells that papermill adds
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    """Why a notebook failed: its cell (from 1; None before the first), the heading above, and the cause."""

    cell: int | None
    heading: str
    cause: str

    def __str__(self) -> str:
        section = f" under “{self.heading}”" if self.heading else ""
        place = f"cell {self.cell}{section}" if self.cell else "its start"
        return f"{place}: {self.cause}"


def execute(
    notebook: Path, folder: Path, parameters: Mapping[str, object], source: Nursery | Reading | None = None
) -> tuple[NotebookNode, Failure | None]:
    """Run `notebook` in `folder`, which becomes its working directory, with a kernel from the source, if any.

    Returns the notebook as it ran, without traces of papermill, and what went wrong, if anything. Several
    threads may call this at once: no working directory of this process is changed.
    """
    node = papermill.execute_notebook(
        nbformat.read(notebook, as_version=4), None, parameters=dict(parameters), prepare_only=True
    )
    with tempfile.TemporaryDirectory(prefix="presslens-") as own:
        cause = ""
        try:
            kernel = Kernel(own, source)
            _Engine.execute_notebook(node, "", progress_bar=False, kernel=kernel, folder=str(folder))
            raise_for_execution_errors(node, None)
        except PapermillExecutionError as error:
            cause = shorten(f"{error.ename}: {error.evalue}".rstrip(": "), 500)
        except RuntimeError as error:  # what nbclient raises when a kernel does not start, or dies
            cause = f"{error}{_last_words(Path(own) / 'log')}"
        finally:
            ensure_event_loop().close()  # nbclient leaves the loop of this thread open
    failure = _failure(node, cause) if cause else None
    _forget_papermill(node)
    return node, failure


class _Engine(Engine):
    """Runs a notebook with a kernel of ours, and saves it nowhere: papermill's own does, twice a cell."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, kernel, folder, **_) -> None:
        client = PapermillNotebookClient(
            nb_man,
            km=kernel,
            shutdown_kernel="immediate",
            iopub_timeout=60,
            resources={"metadata": {"path": folder}},
            log=logger,
        )
        client.execute(cleanup_kc=True)


def _failure(notebook: NotebookNode, cause: str) -> Failure:
    """Return the failure with the last cell that was started, in the numbers of the notebook's author."""
    failure, heading = Failure(None, "", cause), ""
    own = (cell for cell in notebook.cells if not _OURS & set(cell.metadata.get("tags", ())))
    for number, cell in enumerate(own, start=1):
        if cell.cell_type == "markdown":
            heading = [heading, *_HEADING.findall(cell.source)][-1]
        elif cell.metadata.get("papermill", {}).get("start_time"):
            failure = Failure(number, heading, cause)
    return failure


def _forget_papermill(notebook: NotebookNode) -> None:
    """Remove times and temporary paths, which differ from run to run."""
    for part in (notebook, *notebook.cells):
        part.metadata.pop("papermill", None)


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    said = [line.strip() for line in lines if line.strip()]
    return f" ({shorten(said[-1], 200)})" if said else ""
