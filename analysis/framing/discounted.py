"""Cues that do not count: negated ones, and those that only stand in a name or in somebody's credentials."""

from spacy.tokens import Doc, Token

from analysis.framing.modality import is_negated
from analysis.framing.resources import words

_LIGHT = frozenset({"be", "have", "do", "make", "see", "find", "face", "show", "need", "get", "there"})
_OBJECT = frozenset({"attr", "acomp", "dobj", "oprd"})
_UPWARD = frozenset({"pobj", "prep", "compound", "conj", "amod", "nmod"})


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
        if token.lower_ in words("discounted", "credentials"):
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
    return any(word.lower_ in words("discounted", "names") for word in name)
