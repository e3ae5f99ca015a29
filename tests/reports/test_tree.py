"""HTML that is read and written again says what it said, whatever was in it."""

import pytest

from analysis.reports.tree import balanced, parsed, words, written


@pytest.mark.parametrize(
    "piece",
    [
        "",
        "words alone",
        "\n<p>1 &lt; 2 &amp; “ä”\xa0b</p>\n behind",
        '<details class="evidence"><summary><h3 id="a">A</h3></summary><ul><li>1</li></ul></details>',
        '<div popover id="p"><button type="button" disabled>B</button></div>',
        '<img alt="A &lt; B" src="data:image/svg+xml;base64,PHN2Zz4+/a==">',
        '<a href="../a%20b/index.html#s1">a</a><br><!-- a remark -->',
        "<script>if (1 < 2 && 3) {}</script>",
    ],
)
def test_what_is_read_is_written_as_it_was(piece):
    assert written(parsed(piece)) == piece


@pytest.mark.parametrize(
    "piece, safe",
    [
        ("<div><p>open", "<div><p>open</p></div>"),
        ("closed</div></main>", "closed"),
        ("<!DOCTYPE html><html><head></head><body><p>all</p></body></html>", "<p>all</p>"),
        ("a\x07b\x00\ud800", "a\ufffdb\ufffd\ufffd"),
    ],
)
def test_no_piece_breaks_what_stands_around_it(piece, safe):
    assert balanced(piece) == safe


def test_words_stand_in_one_line():
    assert words(parsed("<h2>One\n <em>two</em> &amp; three</h2>")) == "One two & three"
