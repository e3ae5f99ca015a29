"""Repeated views: who takes up what the text has just told, "The union echoed this view in a letter."."""

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution import cues
from analysis.attribution.rules.grammar import Match, subject, verb_group
from analysis.attribution.senses import is_author
from analysis.attribution.spans import phrase, span_of
from analysis.word_lists import words


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions by a verb of repeating or rejecting with "this view", "that claim"."""
    for verb in document.doc:
        if verb.tag_ in {"VBD", "VBP", "VBZ"} and cues.lemma(verb) in words("statements", "answering"):
            view = next((child for child in verb.children if child.dep_ == "dobj" and _is_view(child)), None)
            teller = subject(verb)
            source = phrase(teller) if teller is not None else []
            content = span_of(view.subtree) if view is not None else None
            if content is not None and source and not is_author(source):
                yield Match(span_of(source), span_of(verb_group(verb)), (content,), "repeated")


def _is_view(noun: Token) -> bool:
    """Tell whether a noun points back to something said: "this view", "those concerns"."""
    points = any(child.lower_ in words("statements", "what was said") for child in noun.lefts)
    return points and (cues.is_noun(noun) or noun.lemma_ in words("statements", "views"))
