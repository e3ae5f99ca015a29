"""Runs over a corpus: on one worker and four, killed and started again, with texts that kill."""

import gc
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

import corpora
import dask
import pandas as pd
import psutil
import pytest
from distributed import Client, LocalCluster

from analysis import schemas
from analysis.articles.items import Part, SourceItem
from analysis.corpus.engine import cluster
from analysis.corpus.engine.deduplication import Key
from analysis.corpus.engine.executor import InProcess
from analysis.corpus.engine.plan import Plan
from analysis.corpus.engine.run import Run, run_here
from analysis.corpus.engine.store import Store
from analysis.corpus.engine.whole import complete
from analysis.errors import ClusterError

pytestmark = pytest.mark.slow

SIZE = 2
ARTICLES = 48


@pytest.fixture(scope="module")
def news(tmp_path_factory) -> Path:
    return corpora.write(tmp_path_factory.mktemp("news") / "news.jsonl", ARTICLES)


@pytest.fixture(scope="module")
def expected(news, tmp_path_factory) -> Path:
    """The tables of the same corpus, made in this process without a cluster."""
    folder = tmp_path_factory.mktemp("expected")
    store = Store.at(str(folder))
    plan = Plan((str(news),), {}, SIZE).open(store)
    run_here(plan.parts(), store)
    complete(store, InProcess())
    return folder


@pytest.fixture
def start():
    """Start the command; none is left at the end of a test."""
    runs = []

    def begin(*arguments: object, **environment: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "analysis", "corpus", *map(str, arguments), "--part-size", str(SIZE)]
        run = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | environment
        )
        runs.append(run)
        return run

    yield begin
    for run in runs:
        run.kill()
        run.communicate()


def finish(run: subprocess.Popen, seconds: float = 600) -> str:
    """Wait for the end of a run that should go well, and return what it said."""
    _, said = run.communicate(timeout=seconds)
    assert run.returncode == 0, said
    return said


def parts(out: Path) -> dict[str, int]:
    """Return the files of finished parts, with the moment at which each was written."""
    return {path.name: path.stat().st_mtime_ns for path in (out / "articles").glob("part-*.parquet")}


def contents(out: Path) -> dict[str, str]:
    """Return what every finished part has to say: its articles, and what it was made of."""
    files = (out / "articles").glob("part-*.parquet")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def wait_for_parts(out: Path, more_than: int, run: subprocess.Popen) -> None:
    wait_for(lambda: len(parts(out)) > more_than, run)


def wait_for(done: Callable[[], bool], run: subprocess.Popen, seconds: float = 300) -> None:
    """Wait until something is done, or a run has ended."""
    end = time.monotonic() + seconds
    while not done() and run.poll() is None and time.monotonic() < end:
        time.sleep(0.02)


def descendants(run: subprocess.Popen) -> list[psutil.Process]:
    return psutil.Process(run.pid).children(recursive=True)


def workers(run: subprocess.Popen) -> list[psutil.Process]:
    """Return the processes in which articles are analysed: spawned, or forks of the one that is loaded."""
    found = []
    for child in descendants(run):
        with suppress(psutil.Error):
            started = " ".join(child.cmdline())
            forked = "forkserver" in started and child.parent().cmdline() == child.cmdline()
            if forked or "spawn_main" in started:
                found.append(child)
    return found


@pytest.mark.parametrize("number", [1, 4])
def test_the_tables_do_not_depend_on_the_number_of_workers(start, news, expected, tmp_path, number):
    said = finish(start(news, "--out", tmp_path, "--workers", number))
    assert f"{ARTICLES} articles analysed." in said
    assert "/status" in said
    corpora.same(tmp_path, expected)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["complete"]
    assert manifest["tables"]["articles"]["rows"] == ARTICLES


def test_killed_workers_are_replaced_and_their_articles_run_again(start, news, expected, tmp_path):
    impatient = {"DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "1s"}  # a new one takes longer
    run = start(news, "--out", tmp_path, "--workers", 2, **impatient)
    for _ in range(3):
        wait_for_parts(tmp_path, len(parts(tmp_path)), run)
        for worker in workers(run)[:1]:
            worker.kill()
    finish(run)
    corpora.same(tmp_path, expected)


def test_a_killed_run_leaves_no_process_and_the_next_one_goes_on(start, news, expected, tmp_path):
    run = start(news, "--out", tmp_path, "--workers", 2)
    wait_for_parts(tmp_path, 3, run)
    children = descendants(run)
    run.kill()
    run.communicate()
    _, left = psutil.wait_procs(children, timeout=30)
    assert left == []
    done = parts(tmp_path)
    assert 3 < len(done) < ARTICLES / SIZE
    pd.read_parquet(tmp_path / "quotes")  # can be read at any moment
    finish(start(news, "--out", tmp_path, "--workers", 2))
    assert parts(tmp_path).items() >= done.items()  # nothing was analysed again
    corpora.same(tmp_path, expected)


class Machines:
    """A scheduler and two workers, each started by its own command, as on machines of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.running: dict[str, subprocess.Popen] = {}

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def up(self) -> None:
        """Start what does not run."""
        place = ["--host", "127.0.0.1", "--no-dashboard"]
        self._start("scheduler", *place, "--port", str(self.port))
        for name in ("worker 1", "worker 2"):
            self._start(name, self.address, *place, "--nthreads", "1", "--local-directory", str(self.folder))

    def kill(self, name: str) -> None:
        """Kill a command and all processes under it."""
        process = self.running.pop(name)
        for each in [*descendants(process), process]:
            each.kill()
        process.wait()

    def kill_worker(self) -> None:
        """Kill one worker's own process, which its nanny replaces."""
        nanny = self.running[random.choice(["worker 1", "worker 2"])]
        for worker in workers(nanny):
            worker.kill()

    def _start(self, name: str, *arguments: str) -> None:
        if name in self.running and self.running[name].poll() is None:
            return
        command = [sys.executable, "-m", "dask", name.split()[0], *arguments]
        self.running[name] = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def machines(folder: Path):
    cluster = Machines(folder)
    try:
        cluster.up()
        yield cluster
    finally:
        for name in list(cluster.running):
            cluster.kill(name)


def test_ten_kills_of_workers_scheduler_and_run_lose_nothing(start, news, expected, tmp_path):
    out, chance = tmp_path / "out", random.Random(6)
    victims = [
        "run",
        "worker",
        "scheduler",
        "worker",
        "run",
        "worker",
        "worker",
        "scheduler",
        "run",
        "worker",
    ]
    run, done = None, {}
    with machines(tmp_path) as cluster:
        for victim in victims:
            cluster.up()
            if run is None or run.poll() is not None:
                run = start(news, "--out", out, "--scheduler", cluster.address)
            wait_for_parts(out, len(parts(out)), run)
            time.sleep(chance.uniform(0, 0.3))
            if victim == "worker":
                cluster.kill_worker()
            elif victim == "scheduler":
                cluster.kill("scheduler")
                for name in ("worker 1", "worker 2"):
                    cluster.kill(name)
                _, said = run.communicate(timeout=300)
                assert run.returncode in (0, 1) or "There is no Dask scheduler" in said, said
                assert run.returncode != 1 or "the same command goes on" in said, said
            else:
                run.kill()
                run.communicate()
            assert contents(out).items() >= done.items()  # nothing was lost, or came out differently
            done = contents(out)
        if run.poll() is not None:
            run = start(news, "--out", out, "--scheduler", cluster.address)
        finish(run)
    corpora.same(out, expected)


def test_a_run_whose_cluster_has_no_workers_says_so(news, tmp_path):
    with (
        dask.config.set({"presslens.seconds-without-workers": 1}),
        LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as cluster,
        Client(cluster) as client,
        pytest.raises(ClusterError, match="no workers for 1 second"),
    ):
        Run(client, Store.at(str(tmp_path))).over(Plan((str(news),), {}, SIZE).parts())


def test_what_is_through_is_let_go(monkeypatch, tmp_path):
    monkeypatch.setattr(
        "analysis.corpus.engine.worker.read", lambda items, _: [item.source for item in items]
    )
    monkeypatch.setattr(
        "analysis.corpus.engine.worker.keys", lambda readings: [Key(each, "", each) for each in readings]
    )
    monkeypatch.setattr("analysis.corpus.engine.worker.process", lambda *_: {"articles": 1})
    held = []

    def parts():
        for number in range(100):
            yield Part(number, (SourceItem(f"row {number}", row=b"{}"),), str(number))
        gc.collect()
        held.append(sum(isinstance(each, Part) for each in gc.get_objects()))

    with (
        dask.config.set(cluster.SETTINGS),
        LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as local,
        Client(local) as client,
    ):
        assert Run(client, Store.at(str(tmp_path))).over(parts()) == {"articles": 100}
    assert held[0] < 40


def test_deadly_texts_end_in_errors_and_the_others_are_analysed(start, tmp_path):
    deadly = {
        "this is deadly to every process": "brought the whole process down (SIGKILL)",
        "this never comes to an end": "took far too long",
        "this breaks a method": "ZeroDivisionError: in the midst of it",
    }
    rows = [{"id": f"a{number}", "text": corpora.story(number)} for number in range(7)]
    for place, words in zip((1, 3, 5), deadly, strict=True):
        rows[place]["text"] += f" The mayor said that {words}."
    source = tmp_path / "deadly.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    poison = os.pathsep.join([str(Path(__file__).parents[2] / "poison"), os.environ.get("PYTHONPATH", "")])
    finish(start(source, "--out", tmp_path / "out", "--workers", 1, PYTHONPATH=poison))
    tables = corpora.tables(tmp_path / "out")
    assert list(tables["articles"]["article_id"]) == ["a0", "a2", "a4", "a6"]
    errors = dict(zip(tables["errors"]["source"], tables["errors"]["reason"], strict=True))
    assert list(errors) == [f"{source}, line {number}" for number in (2, 4, 6)]
    for reason, expected in zip(errors.values(), deadly.values(), strict=True):
        assert expected in reason


def test_an_interrupted_run_says_so(start, news, tmp_path):
    run = start(news, "--out", tmp_path, "--workers", 2)
    wait_for_parts(tmp_path, 1, run)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=300)
    assert run.returncode == 130
    (last,) = said.splitlines()[1:]
    kept = sum(len(pd.read_parquet(path)) for path in (tmp_path / "articles").iterdir())
    assert kept >= 2 * SIZE
    said = f"Interrupted: {kept} articles are finished and kept in {tmp_path}"
    assert last == f"{said}; the same command goes on from there."


@pytest.mark.parametrize("step", ["steps/days", "steps/changes"])
def test_a_run_killed_in_the_steps_over_the_whole_goes_on(start, news, expected, tmp_path, step):
    for table in (*schemas.CORPUS, "steps/sightings", "steps/sketches"):
        shutil.copytree(expected / table, tmp_path / table)
    shutil.copy(expected / "manifest.json", tmp_path)
    run = start(news, "--out", tmp_path, "--workers", 2)
    wait_for(lambda: any((tmp_path / step).glob("*.parquet")), run)
    run.kill()
    run.communicate()
    finish(start(news, "--out", tmp_path, "--workers", 2))
    corpora.same(tmp_path, expected)
