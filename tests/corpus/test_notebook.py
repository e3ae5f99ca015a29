"""The notebook 4-corpus on corpora too small or too bare for what it shows: it says so and runs on."""

import json
from pathlib import Path

import corpora
import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from markupsafe import Markup

from analysis.corpus import groups
from analysis.paths import SAMPLE
from analysis.reports import corpus as sample
from analysis.reports.corpus import NOTEBOOK

pytestmark = pytest.mark.slow

CORPORA = {
    "one": [{"outlet": "Post", "published": "2024-05-01"}],
    "two": [{"outlet": name, "published": "2024-05-01"} for name in ("Post", "Times")],
    "apart": [{"outlet": f"Outlet {day}", "published": f"2024-05-{day:02}"} for day in range(1, 25)],
    "alike": [{"outlet": "Post", "published": f"2024-05-{day:02}"} for day in range(1, 25)],
    "bare": [{} for _ in range(24)],
}


@pytest.fixture(scope="module")
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def shown(shell, corpus: Path) -> dict[str, str]:
    """Run the notebook's cells on a corpus, and return what each shows as plain text."""
    told = {}
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "code":
            ran = shell.run_cell(cell.source)
            ran.raise_error()
            told[cell.id] = (
                getattr(ran.result, "alt", None) or Markup(getattr(ran.result, "markup", "")).striptags()
            )
        if cell.id == "parameters":
            shell.user_ns |= {"corpus": str(corpus), "bootstrap_samples": 50}
    return told


def written(path: Path, known: list[dict]) -> Path:
    rows = (json.dumps({"text": corpora.story(number), **each}) for number, each in enumerate(known))
    path.write_text("\n".join(rows))
    return path


@pytest.mark.parametrize("name", CORPORA)
def test_it_runs_to_its_end_and_says_where_there_is_too_little(shell, tmp_path, name):
    told = shown(shell, written(tmp_path / "news.jsonl", CORPORA[name]))
    few = {"one", "two", "apart"} & {name}
    for cell in ("quoted", "sentiment", "frames"):
        said = "Too few articles for an estimate" if few else "Too few articles of two groups to compare"
        assert told[cell].startswith(f"{said}."), cell
    assert told["words"] == told["shift"] == "Too few articles of two outlets with words to compare."
    assert told["findings"].count("too few articles") == (3 if few else 1)
    assert ("No two articles" in told["beside"]) == (name not in {"two", "apart"})
    assert told["time"].startswith("Too few articles")
    assert told["sample"] == ""


def test_articles_that_name_nobody_have_no_sentences_to_show(shell, tmp_path):
    told = shown(shell, written(tmp_path / "news.jsonl", [{"text": f"It rained {n} times."} for n in "ab"]))
    assert told["behind"] == "No sentence to show."


@pytest.mark.parametrize(
    "sources, told",
    [
        (["data/corpus/articles"], True),
        ([str(SAMPLE)], True),
        (["mine", str(SAMPLE / "storm-courier.md")], True),
        (["data/articles"], False),
        (["https://example.org/data/corpus/articles"], False),
        (["s" * 5000, "~nobody/x"], False),
    ],
)
def test_only_the_sample_is_called_the_sample(sources, told):
    assert bool(sample.about({"sources": sources})) == told


@pytest.mark.parametrize(
    "sources, own",
    [(["data/corpus/articles"], True), (["mine", str(SAMPLE)], False), (["mine"], False), ([], False)],
)
def test_only_the_sample_has_topics_without_a_file(sources, own):
    topics = sample.topics({"sources": sources})
    assert bool(topics) == own
    assert not own or groups.read_topics(topics)
