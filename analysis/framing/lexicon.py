"""Cue lists compiled into one trie of lemmas, so that a text is searched in a single pass over its tokens.

Some cues do not count: negated ones, and those that only stand in a name or in somebody's credentials.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from spacy.tokens import Doc, Token

from analysis.annotation import Document, once
from analysis.framing.modality import is_negated
from analysis.word_lists import words

_LIGHT = words("framing/actions", "light_governors")
_OBJECT = frozenset({"attr", "acomp", "dobj", "oprd"})
_UPWARD = frozenset({"pobj", "prep", "compound", "conj", "amod", "nmod"})
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")

Label = TypeVar("Label")


def is_discounted(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the cue doc[start:end] does not count.

    Left out are cues that the text negates ("not a crime", "no evidence of", "without war"), that are part of
    the name of a school, an institute or a newspaper ("Wall Street Journal"), or of what somebody teaches or
    studies ("a professor of diplomacy").
    """
    root = doc[start:end].root
    return _is_negated_cue(doc, root, start, end) or _is_credential(root)


def _is_negated_cue(doc: Doc, root: Token, start: int, end: int) -> bool:
    if is_negated(root):
        return not any(child.dep_ == "neg" and start <= child.i < end for child in root.children)
    governs = root.dep_ == "aux" or (root.dep_ in _OBJECT and root.head.lemma_ in _LIGHT)
    return governs and is_negated(root.head)


def _is_credential(token: Token) -> bool:
    if token.ent_type_ in {"ORG", "FAC", "WORK_OF_ART"} and _in_learned_name(token):
        return True
    while token.dep_ in _UPWARD and token.head != token:
        token = token.head
        if token.lower_ in words("framing/discounted", "credentials"):
            return True
    return False


def _in_learned_name(token: Token) -> bool:
    """Tell whether a token stands in the name of a school, an institute, a newspaper or the like."""
    start = token.i
    while start > 0 and token.doc[start].ent_iob_ == "I":
        start -= 1
    name = [token.doc[start]]
    for following in token.doc[start + 1 :]:
        if following.ent_iob_ != "I":
            break
        name.append(following)
    return any(word.lower_ in words("framing/discounted", "names") for word in name)


class Hit(NamedTuple, Generic[Label]):
    """A cue in the text: the tokens doc[start:end], and the label of the cue."""

    start: int
    end: int
    label: Label


class _Node:
    __slots__ = ("blocks", "labels", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.labels: list[Any] = []
        self.blocks = False


class Lexicon(Generic[Label]):
    """Cues and their labels, compiled.

    A cue is a word or several in a row. Each word matches a token's lemma or its lower-case form; `word/NOUN`
    matches only that part of speech (VERB takes auxiliaries too, NOUN no proper nouns). A longer cue takes
    its words from shorter ones: in "trade war" there is no "war". Phrases in `ignored` only take words
    ("heart attack").
    """

    def __init__(self, cues: Iterable[tuple[str, Label]], ignored: Iterable[str] = ()) -> None:
        self._root = _Node()
        for cue, label in cues:
            self._node(cue).labels.append(label)
        for phrase in ignored:
            self._node(phrase).blocks = True

    def _node(self, cue: str) -> _Node:
        node = self._root
        for word in _HYPHEN.sub(" - ", cue).split():
            node = node.next.setdefault(word, _Node())
        return node

    def find(self, doc: Doc, keys: Sequence[tuple[str, ...]] | None = None) -> list[Hit[Label]]:
        """Return the cues in a parsed text, in order; those that are discounted do not count.

        `keys` takes the result of `keys_of(doc)`, so that several lexicons can share it.
        """
        keys = keys_of(doc) if keys is None else keys
        hits: list[Hit[Label]] = []
        beginnings = self._root.next.keys()
        start = 0
        while start < len(keys):
            if beginnings.isdisjoint(keys[start]):
                start += 1
                continue
            end, labels = self._longest_at(keys, start)
            if labels and not is_discounted(doc, start, end):
                hits += [Hit(start, end, label) for label in dict.fromkeys(labels)]
            start = max(end, start + 1)
        return hits

    def _longest_at(self, keys: Sequence[tuple[str, ...]], start: int) -> tuple[int, list[Label]]:
        """Return the end of the longest cue that starts here, and its labels (none: pass over it)."""
        nodes, position = [self._root], start
        longest: tuple[int, list[Label]] = start, []
        while position < len(keys):
            nodes = [node.next[key] for node in nodes for key in keys[position] if key in node.next]
            if not nodes:
                break
            position += 1
            if any(node.labels or node.blocks for node in nodes):
                blocked = any(node.blocks for node in nodes)
                longest = position, [] if blocked else [label for node in nodes for label in node.labels]
        return longest


def keys_of(doc: Doc) -> list[tuple[str, ...]]:
    """Return what each token may match: lower-case form and lemma, both also with the part of speech."""
    return [_keys(token) for token in doc]


@once
def document_keys(document: Document) -> list[tuple[str, ...]]:
    """Return `keys_of` a document's parse."""
    return keys_of(document.doc)


def _keys(token: Token) -> tuple[str, ...]:
    lower, lemma = token.lower_.replace("’", "'"), token.lemma_.lower()
    kind = "VERB" if token.pos_ == "AUX" else token.pos_
    if lower == lemma:
        return lower, f"{lower}/{kind}"
    return lower, lemma, f"{lower}/{kind}", f"{lemma}/{kind}"
