"""What the tests of coding share: the example's texts to code, and a sheet with a sample of them."""

import pytest

from analysis.coding import draw
from analysis.coding.units import of_document


@pytest.fixture(scope="module")
def material(example):
    return of_document(example)


@pytest.fixture(scope="module")
def sheet(material):
    return draw(material, 8)
