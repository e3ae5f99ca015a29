"""The README's commands and code are what they say."""

import re
import shlex

import pytest

from analysis.cli import _parser as parser
from analysis.paths import ROOT

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


def test_the_python_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    (code,) = [block for language, block in BLOCKS if language == "python"]
    names = {}
    exec(compile(code, "README.md", "exec"), names)
    assert len(names["document"].sentences) == 22
