"""The notebooks as files: the same order of sections, typed and documented parameters, stripped outputs."""

import re

import nbformat
import papermill
import pytest

from analysis.paths import NOTEBOOKS

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
COMMON = {"tables_dir": "str"}
RESAMPLING = {"bootstrap_samples": "int", "seed": "int"}
RESAMPLED = {"4-corpus", "5-validate"}
SUBJECTS = {"4-corpus": "corpus", "5-validate": "texts"}
CLOSING = ["How far to trust this", "Tables and provenance"]


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def headings(notebook):
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return [
        (len(marks), title.strip()) for marks, title in re.findall(r"^(#+) (.+)$", text, flags=re.MULTILINE)
    ]


def subject(path):
    return SUBJECTS.get(path.stem, "article")


def test_there_are_six():
    stems = ["0-tutorial", "1-sentiment", "2-quotes", "3-framing", "4-corpus", "5-validate"]
    assert [path.stem for path in PATHS] == stems


def test_it_is_valid_and_stripped(notebook):
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.cell_type != "code" or (not cell.outputs and cell.execution_count is None)


@pytest.mark.parametrize("path", PATHS[1:], ids=lambda path: path.stem)
def test_sections_stand_in_the_same_order(path):
    notebook = nbformat.read(path, as_version=4)
    levels, titles = zip(*headings(notebook), strict=True)
    assert levels[0] == 1 and set(levels[1:]) <= {2, 3}
    sections = [title for level, title in headings(notebook) if level == 2]
    assert sections[:2] == ["Findings", f"The {subject(path)}"]
    assert sections[-2:] == CLOSING
    assert len(titles) == len(set(titles))


def test_code_is_short_and_explained(notebook):
    for before, cell in zip(notebook.cells, notebook.cells[1:], strict=False):
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 12
            assert not re.search(r"^\s*(def|class) ", cell.source, flags=re.MULTILINE)
            assert before.source.strip()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_parameters_are_typed_and_commented(path):
    parameters = papermill.inspect_notebook(str(path))
    common = {subject(path): "str", **COMMON, **(RESAMPLING if path.stem in RESAMPLED else {})}
    assert list(parameters)[: len(common)] == list(common)
    assert ("bootstrap_samples" in parameters) == (path.stem in RESAMPLED), "one article is there in full"
    assert {name: parameters[name]["inferred_type_name"] for name in common} == common
    for parameter in parameters.values():
        assert parameter["inferred_type_name"] in {"str", "int", "float", "bool"}
        assert len(parameter["help"]) > 10
