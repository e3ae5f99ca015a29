"""Hostile texts by kind; a kind, a seed and a number give the same text on every machine."""

import codecs
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from random import Random

from analysis.paths import EXAMPLE, ROOT

from .payloads import PAYLOADS

PERSONS = (
    "Ana Ruiz",
    "President Obama",
    "Dr. Li Wei",
    "Smith",
    "Mr. O’Neil",
    "her",
    "they",
    "Iran",
    "the U.N.",
)
QUOTES = "\"'“”‘’«»„‟‹›「」『』＂`´″"
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
SPACES = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2003\u2009\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)])) + "\u00ad\ufff9\ufffa\ufffb\ufffe\uffff"
MARKS = "".join(map(chr, [*range(0x300, 0x370), *range(0x20D0, 0x20F1), 0x488, 0x489, 0xFE0F, 0xE0100]))
SURROGATES = "\ud800\udbff\udc00\udfff\udcff\ud83d\ude00"
EMOJI = ("👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇮🇶", "👍🏿", "1️⃣", "❤️‍🔥", "😀", "🇦", "🫠", "☠", "\u200d", "\ufe0f", "🏿")
_WORDS = """
    said told asked accused denied that not never who which it the a an of to by from was were is been
    according to, “ ” " ' ( ) [ ] , . ? ! : ; - -- — … ... 's n't 90% $5 2019 Monday 1,000 U.S. e.g.
    attacked killed withdrawal attack threat disgraceful so-called allegedly might will because but if and
    minister Minister spokesman council sources Republicans critics mother tax economy war moral God
    @home #tag https://example.org/?a=b&c=d a@b.co I 'm me we You my ALL CAPS SAID one Mr. Mrs. Sen. St.
"""
SALAD = (
    *PERSONS,
    *_WORDS.split(),
    *("\n", "\n\n", "\t", " ", "”said", ".”", "?”", ",”", "“I", "‘No", "said,", "said:", "–", "* * *", "• "),
)
LANGUAGES = (
    "Die Regierung hat am Dienstag beschlossen, die Steuern zu senken. „Das ist falsch“, sagte Anna Weber.",
    "Le ministre a déclaré mardi : « Nous ne partirons pas », selon l’agence. Les critiques s’inquiètent.",
    "El presidente dijo el lunes que «la situación es grave». La oposición lo acusó de mentir.",
    "Президент заявил в понедельник: «Мы не уйдём». Оппозиция обвинила его во лжи.",
    "قال الرئيس يوم الاثنين: «لن نغادر». واتهمته المعارضة بالكذب.",
    "הנשיא אמר ביום שני: ״לא נעזוב״. האופוזיציה האשימה אותו בשקר.",
    "总统周一表示:“我们不会离开。”反对派指责他撒谎。",
    "大統領は月曜日「我々は去らない」と述べた。野党は嘘だと非難した。",
    "대통령은 월요일 “우리는 떠나지 않을 것”이라고 말했다. 야당은 거짓말이라고 비난했다.",
    "राष्ट्रपति ने सोमवार को कहा, “हम नहीं जाएंगे।” विपक्ष ने उन पर झूठ बोलने का आरोप लगाया।",
    "ประธานาธิบดีกล่าวเมื่อวันจันทร์ว่า “เราจะไม่ไป” ฝ่ายค้านกล่าวหาว่าเขาโกหก",
    "Başkan pazartesi günü “Gitmeyeceğiz” dedi. Muhalefet onu yalan söylemekle suçladı. İIıi",
    "Ο πρόεδρος είπε τη Δευτέρα: «Δεν θα φύγουμε». Η αντιπολίτευση τον κατηγόρησε για ψέματα.",
    'Rais alisema Jumatatu: "Hatutaondoka." Wapinzani walimshutumu kwa uongo.',
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
)
FRAMES = (
    "“{} is a disaster,” said {}, the minister of {}. Critics attacked {} on Monday.",
    "{} said that {} was never told. According to {}, troops attacked {}.",
    "{}\n\n{}\n\nThe council said that “{}” was shameful, and {} left.",
    "Ana Ruiz{}told{}the people{}that she was{}angry.",
)
ENCODINGS = ("utf-8", "utf-16", "utf-32", "cp1252", "shift_jis", "koi8-r", "gb18030", "utf-7", "mac_roman")


@dataclass(frozen=True)
class Case:
    """A text, or bytes that may hold one (`suffix` is how the file's name would end)."""

    kind: str
    number: int
    text: str = ""
    data: bytes = b""
    suffix: str = ""


def cases(count: int, seed: int) -> Iterator[Case]:
    """Yield `count` cases: a quarter of them walk through all of Unicode, the other kinds take turns."""
    blocks = list(walk(max(count // 4, 1), Random(seed)))
    kinds = cycle(MAKERS)
    for number in range(count):
        if number % 4 == 0 and number // 4 < len(blocks):
            yield Case("every Unicode block", number, blocks[number // 4])
        else:
            kind = next(kinds)
            yield draw(kind, number, seed)


def draw(kind: str, number: int, seed: int) -> Case:
    """Return one case of a kind."""
    made = MAKERS[kind](Random(f"{seed} {kind} {number}"))
    if isinstance(made, str):
        return Case(kind, number, made)
    suffix, data = made
    return Case(kind, number, data=data, suffix=suffix)


@cache
def columns() -> tuple[int, ...]:
    """Return the starts of Unicode's columns of 16 that have a character; blocks are made of columns."""
    return tuple(
        start
        for start in range(0, 0x110000, 16)
        if any(unicodedata.category(chr(code)) not in ("Cn", "Co") for code in range(start, start + 16))
    )


def walk(texts: int, random: Random) -> Iterator[str]:
    """Yield texts that have a character of every column between them."""
    size = -(-len(columns()) // texts)
    starts = iter(columns())
    while piece := list(islice(starts, size)):
        drawn = [chr(start + random.randrange(16)) for start in piece]
        told = _framed(random, [_joined(random, random.sample(drawn, len(drawn))) for _ in range(4)])
        yield f"{told}\n\n{''.join(drawn)}"


def _joined(random: Random, parts: list[str]) -> str:
    return random.choice(("", " ", "\u200d", "")).join(parts[: random.randint(1, 24)])


def _framed(random: Random, parts: list[str]) -> str:
    """Return parts in a sentence of the news, so that they become names, speakers, quotations, cues."""
    return random.choice(FRAMES).format(*(random.choice(parts) for _ in range(4)))


def _some(random: Random, alphabet, most: int = 12) -> str:
    return "".join(random.choices(alphabet, k=random.randint(1, most)))


def _between_words(alphabet: str) -> Callable[[Random], str]:
    """Return a kind of text that has characters of an alphabet in and between the words of an article."""

    def make(random: Random) -> str:
        text = passage(random, 300)
        share = random.choice((0.02, 0.1, 0.5))
        return "".join(c + _some(random, alphabet, 3) if random.random() < share else c for c in text)

    return make


def _in_sentences(alphabet) -> Callable[[Random], str]:
    """Return a kind of text that has runs of an alphabet's items in the places of names and quotations."""
    return lambda random: _framed(random, [_some(random, alphabet) for _ in range(4)])


def _combining(random: Random) -> str:
    stacked = "".join(letter + _some(random, MARKS, random.choice((2, 30, 300))) for letter in "Zalgo said")
    return _framed(random, [stacked, _some(random, MARKS), "e\u0301", "Ana"])


def _quotation_marks(random: Random) -> str:
    words = passage(random, 250).split(" ")
    for _ in range(random.randint(1, 40)):
        words.insert(random.randrange(len(words) + 1), _some(random, QUOTES, 3))
    return random.choice((" ", "")).join(words)


def _salad(random: Random) -> str:
    return random.choice((" ", " ", " ", "")).join(random.choices(SALAD, k=random.randint(1, 120)))


def _mutated(random: Random) -> str:
    text = passage(random, random.choice((60, 300, 900)))
    for _ in range(random.randint(1, 12)):
        at, end = sorted(random.choices(range(len(text) + 1), k=2))
        part = text[at : min(end, at + 60)]
        changed = random.choice(
            (
                "",
                part * 2,
                part.upper(),
                part.title(),
                part[::-1],
                part.replace(" ", ""),
                part.replace(" ", "\n"),
                _some(random, QUOTES),
                _some(random, CONTROLS + BIDI + SPACES),
                random.choice(SALAD),
            )
        )
        text = text[:at] + changed + text[at + len(part) :]
    return text


def _no_sentences(random: Random) -> str:
    alphabet = random.choice(
        (SPACES, ".,;:!?…", "0123456789 .", QUOTES, "-–—*#_=", "()[]{}<>", "\n", "I ", "\0")
    )
    return _some(random, alphabet, random.choice((1, 5, 400)))


def _repeated(random: Random) -> str:
    piece = random.choice(
        (*SALAD, *EMOJI, *QUOTES, "He said. ", "“No,” he said. ", "(", "A.B.", "that she said ")
    )
    return piece * random.choice((2, 50, 500))


def _injected(random: Random) -> str:
    return _framed(random, random.sample(PAYLOADS, 4))


def _languages(random: Random) -> str:
    return random.choice(("\n\n", " ")).join(random.choices(LANGUAGES, k=random.randint(1, 4)))


def _bytes(random: Random) -> tuple[str, bytes]:
    """Return what is left of a file: of some encoding and kind, cut, with holes, or with a wrong start."""
    text = random.choice((passage, lambda r, _: _languages(r), lambda r, _: _injected(r)))(random, 400)
    suffix = random.choice((".txt", ".html", ".json", ".md"))
    text = {
        ".html": f"<!doctype html><html><head><title>{text[:30]}</title></head><body><article><p>{text}</p>",
        ".json": f'{{"title": "A", "text": "{text}"}}',
        ".md": f"---\ntitle: {text[:20]}\nid: 007\n---\n{text}",
    }.get(suffix, text)
    data = bytearray(text.encode(random.choice(ENCODINGS), "replace"))
    for _ in range(random.randint(0, 6)):
        data[random.randrange(len(data))] = random.randrange(256)
    if random.random() < 0.3:
        data = (
            random.choice((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b"\0", b"\xff")) + data
        )
    return suffix, bytes(data[: random.randint(0, len(data))])


@cache
def news() -> tuple[str, ...]:
    """Return the texts of the articles that come with the repository."""
    files = sorted(Path(ROOT, "data", "corpus", "articles").glob("*.md"))
    bodies = [file.read_text(encoding="utf-8").split("---\n", 2)[-1] for file in files]
    return (Path(ROOT, EXAMPLE).read_text(encoding="utf-8"), *bodies)


def passage(random: Random, length: int) -> str:
    """Return a passage of one of these articles."""
    text = random.choice(news())
    at = random.randrange(max(len(text) - length, 1))
    return text[at : at + length]


MAKERS: dict[str, Callable[[Random], str | tuple[str, bytes]]] = {
    "right to left": _in_sentences((*BIDI, "قال", "אמר", "A", "(", "”", " ")),
    "emoji": _in_sentences((*EMOJI, " ", "said")),
    "combining marks": _combining,
    "control characters": _between_words(CONTROLS),
    "strange spaces": _between_words(SPACES + BIDI),
    "lone surrogates": _between_words(SURROGATES),
    "quotation marks": _quotation_marks,
    "word salad": _salad,
    "broken news": _mutated,
    "no sentences": _no_sentences,
    "repetition": _repeated,
    "injection": _injected,
    "other languages": _languages,
    "truncated bytes": _bytes,
}
