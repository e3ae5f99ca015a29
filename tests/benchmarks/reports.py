"""The time until reports are there, against papermill running an empty notebook from the command line."""

import json
import tempfile
from pathlib import Path

import nbformat

from analysis.paths import EXAMPLE

from .ratios import summary
from .texts import Texts
from .watch import Use, watch


def measure(texts: Texts, repeats: int, articles: int) -> dict[str, object]:
    """Return two ratios of seconds: the example's reports, and those of a further article of a folder."""
    first, further, empties = [], [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        one, many = _folder(folder / "one", texts, 1), _folder(folder / "many", texts, articles)
        _report(EXAMPLE, folder)  # the disk is warm from here on
        _empty(folder)
        for _ in range(repeats):
            empty = _empty(folder)
            first.append((_report(EXAMPLE, folder), empty))
            alone, together = _report(one, folder), _report(many, folder)
            further.append((alone, together, _empty(folder)))
            empties += [empty, further[-1][2]]
    return {
        "articles": articles,
        "example": summary(((each.seconds, empty.seconds) for each, empty in first), 3.0, 2.0),
        "further": summary(
            ((_slope(a.seconds, b.seconds, articles), e.seconds) for a, b, e in further), 1.0, 0.5
        ),
        "example_cores": summary((each.cores, empty.cores) for each, empty in first),
        "further_cores": summary((_slope(a.cores, b.cores, articles), e.cores) for a, b, e in further),
    }


def _slope(one: float, many: float, articles: int) -> float:
    return (many - one) / (articles - 1)


def _folder(folder: Path, texts: Texts, number: int) -> Path:
    folder.mkdir()
    for place, row in enumerate(texts.rows(number)):
        (folder / f"{place}.json").write_text(json.dumps(row), encoding="utf-8")
    return folder


def _report(source: Path, folder: Path) -> Use:
    with tempfile.TemporaryDirectory(dir=folder) as target:
        return watch(["analysis", "report", source, "--reports-dir", target])


def _empty(folder: Path) -> Use:
    path = folder / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    return watch(["papermill", path, folder / "ran.ipynb", "--kernel", "python3"])
