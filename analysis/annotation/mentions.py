"""Mentions of entities, with one canonical name each."""

from spacy.tokens import Doc

from analysis.annotation.document import Mention, Sentence


def find_mentions(doc: Doc, sentences: tuple[Sentence, ...]) -> list[Mention]:
    """Return the mentions in text order, not overlapping."""
    found = []
    for sentence in sentences:
        for ent in sentence.span.ents:
            if (
                ent.label_ in {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT"}
                and ent.text[:1].isupper()
            ):
                found.append(
                    Mention(
                        ent.text,
                        ent.label_,
                        "name",
                        ent.start_char,
                        ent.end_char,
                        ent.root.i,
                        sentence.number,
                        ent.text,
                    )
                )
    return found
