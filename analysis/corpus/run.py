"""A run over a corpus: parts stream through the workers, and what is finished stays finished.

Every part is read by a worker; then, in the corpus's order, it is decided here which of its articles are new
and what they are called; then a worker analyses and writes it. So the tables do not depend on how many
workers there are, which of them are fast, which die, or how often the run was started.
"""

import time
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass, field

import dask
from distributed import Client, Future, KilledWorker, as_completed, get_worker
from distributed.comm import CommClosedError

from analysis.articles.items import Part
from analysis.corpus import isolation, worker
from analysis.corpus.deduplication import Deduplicator, Key, Verdict
from analysis.corpus.store import Receipt, Store
from analysis.errors import ClusterError, CorpusError

_MOST_ROUNDS = 20
_PATIENCE = "presslens.seconds-without-workers"
_SECONDS, _BETWEEN_LOOKS, _BETWEEN_GLANCES = 300, 5, 0.02
_GONE = "The cluster is gone; what was finished is kept, and the same command goes on from there."
_NO_WORKERS = (
    "The cluster has had no workers for {} seconds; what was finished is kept. "
    "Start some, and the same command goes on from there."
)

Progress = Callable[[int, bool], object]
"""Called with how many items are through, and whether they were finished before this run."""


@dataclass
class _PartState:
    """A part on its way: what a worker read, what was decided, what it may not be tried with again."""

    part: Part
    receipt: Receipt | None = None
    readings: Future | None = None
    keys: list[Key | None] | None = None
    verdicts: list[Verdict] | None = None
    fatal: dict[int, str] = field(default_factory=dict)
    rounds: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether its articles are known, so that those of later parts can be compared with them."""
        return self.receipt is not None or self.keys is not None


class Run:
    """One run over the parts of a corpus, on the workers of a client."""

    def __init__(self, client: Client, store: Store, progress: Progress = lambda items, before: None) -> None:
        self._client, self._store, self._progress = client, store, progress
        self._name = uuid.uuid4().hex[:8]
        self._futures = as_completed()
        self._next: dict[object, Callable[..., None]] = {}
        self._states: dict[object, _PartState] = {}
        self._waiting: deque[_PartState] = deque()
        self._rows: Counter[str] = Counter()
        self._open = 0

    def over(self, parts: Iterable[Part]) -> dict[str, int]:
        """Process all parts, and return how many rows each table has, those of earlier runs included.

        Raises CorpusError when the folder holds a run over other sources, ClusterError when the scheduler is
        gone, no worker has come for five minutes (or what Dask's setting `presslens.seconds-without-workers`
        says) or workers die whatever they work on, and OSError when a table cannot be written.
        """
        finished = self._store.finished()
        try:
            with closing(Deduplicator()) as self._deduplicator:
                for part in parts:
                    while self._open >= self._room():
                        self._advance()
                    self._take_up(part, self._receipt(part) if part.number in finished else None)
                while self._open:
                    self._advance()
        except CommClosedError as error:
            raise ClusterError(_GONE) from error
        return dict(self._rows)

    def _room(self) -> int:
        """Return how many parts may be on their way: enough for no worker to wait, and no more."""
        return 2 * max(self._threads(), 1) + 2

    def _threads(self) -> int:
        """Return how many texts the cluster can work on at a time. Raises ClusterError when it is gone."""
        try:
            return sum(self._client.nthreads().values())
        except (OSError, RuntimeError, ValueError) as error:
            raise ClusterError(_GONE) from error

    def _receipt(self, part: Part) -> Receipt | None:
        receipt = self._store.receipt(part.number)
        if receipt and receipt.digest != part.digest:
            raise CorpusError(
                f"“{self._store.url}” holds a run over other sources or other options; give another folder."
            )
        return receipt

    def _take_up(self, part: Part, receipt: Receipt | None) -> None:
        state = _PartState(part, receipt)
        self._waiting.append(state)
        self._open += 1
        if receipt is None:
            self._read(state)
        else:
            self._settle()

    def _read(self, state: _PartState) -> None:
        state.readings = self._submit(worker.read, state.part.items, state.fatal)
        if state.verdicts is None:
            self._expect(state, self._submit(worker.keys, state.readings), self._have_keys)
        else:
            self._process(state)

    def _have_keys(self, state: _PartState, keys: list[Key | None]) -> None:
        state.keys = keys
        self._settle()

    def _settle(self) -> None:
        """Decide on the parts that are read, in the corpus's order, and have them analysed."""
        while self._waiting and self._waiting[0].is_settled:
            state = self._waiting.popleft()
            if state.receipt is not None:
                self._deduplicator.remember(state.receipt.settled)
                self._finish(state, state.receipt.rows, before=True)
            else:
                state.verdicts = self._deduplicator.settle(state.keys or [])
                self._process(state)

    def _process(self, state: _PartState) -> None:
        future = self._submit(worker.process, state.part, state.readings, state.verdicts, self._store.url)
        self._expect(state, future, self._finish)

    def _finish(self, state: _PartState, rows: dict[str, int], before: bool = False) -> None:
        self._rows.update(rows)
        self._open -= 1
        state.readings = None
        self._progress(len(state.part.items), before)

    def _submit(self, function: Callable, *arguments: object) -> Future:
        key = f"{function.__name__}-{self._name}-{uuid.uuid4().hex[:8]}"
        return self._client.submit(function, *arguments, key=key)

    def _expect(self, state: _PartState, future: Future, then: Callable[..., None]) -> None:
        self._states[future.key], self._next[future.key] = state, then
        self._futures.add(future)

    def _advance(self) -> None:
        """Wait for the next future, and do what comes after it."""
        self._wait()
        future = next(self._futures)
        state, then = self._states.pop(future.key), self._next.pop(future.key)
        try:
            result = future.result()
        except KilledWorker:
            self._try_alone(state)
        except CancelledError as error:
            raise ClusterError(_GONE) from error
        else:
            then(state, result)

    def _wait(self) -> None:
        """Wait until a future is done, as long as there are workers, or may soon be some."""
        patience = float(dask.config.get(_PATIENCE, _SECONDS))
        seen = looked = time.monotonic()
        while not self._futures.has_ready():
            time.sleep(_BETWEEN_GLANCES)
            now = time.monotonic()
            if now - looked >= min(_BETWEEN_LOOKS, patience):
                looked = now
                seen = now if self._threads() else seen
                if now - seen >= patience:
                    raise ClusterError(_NO_WORKERS.format(f"{patience:.0f}"))

    def _try_alone(self, state: _PartState) -> None:
        """Workers have died of a part, or over it: find out whether one of its texts brings them down."""
        state.rounds += 1
        if state.rounds > _MOST_ROUNDS:
            raise ClusterError("Workers die whatever they work on; what was finished is kept.")
        self._expect(state, self._submit(find_fatal, state.part), self._tried)

    def _tried(self, state: _PartState, fatal: dict[int, str]) -> None:
        state.fatal |= fatal
        self._read(state)


def find_fatal(part: Part) -> dict[int, str]:
    """Return which items of a part bring a process down; run by a worker, within the memory it has."""
    return isolation.fatal(part.items, get_worker().memory_manager.memory_limit)


def run_here(parts: Iterable[Part], store: Store) -> dict[str, int]:
    """Process all parts in this process, one after the other, without a cluster; as `Run.over` otherwise."""
    rows: Counter[str] = Counter()
    with closing(Deduplicator()) as deduplicator:
        for part in parts:
            readings = worker.read(part.items, {})
            verdicts = deduplicator.settle(worker.keys(readings))
            rows.update(worker.process(part, readings, verdicts, store.url))
    return dict(rows)
