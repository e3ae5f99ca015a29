"""What all tests share: the example article, read once, and signals as at a terminal."""

import signal
from collections.abc import Iterator

import pytest

from analysis.annotation import Document, annotate
from analysis.articles import Article, load_article
from analysis.paths import EXAMPLE


@pytest.fixture(scope="session")
def example_article() -> Article:
    return load_article(EXAMPLE)


@pytest.fixture(scope="session")
def example(example_article) -> Document:
    return annotate(example_article)


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Let Ctrl-C interrupt, also where the shell that started the tests ignores it, as background jobs do."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
