"""Find the text that brings a process down: each is read and analysed in a process that may die of it.

Run by itself, this module is that process: it takes items on stdin and answers a line for each it survives.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from signal import Signals

from analysis.articles import Article
from analysis.articles.items import SourceItem
from analysis.corpus.engine import patience, worker

_NO_MEMORY, _TOO_SLOW = 77, 1


def fatal(items: Sequence[SourceItem], memory: int | None = None) -> dict[int, str]:
    """Return the places of items that a process does not survive, with a sentence that says why.

    `memory` is how many bytes a process may have, None for as many as there are.
    """
    found: dict[int, str] = {}
    start = 0
    while start < len(items):
        survived, status = _try(items[start:], memory)
        start += survived
        if status == 0:
            break
        if start < len(items):
            found[start] = _sentence(status)
        start += 1
    return found


def _try(items: Sequence[SourceItem], memory: int | None) -> tuple[int, int]:
    """Return how many items a fresh process survives, one after the other, and its exit status."""
    command = [sys.executable, "-m", __name__, str(memory or 0)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        answers, _ = child.communicate(pickle.dumps(list(items)))
    return answers.count(b"\n"), child.returncode


def _sentence(status: int) -> str:
    if status == _NO_MEMORY:
        return "Its analysis took more memory than a worker has."
    if status == _TOO_SLOW:
        return "Its analysis took far too long and was stopped."
    name = Signals(-status).name if status < 0 else f"exit status {status}"
    return f"Its analysis brought the whole process down ({name})."


def _limit(memory: int) -> None:
    if memory and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _main() -> None:
    _limit(int(sys.argv[1]))
    worker.load_models()
    for item in pickle.load(sys.stdin.buffer):
        patience.stop_after(max(item.size, len(item.row)))
        try:
            reading = worker.read_item(item)
            if isinstance(reading, Article):
                worker.rehearse(reading)
        except MemoryError:
            os._exit(_NO_MEMORY)
        except Exception:  # the worker will tell of it: only what kills a process is looked for here
            pass
        finally:
            patience.go_on()
        os.write(sys.stdout.fileno(), b"\n")


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # the worker that asked is gone, and nobody waits for the answer
        _main()
