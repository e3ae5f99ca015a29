"""Sentence numbers lead both ways: to the text, and back to each section that uses the sentence."""

import pytest
from markupsafe import Markup

from analysis import presentation
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.presentation import marked_text
from analysis.reports.backlinks import link_back
from analysis.reports.tree import parsed, written

ARTICLE = Article("The mayor left. The town was angry.", id="town", title="A <town>")


def linked(page: Markup) -> tuple[Markup, Markup]:
    tree = parsed(page)
    lists = link_back(tree)
    return written(tree), lists


@pytest.fixture(scope="module")
def page() -> Markup:
    """Two findings on sentence 1 under one heading, one table cell under another, and the text."""
    text = marked_text.text(annotate(ARTICLE), [])
    return Markup(
        '<h2 id="findings">Findings &amp; more</h2>{0}, {0}<h2 id="table">The table</h2>{0}{1}'
    ).format(presentation.sentence_link(1), text.markup)


def test_a_sentence_leads_back_to_each_section_that_uses_it(page):
    tree = parsed(page)
    lists = link_back(tree)
    links = tree.findall(".//a[@href='#s1']")
    assert [link.get("id") for link in links] == ["use-1", None, "use-2"]
    for anchor, heading in (("use-1", "Findings &amp; more"), ("use-2", "The table")):
        assert f'<li><a href="#{anchor}">{heading}</a></li>' in lists
    (number,) = tree.findall(".//span[@id='s1']/button")
    assert (number.text, number.get("class"), number.get("popovertarget")) == ("1", "n", "used-1")
    assert number.tail == "The mayor left."
    assert 'id="used-1" class="pop" role="group" aria-label="Sentence 1 is used in"' in lists


def test_a_sentence_that_nothing_uses_keeps_its_number(page):
    marked, lists = linked(page)
    assert 'id="s2"><a class="n" href="#s2"' in marked
    assert "used-2" not in marked + lists


def test_a_second_text_without_anchors_is_not_a_use():
    text = marked_text.text(annotate(ARTICLE), [], anchors=False).markup
    assert linked(text) == (text, "")


def test_subsections_are_places_of_their_section():
    page = Markup('<h2 id="a">A</h2>{0}<h3 id="b">B</h3>{0}').format(presentation.sentence_link(1))
    marked, lists = linked(page)
    assert marked.count('id="use-') == lists.count("<li>") == 1


def test_what_only_looks_like_a_link_to_a_sentence_is_left_alone():
    page = Markup(
        '<h2 id="a">A</h2><pre>&lt;a class="s" href="#s1"&gt;</pre><a class="s" href="#seven">7</a>'
    )
    assert linked(page) == (page, "")
