"""A run over a corpus: parts stream through the workers, and what is finished stays finished.

Every part is read by a worker; then, in the corpus's order, it is decided here which of its articles are new
and what they are called; then a worker analyses and writes it. So the tables do not depend on how many
workers there are, which of them are fast, which die, or how often the run was started.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from distributed import Client, Future, KilledWorker, get_worker
from distributed.comm import CommClosedError

from analysis.articles.items import Part
from analysis.corpus.engine import isolation, worker
from analysis.corpus.engine.deduplication import Deduplicator, Key, Verdict
from analysis.corpus.engine.executor import DYING, GONE, MOST_ROUNDS, OnCluster, result
from analysis.corpus.engine.store import Receipt, Store
from analysis.corpus.engine.worker import Correction
from analysis.errors import ClusterError, CorpusError

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

    def __init__(
        self,
        client: Client,
        store: Store,
        progress: Progress = lambda items, before: None,
        codings: Mapping[str, Correction] = {},
    ) -> None:
        self._store, self._progress, self._codings = store, progress, codings
        self._workers = OnCluster(client)
        self._next: dict[object, Callable[..., None]] = {}
        self._states: dict[object, _PartState] = {}
        self._waiting: deque[_PartState] = deque()
        self._rows: Counter[str] = Counter()
        self._open = 0

    def over(self, parts: Iterable[Part]) -> dict[str, int]:
        """Process all parts, and return how many rows each table has, those of earlier runs included.

        Raises CorpusError when the folder holds a run over other sources, ClusterError when the cluster is
        gone (see `OnCluster`) or workers die whatever they work on, and OSError when a table cannot be
        written.
        """
        finished = self._store.finished()
        try:
            with closing(Deduplicator()) as self._deduplicator:
                for part in parts:
                    while self._open >= self._workers.room():
                        self._advance()
                    self._take_up(part, self._receipt(part) if part.number in finished else None)
                while self._open:
                    self._advance()
        except CommClosedError as error:
            raise ClusterError(GONE) from error
        return dict(self._rows)

    def _receipt(self, part: Part) -> Receipt | None:
        """Return the receipt of a finished part; None where it has to be made, or an article coded, anew."""
        receipt = self._store.receipt(part.number)
        if receipt and receipt.digest != part.digest:
            raise CorpusError(
                f"“{self._store.url}” holds a run over other sources or other options; give another folder, "
                "or name what is to be added as a source of its own, after those that are there."
            )
        if receipt and receipt.coded != worker.digests(self._coded(name for name, _ in receipt.settled)):
            return None
        return receipt

    def _coded(self, names: Iterable[str]) -> dict[str, Correction]:
        """Return the codings of those articles that have one."""
        return {name: self._codings[name] for name in names if name in self._codings}

    def _take_up(self, part: Part, receipt: Receipt | None) -> None:
        state = _PartState(part, receipt)
        self._waiting.append(state)
        self._open += 1
        if receipt is None:
            self._read(state)
        else:
            self._settle()

    def _read(self, state: _PartState) -> None:
        state.readings = self._workers.submit(worker.read, state.part.items, state.fatal)
        if state.verdicts is None:
            self._expect(state, self._workers.submit(worker.keys, state.readings), self._have_keys)
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
        coded = self._coded(verdict.id for verdict in state.verdicts or [])
        arguments = state.part, state.readings, state.verdicts, self._store.url, coded
        self._expect(state, self._workers.submit(worker.process, *arguments), self._finish)

    def _finish(self, state: _PartState, rows: dict[str, int], before: bool = False) -> None:
        self._rows.update(rows)
        self._open -= 1
        state.readings = None
        self._progress(len(state.part.items), before)

    def _expect(self, state: _PartState, future: Future, then: Callable[..., None]) -> None:
        self._states[future.key], self._next[future.key] = state, then
        self._workers.follow(future)

    def _advance(self) -> None:
        """Wait for the next future, and do what comes after it."""
        future = self._workers.next()
        state, then = self._states.pop(future.key), self._next.pop(future.key)
        try:
            found = result(future)
        except KilledWorker:
            self._try_alone(state)
        else:
            then(state, found)

    def _try_alone(self, state: _PartState) -> None:
        """Workers have died of a part, or over it: find out whether one of its texts brings them down."""
        state.rounds += 1
        if state.rounds > MOST_ROUNDS:
            raise ClusterError(DYING)
        self._expect(state, self._workers.submit(find_fatal, state.part), self._tried)

    def _tried(self, state: _PartState, fatal: dict[int, str]) -> None:
        state.fatal |= fatal
        self._read(state)


def find_fatal(part: Part) -> dict[int, str]:
    """Return which items of a part bring a process down; run by a worker, within the memory it has."""
    return isolation.fatal(part.items, get_worker().memory_manager.memory_limit)


def run_here(parts: Iterable[Part], store: Store, codings: Mapping[str, Correction] = {}) -> dict[str, int]:
    """Process all parts in this process, one after the other, without a cluster; as `Run.over` otherwise."""
    rows: Counter[str] = Counter()
    with closing(Deduplicator()) as deduplicator:
        for part in parts:
            readings = worker.read(part.items, {})
            verdicts = deduplicator.settle(worker.keys(readings))
            coded = {each.id: codings[each.id] for each in verdicts if each.id in codings}
            rows.update(worker.process(part, readings, verdicts, store.url, coded))
    return dict(rows)
