"""Markdown, HTML, JSON and plain text: the text, what is known about it, and what is broken."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import load_article
from analysis.articles.formats import read_fields
from analysis.articles.source import Source
from analysis.errors import ArticleError

STORY = (
    "The council agreed a budget on Tuesday after nine hours of talks, officials said.\n\n"
    "“We gave up a lot,” said Maria Lopez, the harbor minister. “But the port stays open.”\n\n"
    "Critics said the plan would cost jobs & asked for <a second> vote in May, before the summer."
)
PARAGRAPHS = "".join(
    f"<p>{paragraph.replace('&', '&amp;').replace('<', '&lt;')}</p>" for paragraph in STORY.split("\n\n")
)
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Budget agreed</title>
<meta property="og:site_name" content="Harbor Times">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<link rel="canonical" href="https://harbor.example/budget"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Budget agreed</h1>{PARAGRAPHS}
<table><tr><th>Party</th><th>Seats</th></tr><tr><td>Blue</td><td>12</td></tr></table></article>
<footer>Subscribe to our newsletter</footer><script>alert("no")</script></body></html>"""


@pytest.fixture
def write(tmp_path):
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write


def test_plain_text_is_left_alone(write):
    text = "---\ntitle: no front matter here\n---\n<p>" + STORY
    assert load_article(write("a.txt", text)).text == text


def test_a_page_is_reduced_to_its_article(write):
    article = load_article(write("page.html", PAGE))
    assert article.text == f"Budget agreed\n\n{STORY}"
    assert (article.title, article.outlet, article.published) == (
        "Budget agreed",
        "Harbor Times",
        "2021-03-04",
    )
    assert (article.id, article.url) == ("page", "https://harbor.example/budget")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page", PAGE),
        ("page.news", "<!-- saved by hand -->\n" + PAGE.replace("<!doctype html>\n", "")),
        ("page.old", '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE),
    ],
)
def test_a_page_is_known_without_its_extension(write, name, text):
    assert load_article(write(name, text)).text == f"Budget agreed\n\n{STORY}"


def test_a_heap_of_comments_is_seen_through_at_once(write):
    text = "<!-- -->" * 240 + STORY
    start = time.process_time()
    assert load_article(write("story", text)).text == text
    assert time.process_time() - start < 2


def test_text_is_text_without_its_extension(write):
    text = "<sic> is what the editor wrote. " + STORY
    assert load_article(write("story", text)).text == text


def test_an_old_page_made_of_tables_is_read(write):
    cells = f"<td><a href='/'>Home</a></td><td>{PARAGRAPHS}</td>"
    page = f"<html><body><table><tr>{cells}</tr></table></body></html>"
    assert load_article(write("old.html", page)).text == STORY


FRONT = """---
title: "Budget: agreed"
outlet: Harbor Times
date: 2021-03-04
url: https://h.example/b
id: 007
---
"""


def test_front_matter_is_read_as_it_is_written(write):
    article = load_article(write("a.md", FRONT + "\n" + STORY))
    assert article.text == f"Budget: agreed\n\n{STORY}"
    assert (article.title, article.outlet) == ("Budget: agreed", "Harbor Times")
    assert (article.published, article.url, article.id) == ("2021-03-04", "https://h.example/b", "007")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("published: 4 March 2021", {"published": "4 March 2021"}),
        ("published: 2021\ndate: 1999", {"published": "2021"}),
        ("title: No", {"title": "No"}),
        ("title:", {"title": None}),
        ("title: ~\ntags: [a, b]", {"title": None}),
        ("title: >\n  Budget\n  agreed", {"title": "Budget agreed"}),
        ("# a comment\ntitle: 1984", {"title": "1984"}),
    ],
)
def test_front_matter_values_are_text(write, front, expected):
    article = load_article(write("a.md", f"---\n{front}\n---\n{STORY}"))
    assert {name: getattr(article, name) for name in expected} == expected
    assert article.text == (f"{article.title}\n\n{STORY}" if article.title else STORY)


@pytest.mark.parametrize(
    "text", [STORY, f"---\n\n{STORY}\n\n---\n\nMore.", "***\n\n" + STORY, f"---\n{STORY}"]
)
def test_markdown_without_front_matter_is_left_alone(write, text):
    assert load_article(write("a.md", text)).text == text


def test_json_gives_text_and_what_is_known(write):
    known = {
        "title": "Budget\nagreed",
        "outlet": None,
        "published": 2021,
        "url": "https://h.example",
        "id": "007",
    }
    article = load_article(write("a.json", json.dumps({"text": STORY + "\r\n", **known, "tags": [1]})))
    assert article.text == f"Budget agreed\n\n{STORY}\n"
    assert (article.title, article.outlet, article.published) == ("Budget agreed", None, "2021")
    assert (article.url, article.id) == ("https://h.example", "007")


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Voices", "Voices"), (["A", "B\n", 7], "A, B"), ({"name": "A"}, None), (7, None), ([], None)],
)
def test_byline_and_section_are_read_where_they_are_text(write, given, expected):
    article = load_article(write("a.json", json.dumps({"text": STORY, "byline": given, "section": given})))
    assert (article.byline, article.section) == (expected, expected)


def test_json_without_an_id_is_named_after_its_file(write):
    assert load_article(write("budget.json", json.dumps({"text": STORY, "title": "T"}))).id == "budget"


def test_half_a_character_becomes_a_replacement_character(write):
    article = load_article(
        write("a.json", '{"text": "Half \\ud83d and whole \\ud83d\\ude00, said the mayor."}')
    )
    assert article.text == "Half \ufffd and whole \U0001f600, said the mayor."
    assert any("wrong encoding" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", "\ufeff", "is empty"),
        ("a.txt", " \n\t\r\n", "holds only white space"),
        ("a.txt", "1 2 3 — 4!", "has no words in it"),
        ("a.html", "<html><body><div id='app'></div></body></html>", "No article was found"),
        ("a.html", "not a page", "No article was found"),
        ("a.md", "---\ntitle: x\n---\n \n", "has no text in it"),
        ("a.md", f"---\ntitle: Budget: agreed\n---\n{STORY}", "broken front matter in line 2"),
        ("a.md", f"---\ntitle: a\n\tid: b\n---\n{STORY}", "broken front matter in line 3"),
        ("a.md", f"---\ntitle: a\x07b\n---\n{STORY}", "front matter that is no YAML"),
        ("a.md", f"---\ntitle: {'{a: ' * 3000}\n---\n{STORY}", "front matter that is no YAML"),
        ("a.md", f"---\ntitle: x\n{STORY}", "front matter without an end"),
        ("a.md", f"---\ntitle: x\n{'# y' * 40_000}\n---\n{STORY}", "front matter without an end"),
        ("a.md", f"---\ntitle: [a, b]\n---\n{STORY}", "has a value of “title” that is not text"),
        ("a.json", "", "is empty"),
        ("a.json", '{"text": "x"', "is not valid JSON (line 1, column 13)"),
        ("a.json", "[1]", "holds no JSON object"),
        ("a.json", '"text"', "holds no JSON object"),
        ("a.json", "{}", "has no “text”"),
        ("a.json", '{"text": null}', "has a “text” that is not a string"),
        ("a.json", '{"text": ["a"]}', "has a “text” that is not a string"),
        ("a.json", '{"text": " "}', "has no text in it"),
        ("a.json", '{"text": "a\\u0000b"}', "is binary"),
        ("a.json", '{"text": "a", "id": true}', "has a value of “id” that is not text"),
        ("a.json", '{"text": "a", "url": {}}', "has a value of “url” that is not text"),
        ("a.json", "[" * 100_000, "is JSON that cannot be read"),
        ("a.json", '{"text": ' + "9" * 5000 + "}", "is JSON that cannot be read"),
    ],
)
def test_what_is_broken_is_one_sentence(write, name, text, says):
    with pytest.raises(ArticleError, match=re.escape(says)) as caught:
        load_article(write(name, text))
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


FRAGMENTS = st.sampled_from(
    [
        "<html>",
        "<p>",
        "</p>",
        "<div",
        ">",
        "<!--",
        "&#0;",
        "&amp;",
        "\x0c",
        "<table><tr><td>",
        "]]>",
        "<script>",
        "ü ",
    ]
)


@given(
    st.lists(FRAGMENTS | st.text(max_size=20), max_size=40),
    st.sampled_from(["html", "markdown", "json", None]),
)
def test_nothing_but_an_article_error_comes_out_of_a_mess(parts, kind):
    try:
        fields = read_fields(Source("“mess”", "".join(parts).encode(errors="replace"), kind))
    except ArticleError as error:
        assert str(error).endswith(".")
    else:
        assert isinstance(fields["text"], str)
