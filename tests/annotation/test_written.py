"""How a text writes a name: by its fullest form there, which is not always the canonical one."""

import pytest

from analysis.annotation import annotate, as_written
from analysis.articles import Article

TEXTS = [
    ("The IMF said no, and the US agreed.", "International Monetary Fund", "IMF"),
    ("The IMF said no, and the US agreed.", "United States", "US"),
    ("The International Monetary Fund (IMF) said no. The IMF met.", "International Monetary Fund", None),
    ("Moscow said no.", "Russia", None),
    ("Ann Lee said no. Lee left.", "Ann Lee", None),
    ("Ann Lee said no. Lee left.", "Tom Hall", None),
]


@pytest.mark.parametrize(("text", "entity", "written"), TEXTS)
def test_the_fullest_form_in_the_text(text, entity, written):
    assert as_written(annotate(Article(text=text)), entity) == (written or entity)
