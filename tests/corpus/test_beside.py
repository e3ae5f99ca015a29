"""Two articles of different groups on one story, side by side."""

import pandas as pd
import pytest

from analysis import Resampling
from analysis.corpus.beside import beside, choose, document
from analysis.corpus.groups import by_outlet
from analysis.errors import CorpusError
from tests.corpus import made

OUTLETS = {"p1": "Post", "p2": "Post", "t1": "Times", "t2": "Times", "s1": "Sun", "t3": "Times", "o": "Owl"}
STORIES = {"p1": "p1", "t1": "p1", "s1": "p1", "p2": "p2", "t2": "p2", "t3": "p1", "o": "o"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    texts = ("Strikers won a victory.", "The port paid.")
    return made.corpus(
        tmp_path_factory.mktemp("corpus"),
        articles=[{"article_id": name, "outlet": outlet, "title": name} for name, outlet in OUTLETS.items()],
        stories=[
            {
                "article_id": name,
                "story": story,
                "likeness": 0.9 if name == "t3" else 0.5,
                "copy_of": "p1" if name == "s1" else None,
            }
            for name, story in STORIES.items()
        ],
        sentences=[
            {
                "article_id": "p1",
                "sentence": number,
                "paragraph": number,
                "part": "body",
                "start": 30 * (number - 1),
                "end": 30 * (number - 1) + len(text),
                "text": text,
            }
            for number, text in enumerate(texts, 1)
        ],
    )


@pytest.mark.parametrize(
    "given, pair",
    [
        (("", ""), ("t3", "p1")),  # of the story that most groups tell: the larger group, its likest article
        (("p2", ""), ("p2", "t2")),
        (("", "p2"), ("t2", "p2")),
        (("s1", ""), ("s1", "t3")),
        (("o", ""), ()),
        (("p1", "o"), ("p1", "o")),
    ],
)
def test_the_pair_is_of_the_story_that_most_groups_tell_unless_named(corpus, given, pair):
    assert choose(corpus, by_outlet(corpus), *given) == pair


def test_an_unknown_article_is_refused(corpus):
    with pytest.raises(CorpusError, match="no article “b”"):
        choose(corpus, by_outlet(corpus), "b")


def test_one_group_has_no_pair(corpus):
    assert choose(corpus, pd.Series("all", corpus.articles.index, name="group")) == ()


def test_an_article_is_shown_from_its_tables(corpus):
    shown = document(corpus, "p1")
    assert [each.text for each in shown.sentences] == ["Strikers won a victory.", "The port paid."]
    for sentence in shown.sentences:
        assert shown.article.text[sentence.start : sentence.end] == sentence.text
    assert len(shown.paragraphs) == 2


def test_two_articles_in_short(corpus):
    table = beside(corpus, ("p1", "p1"), Resampling(20)).set_index("what")
    assert (table["one"] == table["other"]).all()
    assert table.loc["Who speaks, with words", "one"] == "nobody named"
    assert beside(corpus, ()).empty
