"""Dask: a cluster of processes on this machine, or one that exists."""

import logging
import multiprocessing
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import dask
from distributed import Client, LocalCluster
from distributed.utils import get_mp_context

from analysis.errors import CorpusError

SETTINGS = {
    "distributed.nanny.pre-spawn-environ.PYTHONHASHSEED": 0,
    "distributed.scheduler.allowed-failures": 1,  # a text that two workers died of is looked at more closely
    "distributed.worker.profile.enabled": False,  # it never forgets: a tenth of a megabyte for each article
    "distributed.admin.low-level-log-length": 20,  # messages, each with the articles of a part; not 1,000
    "distributed.admin.tick.interval": "1s",  # by default Dask looks at itself so often that two idle workers
    "distributed.admin.system-monitor.interval": "5s",  # take a tenth of a core
    "distributed.worker.memory.monitor-interval": "500ms",
    "distributed.deploy.lost-worker-timeout": "365 days",  # else a worker that dies again is given up
}
_SECONDS_TO_CONNECT, _SECONDS_FOR_WORKERS = 15, 60


@contextmanager
def connect(workers: int | None, scheduler: str | None) -> Iterator[Client]:
    """Yield a client of the scheduler at this address or, without one, of `workers` processes started here.

    Raises CorpusError when there is no such scheduler, no worker, or no Presslens of this version with them.
    """
    for name in ("distributed", "distributed.client"):  # what matters is said by the run itself
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(SETTINGS):
        if scheduler:
            with _existing(scheduler) as client:
                _check_workers(client, scheduler)
                yield client
        else:
            with _forks(), _local(workers) as cluster, Client(cluster) as client:
                yield client


def _existing(address: str) -> Client:
    try:
        return Client(address, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError, TypeError) as error:
        raise CorpusError(f"There is no Dask scheduler at “{address}”; check the address.") from error


@contextmanager
def _forks() -> Iterator[None]:
    """Let workers be forks of one process that has everything loaded: a new one is there at once.

    On Linux only: elsewhere system libraries do not survive it, and every worker loads for itself.
    """
    if sys.platform != "linux":
        yield
        return
    with dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}):
        get_mp_context()  # Dask names what to load once, in this call
        multiprocessing.get_context("forkserver").set_forkserver_preload(["analysis.corpus.engine.preload"])
        yield


def _local(workers: int | None) -> LocalCluster:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Port .* is already in use")
        return LocalCluster(
            n_workers=workers or dask.system.CPU_COUNT,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:8787",
            silence_logs=logging.CRITICAL,
        )


def _check_workers(client: Client, address: str) -> None:
    from analysis import __version__

    try:
        client.wait_for_workers(1, timeout=_SECONDS_FOR_WORKERS)
        found = set(client.run(version).values())
    except TimeoutError as error:
        raise CorpusError(f"The cluster at {address} has no workers; start some.") from error
    except ImportError as error:
        raise CorpusError("The cluster's workers have no Presslens; install it where they run.") from error
    if found != {__version__}:
        others = ", ".join(sorted(found - {__version__}))
        raise CorpusError(f"The cluster's workers have Presslens {others}, and here it is {__version__}.")


def version() -> str:
    """Return the version of Presslens in this process."""
    from analysis import __version__

    return __version__
