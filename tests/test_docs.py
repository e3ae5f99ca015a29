"""What the docs and the README say holds: code runs, commands parse, figures are the cards', pages build."""

import doctest
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from analysis.cli import main, parser
from analysis.paths import CARDS, NOTEBOOKS, ROOT
from analysis.presentation.cards import score
from analysis.schemas import TABLES

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
FENCED = re.compile(r"^```([\w-]+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
TARGETS = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


class Block(NamedTuple):
    """A block of a page: what it is written in, its text and the line where it begins."""

    language: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = FENCED.finditer(text)
    return [Block(each[1], each[2], text.count("\n", 0, each.start()) + 2) for each in found]


def commands(page: Path) -> list[list[str]]:
    lines = [line for block in blocks(page) if block.language == "sh" for line in block.text.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


PYTHON = {"python", "pycon"}
WITH_PYTHON = [
    pytest.param(
        page,
        id=name(page),
        marks=[pytest.mark.slow] if any("analysis.report(" in code for code in codes) else [],
    )
    for page in PAGES
    if (codes := [block.text for block in blocks(page) if block.language in PYTHON])
]
COMMANDS = [words for page in PAGES for words in commands(page)]


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_PYTHON)
def test_the_python_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__main__"}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    for block in blocks(page):
        if block.language == "python":
            exec(compile("\n" * (block.line - 1) + block.text, str(page), "exec"), names)
        elif block.language == "pycon":
            examples = doctest.DocTestParser().get_doctest(
                block.text, names, name(page), str(page), block.line
            )
            assert runner.run(examples, clear_globs=False).failed == 0
            names = examples.globs


@pytest.mark.parametrize("words", [c for c in COMMANDS if c[0].endswith("presslens")], ids=shlex.join)
def test_the_command_line_takes_the_command(words):
    try:
        parser().parse_args(words[1:])
    except SystemExit as ended:
        assert ended.code == 0 and "--version" in words


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_named_in_passing_exist(page):
    (choices,) = [each.choices for each in parser()._actions if each.dest == "command"]
    named = re.findall(r"`presslens ([a-z]+)", page.read_text(encoding="utf-8"))
    assert set(named) <= set(choices)


@pytest.mark.parametrize("words", [c for c in COMMANDS if c[0] == "make"], ids=shlex.join)
def test_make_knows_the_target(words):
    assert words[1] in TARGETS


@pytest.mark.slow
def test_the_commands_of_correcting_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first, second, corpus = commands(DOCS / "how-to" / "correct.md")
    assert main(first[1:]) == 0
    assert (tmp_path / "data" / "codings" / "us-iraq-withdrawal.csv").is_file()
    assert main([*second[1:], "--only", "quotes"]) == 0
    assert (tmp_path / "reports" / "us-iraq-withdrawal" / "quotes.html").is_file()
    assert main(["corpus", "data/articles/us-iraq-withdrawal.txt", *corpus[3:], "--workers", "1"]) == 0
    assert (tmp_path / "tables" / "articles" / "part-000000.parquet").is_file()


OWN_ROW = re.compile(r"^\| \*\*Presslens \(on dev\)\*\* \|(.*)\|$", flags=re.MULTILINE)
TOLD = {
    "attribution": [
        ("quotes", "quoted spans found, F1", "PolNeAR dev"),
        ("quotes", "quote and speaker right, F1", "PolNeAR dev"),
        ("quotes", "who and what, all attributions, F1", "PolNeAR dev"),
        ("quotes", "content exact, all attributions, F1", "PolNeAR dev"),
    ],
    "sentiment": [
        ("sentiment", "macro-F1, the base reader", "NewsMTSC mt dev"),
        ("sentiment", "macro-F1, the base reader", "NewsMTSC rw dev"),
    ],
}
IN_PROSE = {
    "sentiment": [
        (
            "sentiment",
            "judgements of the base reader that change with the target's name, share",
            "NewsMTSC mt and rw dev",
        )
    ],
    "framing": [
        ("framing", f"policy frame of a sentence{how}, 10 classes, macro-F1", "FrAC train")
        for how in ("", " by cue lists alone")
    ]
    + [
        ("framing", f"generic frames of an article{how}, 5 frames, macro-F1", "Narrative Frames train")
        for how in ("", " by cue lists alone")
    ],
    "names": [
        ("corpus", f"one name for each of {kind} across articles, B-cubed F1", "SEESAW")
        for kind in ("persons", "bodies", "places")
    ],
    "stories": [("corpus", "articles of one story together, B-cubed F1", "SEESAW")],
    "actors": [
        ("framing", f"{role} of a moral event{how}, {measure}", "MoralEvents train")
        for role in ("agent", "patient")
        for how in ("", ", by grammar alone")
        for measure in ("precision", "recall")
    ],
}


def figure(card: str, measure: str, data: str) -> str:
    rows = json.loads((CARDS / f"{card}.json").read_text(encoding="utf-8"))["rows"]
    (value,) = [row["score"] for row in rows if (row["measure"], row["data"]) == (measure, data)]
    return score(value)


def explanation(page: str) -> str:
    return (DOCS / "explanation" / f"{page}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", TOLD)
def test_our_row_beside_the_peers_is_the_cards(page):
    (row,) = OWN_ROW.findall(explanation(page))
    assert re.findall(r"\*\*([\d.]+)\*\*", row) == [figure(*told) for told in TOLD[page]]


@pytest.mark.parametrize(
    ("page", "told"), [(page, told) for page, all_told in IN_PROSE.items() for told in all_told]
)
def test_figures_in_prose_are_the_cards(page, told):
    assert re.search(rf"(?<![\d.]){re.escape(figure(*told))}(?![\d.]\d)", explanation(page))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The docs as `make docs` builds them; notebooks that were run with this state of the code are kept."""
    folder = tmp_path_factory.mktemp("docs")
    options = ["-W", "--keep-going", "-q", "-b", "html", "-d", str(folder / "doctrees")]
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(DOCS), str(folder / "html")],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return folder / "html"


@pytest.mark.slow
@pytest.mark.parametrize("notebook", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_tutorials_show_what_the_notebooks_answer(built, notebook):
    page = (built / "tutorials" / f"{notebook.stem}.html").read_text(encoding="utf-8")
    cells = nbformat.read(notebook, as_version=4).cells
    answers = page.count('<div class="cell_output')
    assert answers >= sum(cell.cell_type == "code" for cell in cells) // 2


@pytest.mark.slow
def test_the_docs_ask_the_network_for_nothing(built):
    fetched = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc="(?:https?:)?//|<link\b[^>]*//""")
    for page in built.rglob("*.html"):
        assert not fetched.search(page.read_text(encoding="utf-8")), page
    for sheet in built.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_every_table_and_column_is_in_the_reference(built):
    page = (built / "reference" / "tables.html").read_text(encoding="utf-8")
    for table in TABLES.values():
        heading = table.name.replace("_", "-")
        section = page.split(f'<section id="{heading}">', 1)[1].split("</table>", 1)[0]
        shown = re.findall(r'<tr class="row-\w+"><td><p><code[^>]*><span class="pre">(\w+)</span>', section)
        assert shown == list(table.columns)


@pytest.mark.slow
def test_every_command_is_in_the_reference(built):
    page = (built / "reference" / "commands.html").read_text(encoding="utf-8")
    (choices,) = [each.choices for each in parser()._actions if each.dest == "command"]
    for command in choices:
        assert f'<section id="{command}">' in page
