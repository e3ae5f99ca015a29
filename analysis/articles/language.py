"""Which language a text is in, and whether it is safe to say that it is not English.

py3langid (Lui and Baldwin 2012; retrained by A. Barbaresi) weighs short runs of letters, so names and
quotations in another language can outvote a short English text. Nothing is therefore called foreign on that
evidence alone: the everyday words of English have to be missing as well.
"""

import re
from functools import cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analysis.articles.words import LETTERS
from analysis.word_lists import any_of, read

UNDETERMINED = "und"
_NO_LANGUAGE = "zxx"
_EVERYDAY = re.compile(rf"\b(?:{any_of('languages', 'everyday')})\b", re.IGNORECASE)
_FEWEST_WORDS = 20
_SAMPLE = 30_000


class Guess(NamedTuple):
    """A language's ISO 639 code ("und" when none can be told) and how sure that is, 0..1."""

    code: str
    confidence: float


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = read("languages")["languages"]
    return names


@cache
def _identifier() -> LanguageIdentifier:
    """Return the identifier, confined to languages with newspapers of their own.

    Its smallest classes (regional and liturgical languages, creoles) draw short English sentences.
    """
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_names(), _NO_LANGUAGE])
    return identifier


def _sample(text: str) -> str:
    """Return the text, or the beginning, middle and end of a long one."""
    if len(text) <= _SAMPLE:
        return text
    third, middle = _SAMPLE // 3, len(text) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


def name(code: str) -> str:
    """Return a language's English name: "German" for "de"."""
    return _names().get(code, "a language other than English")


def identify(text: str) -> Guess:
    """Guess the language of a text; "und" where there are no words, or too few to prefer one language."""
    sample = _sample(text)
    if not LETTERS.search(sample):
        return Guess(UNDETERMINED, 0.0)
    code, confidence = _identifier().classify(sample)
    if code == _NO_LANGUAGE or (code != "en" and confidence < 0.5):
        code = UNDETERMINED
    return Guess(code, confidence)


def everyday_share(text: str) -> float:
    """Return the share, 0..1, of a text's words that are everyday words of English; news has about 0.2."""
    sample = _sample(text)
    words = sum(1 for _ in LETTERS.finditer(sample))
    return sum(1 for _ in _EVERYDAY.finditer(sample)) / words if words else 0.0


def is_foreign(text: str) -> bool:
    """Tell whether a text is, beyond reasonable doubt, not in English.

    Most of its letters stand in another script; or it has twenty words and more, the identifier is at least
    90 % sure of another language (or of none), and fewer than one word in ten is an everyday English one.
    """
    sample = _sample(text)
    words = LETTERS.findall(sample)
    letters = "".join(words)
    if sum(letter > "\u024f" for letter in letters) * 2 > len(letters):
        return True
    if len(words) < _FEWEST_WORDS or everyday_share(sample) >= 0.1:
        return False
    guess = identify(sample)
    return guess.code != "en" and guess.confidence >= 0.9
