"""Sources without a name: by which words the text calls them, all of a kind as one.

"Officials at the institute" and "the officials" are one source here, called by the fullest of these, and so
is "an official", but "union officials" are others. A pronoun and words without a noun ("some") are none.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.annotation.descriptions import noun_phrase, within_a_sentence
from analysis.attribution.attributions import Attribution, attributions
from analysis.attribution.speakers import head_of
from analysis.word_lists import words

_LONGEST = 8
"""The most words by which a source is called; of more, the noun and the words before it."""


def called_in_text(document: Document, each: Attribution) -> str | None:
    """Return the words for the source of a statement that names nobody, None where it has no noun."""
    return _called(document).get(each.number)


@once
def _called(document: Document) -> dict[int, str]:
    """Return by the number of a statement what its unnamed source is called."""
    kinds: dict[str, list[tuple[int, str, Token]]] = {}
    for each in attributions(document):
        tokens = document.tokens(*each.source) if each.source and each.speaker is None else []
        head = head_of(tokens) if tokens else None
        if head is not None and head.pos_ in {"NOUN", "PROPN"}:
            called = each.number, _words(document, tokens, head), head
            kinds.setdefault(head.lemma_.lower(), []).append(called)
    return {
        number: _fullest(own, head, [text for _, text, other in kind if not _is_new(head) or _is_many(other)])
        for kind in kinds.values()
        for number, own, head in kind
    }


def _is_many(head: Token) -> bool:
    return head.tag_ in {"NNS", "NNPS"}


def _is_new(head: Token) -> bool:
    """Tell whether one of a kind is brought in, who is none of the single ones before: "an aide"."""
    determiners = {child.lower_ for child in head.lefts if child.dep_ in {"det", "nummod"}}
    return head.tag_ == "NN" and bool(determiners & words("determiners", "of anyone"))


def _fullest(own: str, head: Token, others: Sequence[str]) -> str:
    """Return the fullest of the words for a source that have all the words of one of them."""
    wanted = set(own.lower().split()) - {head.lower_}
    return max((each for each in others if wanted <= set(each.lower().split())), key=_length, default=own)


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
