"""Connections to the web that are hung up when their time is over, whatever the server is doing."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class _Opened(threading.local):
    def __init__(self) -> None:
        self.connections: list[HTTPConnection] = []


_opened = _Opened()


class _Known:
    """Says that it connects, so that `hung_up` finds it."""

    def connect(self) -> None:
        _opened.connections.append(self)
        super().connect()


class _Plain(_Known, HTTPConnection):
    """An http connection."""


class _Secure(_Known, HTTPSConnection):
    """An https connection."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Pools(PoolManager):
    """urllib3's pools, with connections that `hung_up` knows."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}


@contextmanager
def hung_up(seconds: float) -> Iterator[None]:
    """Hang up on whatever this thread has connected to since, when so many seconds are over.

    A socket's own limit is for one silence: a server that sends its headers byte by byte never exceeds it.
    """
    _opened.connections = connections = []

    def hang_up() -> None:
        for connection in connections:
            with suppress(OSError, AttributeError):  # not connected yet, or no more
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
