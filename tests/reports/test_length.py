"""The pages of an article are as long as its text deserves, with everything unfolded."""

from pathlib import Path

import pytest
from lxml.html import fromstring
from small_reports import forking, item

from analysis.articles import Article
from analysis.reports.catalogue import REPORTS
from analysis.reports.make import make
from analysis.reports.pages import BRIEF

pytestmark = pytest.mark.slow

SHORT = Article(
    id="short",
    text="""Council shuts the old library

The council of Marlow Bay voted on Monday to close the town's only library, two weeks after it had promised \
to keep the doors open. Mayor Ann Lee said that there was no money left. “We have cut everything else,” she \
told reporters.

Readers were furious. “They betrayed every child in this town,” said Bo Day, a teacher who has run \
the reading club for ten years. The union of council workers said that eleven people would lose their jobs \
in June.

The owner of the building, the Harbour Trust, did not answer. The last day is 30 June, and the books will go \
to a school in the next town.""",
)


def words(page: Path) -> int:
    """How many words a page has, folded and hidden ones too."""
    tree = fromstring(page.read_bytes())
    for part in [*tree.iter("script", "style", "title")]:
        part.drop_tree()
    return sum(any(map(str.isalnum, word)) for word in " ".join(tree.itertext()).split())


@pytest.fixture(scope="module")
def made(tmp_path_factory, example_article) -> Path:
    target = tmp_path_factory.mktemp("length")
    with forking() as source:
        published = list(make([item(SHORT), item(example_article)], REPORTS, {}, target, source))
    assert not any(each.failures for each in published)
    return target


def test_an_item_of_a_hundred_words_gives_fifteen_hundred_at_most(made):
    assert 100 < SHORT.words < 120
    pages = list((made / "short").glob("*.html"))
    assert len(pages) == 1 + len(REPORTS)
    assert sum(map(words, pages)) <= 1500


def test_an_article_of_six_hundred_words_gives_six_thousand_at_most(made, example_article):
    assert sum(map(words, (made / example_article.id).glob("*.html"))) <= 10 * example_article.words + 600


def test_what_is_soon_read_stands_on_its_opening_page_alone(made):
    assert SHORT.words <= BRIEF
    assert 'id="s1"' in (made / "short" / "index.html").read_text()
    quotes = (made / "short" / "quotes.html").read_text()
    assert 'id="s1"' not in quotes
    assert 'href="index.html#s' in quotes
    assert 'href="#s' not in quotes
