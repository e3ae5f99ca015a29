"""Sources without a name: by which words the text calls them, all of a kind as one.

"Officials at the institute", "the officials" and "an official" are one source here, called by the fullest of
these; a pronoun and words without a noun ("some", "one") are none.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.annotation.descriptions import noun_phrase, within_a_sentence
from analysis.attribution.attributions import Attribution, attributions
from analysis.attribution.speakers import head_of

_LONGEST = 8
"""The most words by which a source is called; of more, the noun and the words before it."""


def called_in_text(document: Document, each: Attribution) -> str | None:
    """Return the words for the source of a statement that names nobody, None where it has no noun."""
    return _called(document).get(each.number)


@once
def _called(document: Document) -> dict[int, str]:
    """Return by the number of a statement what its unnamed source is called."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for each in attributions(document):
        tokens = document.tokens(*each.source) if each.source and each.speaker is None else []
        head = head_of(tokens) if tokens else None
        if head is not None and head.pos_ in {"NOUN", "PROPN"}:
            kinds.setdefault(head.lemma_.lower(), []).append((each.number, _words(document, tokens, head)))
    fullest = {kind: max((words for _, words in own), key=_length) for kind, own in kinds.items()}
    return {number: fullest[kind] for kind, own in kinds.items() for number, _ in own}


def _words(document: Document, tokens: Sequence[Token], head: Token) -> str:
    """Return the words of a source without article and what follows a comma; a long one to its noun."""
    if head not in tokens:
        phrase = noun_phrase(head)
        return within_a_sentence(phrase.text, phrase[0])
    first = next(i for i, token in enumerate(tokens) if token.pos_ != "DET" or token == head)
    end = next((i for i, token in enumerate(tokens) if token.text == "," and token.i > head.i), len(tokens))
    own = [token for token in tokens[first:end] if end - first <= _LONGEST or token.i <= head.i]
    words = document.article.text[own[0].idx : own[-1].idx + len(own[-1])]
    return within_a_sentence(words, own[0])


def _length(words: str) -> int:
    return len(words.split())
