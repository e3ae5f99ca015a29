"""Cues: the words that say that somebody else speaks or thinks, neutral, loaded, of belief or of denial.

The list (`resources/en/cues.json`, compiled for this project) also says which verbs attribute more than a
clause: an infinitive ("vowed to go"), an object ("praised the plan"), a description ("sees it as a
threat").
"""

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from analysis.word_lists import read, words


@cache
def _kinds(part: str) -> dict[str, str]:
    return {word: kind for kind, its in read("cues")[part].items() for word in its}


@cache
def _members(part: str, key: str) -> frozenset[str]:
    return frozenset(read("cues")[part].get(key, ()))


def lemma(token: Token) -> str:
    """Return the dictionary form of a token, in small letters; mended where the lemmatizer errs ("hoped")."""
    found = token.lemma_.lower()
    return read("cues")["respelled"].get(found, found)


def is_verb(token: Token) -> bool:
    """Tell whether a token is a reporting verb."""
    return token.pos_ in {"VERB", "AUX"} and lemma(token) in _kinds("verbs")


def is_saying(token: Token) -> bool:
    """Tell whether a token is a reporting verb by its form, where the tagger may have erred."""
    return token.lower_ in _kinds("verbs") or lemma(token) in _kinds("verbs")


def is_noun(token: Token) -> bool:
    """Tell whether a token is a reporting noun (claim, denial, view)."""
    return token.pos_ == "NOUN" and lemma(token) in _kinds("nouns")


def takes(token: Token, complement: str) -> bool:
    """Tell whether a verb attributes this complement: infinitive, object, as or name."""
    return lemma(token) in _members("takes", complement)


def takes_preposition(token: Token, preposition: str) -> bool:
    """Tell whether a verb attributes what follows a preposition (call for, refer to)."""
    return lemma(token) in _members("prepositions", preposition)


def word_of(tokens: Iterable[Token]) -> Token | None:
    """Return the word of a cue that says how it attributes: its last reporting verb or noun."""
    return next((token for token in reversed(list(tokens)) if kind_of(token)), None)


def kind_of(token: Token) -> str | None:
    """Return neutral, loaded, belief or denial for a reporting verb or noun, None for any other word.

    Not counted is "according to", which says nothing of how the words were meant: it is neutral.
    """
    if token.lower_ == "according":
        return "neutral"
    kinds = _kinds("nouns" if token.pos_ in {"NOUN", "PROPN"} else "verbs")
    return kinds.get(name_of(token)) or kinds.get(lemma(token))


def name_of(token: Token) -> str:
    """Return a reporting word as a list has it: the dictionary form, with its particle (point out)."""
    if token.lower_ == "according":
        return "according to"
    particle = next((child for child in token.children if child.dep_ == "prt"), None)
    return f"{lemma(token)} {particle.lower_}" if particle is not None else lemma(token)


def is_impression(tokens: Iterable[Token]) -> bool:
    """Tell whether a cue tells how something looks (it seems that): without a source, to the author."""
    return any(lemma(token) in words("cues", "impressions") for token in tokens)


def is_negated(tokens: Iterable[Token]) -> bool:
    """Tell whether a cue denies its content or says that it was not said."""
    word = word_of(tokens)
    if word is None:
        return False
    return kind_of(word) == "denial" or any(c.dep_ == "neg" or c.lower_ == "never" for c in word.children)
