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
    "rivals": [
        {"outlet": ("Post", "Times")[day % 2], "published": f"2024-05-{day:02}"} for day in range(1, 25)
    ],
    "alike": [{"outlet": "Post", "published": f"2024-05-{day:02}"} for day in range(1, 25)],
    "bare": [{} for _ in range(24)],
}


@pytest.fixture(scope="module")
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def shown(shell, corpus: Path, **parameters: object) -> dict[str, str]:
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
            shell.user_ns |= {"corpus": str(corpus), "bootstrap_samples": 50, **parameters}
    return told


def written(path: Path, known: list[dict]) -> Path:
    rows = (json.dumps({"text": corpora.story(number), **each}) for number, each in enumerate(known))
    path.write_text("\n".join(rows))
    return path


@pytest.mark.parametrize("name", CORPORA)
def test_it_runs_to_its_end_and_says_where_there_is_too_little(shell, tmp_path, name):
    told = shown(shell, written(tmp_path / "news.jsonl", CORPORA[name]))
    two_compared = name in {"rivals"}
    assert told["frames"].startswith("Too few articles") == (name in {"one", "two", "apart", "bare"})
    assert not told["quoted"], "nobody has twenty words of others in these"
    assert told["style"] == "", "no claim rests on loaded words or hedges"
    assert ("Too few articles of two groups with words" in told["words"]) != two_compared
    assert ("No two articles" in told["beside"]) == (name not in {"two", "apart", "rivals"})
    assert told["time"].startswith("Too few articles")
    assert told["sample"] == ""
    assert "articles" in told["size"] or "1 article" in told["size"]


def test_articles_that_name_nobody_have_no_sentences_to_show(shell, tmp_path):
    told = shown(shell, written(tmp_path / "news.jsonl", [{"text": f"It rained {n} times."} for n in "ab"]))
    assert told["behind"] == told["quoted-behind"] == "No sentence to show."
    assert told["findings"].startswith("Nothing can be claimed of this corpus")
    assert told["names"].startswith("No two names were joined")


def test_groups_of_ones_own_are_compared(shell, tmp_path):
    known = [{"id": f"a{n}", "outlet": "Post", "published": "2024-05-01"} for n in range(12)]
    groups = tmp_path / "groups.csv"
    groups.write_text(
        "article_id,group\n" + "".join(f"a{n},{'early' if n < 6 else 'late'}\n" for n in range(12))
    )
    told = shown(shell, written(tmp_path / "news.jsonl", known), groups=str(groups))
    assert "early" in told["corpus"] and "late" in told["corpus"] and "Post" not in told["corpus"]


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
