"""An article is its text, as it is, and what is known about it."""

import dataclasses
import pickle
import re
from html.parser import HTMLParser
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles import Article, file_name, load_article
from analysis.errors import ArticleError
from analysis.paths import EXAMPLE

TEXT = "The council agreed a budget on Tuesday, officials said.\r\n\r\n“It’s done.” "
HASH = "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
"""The SHA-256 of "é" in UTF-8."""
GERMAN = (
    "Die Regierung hat am Dienstag beschlossen, die Schulen bis zum Ende des Monats zu schließen. Der "
    "Minister sagte, es sei zu früh für eine Öffnung."
)


class TestExample:
    def test_its_text_is_the_files(self, example_article):
        assert example_article.text == EXAMPLE.read_bytes().decode()
        assert example_article.id == "us-iraq-withdrawal"
        assert (example_article.language, example_article.words) == ("en", 539)

    def test_it_is_found_by_its_name_in_the_project(self, example_article, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert load_article("data/articles/us-iraq-withdrawal.txt") == example_article
        assert load_article(str(EXAMPLE)) == example_article
        assert load_article(example_article) is example_article

    def test_its_row_has_the_columns_of_the_table(self, example_article):
        row = example_article.row()
        assert list(row) == [
            "article_id",
            "title",
            "outlet",
            "published",
            "url",
            "language",
            "words",
            "sha256",
            "warnings",
            "form",
            "form_chance",
        ]
        assert row["article_id"] == "us-iraq-withdrawal"
        assert row["warnings"] == list(example_article.warnings) != []


def test_any_text_is_taken_as_it_is():
    assert Article(text=TEXT).text == TEXT
    assert Article(GERMAN).language == "de"
    assert Article("").language == "und"
    assert Article("政府周二决定,学校将关闭到本月底。").language == "zh"


@pytest.mark.parametrize("text", [None, 7, b"bytes"])
def test_what_is_no_string_is_a_mistake(text):
    with pytest.raises(TypeError, match="An article's text is a string"):
        Article(text)


def test_it_cannot_be_changed_but_copied_sent_and_compared():
    article = Article(TEXT, title="Budget", warnings=("Seen on paper.",))
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.text = "other"
    assert pickle.loads(pickle.dumps(article)) == article
    assert dataclasses.replace(article, outlet="Harbor Times").warnings == article.warnings
    assert len({article, Article(TEXT, title="Budget", warnings=("Seen on paper.",))}) == 1


def test_warnings_are_those_given_and_those_deserved():
    assert Article(TEXT, warnings=("Seen on paper.",)).warnings == ("Seen on paper.", *Article(TEXT).warnings)
    assert "very short" in Article(TEXT).warnings[0]
    assert Article(GERMAN).warnings == ("The text looks like German: the methods are made for English.",)


def test_the_hash_is_of_the_text_alone():
    assert Article("a", title="b").sha256 == Article("a").sha256 != Article("a ").sha256
    assert Article("é").sha256 == HASH


class TestId:
    @pytest.mark.parametrize(
        ("known", "expected"),
        [
            ({"id": "007"}, "007"),
            ({"id": 7}, "7"),
            ({"id": "story", "title": "Title"}, "story"),
            ({"title": "Budget agreed: “It’s done”"}, "Budget agreed- “It’s done”"),
            ({"id": "..", "title": "Title"}, "Title"),
            ({"id": "", "title": " / "}, HASH[:12]),
            ({}, HASH[:12]),
        ],
    )
    def test_it_is_the_given_one_else_the_title_else_the_hash(self, known, expected):
        assert Article("é", **known).id == expected

    @pytest.mark.parametrize(
        ("name", "safe"),
        [
            ("us-iraq-withdrawal", "us-iraq-withdrawal"),
            ("two  words\nhere", "two words here"),
            ("../../etc/passwd", "etc-passwd"),
            ("..\\..\\windows", "windows"),
            ("/absolute", "absolute"),
            (".hidden", "hidden"),
            ("ends in dots...", "ends in dots"),
            ("--option", "option"),
            ('a:b*c?d"e<f>g|h', "a-b-c-d-e-f-g-h"),
            ("nul", "_nul"),
            ("CON.txt", "_CON.txt"),
            ("com1", "_com1"),
            ("lpt9.x", "_lpt9.x"),
            ("console", "console"),
            ("tab\tbell\x07zero\0", "tab bell-zero"),
            ("left\u202eright", "left-right"),
            ("Cafe\u0301", "Caf\u00e9"),
            ("政府", "政府"),
            ("\ud800", ""),
            ("", ""),
            ("...", ""),
        ],
    )
    def test_names_become_safe(self, name, safe):
        assert file_name(name) == safe

    def test_long_names_stay_apart(self):
        first, second = file_name("x" * 500 + "1"), file_name("x" * 500 + "2")
        assert first != second
        assert len(first) == len(second) == 120

    @given(st.text() | st.text(st.sampled_from("./\\ -:conCON\0\n\u202e😀é")))
    def test_it_is_always_a_safe_name_and_safe_again(self, name):
        safe = Article("text", id=name).id
        assert safe
        assert Path(safe).name == PureWindowsPath(safe).name == safe
        assert safe.isprintable()
        assert safe[0] not in ". -"
        assert safe[-1] not in ". "
        assert len(safe.encode()) <= 120
        assert file_name(safe) == safe

    def test_it_can_be_written(self, tmp_path):
        for name in ("../a", "😀" * 300, "con", "a\0b", "x" * 9999):
            folder = tmp_path / Article("text", id=name).id
            folder.mkdir()
            assert folder.parent == tmp_path


class Page(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


HOSTILE = "<script>alert('x')</script> & <img src=x onerror=alert(1)>"


def test_it_shows_itself_with_everything_escaped():
    article = Article(HOSTILE * 20, title=HOSTILE, outlet=HOSTILE, published=HOSTILE, warnings=(HOSTILE,))
    page = Page(article._repr_html_())
    assert set(page.tags) == {"article", "p", "strong", "br", "ul", "li", "blockquote"}
    assert page.text.count(HOSTILE) >= 4


def test_it_shows_title_outlet_words_warnings_and_beginning():
    page = Page(Article(TEXT + "word " * 200 + "word.", title="Budget", outlet="Harbor Times")._repr_html_())
    for part in ("Budget", "Harbor Times · 212 words", "The council agreed", "…"):
        assert part in page.text
    assert "ul" not in page.tags
    assert "very short" in Page(Article(TEXT)._repr_html_()).text


@settings(deadline=None)  # the first text waits for what tells languages apart
@given(st.text(st.characters() | st.sampled_from('\ud800\udfff\0“"<&')), st.none() | st.text())
def test_no_text_is_too_strange(text, title):
    article = Article(text, title=title)
    assert article.text == re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    assert article.id
    assert article.words >= 0
    assert article.row()["language"]
    article._repr_html_().encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t")))
def test_loading_changes_nothing_but_newlines(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "story.txt"
    path.write_bytes(("The mayor said no. " + text).encode())
    try:
        loaded = load_article(path)
    except ArticleError as error:
        assert "looks like" in str(error)
    else:
        assert loaded.text == "The mayor said no. " + text.replace("\r\n", "\n").replace("\r", "\n")
