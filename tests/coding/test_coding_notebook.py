"""Notebook 5-validate, run by papermill: it draws on first open, and shows results when sheets are coded."""

import pandas as pd
import pytest

from analysis.coding import read
from analysis.paths import NOTEBOOKS, ROOT
from analysis.reports.kernels import quiet_kernels
from analysis.reports.make import execute

pytestmark = pytest.mark.slow

NOTEBOOK = NOTEBOOKS / "5-validate.ipynb"
SETTINGS = {"units": 6, "bootstrap_samples": 50, "tables_dir": "tables"}


def shown(notebook, cell):
    (output,) = [out for each in notebook.cells if each.id == cell for out in each.outputs]
    return output.data["text/html"]


@pytest.fixture(scope="module", autouse=True)
def started():
    with quiet_kernels():
        yield


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    place = tmp_path_factory.mktemp("validate")
    return place, execute(NOTEBOOK, place, SETTINGS)


def test_on_first_open_it_draws_a_sheet_and_says_what_to_do(first_run):
    place, (notebook, failure) = first_run
    assert failure is None
    assert sorted(path.name for path in (place / "codings").iterdir()) == [
        "us-iraq-withdrawal-instructions.txt",
        "us-iraq-withdrawal.csv",
        "us-iraq-withdrawal.xlsx",
    ]
    assert "Nothing is coded yet. Your sheet: “codings/us-iraq-withdrawal.csv”" in shown(notebook, "findings")
    assert "Nothing is coded yet." in shown(notebook, "apart")


def test_with_coded_sheets_it_shows_agreement_of_a_corpus_too(first_run, tmp_path):
    corpus = tmp_path / "articles"
    corpus.mkdir()
    for path in sorted((ROOT / "data" / "corpus" / "articles").glob("storm-*.md")):
        (corpus / path.name).write_bytes(path.read_bytes())
    settings = SETTINGS | {"texts": str(corpus), "tasks": "quotes,sentiment"}
    _, failure = execute(NOTEBOOK, tmp_path, settings)
    assert failure is None
    path = tmp_path / "codings" / "sample.csv"
    sheet = pd.read_csv(path, dtype="str", keep_default_na=False)
    for coder, answers in {"ann": ("no", "neutral"), "ben": ("yes", "neutral")}.items():
        sheet["answer"] = sheet["task"].map(dict(zip(("quotes", "sentiment"), answers, strict=True)))
        sheet.to_csv(path.with_name(f"{coder}.csv"), index=False)
    assert len(read([path.with_name("ann.csv")]).rows) == 12

    notebook, failure = execute(NOTEBOOK, tmp_path, settings)

    assert failure is None
    assert "24 rows coded by ann and ben." in shown(notebook, "findings")
    assert "Agreement between coders" in shown(notebook, "coders")
    assert "ben: <strong>somebody else</strong>" in shown(notebook, "apart")
    table = pd.read_csv(tmp_path / "tables" / "agreement.csv")
    alpha = table[table["measure"].str.startswith("somebody else speaks: Krippendorff")]
    assert alpha["value"].iloc[0] < 0 and alpha["units"].iloc[0] == 6
