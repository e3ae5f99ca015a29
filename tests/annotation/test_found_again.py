"""Bodies that the recogniser missed at some places are found again, to the end of their names."""

import spacy
from spacy.tokens import Doc, Span

from analysis.annotation.found_again import found_again

NLP = spacy.blank("en")


def parsed(text: str) -> Doc:
    tokens = text.split()
    tags = ["PROPN" if token[:1].isupper() else "NOUN" for token in tokens]
    return Doc(NLP.vocab, words=tokens, pos=tags, sent_starts=[i == 0 for i in range(len(tokens))])


def found(text: str, *seen: tuple[int, int]) -> list[str]:
    doc = parsed(text)
    return [s.text for s in found_again(doc, [Span(doc, *place, label="ORG") for place in seen])]


def test_what_was_a_body_once_is_one_wherever_it_stands():
    assert found("ads of Harbor ran and then Harbor went", (2, 3)) == ["Harbor", "Harbor"]


def test_a_part_goes_on_to_the_end_of_the_name():
    text = "later US Customs and Border Protection spoke as Customs and Border Protection must"
    assert found(text, (1, 3), (8, 12))[0] == "US Customs and Border Protection"


def test_a_word_that_stands_in_small_letters_too_is_no_name():
    assert found("ads of Harbor ran in a harbor before Harbor went", (2, 3)) == ["Harbor"]


def test_a_part_of_a_longer_name_is_not_the_body():
    assert found("ads of Harbor ran on Harbor Lane", (2, 3)) == ["Harbor"]
