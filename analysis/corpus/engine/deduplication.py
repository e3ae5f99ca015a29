"""What a run has taken so far: texts by outlet, and names. Kept on disk, so that memory does not grow."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import NamedTuple


class Key(NamedTuple):
    """What tells articles apart: the id, the outlet, the SHA-256 of the text."""

    id: str
    outlet: str | None
    sha256: str

    @property
    def digest(self) -> str:
        """Stands for the text and the outlet together."""
        outlet = " ".join((self.outlet or "").casefold().split())
        return hashlib.sha256(f"{self.sha256} {outlet}".encode(errors="replace")).hexdigest()[:32]


class Verdict(NamedTuple):
    """The id under which an article is analysed, or the `reason` why it is not."""

    id: str = ""
    reason: str = ""
    digest: str = ""


class Deduplicator:
    """Decides which articles of a corpus are new, in the corpus's order."""

    def __init__(self) -> None:
        self._taken = sqlite3.connect("")  # a temporary file of sqlite's own
        self._taken.execute("create table names (name text primary key) without rowid")
        self._taken.execute("create table texts (digest text primary key, id text) without rowid")

    def close(self) -> None:
        """Forget everything."""
        self._taken.close()

    def settle(self, keys: Sequence[Key | None]) -> list[Verdict]:
        """Return a verdict for each key, an empty one for None.

        The same text from the same outlet is left out. An id that is taken (file systems may ignore case)
        gets the beginning of a hash behind it, so ids are the same in every run.
        """
        return [Verdict() if key is None else self._verdict(key) for key in keys]

    def remember(self, settled: Iterable[tuple[str, str]]) -> None:
        """Take over (id, digest) pairs that an earlier run has settled."""
        for name, digest in settled:
            self._taken.execute("insert or ignore into names values (?)", [name.casefold()])
            self._taken.execute("insert or ignore into texts values (?, ?)", [digest, name])

    def _verdict(self, key: Key) -> Verdict:
        known = self._one("select id from texts where digest = ?", key.digest)
        if known:
            return Verdict(
                reason=f"It is the same text from the same outlet as “{known[0]}”, and was skipped."
            )
        name, length = key.id, 8
        while self._one("select 1 from names where name = ?", name.casefold()):
            name, length = f"{key.id}-{key.digest[:length]}", length + 4
        self.remember([(name, key.digest)])
        return Verdict(name, digest=key.digest)

    def _one(self, query: str, value: str) -> tuple | None:
        with closing(self._taken.execute(query, [value])) as found:
            return found.fetchone()
