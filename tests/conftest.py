"""What all tests share: the example article, read once."""

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
