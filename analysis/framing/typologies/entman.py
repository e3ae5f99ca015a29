"""Entman's four functions of framing: problem, cause, moral evaluation, remedy.

Entman (1993), "Framing: Toward Clarification of a Fractured Paradigm", Journal of Communication 43(4). Cue
words from the resource, three rules on the parse, and a look at how each cue is used:

- what somebody should, must, or needs to do is a remedy, and so is what is proposed: "to curb", "would ease";
- what has allowed or enabled somebody to do something is a cause of it;
- "because" is no cause where the author explains a remark of their own, "wrong" no judgement in "the wrong
  door", a noun no problem where it only describes another ("emergency repairs").
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from analysis.framing.modality import is_hypothetical, is_negated, obligations
from analysis.framing.typologies.typology import STRONG, Cue, Typology
from analysis.word_lists import words

_PROBLEM, _CAUSE, _MORAL, _REMEDY = range(4)
_OWN_REMARKS = words("pronouns", "the author and the reader")
_ENABLING = words("framing/entman", "enabling")


def duties(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield (modal, verb) for what ought to be done now.

    Of all obligations those are left out that are past ("had to leave"), conditions or questions ("should he
    win", "whether to"), denied ("nobody thinks they should"), still open ("has yet to pay"), no more than a
    manner of speaking ("I should note"), and nouns ("a must stop").
    """
    for modal, verb in obligations(doc):
        past = modal.lemma_ in words("framing/entman", "needs") and modal.tag_ not in {"VBP", "VBZ", "VB"}
        noun = modal.i > 0 and doc[modal.i - 1].lower_ in words("determiners", "articles")
        yet = any(child.lower_ == "yet" for child in modal.children)
        spoken = verb.lemma_ in words("framing/entman", "thoughts")
        denied = verb.dep_ == "ccomp" and verb.head != verb and is_negated(verb.head)
        if not (past or noun or yet or spoken or denied or _is_open(modal, verb)):
            yield modal, verb


def _is_open(modal: Token, verb: Token) -> bool:
    """Tell whether a duty is a condition or a question."""
    asked = any(child.lower_ in words("clauses", "questions") for child in verb.children)
    who = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    return asked or (modal.lower_ == "should" and who is not None and who.i > modal.i)


def _remedies(doc: Doc) -> Iterator[Cue]:
    for modal, verb in duties(doc):
        yield Cue(modal.i, max(modal.i, verb.i) + 1, _REMEDY, STRONG, "duty")
    remedies = words("framing/entman", "remedies")
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_ in remedies and _is_proposed(token):
            yield Cue(token.i, token.i + 1, _REMEDY, STRONG, token.lemma_)


def _is_proposed(verb: Token) -> bool:
    if is_negated(verb) or not any(child.dep_ == "dobj" for child in verb.children):
        return False
    if verb.tag_ == "VBG":
        return not any(child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VB" and is_hypothetical(verb)


def _enablers(doc: Doc) -> Iterator[Cue]:
    for token in doc:
        if token.lemma_ in _ENABLING and token.tag_ in {"VBD", "VBN"} and not is_negated(token):
            parts = {child.dep_ for child in token.children}
            if "nsubj" in parts and parts & {"ccomp", "xcomp"} and not is_hypothetical(token):
                yield Cue(token.i, token.i + 1, _CAUSE, STRONG, token.lemma_)


def _fits(doc: Doc, cue: Cue) -> bool:
    """Tell whether a listed cue is used for what its frame means."""
    root = doc[cue.start : cue.end].root
    if cue.item == _PROBLEM:
        return root.dep_ not in {"compound", "nmod"}
    if cue.item == _CAUSE:
        return _explains(doc, cue, root)
    if cue.name == "wrong":
        return root.dep_ in {"acomp", "oprd", "ccomp", "ROOT", "conj"} and not _has_prep(root, "with")
    if cue.name == "call for":
        return not any(child.dep_ == "auxpass" for child in root.children) and not _is_routine(root)
    return True


def _explains(doc: Doc, cue: Cue, root: Token) -> bool:
    if cue.name == "because":
        clause = next((node for node in root.ancestors if node.dep_ == "advcl"), root)
        return not any(
            child.dep_ == "nsubj" and child.lower_ in _OWN_REMARKS for child in clause.head.children
        )
    if cue.name == "due to":
        return cue.end < len(doc) and doc[cue.end].tag_ != "VB"
    if "result" in cue.name:
        return not any(token.tag_ == "NNS" for token in doc[cue.start : cue.end])
    if cue.name == "be responsible for":
        return cue.end < len(doc) and doc[cue.end].tag_ != "VBG"
    return not _is_routine(root)


def _is_routine(root: Token) -> bool:
    things = (grand for child in root.children if child.dep_ == "prep" for grand in child.children)
    return any(thing.lemma_ in words("framing/entman", "routine") for thing in things)


def _has_prep(token: Token, word: str) -> bool:
    return any(child.dep_ == "prep" and child.lower_ == word for child in token.children)


ENTMAN = Typology("entman", rules=(_remedies, _enablers), fits=_fits)
