"""Terms lead to their definitions where a page first uses them."""

import pytest
from markupsafe import Markup

from analysis.reports.glossary import define, terms
from analysis.reports.tree import parsed, written


def defined(page: str) -> Markup:
    tree = parsed(page)
    define(tree, "methods.html")
    return written(tree)


def test_a_term_leads_to_its_definition_where_it_is_first_used():
    marked = defined('<div class="prose">\n<p>A frame and a FRAME.</p></div>')
    assert marked.count('href="methods.html#term-frame"') == 1
    assert ">frame</a> and a FRAME." in marked


def test_the_longest_term_counts():
    marked = defined('<div class="prose"><p>generic frames, macro-F1</p></div>')
    assert '#term-generic-frame">generic frames</a>' in marked
    assert '#term-macro-f1">macro-F1</a>' in marked
    assert "term-f1" not in marked


@pytest.mark.parametrize(
    "block",
    [
        '<div class="prose"><h2 id="frame">Frame</h2></div>',
        '<div class="prose"><p><a href="#x">frame</a> <code>frame</code></p></div>',
        '<div class="prose"><p>airframe frame-like</p></div>',
        "<p>frame</p>",
    ],
)
def test_no_definition_in_headings_links_code_and_parts_of_words(block):
    assert defined(block) == block


def test_terms_are_defined_once_in_whole_sentences():
    forms = [form.lower() for term in terms() for form in (term.name, *term.forms)]
    assert len(forms) == len(set(forms))
    assert len({term.anchor for term in terms()}) == len(terms()) >= 25
    assert all(len(term.meaning) > 30 and term.meaning[-1] in '."' for term in terms())
