"""Which reports there are, and that each names what it uses."""

import ast
import json
import re
import subprocess
import sys
from importlib.util import find_spec

import pytest

from analysis.coding.answers import FRAMES, QUOTES, SENTIMENT
from analysis.errors import UsageError
from analysis.presentation.provenance import methods
from analysis.reports import catalogue


@pytest.mark.parametrize(
    "only, names",
    [
        (None, ["sentiment", "quotes", "framing"]),
        ("quotes", ["quotes"]),
        ("3,1", ["sentiment", "framing"]),
        (" Quotes , 2 ", ["quotes"]),
    ],
)
def test_reports_are_chosen_by_name_or_number(only, names):
    assert [report.name for report in catalogue.choose(only)] == names


@pytest.mark.parametrize(
    "only, message",
    [
        ("quote", "no report “quote”; did you mean quotes? There are sentiment, quotes, framing"),
        ("4", "no report “4”; there are"),
        ("", "no report “”"),
        (",", "no report “,”"),
    ],
)
def test_unknown_reports_are_refused(only, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        catalogue.choose(only)


def test_every_method_is_one_of_a_report_or_of_corpora():
    named = [name for report in catalogue.REPORTS for name in report.methods]
    of_corpora = {f"{frames} by cue lists" for frames in ("Generic frames", "Policy frames")}
    assert sorted([*named, *of_corpora]) == sorted(method.name for method in methods())


def test_every_task_of_coding_has_its_page():
    assert catalogue.pages_of_tasks() == {
        QUOTES: "quotes.html",
        SENTIMENT: "sentiment.html",
        FRAMES: "framing.html",
    }


def test_a_report_is_found_by_its_name():
    assert [catalogue.named(report.name) for report in catalogue.REPORTS] == list(catalogue.REPORTS)
    assert catalogue.named("no report") is None


def imported(source: str) -> set[str]:
    """The modules of this package that a notebook's code imports, and the names it imports from them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return {name for name in found if name.split(".")[0] == "analysis"}


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # a name in a module
        return False


@pytest.mark.slow
def test_kernels_find_loaded_what_the_notebooks_import():
    code = "import sys; from analysis.reports import forking; forking.preload(); print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(ran.stdout.split())
    for report in catalogue.REPORTS:
        cells = json.loads(report.notebook.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        modules = {name for name in imported(code) if is_module(name)}
        assert {"analysis", f"analysis.presentation.charts.{report.name}"} <= modules
        assert modules <= loaded
