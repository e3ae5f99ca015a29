"""The command `corpus`: what it says, and how it ends."""

import json
import warnings
from pathlib import Path

import corpora
import dask
import nbformat
import pandas as pd
import pytest
from distributed import LocalCluster

import analysis
from analysis import cli, schemas
from analysis.articles import Article
from analysis.coding import to_correct
from analysis.corpus.engine import cluster
from analysis.errors import ClusterError, CorpusError
from analysis.reports import corpus

pytestmark = pytest.mark.slow


def run(*arguments: object) -> int:
    try:
        return cli.main(["corpus", *map(str, arguments)])
    except SystemExit as end:
        return end.code


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["--columns", "text"], "Columns are named as FIELD=COLUMN,..., not as “text”."),
        (["--columns", "text=body"], "There is no column “body” in “news.csv”; there are title and text."),
        (["--out", "news.csv"], "The tables cannot be written to “"),
        (["--out", "memory://x", "--report"], "A report needs a folder on this machine; leave out --report."),
        (["--scheduler", "tcp://127.0.0.1:9"], "There is no Dask scheduler at “tcp://127.0.0.1:9”"),
        (
            ["-p", "period=week"],
            "A parameter is one of the report's notebook; add --report, or leave out -p.",
        ),
        (["--report", "-p", "period"], "A parameter is given as NAME=VALUE, not as “period”."),
        (["--report", "-p", "peroid=week"], "There is no parameter “peroid”; did you mean period? There are"),
        (["--report", "-p", "period=hour"], "There is no period “hour”; there are day, week, month, year."),
        (["--report", "-p", "topics=no.csv"], "There is no “no.csv”; check the spelling of its path."),
        (["--report", "-p", "typology=big"], "There is no typology “big”; there are policy, generic,"),
        (["--report", "-p", "seed=-1"], "The parameter “seed” has to be a whole number from 0 on, not “-1”."),
        (["--report", "-p", "corpus=x"], "The parameter “corpus” cannot be set; the sources are named"),
        (["--report", "-p", "tables_dir=x"], "The parameter “tables_dir” cannot be set; the tables go"),
        (["--aliases", "no.csv"], "There is no “no.csv”; check the spelling of its path."),
        (["--codings", "gone"], "There is no folder of codings “gone”; check the spelling of its path."),
        (["--scheduler", "nonsense://"], "There is no Dask scheduler at “nonsense://”"),
    ],
)
def test_a_wrong_option_is_one_sentence_and_exit_2(monkeypatch, tmp_path, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 1)
    (tmp_path / "news.csv").write_text("title,text\na,b\n")
    assert run("news.csv", "--out", "out", *arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(sentence)
    assert (shown.err.count("\n"), shown.out) == (1, "")
    assert not (tmp_path / "out" / "articles").exists()


@pytest.mark.parametrize("number", ["0", "-1", "two"])
def test_a_wrong_number_is_refused(capsys, number):
    assert run("x", "--out", "y", "--workers", number) == 2
    said = f"Argument --workers: it has to be a whole number from 1 on, not “{number}”. See `"
    shown = capsys.readouterr().err
    assert shown.startswith(said) and shown.count("\n") == 1


def test_a_cluster_without_workers_is_refused(monkeypatch):
    monkeypatch.setattr(cluster, "_SECONDS_FOR_WORKERS", 0.5)
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty,
        pytest.raises(CorpusError, match="has no workers; start some"),
        cluster.connect(None, empty.scheduler_address),
    ):
        pass


def test_a_cluster_with_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(cluster, "version", lambda: "0.0.1")
    with (
        LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as other,
        pytest.raises(CorpusError, match=r"have Presslens 0\.0\.1, and here it is"),
        cluster.connect(None, other.scheduler_address),
    ):
        pass


@pytest.fixture
def threads(monkeypatch):
    """A cluster of threads in this process, which is ready at once."""

    def local(workers):
        return LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0")

    monkeypatch.setattr(cluster, "_local", local)


def test_what_was_left_out_is_said_with_the_number_of_texts_that_came_twice(threads, tmp_path, capsys):
    rows = [{"text": corpora.story(0)}, {"text": ""}, {"text": corpora.story(0), "outlet": None}]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert run(tmp_path / "news.jsonl", "--out", tmp_path / "out") == 0
    shown = capsys.readouterr()
    assert shown.out == f"{tmp_path}/out/manifest.json\n"
    assert shown.err.splitlines()[-1] == (
        "1 article analysed, 2 sources left out (1 with the same text from the same outlet as another): "
        f"{tmp_path}/out/errors says why."
    )
    assert len(pd.read_parquet(tmp_path / "out" / "errors")) == 2


def test_sources_of_which_none_can_be_used_are_exit_2(threads, tmp_path, capsys):
    (tmp_path / "blank.txt").write_text(" ")
    assert run(tmp_path / "blank.txt", "--out", tmp_path / "out") == 2
    (error,) = pd.read_parquet(tmp_path / "out" / "errors").itertuples()
    said = capsys.readouterr().err
    assert "0 articles analysed, 1 source left out" in said
    assert said.endswith(f"{error.reason}\n")


@pytest.mark.parametrize(
    "sources, said",
    [
        (["gone"], "There is no “gone”; check the spelling of its path.\n"),
        (["empty"], "“empty” has no articles in it (.txt "),
        (["gone", "empty"], "“empty” has no articles in it (.txt "),
        (["empty.csv"], "There is nothing to read in “empty.csv”.\n"),
    ],
)
def test_sources_with_nothing_to_read_are_one_sentence_and_leave_nothing(
    monkeypatch, tmp_path, capsys, sources, said
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.csv").write_text("title,text\n")
    assert run(*sources, "--out", "out") == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(said)
    assert (shown.err.count("\n"), shown.out) == (1, "")
    assert not (tmp_path / "out").exists()


def test_the_reports_parameters_are_set_and_the_notebook_gets_its_own(threads, tmp_path, monkeypatch):
    def execute(notebook, folder, parameters):
        asked.update(parameters)
        return nbformat.v4.new_notebook(), None

    asked = {}
    monkeypatch.setattr(corpus, "execute", execute)
    news = corpora.write(tmp_path / "news.jsonl", 1)
    set_here = ["-p", "period=week", "-p", "article=a0", "-p", "bootstrap_samples=20"]
    assert run(news, "--out", tmp_path / "out", "--report", *set_here) == 0
    own = {"corpus": str(tmp_path / "out"), "tables_dir": "csv"}
    assert asked == {"period": "week", "article": "a0", "bootstrap_samples": 20, **own}


def test_a_finished_run_is_not_done_again_and_a_changed_source_is_refused(threads, tmp_path, capsys):
    news = corpora.write(tmp_path / "news.jsonl", 5)
    assert run(news, "--out", tmp_path / "out", "--part-size", 2) == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    assert run(news, "--out", tmp_path / "out", "--part-size", 2) == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")} == before
    assert "5 articles analysed." in capsys.readouterr().err
    news.write_text(news.read_text().replace("library", "museum"))
    assert run(news, "--out", tmp_path / "out", "--part-size", 2) == 2
    assert "over other sources or other options; give another folder" in capsys.readouterr().err


def written(out: Path) -> dict[str, int]:
    return {str(path.relative_to(out)): path.stat().st_mtime_ns for path in out.rglob("*.parquet")}


def test_sources_named_after_those_that_are_there_are_added(threads, tmp_path, capsys):
    old, new, out = tmp_path / "old.jsonl", tmp_path / "new.jsonl", tmp_path / "out"
    closed = "{} wants to close library number {}. “It must be,” said {} on Monday."
    corpora.write_rows(old, ({"id": f"a{n}", "text": closed.format("Keller", n, "Keller")} for n in range(3)))
    corpora.write_rows(new, [{"id": "b", "text": closed.format("Maria Keller", 4, "Maria Keller")}])
    assert run(old, "--out", out, "--part-size", 2) == 0
    before = written(out)
    assert run(old, new, "--out", out, "--part-size", 2) == 0
    after = written(out)
    kept = [name for name in before if name.split("/")[0] in schemas.CORPUS]
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    said = capsys.readouterr().err
    changed = "1 name of 3 earlier articles changed: “Keller” is now “Maria Keller”; all are in "
    assert f"{changed}{out}/steps/changes.csv." in said.splitlines()
    assert said.splitlines()[-1] == "4 articles analysed."
    assert run(old, new, "--out", out, "--part-size", 2) == 0
    assert "changed" not in capsys.readouterr().err
    assert run(new, old, "--out", out, "--part-size", 2) == 2
    assert "name them first, as they were" in capsys.readouterr().err


def test_names_go_by_a_readers_aliases(threads, tmp_path, capsys):
    news = corpora.write_rows(tmp_path / "news.jsonl", [{"id": "a0", "text": corpora.story(0)}])
    aliases, out = tmp_path / "aliases.csv", tmp_path / "out"
    aliases.write_text("alias,name\nAna Ruiz,Ana Maria Ruiz\n")
    assert run(news, "--out", out) == 0
    before = written(out)
    assert run(news, "--out", out, "--aliases", aliases) == 0
    names = pd.read_parquet(out / "names").set_index("entity")["name"]
    assert names["Ana Ruiz"] == "Ana Maria Ruiz"
    assert (
        "1 name of 1 earlier article changed: “Ana Ruiz” is now “Ana Maria Ruiz”;" in capsys.readouterr().err
    )
    after = written(out)
    assert {name for name in before if after[name] != before[name]} == {
        "names/part-000000.parquet",
        "steps/changes/part-000000.parquet",
        "differences/part-000000.parquet",
    }


def coding(folder: Path, name: str, number: int, **answers: str) -> Path:
    """Write a sheet on the statements of an article, with another speaker for all of them."""
    document = analysis.annotate(Article(id=name, text=corpora.story(number)))
    sheet = to_correct(document, ["quotes"])
    said = sheet["answer"] != "no"
    for column, answer in answers.items():
        sheet.loc[said, column] = answer
    folder.mkdir(exist_ok=True)
    sheet.to_csv(folder / f"{name}.csv", index=False)
    return folder


def test_articles_go_by_their_codings_and_only_they_are_done_again(threads, tmp_path, capsys):
    news, out = corpora.write(tmp_path / "news.jsonl", 4), tmp_path / "out"
    command = (news, "--out", out, "--part-size", 2)
    assert run(*command) == 0
    before = written(out)
    codings = coding(tmp_path / "codings", "a3", 3, speaker="Somebody Else")
    capsys.readouterr()
    assert run(*command, "--codings", codings) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "4 articles analysed, 1 article as coded."
    quotes = pd.read_parquet(out / "quotes").set_index("article_id")["speaker"]
    assert set(quotes["a3"]) == {"Somebody Else"}
    assert "Somebody Else" not in set(quotes[["a0", "a1", "a2"]])
    after = written(out)
    again = {name for name in before if name.split("/")[0] in schemas.CORPUS and after[name] != before[name]}
    assert again == {f"{table}/part-000001.parquet" for table in schemas.CORPUS}
    assert run(*command, "--codings", codings) == 0
    assert written(out) == after
    assert run(*command) == 0
    assert "Somebody Else" not in set(pd.read_parquet(out / "quotes")["speaker"])


def test_what_of_a_coding_does_not_fit_is_in_errors_and_the_article_stays(threads, tmp_path, capsys):
    codings = coding(tmp_path / "codings", "a0", 0, text="Words that nobody wrote.")
    (codings / "a1.csv").write_text("task,answer\nquotes,direct\n")
    news, out = corpora.write(tmp_path / "news.jsonl", 2), tmp_path / "out"
    assert run(news, "--out", out, "--codings", codings) == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"2 articles analysed, 1 article as coded, 2 codings that do not fit: {out}/errors says why."
    )
    errors = pd.read_parquet(out / "errors").set_index("source")["reason"]
    assert "“Words that nobody wrote.” no longer stands at" in errors[f"{codings}/a0.csv"]
    assert "a1.csv is no" in errors[f"{codings}/a1.csv"]
    assert list(pd.read_parquet(out / "articles")["article_id"]) == ["a0", "a1"]


def test_a_lost_cluster_is_exit_1_and_one_sentence(threads, tmp_path, capsys, monkeypatch):
    def lost(*_):
        raise ClusterError("The cluster is gone.")

    monkeypatch.setattr("analysis.commands.corpus._over", lost)
    assert run(corpora.write(tmp_path / "news.jsonl", 1), "--out", tmp_path / "out") == 1
    assert capsys.readouterr().err.splitlines()[-1] == "The cluster is gone."


def test_the_bar_counts_what_was_there_before_apart(threads, tmp_path, capsys, monkeypatch):
    import tqdm

    bars = []

    class Bar(tqdm.tqdm):
        def __init__(self, **options):
            super().__init__(**options | {"disable": False})
            bars.append(self)

    monkeypatch.setattr(tqdm, "tqdm", Bar)
    news = corpora.write(tmp_path / "news.jsonl", 4)
    for _ in range(2):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert run(news, "--out", tmp_path / "out", "--part-size", 2) == 0
    assert [(bar.n, bar.initial) for bar in bars] == [(4, 0), (4, 4)]
    assert "article" in capsys.readouterr().err


def test_workers_keep_no_profile_that_grows_with_the_corpus():
    with (
        dask.config.set(cluster.SETTINGS),
        LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as local,
    ):
        (worker,) = local.workers.values()
        running = list(worker.periodic_callbacks)
    assert "heartbeat" in running
    assert not [name for name in running if "profile" in name]
