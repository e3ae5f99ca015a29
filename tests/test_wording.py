"""Names in sentences."""

import pytest

from analysis.wording import with_article


@pytest.mark.parametrize(
    "name, shown",
    [
        ("United States", "the United States"),
        ("Dominican Republic", "the Dominican Republic"),
        ("Iran", "Iran"),
        ("United Airlines", "United Airlines"),
        ("Donald Trump", "Donald Trump"),
    ],
)
def test_names_with_an_article(name, shown):
    assert with_article(name) == shown
