"""The blocks of a text, told by its shape; the title that opens it; the parts of an article."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import Article, load_article
from analysis.articles.blocks import Block, fit, headed, parts

FIRST = "The council of Hartwell voted on Monday to close the library."
SECOND = "“We will fight,” said Ann Lee."


def kinds(text, title=None):
    return [block.kind for block in Article(text=text, title=title).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (FIRST, ["paragraph"]),
        (f"Library to close\n\n{FIRST}", ["headline", "paragraph"]),
        (f"Library to close\n{FIRST}", ["headline", "paragraph"]),
        (f"# Library to close\n\n{FIRST}\n\n## What now", ["headline", "paragraph", "heading"]),
        (f"The library is to close.\n\n{FIRST}", ["paragraph", "paragraph"]),
        (f"“The library is to close”\n\n{FIRST}", ["headline", "paragraph"]),
        (f"“The library is to close.”\n\n{FIRST}", ["paragraph", "paragraph"]),
        ("Roses\n\nViolets", ["paragraph", "paragraph"]),
        (f"By Tom Adams\n\n{FIRST}", ["aside", "paragraph"]),
        (f"Library to close\n\nBy Tom Adams\n\n{FIRST}", ["headline", "aside", "paragraph"]),
        (f"{FIRST}\n\n> {SECOND}\n\n- Friday\n- Sunday", ["paragraph", "quotation", "item", "item"]),
        (f"{FIRST}\n\n• Friday: protest\n\n1. Vote", ["paragraph", "item", "item"]),
        (f"{FIRST}\n\n- Ann Lee", ["paragraph", "paragraph"]),
        (f"{FIRST}\n\nSign up for our newsletter here", ["paragraph", "aside"]),
        (f"{FIRST}\n\nThe paper's newsletter was founded by two students.", ["paragraph", "paragraph"]),
        (f"{FIRST}\n\n2026 was a bad year.\n\n-- Reuters", ["paragraph"] * 3),
    ],
)
def test_blocks_of_plain_text(text, expected):
    assert kinds(text) == expected


def test_the_first_block_is_the_headline_where_it_is_the_title():
    text = f"Will the library close?\n\n{FIRST}"
    assert kinds(text) == ["paragraph", "paragraph"]
    assert kinds(text, "Will the library close?") == ["headline", "paragraph"]
    assert kinds(text, "Will the Library Close? | Hartwell Post") == ["headline", "paragraph"]


def test_a_bold_paragraph_is_known_as_such():
    blocks = Article(text=f"{FIRST}\n\n**What now?**\n\n**Now** we fight **on**, she said.").blocks
    assert [block.bold for block in blocks] == [False, True, False]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Library to close", FIRST, f"Library to close\n\n{FIRST}"),
        ("Library to close", f"LIBRARY TO CLOSE!\n{FIRST}", f"LIBRARY TO CLOSE!\n{FIRST}"),
        ("Library to close", f"\n# Library to close\n\n{FIRST}", f"\n# Library to close\n\n{FIRST}"),
        ("Library to close | Post", f"Library to close\n\n{FIRST}", f"Library to close\n\n{FIRST}"),
        ("Library to close", f"Library\n\n{FIRST}", f"Library to close\n\nLibrary\n\n{FIRST}"),
        ("The council", FIRST, FIRST),
        ("…", FIRST, FIRST),
        (None, FIRST, FIRST),
    ],
)
def test_a_title_opens_the_text_that_does_not_begin_with_it(title, text, expected):
    assert headed(title, text) == expected


def test_a_title_leaves_wrapped_lines_together(tmp_path):
    wrapped = (
        "The council of Hartwell\nvoted on Monday to close\nthe library.\n\nThe town\nwas angry\nabout it."
    )
    for title in ("Library to close", "Library to close, and nobody knows where the books will go, " * 3):
        (tmp_path / "a.json").write_text(json.dumps({"text": wrapped, "title": title}))
        assert len(load_article(tmp_path / "a.json").blocks) == 3


def test_an_article_made_by_hand_is_left_as_it_is():
    assert Article(text=FIRST, title="Library to close").text == FIRST


def test_parts():
    blocks = [Block(kind, 0, 0) for kind in ("headline", "standfirst", "caption", "paragraph", "paragraph")]
    assert list(parts(blocks)) == ["headline", "lead", "body", "lead", "body"]


@given(st.text(alphabet="ab .\n>#-*•1\t\u2028”", max_size=80))
def test_all_but_white_space_stands_in_a_block(text):
    blocks = Article(text=text).blocks
    assert fit(blocks, text)
    assert " ".join(text[block.start : block.end] for block in blocks).split() == text.split()


def test_blocks_travel_with_an_article_and_others_are_told_anew(tmp_path):
    blocks = (Block("caption", 0, 61), Block("quotation", 63, 93, True))
    text = f"{FIRST}\n\n{SECOND}"
    record = {"text": text, "title": "Library", "blocks": [block._asdict() for block in blocks]}
    (tmp_path / "a.json").write_text(json.dumps(record))
    article = load_article(tmp_path / "a.json")
    assert (article.text, article.blocks) == (text, blocks)
    for wrong in ([], [[]], 7, [{"kind": "poem", "start": 0, "end": 61}], record["blocks"][:1]):
        (tmp_path / "a.json").write_text(json.dumps(record | {"blocks": wrong}))
        told = [block.kind for block in load_article(tmp_path / "a.json").blocks]
        assert told == ["headline", "paragraph", "paragraph"]
