"""A page's article, block by block: its headline, and what stands beside it left out."""

import time

import pytest

from analysis.articles import load_article
from analysis.articles.pages import read_page

LEAD = (
    "The council of Hartwell voted on Monday to close the library, and the town was angry about it all week."
)
WORDS = "“We will fight this closure to the very end,” said Ann Lee, who has taught here for thirty years."
REST = "The mayor answered that there was no money left for books, and that the decision had cost him sleep."


def page(
    head: str = "<title>Library to close | Hartwell Post</title>", body: str = "", after: str = ""
) -> str:
    return (
        f"<html><head>{head}</head><body><article>{body}<p>{LEAD}</p><p>{WORDS}</p><p>{REST}</p>{after}"
        "</article></body></html>"
    )


def blocks(html: str) -> list[str]:
    return [block.text for block in read_page(html).blocks]


@pytest.mark.parametrize(
    "head, body",
    [
        ("<title>news</title><meta property='og:title' content='Library to close | Hartwell Post'>", ""),
        ("<title>news</title><meta name='twitter:title' content='Library to close'>", "<h1>News</h1>"),
        ("<title>Library to close - Hartwell Post</title>", "<h1>Library to close</h1>"),
    ],
)
def test_the_headline_is_what_the_page_is_shared_under(head, body):
    assert read_page(page(head, body)).title == "Library to close"


@pytest.mark.parametrize(
    "head, body, title",
    [
        ("<meta property='og:title' content='Barcelona 2 - 1 Madrid'>", "", "Barcelona 2 - 1 Madrid"),
        (
            "<meta property='og:title' content='Hartwell council closes its library'>",
            "<h1>Hartwell</h1>",
            "Hartwell council closes its library",
        ),
        ("<meta property='og:title' content='Library to close'>", "<h1>!</h1>", "Library to close"),
    ],
)
def test_a_headline_is_not_cut(head, body, title):
    assert read_page(page(head, body)).title == title


def test_a_page_of_many_blocks_is_read_soon():
    many = "".join(f"<p>Paragraph number {number} tells of the library.</p>" for number in range(8_000))
    started = time.process_time()
    found = blocks(page(after=many))
    assert len(found) > 8_000
    assert time.process_time() - started < 30


@pytest.mark.parametrize(
    "beside",
    [
        "<p>By Tom Adams and Maria Keller</p>",
        "<p>tom.adams@example.org</p>",
        "<p>Sign up to our newsletter for more from Hartwell.</p>",
        "<p>READ MORE: Ten libraries that closed</p>",
        "<p><a href='/other'>Ten other libraries that closed this year</a></p>",
        "<ul><li><a href='/a'>One story</a></li><li><a href='/b'>Another story</a></li></ul>",
        "<p>© Hartwell Post 2026</p>",
        "<blockquote>“We will fight this closure to the very end,” said Ann Lee</blockquote>",
        "<h2>Library to close</h2>",
    ],
)
def test_what_stands_beside_the_article_is_left_out(beside):
    assert blocks(page(after=beside)) == [LEAD, WORDS, REST]


def test_blocks_have_their_kinds():
    inside = (
        "<h2>What now</h2><blockquote>Whoever closes a library opens a prison, as somebody said.</blockquote>"
        "<ul><li>Friday: the protest.</li><li>Sunday: the vote of the town.</li></ul>"
    )
    kinds = [block.kind for block in read_page(page(after=inside)).blocks]
    assert kinds == ["paragraph"] * 3 + ["heading", "quotation", "item", "item"]


def test_places_to_hyphenate_are_no_letters_and_broken_lines_are_apart(tmp_path):
    letters = "<p>The li&shy;brary has to stay open, whatever the mayor may say.<br>Isla Brown, Hartwell</p>"
    (tmp_path / "page.html").write_text(page(after=letters), encoding="utf-8")
    text = load_article(tmp_path / "page.html").text
    assert text.endswith(
        "\n\nThe library has to stay open, whatever the mayor may say.\n\nIsla Brown, Hartwell"
    )


def test_a_page_without_an_article_has_no_blocks():
    assert read_page("<html><body><div id='app'></div></body></html>").blocks == ()
