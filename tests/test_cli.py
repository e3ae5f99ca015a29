"""The command line: what it takes, what it refuses in one sentence, and how it ends."""

import re
import subprocess
import sys
from pathlib import Path

import chromium
import pytest

import analysis
from analysis import cli, paths
from analysis.commands import report
from analysis.commands.options import REFUSED
from analysis.paths import EXAMPLE, ROOT
from analysis.reports import catalogue
from analysis.reports.catalogue import Report

NOTEBOOKS = Path(__file__).parent / "notebooks"
STORY = (
    "The council said on Monday that it would close the library, and many people in the town were angry. " * 3
)


@pytest.fixture
def fixtures(monkeypatch):
    """The command line with small notebooks in place of the real ones, and without the kernels."""
    reports = tuple(
        Report(number, name, name.title(), NOTEBOOKS)
        for number, name in enumerate(("pieces", "broken", "dead"), start=1)
    )
    monkeypatch.setattr(catalogue, "REPORTS", reports)
    monkeypatch.setattr("analysis.reports.kernels.can_fork", lambda: False)


def run(*arguments: object) -> int:
    """Run a command in this process and return its exit status."""
    try:
        return cli.main([str(argument) for argument in arguments])
    except SystemExit as end:
        return end.code


def command(*arguments: object, **options) -> subprocess.CompletedProcess:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        **options,
    )


@pytest.mark.parametrize(
    "arguments, expected",
    [
        (["--help"], ["report", "corpus", "code", "validate", "notebooks", "examples:", "Exit status"]),
        (["report", "--help"], ["SOURCE", "--reports-dir", "--only", "--pdf", "NAME=VALUE"]),
        (["corpus", "--help"], ["SOURCE", "--out", "--workers", "--scheduler", "--columns"]),
        (["validate", "--help"], ["NAME", "--data"]),
        (["--version"], [f"Presslens {analysis.__version__}"]),
    ],
)
def test_help_and_version(capsys, arguments, expected):
    assert run(*arguments) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in expected)


def test_help_does_not_wait_for_the_parser():
    code = (
        "import sys; from analysis import cli\ntry: cli.main(['--help'])\nfinally: print(sorted(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"spacy", "papermill", "pandas", "nbconvert", "distributed", "pyarrow"} & set(
        re.findall(r"'(\w+)'", shown)
    )


@pytest.mark.parametrize("arguments", [["report", "x.txt"], ["corpus", "x", "--out", "y"], ["code", "x.txt"]])
def test_outside_its_environment_it_says_what_to_do(arguments):
    bare = [sys.executable, "-S", "-m", "analysis", *arguments]  # without the packages of the environment
    told = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("Presslens needs the package “")
    assert "run `make report`" in told.stderr
    assert told.stderr.count("\n") == 1


def test_notebooks_are_copied_and_never_overwritten(capsys, tmp_path):
    assert run("notebooks", tmp_path / "work") == 0
    copied = capsys.readouterr().out.split()
    assert sorted(path.name for path in paths.NOTEBOOKS.glob("*.ipynb")) == [
        Path(each).name for each in copied
    ]
    mine = tmp_path / "work" / "2-quotes.ipynb"
    for other in set((tmp_path / "work").iterdir()) - {mine}:
        other.unlink()
    mine.write_text("mine", encoding="utf-8")
    assert run("notebooks", tmp_path / "work") == 2
    told = capsys.readouterr()
    assert told.err.startswith("There is a 2-quotes.ipynb in “")
    assert (told.err.count("\n"), told.out) == (1, "")
    assert [path.read_text(encoding="utf-8") for path in (tmp_path / "work").iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_made_is_one_sentence(capsys, tmp_path):
    (tmp_path / "file").touch()
    assert run("notebooks", tmp_path / "file" / "work") == 2
    assert capsys.readouterr().err.startswith("The folder “")


def test_without_a_command_it_shows_the_help(capsys):
    assert run() == 2
    assert "report" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (
            ["repot"],
            "There is no command “repot”; there are report, corpus, code, validate, notebooks. See `",
        ),
        (["report"], "The following arguments are required: SOURCE. See `presslens report --help`."),
        (["code", "x", "--units", "0"], "Argument --units: it has to be a whole number from 1 on, not “0”."),
    ],
)
def test_wrong_arguments_are_one_sentence(capsys, arguments, sentence):
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(sentence)
    assert (shown.err.count("\n"), shown.out) == (1, "")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["-p", "sed=3"], "There is no parameter “sed”"),
        (
            ["-p", "bootstrap_samples=x"],
            "The parameter “bootstrap_samples” has to be a whole number from 1 on, not “x”.",
        ),
        (["-p", "article=x"], "The parameter “article” cannot be set; "),
        (["--only", "piece"], "There is no report “piece”; did you mean pieces?"),
        (["--reports-dir", EXAMPLE], "The reports cannot be written to “"),
    ],
)
def test_a_wrong_option_is_one_sentence_and_exit_2_before_anything_runs(
    fixtures, capsys, monkeypatch, tmp_path, arguments, sentence
):
    monkeypatch.chdir(tmp_path)
    assert run("report", EXAMPLE, *arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(sentence)
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert not any(tmp_path.rglob("*.html"))


@pytest.mark.slow
def test_a_wrong_source_is_one_sentence_and_the_others_are_made(fixtures, capsys, tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    reports = tmp_path / "reports"
    status = run(
        "report", tmp_path / "no.txt", tmp_path / "story.txt", "--reports-dir", reports, "--only", "1"
    )
    shown = capsys.readouterr()
    assert status == 2
    assert shown.out == f"{reports / 'story' / 'index.html'}\n"
    assert shown.err.count("\n") == 1
    assert "no.txt" in shown.err
    assert (reports / "story" / "pieces.html").is_file()


def test_without_any_good_source_nothing_is_made(fixtures, capsys, tmp_path):
    assert run("report", tmp_path / "no.txt", "--reports-dir", tmp_path / "reports") == 2
    assert not any((tmp_path / "reports").iterdir())


@pytest.mark.slow
def test_a_failed_notebook_is_named_in_two_lines_and_the_others_are_kept(fixtures, capsys, tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    reports = tmp_path / "reports"
    assert run("report", tmp_path / "story.txt", "--reports-dir", reports, "--only", "pieces,broken") == 1
    shown = capsys.readouterr()
    assert shown.err.splitlines() == [
        "2-broken.ipynb failed on story, "
        "in cell 4 under “What goes wrong”: ZeroDivisionError: division by zero",
        f"  The notebook as it ran is kept as {reports / 'story' / 'broken.failed.ipynb'}.",
    ]
    assert shown.out == f"{reports / 'story' / 'index.html'}\n"
    assert (reports / "story" / "pieces.html").is_file()
    assert (reports / "story" / "broken.failed.ipynb").is_file()


def test_ctrl_c_is_exit_130_and_one_sentence(capsys, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "run", interrupt)
    assert run("report", EXAMPLE) == 130
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["validate", "quotes", "--data", "no-such-folder"], "There is no folder “no-such-folder”"),
        (["validate", "qoutes", "--data", "."], "There is no validation “qoutes”; did you mean quotes?"),
    ],
)
def test_wrong_validations_are_one_sentence(capsys, arguments, sentence):
    assert run(*arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(sentence)
    assert shown.count("\n") == 1


def test_validate_prints_what_it_measured(capsys, monkeypatch, tmp_path):
    from analysis import validation

    monkeypatch.setattr(validation, "run", lambda name, data, tables: f"{name} on {data.name}")
    assert run("validate", "quotes", "--data", tmp_path) == 0
    assert capsys.readouterr().out == f"quotes on {tmp_path.name}\n"


@pytest.mark.slow
def test_the_real_command_says_nothing_but_what_it_wrote(tmp_path):
    made = command("report", EXAMPLE, "--only", "quotes", "--reports-dir", "made", cwd=tmp_path)
    assert (made.returncode, made.stdout, made.stderr) == (0, "made/us-iraq-withdrawal/index.html\n", "")
    assert [file.name for file in tmp_path.iterdir()] == ["made"]


def test_pdf_without_a_browser_is_refused_before_anything_is_made(fixtures, monkeypatch, tmp_path, capsys):
    (tmp_path / "story.txt").write_text(STORY)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("report", tmp_path / "story.txt", "--reports-dir", tmp_path / "out", "--pdf") == REFUSED
    said = capsys.readouterr().err
    assert "No PDF can be made" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@chromium.needed
def test_pdf_prints_every_page_and_goes_with_an_older_run(fixtures, tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    given = ["report", tmp_path / "story.txt", "--reports-dir", tmp_path, "--only", "pieces"]
    home = tmp_path / "story"
    assert run(*given, "--pdf") == 0
    for name in ("index", "pieces"):
        printed = (home / f"{name}.pdf").read_bytes()
        assert printed.startswith(b"%PDF") and b"%%EOF" in printed[-32:]
        assert str(tmp_path).encode() not in printed
    assert '<a href="pieces.pdf">' in (home / "index.html").read_text()
    assert run(*given) == 0
    assert not list(home.glob("*.pdf"))
    assert ".pdf" not in (home / "index.html").read_text()
