"""The process that forks kernels: it loads what notebooks use, and answers each request with a fork of it.

`analysis.reports.kernels` starts it as `python -m analysis.reports.forking`, with one end of a socket as its
standard input. A request is a JSON object, the answer the id of the new process as digits:

    {"arguments": [...], "cwd": "...", "log": "...", "environment": {...}}
        a kernel, started as ipykernel starts with these arguments
    {"article": "..."}, with a socket beside it
        a fork that reads the article, and then serves on that socket

Only a process of one thread can be forked safely, so this one has ended its threads before it serves, and no
other library runs any. It ends when nobody can ask any more, and every kernel ends when what it was forked
from does.
"""

import gc
import json
import os
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pkgutil import resolve_name
from threading import Thread
from typing import TYPE_CHECKING

from analysis.reports import catalogue

if TYPE_CHECKING:
    from analysis.annotation import Document

LONGEST_REQUEST = 65_536  # bytes
_KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
)
_EVERY_NOTEBOOK = ("analysis.coding.corrections", "analysis.presentation")
_TEXT = """The mayor said on Monday that the bridge was a disgrace. “It is a shame,” Ann Lee told reporters.

The council of Paris attacked her, and nobody was happy with the good old bridge."""


def preload() -> None:
    """Import and use once what kernels and the notebooks of all reports use, so that no kernel has to."""
    from analysis.annotation import annotate
    from analysis.articles import Article, language

    languages = Thread(target=language.identify, args=(_TEXT,))  # unpacks a large file, which needs no Python
    languages.start()
    for name in (*_KERNEL, *_EVERY_NOTEBOOK):
        import_module(name)
    document = annotate(Article(text=_TEXT))
    for report in catalogue.REPORTS:
        use(report.preload, document)
    _show(document)
    languages.join()
    gc.freeze()


def use(names: Sequence[str], document: "Document") -> None:
    """Import modules ("package.module"), and call functions ("package.module:function") on a document."""
    for name in names:
        found = resolve_name(name)
        if ":" in name:
            found(document)


def _show(document: "Document") -> None:
    """Make one of each piece that every report shows."""
    from analysis import presentation
    from analysis.annotation.mentions import articles
    from analysis.files import as_csv
    from analysis.presentation import marked_text
    from analysis.presentation.charts.chart import chart

    frame = articles(document)
    as_csv(frame)
    presentation.table(frame, "An article")
    presentation.card("sentiment")
    presentation.provenance(document)
    marked_text.heat(document, [0.0] * len(document.sentences), "")
    drawing = chart(alt="A point")
    axes = drawing.subplots()
    axes.plot([0, 1], [0, 1], label="A point")
    axes.set_title("A title")
    drawing.legend(loc="outside lower center")
    drawing.svg()


def serve(requests: socket.socket) -> None:
    """Fork for each request, and answer with the new process's id, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children: the system reaps them
    parent = os.getpid()
    while True:
        message, handles, *_ = socket.recv_fds(requests, LONGEST_REQUEST, 1)
        if not message:
            return
        pid = os.fork()
        if pid == 0:
            requests.close()
            _become(json.loads(message), handles, parent)
        for handle in handles:
            os.close(handle)
        requests.send(str(pid).encode())


def _become(request: dict, handles: Sequence[int], parent: int) -> None:
    """Turn a fresh fork into what was asked for, and end with it."""
    try:
        if "article" in request:
            with suppress(Exception):  # a kernel that fails in the same way has a cell to say so
                read_article(request["article"])
            serve(socket.socket(fileno=handles[0]))
        else:
            _run_kernel(request, parent)
    finally:
        os._exit(1)


def read_article(path: str) -> None:
    """Read an article for all its kernels: `annotate` returns there what is found here."""
    from analysis import annotation, attribution
    from analysis.annotation.mentions import articles
    from analysis.articles import load_article
    from analysis.models.readers import BASE, SMALL, read
    from analysis.presentation import notes

    document = annotation.annotate(load_article(path))
    attribution.voices(document)
    read(document, SMALL)
    notes.notes(document, BASE, notes.KINDS_OF_NOTES)  # and the claims that they rest on
    articles(document)  # tells the language, which the article then knows
    annotation.keep(document)
    gc.freeze()


def _run_kernel(request: dict, parent: int) -> None:
    """Run a kernel as the program ipykernel does, in a session, a folder and a log of its own."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, source in enumerate((os.open(os.devnull, os.O_RDONLY), log, log)):
        os.dup2(source, number)
    os.chdir(request["cwd"])
    os.environ.update(request["environment"])
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(request["arguments"], parent_handle=parent)  # and ends when the parent does


if __name__ == "__main__":
    preload()
    serve(socket.socket(fileno=0))
