"""The wheel in a new environment and an empty folder, far from the checkout.

The new environment borrows the packages that Presslens needs from the one that runs the tests, so nothing is
downloaded: what is proved is that the wheel carries all of its own files and its command. That it names the
packages it needs is proved by its metadata, that these can be installed by the locks (see test_setup).
"""

import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from analysis.paths import EXAMPLE, ROOT

pytestmark = pytest.mark.slow
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STORY = (
    "The council said on Monday that it would close the library, and many people in the town were angry. " * 3
)
BUILT_FROM = ("pyproject.toml", "setup.py", "README.md", "LICENSE")


def pip(*arguments: object) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pip", *map(str, arguments)], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy of what it is made of, beside what an older build left."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in BUILT_FROM:
        shutil.copy(ROOT / name, source)
    for name in ("analysis", "notebooks", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    older = source / "build" / "lib" / "analysis" / "older.py"
    older.parent.mkdir(parents=True)
    older.touch()
    pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", target, source)
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory) -> Path:
    """The programs of an environment in which nothing but the wheel was installed."""
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True, timeout=120)
    python = home / "bin" / "python"
    pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    own = sysconfig.get_path("purelib", "venv", {"base": str(home), "platbase": str(home)})
    (Path(own) / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    (home / "share").symlink_to(Path(sys.prefix, "share"))  # where nbconvert's templates are
    return home / "bin"


@pytest.fixture
def presslens(environment, tmp_path, monkeypatch):
    """Runs the command in an empty folder, where nothing leads to the checkout."""
    monkeypatch.delenv("PYTHONPATH", raising=False)

    def run(*arguments: object, program: str = "presslens") -> subprocess.CompletedProcess:
        command = [environment / program, *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL
        )

    return run


def test_the_wheel_is_small_and_has_what_it_needs(wheel):
    assert wheel.stat().st_size < 100_000_000
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        told = Parser().parsestr(packed.read(metadata).decode())
    carried = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert carried == {Path(name).name for name in names if name.endswith(".ipynb")}
    assert "analysis/py.typed" in names
    assert "analysis/older.py" not in names
    needed = {Requirement(line) for line in told.get_all("Requires-Dist") if "extra ==" not in line}
    assert needed == {Requirement(line) for line in PROJECT["dependencies"]}
    assert told["Version"] == PROJECT["version"]


def test_nothing_comes_from_the_checkout(presslens):
    code = "import analysis, analysis.paths as p; print(analysis.__file__, p.NOTEBOOKS, p.EXAMPLE, sep='\\n')"
    places = presslens("-c", code, program="python").stdout.split()
    assert len(places) == 3
    assert not any(Path(place).is_relative_to(ROOT) for place in places)
    assert all(Path(place).exists() for place in places)


def test_a_report_in_an_empty_folder(presslens, tmp_path):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    made = presslens("report", "story.txt")
    assert (made.returncode, made.stdout, made.stderr) == (0, "reports/story/index.html\n", "")
    pages = {path.name for path in (tmp_path / "reports" / "story").glob("*.html")}
    assert pages == {"index.html", "sentiment.html", "quotes.html", "framing.html"}


def test_the_example_comes_with_it(presslens, tmp_path):
    made = presslens("report", EXAMPLE.relative_to(ROOT), "--only", "quotes", program="presslens")
    assert (made.returncode, made.stderr) == (0, "")
    assert (tmp_path / "reports" / EXAMPLE.stem / "quotes.html").is_file()


def test_the_sample_corpus_and_its_topics_come_with_it(presslens, tmp_path):
    sources = [f"data/corpus/articles/storm-{outlet}.md" for outlet in ("courier", "sentinel", "tideline")]
    made = presslens("corpus", *sources, "--out", "tables", "--workers", "1", "--report")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "tables/manifest.json\ntables/corpus.html\n"
    assert (tmp_path / "tables" / "csv" / "frames_by_topic.csv").is_file()


def test_the_module_is_the_same_command(presslens):
    for arguments in (["--version"], ["code", "--help"]):
        told = presslens("-m", "analysis", *arguments, program="python")
        assert told.returncode == 0
        words = told.stdout.replace("python -m analysis", "presslens").split()
        assert words == presslens(*arguments).stdout.split()


def test_the_notebooks_are_copied_out_once(presslens, tmp_path):
    first, again = presslens("notebooks", "work"), presslens("notebooks", "work")
    names = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert first.stdout.split() == [f"work/{name}" for name in names]
    assert all(
        (tmp_path / "work" / name).read_bytes() == (ROOT / "notebooks" / name).read_bytes() for name in names
    )
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == (
        "There is a 0-tutorial.ipynb in “work” already, and nothing is overwritten; name another folder.\n"
    )


def test_a_copied_notebook_runs_where_it_lies(presslens, tmp_path):
    presslens("notebooks", ".")
    execute = ("-m", "nbconvert", "--execute", "--to", "notebook", "--output", "ran", "0-tutorial.ipynb")
    ran = presslens(*execute, program="python")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "ran.ipynb").is_file()
