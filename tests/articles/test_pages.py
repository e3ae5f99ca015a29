"""A page's article, block by block: its headline, and what stands beside it left out."""

import json
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
    """Return the texts of the blocks below the headline."""
    return [block.text for block in read_page(html).blocks if block.kind != "headline"]


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
        "<p>Library to close</p>",
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
    assert kinds == ["headline"] + ["paragraph"] * 3 + ["heading", "quotation", "item", "item"]


def test_places_to_hyphenate_are_no_letters_and_broken_lines_are_apart(tmp_path):
    letters = "<p>The li&shy;brary has to stay open, whatever the mayor may say.<br>Isla Brown, Hartwell</p>"
    (tmp_path / "page.html").write_text(page(after=letters), encoding="utf-8")
    text = load_article(tmp_path / "page.html").text
    assert text.endswith(
        "\n\nThe library has to stay open, whatever the mayor may say.\n\nIsla Brown, Hartwell"
    )


def test_a_heading_over_two_lines_is_one_and_asterisks_are_none():
    inside = f"<h2>What the town<br>has to say</h2><p>* * *</p><p>{LEAD.replace('Monday', 'Friday')}</p>"
    assert blocks(page(after=inside))[3:] == ["What the town has to say", LEAD.replace("Monday", "Friday")]


def test_a_page_without_an_article_has_no_blocks():
    assert read_page("<html><body><div id='app'></div></body></html>").blocks == ()


HEADED = "<title>Library to close | Hartwell Post</title><meta name='description' content='{}'>"
TITLE = "<h1>Library to close</h1>"
BELOW = "The town is angry and the mayor is tired"


def above(head: str = "", body: str = "") -> list[tuple[str, str]]:
    """Return kind and text of what a page has above its first paragraph."""
    found = [(block.kind, block.text) for block in read_page(page(head, body)).blocks]
    return found[: found.index(("paragraph", LEAD))]


@pytest.mark.parametrize(
    "head, body",
    [
        (HEADED.format(BELOW), f"<p>{BELOW}</p>"),
        (HEADED.format(""), f"<h2 class='c-dek c-dek--news'>{BELOW}</h2>"),
        (HEADED.format(""), f"<div class='subtitle'>{BELOW}</div>"),
        (HEADED.format(""), f"<h2>{BELOW}</h2>"),
    ],
)
def test_a_standfirst_is_read_below_the_headline(head, body):
    assert above(head, TITLE + body) == [("headline", "Library to close"), ("standfirst", BELOW)]


@pytest.mark.parametrize(
    "head, body",
    [
        (HEADED.format(LEAD), ""),
        (HEADED.format("Whoever closes a library opens a prison"), ""),
        (HEADED.format(""), "<div class='subtitle'>Also in Hartwell</div>"),
        (HEADED.format(""), "<p>Tom Adams</p><p>April 21, 2026</p><p>Town &amp; Country</p>"),
    ],
)
def test_what_is_no_standfirst(head, body):
    assert above(head, TITLE + body) == [("headline", "Library to close")]


def test_one_headline_put_in_two_ways_stands_once():
    head = "<meta property='og:title' content='Hartwell library to close amid protest'>"
    found = read_page(page(head, "<h1>Hartwell's library to close amid protest</h1>"))
    assert found.title == "Hartwell's library to close amid protest"
    assert [block.text for block in found.blocks] == [found.title, LEAD, WORDS, REST]


def test_a_sections_name_before_the_headline_is_none_of_it():
    title = "Why the library of Hartwell has to close"
    head = f"<meta property='og:title' content='{title}'>"
    assert read_page(page(head, f"<h1><i>Culture</i><span>{title}</span></h1>")).title == title


def test_bold_blocks_and_captions_are_known_as_such():
    inside = (
        "<p><b>What will you do when it is closed, Ms. Lee?</b></p><p>I will <b>teach</b> elsewhere.</p>"
        "<div><figcaption><p>Ann Lee in front of the library of Hartwell.</p></figcaption></div>"
    )
    *_, question, answer, caption = read_page(page(after=inside)).blocks
    assert (question.bold, answer.bold) == (True, False)
    assert (question.kind, answer.kind, caption.kind) == ("paragraph", "paragraph", "caption")


@pytest.mark.parametrize(
    ("question", "bold"),
    [
        ("<p><strong>POST:</strong> <b>What will you do when it is closed?</b></p>", True),
        ("<p><span style='font-weight: bold'>What will you do when it is closed?</span></p>", True),
        ("<p><b>What will you do when it is closed?</b><br>I will teach in another town, I think.</p>", True),
        ("<p><b>POST:</b> What will <b>you</b> do when it is closed?</p>", False),
    ],
)
def test_a_block_is_bold_where_all_of_it_is(question, bold):
    assert read_page(page(after=question)).blocks[4].bold == bold


def test_a_page_says_what_it_calls_its_article():
    record = {"@type": ["OpinionNewsArticle"], "articleSection": "Voices"}
    data = json.dumps({"@context": "https://schema.org", "@graph": [record, {"@type": "WebSite"}]})
    head = (
        "<meta property='og:type' content='article'><meta name='author' content='Maria Keller'>"
        f"<script type='application/ld+json'>{data}</script><script type='application/ld+json'>{{</script>"
    )
    found = read_page(page("<title>Library to close</title>" + head))
    assert found.kinds == ("OpinionNewsArticle", "article")
    assert (found.section, found.byline) == ("Voices", "Maria Keller")


def test_a_statement_printed_whole_below_its_quotations_is_no_row_of_pull_quotes():
    said = [
        "I realise that the harbour means much to all of you.",
        "It will nevertheless be closed on the first of May.",
        "The ferries will leave from the northern quay instead.",
    ]
    quoted = f"<p>The governor spoke on Monday. “{' '.join(said)}” she told the council of the town.</p>"
    printed = "".join(f"<p>{each}</p>" for each in said)
    body = f"{quoted}<p>The council had asked her for an answer in March.</p><h2>Statement</h2>{printed}"
    assert set(said) <= set(blocks(page(body=body)))
