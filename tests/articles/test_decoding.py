"""Bytes become text: every encoding that news comes in, and what is no text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles.decoding import decode
from analysis.articles.source import Source
from analysis.errors import ArticleError

NEWS = (
    "The mayor said the café on Señor Peña’s street would stay open — for now. “We are not leaving,” she "
    "told reporters, naïve or not, and added that 50 % of the £2 million was spent on ‘repairs’ … and "
    "façades."
)
PLAIN = "The café stays open, said Señor Peña, and Zoë agreed; the others went home before it was over."


def read(data: bytes, kind: str | None = "text", charset: str | None = None) -> str:
    return decode(Source("“story”", data, kind, charset=charset))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "gb18030"],
)
def test_typographic_english_is_read_in_any_encoding(encoding):
    assert read(NEWS.encode(encoding), charset="gb18030" if encoding == "gb18030" else None) == NEWS


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso8859-15"])
def test_a_few_accents_are_enough(encoding):
    assert read(PLAIN.encode(encoding)) == PLAIN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Правительство во вторник решило снизить налоги на бензин, заявил министр.", "cp1251"),
        ("政府は火曜日、学校を月末まで閉鎖すると発表した。保護者は支援を求めている。", "shift_jis"),
        ("政府周二表示,学校将关闭到本月底,尽管家长们要求地方当局提供更多帮助。", "gb18030"),
    ],
)
def test_other_scripts_are_read_as_what_they_are(text, encoding):
    assert read(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("charset", "kind", "head"),
    [
        ("iso-8859-1", "html", ""),
        ("Windows-1252", "text", ""),
        (None, "html", '<html><head><meta charset="iso-8859-1">'),
        (None, "html", "<meta http-equiv='Content-Type' content='text/html; charset=latin1'>"),
        (None, None, "<!doctype html><meta charset=cp1252>"),
        ("no-such-charset", "html", "<meta charset=windows-1252>"),
        ("undefined", "text", ""),
        ("utf-8", "text", ""),
        (None, "html", "<meta charset=utf-16>"),
    ],
)
def test_a_declared_encoding_is_followed_where_it_fits(charset, kind, head):
    text = head + "<p>" + NEWS
    assert read(text.encode("cp1252"), kind, charset) == text


def test_greek_that_is_declared_is_not_taken_for_western():
    assert read("The word is λόγος, he said.".encode("cp1253"), charset="windows-1253").count("λόγος") == 1


def test_utf8_wins_over_a_wrong_declaration():
    assert read(NEWS.encode(), "html", "iso-8859-1") == NEWS


def test_damaged_utf8_keeps_what_is_whole():
    data = NEWS.encode().replace("’".encode(), b"\x92", 1)
    assert read(data) == NEWS.replace("’", "\ufffd", 1)


def test_newlines_are_normalised_and_nothing_else():
    assert read(b"\xef\xbb\xbf one \r\n\r\ntwo\rthree\t\n") == " one \n\ntwo\nthree\t\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t")))
def test_only_newlines_and_the_byte_order_mark_change(text):
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(b"\xef\xbb\xbf" + text.encode()) == expected
    assert read(text.encode("utf-16")) == expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%text", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG picture"),
        (b"\xff\xd8\xff\xe0JFIF", "is a JPEG picture"),
        (b"GIF89a", "is a GIF picture"),
        (b"PK\x03\x04word/document.xml", "is a ZIP archive or an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office document"),
        (b"{\\rtf1\\ansi hello}", "is an RTF document"),
        (b"\x1f\x8b\x08\x00", "is a gzip archive"),
        (b"The mayor\0 said", "is binary"),
        (bytes(range(1, 256)) * 4, "is binary"),
        (b"\x01\x02\x03 hello", "is binary"),
    ],
)
def test_what_is_not_text_is_refused(data, says):
    with pytest.raises(ArticleError, match=says):
        read(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        text = read(data, None)
    except ArticleError as error:
        assert str(error).endswith(".")
    else:
        assert "\0" not in text
        assert "\r" not in text
        text.encode()
