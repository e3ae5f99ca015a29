"""Where calls are made: here or on workers, whichever of these die."""

import os
import signal
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

from analysis.corpus.engine import cluster
from analysis.corpus.engine.executor import InProcess, OnCluster

pytestmark = pytest.mark.slow


def fatal_at_first(folder: str, number: int, shared: str) -> str:
    """Bring down the process that does this, but for the second time."""
    seen = Path(folder, str(number))
    if not seen.exists():
        seen.touch()
        if number % 3 == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return f"{shared} {number}"


def test_calls_are_made_here_in_their_order():
    here = InProcess()
    assert list(here.each(divmod, [(7, here.share(int, "2")), (9, 4)])) == [(3, 1), (2, 1)]
    assert list(here.each(divmod, [])) == []


def test_a_call_whose_worker_died_is_made_again(tmp_path):
    with (
        dask.config.set(cluster.SETTINGS),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as local,
        Client(local) as client,
    ):
        workers = OnCluster(client)
        shared = workers.share(str.lower, "NUMBER")
        calls = ((str(tmp_path), number, shared) for number in range(10))
        assert sorted(workers.each(fatal_at_first, calls)) == [f"number {number}" for number in range(10)]
        assert list(workers.each(divmod, [])) == []
