"""Sentences of many articles on one page: called by outlet, title and date, each with an anchor."""

import pandas as pd
import pytest

from analysis.presentation import cited
from analysis.reports.citations import settle
from analysis.reports.tree import parsed, written

ARTICLES = pd.DataFrame(
    [
        ("a", "Council closes <b>library</b>", "Post", "2024-05-03T10:00:00Z"),
        ("b", "A title that goes on and on " * 6, None, None),
        ("c", None, "Times", "2024-05-04"),
    ],
    columns=["article_id", "title", "outlet", "published"],
).set_index("article_id")


@pytest.mark.parametrize(
    "article, said",
    [
        ("a", "Post, “Council closes <b>library</b>”, 2024-05-03"),
        ("b", "unknown outlet, “A title that goes on and on"),
        ("c", "Times, “c”, 2024-05-04"),
    ],
)
def test_an_article_is_called_by_outlet_title_and_date(article, said):
    called = cited.called(article, ARTICLES)
    assert called.startswith(said) and len(called) < 140


def rows(*places: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["article_id", "sentence", "text"])


def test_a_sentence_stands_with_its_place_and_nothing_of_it_is_markup():
    listed = cited.cite(rows(("a", 4, "It <i>rained</i>.")), ARTICLES)
    assert "It &lt;i&gt;rained&lt;/i&gt;." in listed and "&lt;b&gt;library" in listed
    assert "sentence 4</span>" in listed and f'id="{cited.anchor("a", 4)}"' in listed


def test_anchors_tell_sentences_and_articles_apart():
    anchors = {cited.anchor(article, number) for article in "abc" for number in (1, 2, 11)}
    assert len(anchors) == 9 and cited.anchor("a", 1) == cited.anchor("a", 1)


def test_on_a_page_each_anchor_stands_once_and_no_link_leads_nowhere():
    twice = cited.cite(rows(("a", 4, "It rained.")), ARTICLES)
    page = parsed(
        f'<div>{twice}{twice}<details id="{cited.behind("hedging")}"></details>'
        f"<p>{cited.link('Hedging', 'hedging')} and {cited.link('Length', 'length')}.</p></div>"
    )
    settle(page)
    found = written(page)
    anchor = cited.anchor("a", 4)
    assert found.count(f'id="{anchor}"') == 1 and found.count(f'href="#{anchor}"') == 1
    assert f'href="#{cited.behind("hedging")}"' in found
    assert "and Length." in found and cited.behind("length") not in found
