"""Where the steps of a run are done: in this process, or by the workers of a Dask cluster."""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice, starmap
from typing import Any, Protocol

import dask
from distributed import Client, Future, KilledWorker, as_completed
from distributed.comm import CommClosedError

from analysis.errors import ClusterError

MOST_ROUNDS = 20
_PATIENCE = "presslens.seconds-without-workers"
_SECONDS, _BETWEEN_LOOKS, _BETWEEN_GLANCES = 300, 5, 0.02
GONE = "The cluster is gone; what was finished is kept, and the same command goes on from there."
DYING = "Workers die whatever they work on; what was finished is kept."
_NO_WORKERS = (
    "The cluster has had no workers for {} seconds; what was finished is kept. "
    "Start some, and the same command goes on from there."
)


class Executor(Protocol):
    """Calls functions that write what they make, so that a call may be made twice."""

    def each(self, function: Callable[..., Any], calls: Iterable[tuple]) -> Iterator[Any]:
        """Yield what the function returns for each tuple of arguments, in any order."""

    def share(self, function: Callable[..., Any], *arguments: object) -> Any:
        """Return what stands, as an argument of calls, for what the function returns."""


class InProcess:
    """Calls functions in this process, one after the other."""

    def each(self, function: Callable[..., Any], calls: Iterable[tuple]) -> Iterator[Any]:
        """Yield what the function returns for each tuple of arguments, in their order."""
        return starmap(function, calls)

    def share(self, function: Callable[..., Any], *arguments: object) -> Any:
        """Return what the function returns."""
        return function(*arguments)


class OnCluster:
    """Calls functions on the workers of a client, and knows when these, or the scheduler, are gone.

    Whatever waits raises ClusterError when the scheduler is gone, no worker has come for five minutes (or
    what Dask's setting `presslens.seconds-without-workers` says) or workers die whatever they work on.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._name = uuid.uuid4().hex[:8]
        self._followed = as_completed()

    def each(self, function: Callable[..., Any], calls: Iterable[tuple]) -> Iterator[Any]:
        """Yield what the function returns for each tuple of arguments, as it is ready.

        No more calls are on their way than keep the workers busy; one whose worker died is made again.
        """
        waiting, on_the_way = iter(calls), dict[object, tuple[tuple, int]]()
        try:
            while True:
                for call in islice(waiting, max(self.room() - len(on_the_way), 0)):
                    on_the_way[self._begin(function, call)] = call, 1
                if not on_the_way:
                    return
                future = self.next()
                call, rounds = on_the_way.pop(future.key)
                try:
                    yield result(future)
                except KilledWorker as error:
                    if rounds > MOST_ROUNDS:
                        raise ClusterError(DYING) from error
                    on_the_way[self._begin(function, call)] = call, rounds + 1
        except CommClosedError as error:
            raise ClusterError(GONE) from error

    def share(self, function: Callable[..., Any], *arguments: object) -> Future:
        """Return a future of what the function returns: workers hand it to one another, and make it again
        should they lose it; it never comes here."""
        for _ in range(MOST_ROUNDS):
            future = self.submit(function, *arguments)
            self.follow(future)
            error = failure(self.next())
            if error is None:
                return future
            if not isinstance(error, KilledWorker):
                raise error
        raise ClusterError(DYING)

    def room(self) -> int:
        """Return how many tasks may be on their way: enough for no worker to wait, and no more."""
        return 2 * max(self._threads(), 1) + 2

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future:
        """Have a function called."""
        key = f"{function.__name__}-{self._name}-{uuid.uuid4().hex[:8]}"
        return self._client.submit(function, *arguments, key=key)

    def follow(self, future: Future) -> None:
        """Let `next` return this future once it is done."""
        self._followed.add(future)

    def next(self) -> Future:
        """Wait until a future is done, as long as there are workers, or may soon be some, and return it."""
        patience = float(dask.config.get(_PATIENCE, _SECONDS))
        seen = looked = time.monotonic()
        while not self._followed.has_ready():
            time.sleep(_BETWEEN_GLANCES)
            now = time.monotonic()
            if now - looked >= min(_BETWEEN_LOOKS, patience):
                looked = now
                seen = now if self._threads() else seen
                if now - seen >= patience:
                    raise ClusterError(_NO_WORKERS.format(f"{patience:.0f}"))
        return next(self._followed)

    def _begin(self, function: Callable[..., Any], call: tuple) -> object:
        future = self.submit(function, *call)
        self.follow(future)
        return future.key

    def _threads(self) -> int:
        """Return how many tasks the cluster can work on at a time. Raises ClusterError when it is gone."""
        try:
            return sum(self._client.nthreads().values())
        except (OSError, RuntimeError, ValueError) as error:
            raise ClusterError(GONE) from error


def result(future: Future) -> Any:
    """Return the result of a future that is done. Raises ClusterError when the cluster has lost it."""
    try:
        return future.result()
    except CancelledError as error:
        raise ClusterError(GONE) from error


def failure(future: Future) -> BaseException | None:
    """Return what a future that is done has failed of. Raises ClusterError when the cluster has lost it."""
    try:
        return future.exception()
    except CancelledError as error:
        raise ClusterError(GONE) from error
