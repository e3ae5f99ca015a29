"""Mentions of entities: names first, then descriptions, then the pronouns that can be resolved."""

from bisect import bisect_right

from spacy.tokens import Doc

from analysis.annotation.document import Mention, Sentence
from analysis.annotation.names import Name, find_names
from analysis.annotation.pronouns import resolve
from analysis.annotation.roles import Description, find_descriptions
from analysis.annotation.shorthand import find_shorthand


def find_mentions(doc: Doc, sentences: tuple[Sentence, ...]) -> list[Mention]:
    """Return all mentions in text order, not overlapping, each with the canonical name of its entity."""
    names = find_names(doc)
    named = {token.i for name in names for token in name.span}
    descriptions = [d for d in find_descriptions(doc, names) if d.span.root.i not in named]
    covered = {token.i for d in descriptions for token in d.span}
    shorthand = [d for d in find_shorthand(doc, names) if not covered & {token.i for token in d.span}]
    descriptions += shorthand
    covered |= {token.i for d in shorthand for token in d.span}
    starts = [sentence.span.start for sentence in sentences]

    def mention(found: Name | Description, kind: str) -> Mention:
        span = found.span
        number = bisect_right(starts, span.start)
        return Mention(
            found.entity, found.label, kind, span.start_char, span.end_char, span.root.i, number, span.text
        )

    mentions = [mention(n, "name") for n in names if not covered & {t.i for t in n.span}]
    mentions += [mention(d, "description") for d in descriptions]
    mentions.sort(key=lambda m: m.start)
    return resolve(doc, sentences, mentions)
