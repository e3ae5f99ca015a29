"""From bytes to text: refuse what is not text, find the character encoding, normalise the newlines."""

import codecs
import re
from collections import Counter
from typing import NamedTuple

import webencodings
from charset_normalizer import from_bytes

from analysis.articles.source import Source
from analysis.errors import ArticleError

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"PAR1": "a Parquet table",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_TYPOGRAPHY = set("“”‘’–—…•°§©®™£€¢½¼¾«»¡¿\u00a0\u00ad")
_ASCII = bytes(range(128))


def decode(source: Source) -> str:
    """Return the text of a source: no byte order mark, newlines as "\\n", and nothing else changed.

    The encoding is the first of these that fits: what a byte order mark says; UTF-16, known by its zeros;
    UTF-8, which nothing else resembles, whatever a server declares; what the server or the page declares;
    UTF-8 with a few damaged characters; Windows-1252 or Mac Roman where the bytes read as English print; and
    charset-normalizer's best guess. Raises ArticleError for what is not text.
    """
    for signature, kind in _SIGNATURES.items():
        if source.data.startswith(signature):
            raise ArticleError(f"{source.name} is {kind}, not text; save the article as .txt and give that.")
    text = _decoded(source)
    if text is None:
        raise _binary(source)
    return readable(text, source)


def readable(text: str, source: Source) -> str:
    """Return a text with newlines as "\\n", and U+FFFD for halves of characters, which no file can hold.

    Raises ArticleError where zeros or other control characters show that it is none.
    """
    if "\0" in text or sum(1 for _ in _CONTROLS.finditer(text)) * 100 > len(text):
        raise _binary(source)
    return without_halves(text.replace("\r\n", "\n").replace("\r", "\n"))


def without_halves(text: str) -> str:
    """Return a text of the same length, with U+FFFD for lone halves of characters (surrogates).

    No file in UTF-8, no parser and no table can hold them.
    """
    return _SURROGATES.sub("\ufffd", text)


def _binary(source: Source) -> ArticleError:
    return ArticleError(f"{source.name} is binary, not text; save the article as .txt and give that.")


def _decoded(source: Source) -> str | None:
    data = source.data
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for name in (_wide(data), "utf-8", _browser_name(source.charset), _meta_charset(source)):
        text = _strictly(data, name)
        if text is not None:
            return text
    return _damaged_utf8(data) or _western(data) or _guessed(data)


def _strictly(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except UnicodeError:
        return None


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 whose zero bytes these are, every second byte of a text in Latin letters."""
    sample = data[:4096]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) / 2
    if odd > 0.5 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.5 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _browser_name(label: str | None) -> str | None:
    """Return the encoding that browsers take a label for: "latin1" is Windows-1252 (WHATWG's standard)."""
    encoding = webencodings.lookup(label) if label else None
    return encoding.codec_info.name if encoding else None


def _meta_charset(source: Source) -> str | None:
    found = _META_CHARSET.search(source.data[:4096]) if source.kind in ("html", None) else None
    name = _browser_name(found[1].decode("ascii", "replace")) if found else None
    return None if name and name.startswith("utf-16") else name


def _damaged_utf8(data: bytes) -> str | None:
    """Return UTF-8 with U+FFFD for broken characters, if at least twice as many are whole."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for _ in _NOT_ASCII.finditer(text)) - broken
    return text if whole >= 2 * broken else None


def _western(data: bytes) -> str | None:
    """Return the text in Windows-1252 or else Mac Roman, if it reads as English print in either.

    charset-normalizer needs more letters beyond ASCII than English has: on news encoded in Windows-1252 it is
    right two times in three. So where they are few, a reading stands when nine in ten of them become accented
    letters or typographic signs; Mac Roman, rare by now, has to be clearly better.
    """
    special = Counter(data.translate(None, _ASCII))
    if special.total() > 0.1 * len(data):
        return None
    windows, mac = (_print_score(special, encoding) for encoding in ("cp1252", "mac_roman"))
    encoding, score = ("mac_roman", mac) if mac.weight > windows.weight + 2 else ("cp1252", windows)
    return _strictly(data, encoding) if score.plausible >= 0.9 * special.total() else None


class _PrintScore(NamedTuple):
    plausible: int
    weight: int


def _print_score(special: Counter[int], encoding: str) -> _PrintScore:
    """Return how many bytes make sense in English print, and that with signs twice, capitals not at all."""
    plausible = weight = 0
    for byte, count in special.items():
        character = bytes([byte]).decode(encoding, "replace")
        sign = character in _TYPOGRAPHY
        letter = ("À" <= character <= "ÿ" and character.isalpha()) or character in "·´"
        plausible += count * (sign or letter)
        weight += count * (2 if sign else letter and not character.isupper())
    return _PrintScore(plausible, weight)


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data).best()
    return str(best) if best else None
