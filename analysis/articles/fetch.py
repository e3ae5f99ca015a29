"""Fetch a web page: from the web only, and within limits of time, size and redirects.

A connection is hung up when its time is over, whatever the server is doing: a socket's own limit is for one
silence, and a server that sends its headers byte by byte never exceeds it.
"""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from http.client import HTTPException
from http.client import responses as reasons
from pathlib import PurePosixPath
from typing import Any, TypeGuard
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    NewConnectionError,
    SSLError,
    TimeoutError,
)
from urllib3.util import Url, parse_url

from analysis.articles.folders import article_kind
from analysis.articles.source import LIMIT, Source, quoted_name, too_long
from analysis.errors import ArticleError

SECONDS_TO_ANSWER = 10.0
SECONDS_IN_ALL = 30.0
REDIRECTS = 8

_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HEADERS = {
    "User-Agent": "Presslens (research toolkit for the news)",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/json, */*;q=0.1",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate",
}
_CONTENT_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "text/markdown": "markdown",
    "text/plain": None,
    "application/octet-stream": None,
}
_SAVE_IT = "open it in a browser, save the article as text and give that file"


class _Opened(threading.local):
    def __init__(self) -> None:
        self.connections: list[HTTPConnection] = []


_opened = _Opened()


class _Plain(HTTPConnection):
    """An http connection that says that it connects, so that `hung_up` finds it."""

    def connect(self) -> None:
        _opened.connections.append(self)
        super().connect()


class _Secure(_Plain, HTTPSConnection):
    """An https connection that does so, too."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Pools(PoolManager):
    """urllib3's pools, with connections that `hung_up` knows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}


@contextmanager
def hung_up(seconds: float) -> Iterator[None]:
    """Hang up on whatever this thread has connected to since, when so many seconds are over."""
    connections: list[HTTPConnection] = []
    _opened.connections = connections

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


def is_address(source: object) -> TypeGuard[str]:
    """Tell whether a source is an address ("https://...", of whatever scheme) and not a path."""
    return isinstance(source, str) and bool(_ADDRESS.match(source))


def fetch(address: str) -> Source:
    """Fetch an http or https address.

    Raises ArticleError for another scheme (also one redirected to), more than `REDIRECTS` redirects, a host
    that is not reached or is silent for `SECONDS_TO_ANSWER`, a page that takes over `SECONDS_IN_ALL`, breaks
    off or is over `LIMIT` bytes when unpacked, a status other than 2xx, and a type that holds no article.
    """
    name, deadline = quoted_name(address), time.monotonic() + SECONDS_IN_ALL
    with _explained(name, deadline), hung_up(SECONDS_IN_ALL), Pools(headers=_HEADERS, retries=False) as pool:
        response, url = _follow(pool, address.strip(), name, deadline)
        try:
            return _received(response, url, name, deadline)
        finally:
            response.close()


@contextmanager
def _explained(name: str, deadline: float) -> Iterator[None]:
    """Turn what can go wrong on the way into one sentence each."""
    try:
        with _late(name, deadline):
            yield
    except ArticleError:
        raise
    except NewConnectionError as error:
        raise ArticleError(f"{name} cannot be reached; check the address and the connection.") from error
    except TimeoutError as error:
        raise _too_slow(name) from error
    except SSLError as error:
        raise ArticleError(f"{name} has no valid security certificate; {_SAVE_IT}.") from error
    except DecodeError as error:
        raise ArticleError(f"{name} arrived damaged, its compression is broken; {_SAVE_IT}.") from error
    except ValueError as error:
        raise ArticleError(f"{name} is not a web address, or leads to none; check its spelling.") from error
    except (HTTPError, HTTPException, OSError) as error:
        raise ArticleError(
            f"{name} broke off before the page was whole; try again, or {_SAVE_IT}."
        ) from error


@contextmanager
def _late(name: str, deadline: float) -> Iterator[None]:
    """Turn whatever breaks once the time is up into the sentence that says so."""
    try:
        yield
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if time.monotonic() > deadline and not isinstance(error, ArticleError):
            raise _too_slow(name) from error
        raise


def _follow(pool: PoolManager, url: str, name: str, deadline: float) -> tuple[BaseHTTPResponse, str]:
    """Return the first response that is not a redirect, and the address it came from.

    urllib3's own way of following would read a redirect's body to its end, which need not have one.
    """
    for _ in range(REDIRECTS + 1):
        url = _checked(parse_url(url), name).url
        wait = Timeout(SECONDS_TO_ANSWER)
        response = pool.request("GET", url, redirect=False, preload_content=False, timeout=wait)
        target = response.get_redirect_location()
        if not target:
            return response, url
        response.close()
        if time.monotonic() > deadline:
            raise _too_slow(name)
        url = urljoin(url, target)
    raise ArticleError(f"{name} redirects more than {REDIRECTS} times and leads nowhere; {_SAVE_IT}.")


def _checked(url: Url, name: str) -> Url:
    if url.scheme not in ("http", "https"):
        raise ArticleError(
            f"{name} leads to a “{url.scheme}” address; only http and https addresses are read."
        )
    if url.auth:
        raise ArticleError(f"{name} holds a user name, which reports would show; {_SAVE_IT}.")
    return url._replace(fragment=None)


def _received(response: BaseHTTPResponse, url: str, name: str, deadline: float) -> Source:
    if not 200 <= response.status < 300:
        reason = f"{response.status} {reasons.get(response.status, '')}".strip()
        advice = "try again later" if response.status >= 500 else "check the address"
        raise ArticleError(f"{name} answered {reason} and no page; {advice}, or {_SAVE_IT}.")
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "application/octet-stream")
    content_type = header.get_content_type()
    if content_type not in _CONTENT_TYPES:
        raise ArticleError(f"{name} is of type {content_type}, not a page of text; {_SAVE_IT}.")
    path = PurePosixPath(parse_url(url).path or "/")
    kind = _CONTENT_TYPES[content_type] or article_kind(path.name)
    charset = header.get_content_charset()
    return Source(name, _body(response, name, deadline), kind, url=url, charset=charset)


def _body(response: BaseHTTPResponse, name: str, deadline: float) -> bytes:
    """Read the body as it comes, unpacked bit by bit, so that nothing can swell or trickle without end."""
    body = bytearray()
    while chunk := response.read1(65_536):
        body += chunk
        if len(body) > LIMIT:
            raise too_long(name)
        if time.monotonic() > deadline:
            raise _too_slow(name)
    if time.monotonic() > deadline:  # hung up on, which looks like the end
        raise _too_slow(name)
    return bytes(body)


def _too_slow(name: str) -> ArticleError:
    return ArticleError(f"{name} takes too long to answer; try again later, or {_SAVE_IT}.")
