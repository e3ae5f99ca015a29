"""The browser of the browser tests: Debian's Chromium or Google's Chrome, without a word to the network."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

PATH = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]
needed = pytest.mark.skipif(PATH is None, reason="no chromium, chromium-browser or google-chrome on the PATH")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=PATH, args=FLAGS)
        try:
            yield started
        finally:
            started.close()
