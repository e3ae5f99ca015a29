"""Writes down what a process should not do, in every process that has this folder on its PYTHONPATH.

What is written, moved or removed outside of the folders in GUARD_FOLDERS, every connection to the network,
every program that is started and every pickle that is read becomes a line of the file GUARD_LOG.
"""

import os
import sys
from pathlib import Path

FOLDERS = tuple(os.path.realpath(folder) for folder in os.environ["GUARD_FOLDERS"].split(os.pathsep))
LOG = os.open(os.environ["GUARD_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FOLDER_OF = {"os.remove": 1, "os.rmdir": 1, "os.mkdir": 2}  # where the number of an open folder stands
PATHS = {
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 1,
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
}
FORBIDDEN = {
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "pty.spawn",
    "socket.getaddrinfo",
    "pickle.find_class",
}
HARMLESS = (
    "analysis.reports.forking",
    "'fc-list'",
    "'uname'",
)  # ours, matplotlib's search for fonts, platform's


def _outside(path: object, folder: int = -1) -> bool:
    if not isinstance(path, str | bytes) or path == os.devnull:
        return False
    beginning = f"/proc/self/fd/{folder}" if folder >= 0 else ""
    place = os.path.realpath(Path(beginning, os.fsdecode(path)))
    return not any(place == folder or place.startswith(folder + os.sep) for folder in FOLDERS)


def _written(event: str, arguments: tuple) -> list:
    if event == "open":
        return [arguments[0]] if isinstance(arguments[2], int) and arguments[2] & WRITES else []
    return list(arguments[: PATHS.get(event, 0)])


def _watch(event: str, arguments: tuple) -> None:
    said = ""
    if event == "open" or event in PATHS:
        folder = arguments[FOLDER_OF[event]] if event in FOLDER_OF else -1
        outside = [path for path in _written(event, arguments) if _outside(path, folder)]
        said = f"{event} {outside}" if outside else ""
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        said = f"{event} {arguments[1]}"
    elif event in FORBIDDEN and not any(name in str(arguments) for name in HARMLESS):
        said = f"{event} {arguments[:2]}"
    if said:
        os.write(LOG, f"{said!r}\n".encode(errors="replace"))


sys.addaudithook(_watch)
