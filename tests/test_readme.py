"""The README's commands and code are what they say."""

import json
import re
import shlex

import pytest

from analysis.cli import parser
from analysis.paths import CARDS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)
SHELL = [
    line for language, block in BLOCKS if language == "sh" for line in block.splitlines() if line.strip()
]
INLINE = re.findall(r"`((?:make|python -m analysis|papermill) [^`]+)`", README)
COMMANDS = [shlex.split(line, comments=True) for line in [*SHELL, *INLINE]]
TARGETS = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] == "make"], ids=shlex.join)
def test_make_knows_the_target(command):
    assert command[1] in TARGETS


@pytest.mark.parametrize("command", [c for c in COMMANDS if "analysis" in c], ids=shlex.join)
def test_the_command_line_takes_the_command(command):
    assert parser().parse_args(command[command.index("analysis") + 1 :])


@pytest.mark.parametrize("name", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_lead_to_files(name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize("card", sorted(CARDS.glob("*.json")), ids=lambda path: path.stem)
def test_the_figures_are_those_of_the_cards(card):
    for row in json.loads(card.read_text(encoding="utf-8"))["rows"]:
        score, low, high, human = (_figure(row[key]) for key in ("score", "low", "high", "human"))
        what = f"{row['measure']} | {row['data']}, {row['n']:,} {row['unit']}"
        assert f"{what} | {score} ({low} to {high}) | {human} | {row['peer'] or ''} |" in README


def _figure(value):
    return "" if value is None else f"{value:.2f}" if abs(value) <= 1 else f"{value:.1f}"


def test_the_python_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    (code,) = [block for language, block in BLOCKS if language == "python"]
    names = {}
    exec(compile(code, "README.md", "exec"), names)
    assert len(names["document"].sentences) == 22
