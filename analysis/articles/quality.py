"""What a reader should know of a poor text before trusting a number: one function, one warning.

Every function takes a text and returns a sentence, or None where there is nothing to warn of. All are
patterns that can be read and argued with, written for English, and take time linear in the text's length.

A rewriter that puts synonyms for words one by one leaves signs: broken names and idioms, whose words cannot
be exchanged (tortured phrases; Cabanac, Labbé and Magazinov 2021), "a" and "an" before words they do not fit,
stray spaces. One sign is a slip of the pen; several, of more than one kind, are a pattern.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from analysis.articles.quotation_marks import unpaired
from analysis.articles.words import count_words
from analysis.word_lists import any_of, read
from analysis.wording import counted

_SHORT = 100

_MISREAD = re.compile("\ufffd|â€.|Ã[\x80-\xbf]|Â[\xa0-\xbf]|ï»¿")
_MARKUP = re.compile(
    r"</?(?:p|div|span|br|a|li|ul|img|script|style|td|tr|h[1-6])(?:\s[^<>]{0,500})?/?>|&(?:nbsp|amp|quot|#\d{2,5});",
    re.IGNORECASE,
)

_TRAILING_DOTS = re.compile(r"(?:…|\.\.\.|\[\+\d+ chars\])[^\w\s]*$")
_TEASER = re.compile(rf"(?:^|[….!?][”\"]?)\W*(?:{any_of('quality', 'teasers')})\W*$", re.IGNORECASE)
_LAST_BLOCK = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_END = re.compile(r"[.!?][^\w\s]*\s+")
_NOT_PROSE = re.compile(
    r"@\w|https?:|www\.|©|^\W*[A-Z][\w ]{0,30}:|^\W*(?:[A-Z][\w’'-]*\W+){4}"
    f"|{any_of('quality', 'credits')}"
)

_NEAR = 30
_FEWEST_SIGNS = 3
_FEWEST_PHRASES = 2
_WORDS_A_SIGN = 100
_SPACED_STOP = re.compile(r"(?<=[\w”\"’)]) [.,;:!?](?=[\s”\"’)]|$)(?! [.,])")


class Sign(NamedTuple):
    """One sign: its kind ("space", "name", "phrase" or "article"), the words found, what they stand for."""

    kind: str
    found: str
    meant: str | None = None


class _Group(NamedTuple):
    any: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]
    meant: tuple[str, ...]


def warnings(text: str) -> tuple[str, ...]:
    """Return every warning that a text deserves, in the order of `CHECKS`."""
    return tuple(sentence for check in CHECKS if (sentence := check(text)))


def very_short(text: str) -> str | None:
    """Warn of fewer than 100 words."""
    words = count_words(text)
    if words >= _SHORT:
        return None
    return f"The text is very short ({counted(words, 'word')}): what is counted in it may be chance."


def paraphrased(text: str) -> str | None:
    """Warn of signs that a machine has reworded the text, and name them."""
    made = signs(text)
    if not is_pattern(made, count_words(text)):
        return None
    named = (
        f"“{sign.found}”" + (f" for “{sign.meant}”" if sign.meant else "")
        for sign in made
        if sign.kind != "space"
    )
    found = list(dict.fromkeys(named))[:6]
    if spaces := sum(sign.kind == "space" for sign in made):
        found.append(f"{counted(spaces, 'space')} before a stop or comma")
    return (
        f"The text looks machine-paraphrased or garbled ({', '.join(found)}): "
        "its words, even those in quotation marks, may not be the ones that were written or said."
    )


def misread(text: str) -> str | None:
    """Warn of characters lost or mangled when the text was decoded, now ("\ufffd") or earlier ("â€™")."""
    found = Counter(match[0] for match in _MISREAD.finditer(text))
    if not found:
        return None
    sample = ", ".join(f"“{characters}”" for characters, _ in found.most_common(3))
    return (
        f"The text was read in a wrong encoding at some time ({sample}, {counted(found.total(), 'place')}): "
        "save it as UTF-8 from its source if you can."
    )


def marked_up(text: str) -> str | None:
    """Warn of three and more HTML tags or character references left in the text."""
    found = [match[0] for match in _MARKUP.finditer(text)]
    if len(found) < 3:
        return None
    sample = f"{len(found)} times, such as “{found[0][:40]}”"
    return f"The text has HTML left in it ({sample}): its tags are read as words."


def unbalanced_quotes(text: str) -> str | None:
    """Warn of double quotation marks without a partner."""
    marks = unpaired(text)
    if not marks:
        return None
    place = _around(text, marks[0]).removesuffix(".")
    found = f"{counted(len(marks), 'mark')} without a partner, the first in: …{place}…"
    return f"Quotation marks do not pair up ({found}): some words may be given to the wrong speaker."


def _around(text: str, at: int) -> str:
    """Return the whole words within `_NEAR` characters of a place in a text; a word without an end is cut."""
    before, after = text[max(at - _NEAR, 0) : at], text[at : at + _NEAR]
    if at > _NEAR and not text[at - _NEAR - 1].isspace():
        before = re.sub(r"^\S+(?=\s)", "", before)
    if at + _NEAR < len(text) and not text[at + _NEAR].isspace():
        after = re.sub(r"(?<=\s)\S+$", "", after)
    return " ".join(f"{before}{after}".split())


def cut_off(text: str) -> str | None:
    """Warn of an end in the middle of a sentence, on an ellipsis or on an invitation to read on."""
    last = _LAST_BLOCK.split(text.rstrip()[-2000:])[-1]
    if _TEASER.search(last[-300:]):
        reason = f"it ends on “{last[-40:].strip()}”"
    elif _TRAILING_DOTS.search(last):
        reason = "it ends on an ellipsis"
    elif _stops_short(last):
        reason = f"it stops after “{' '.join(last.split()[-4:])}”"
    else:
        return None
    return f"The text looks cut off ({reason}): what the rest of the article says is not counted."


def _stops_short(block: str) -> bool:
    """Tell a sentence without an end from a heading, a credit or a link, which have none either."""
    last = _SENTENCE_END.split(block)[-1]
    words = last.split()
    if not words or not (last[-1].isalnum() or last[-1] in ",;–—-") or _NOT_PROSE.search(last):
        return False
    small = [word[:1].islower() for word in words]
    if last != block or small[-1]:
        return any(small) and (last != block or len(words) > 5)
    return len(words) >= 8 and sum(small) >= len(words) / 2


CHECKS = (very_short, paraphrased, misread, marked_up, unbalanced_quotes, cut_off)


@cache
def _group(name: str) -> _Group:
    """Compile a group of the resource: one pattern to find any of it, and one for each phrase meant.

    The one pattern has no capturing groups, which would make it five times slower.
    """
    table = read("paraphrase")[name]
    forms = ["|".join(broken) for broken in table.values()]
    return _Group(
        any=re.compile(rf"\b(?=[A-Za-z])(?:{'|'.join(forms)})\b"),
        each=tuple(re.compile(rf"(?:{form})\b") for form in forms),
        meant=tuple(table),
    )


def signs(text: str) -> list[Sign]:
    """Return every sign in a text: names, phrases (the most telling first), articles, spaces."""
    return [*_broken_phrases(text), *_articles(text), *_spaces(text)]


def is_pattern(found: list[Sign], words: int) -> bool:
    """Tell whether the signs in a text of so many words make a pattern.

    It takes three of at least two kinds; and two of them broken names or phrases, which hardly ever happen by
    themselves, or else one sign in every hundred words.
    """
    kinds = Counter(sign.kind for sign in found)
    phrases = kinds["name"] + kinds["phrase"]
    frequent = len(found) * _WORDS_A_SIGN >= words
    return len(found) >= _FEWEST_SIGNS and len(kinds) > 1 and (phrases >= _FEWEST_PHRASES or frequent)


def _broken_phrases(text: str) -> Iterator[Sign]:
    for name, kind in (("names", "name"), ("phrases", "phrase")):
        group = _group(name)
        found = []
        for match in group.any.finditer(text):
            rank = next(rank for rank, form in enumerate(group.each) if form.match(text, match.start()))
            found.append((rank, Sign(kind, match[0], group.meant[rank])))
        yield from (sign for _, sign in sorted(found, key=itemgetter(0)))


def _articles(text: str) -> Iterator[Sign]:
    for pattern in read("paraphrase")["articles"]:
        for match in re.finditer(pattern, text):
            yield Sign("article", match[0].strip())


def _spaces(text: str) -> Iterator[Sign]:
    for match in _SPACED_STOP.finditer(text):
        yield Sign("space", match[0].strip())
