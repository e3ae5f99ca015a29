"""Mentions of entities: names first, then descriptions, then the pronouns that can be resolved.

The tables of an article and of its entities are made here.
"""

from bisect import bisect_right
from collections.abc import Callable

import pandas as pd
from spacy.tokens import Doc, Span

from analysis.annotation.antecedents import antecedents
from analysis.annotation.descriptions import Description, find_descriptions
from analysis.annotation.document import Document, Mention, Sentence, of_document
from analysis.annotation.names import Name, find_names
from analysis.annotation.pronouns import resolve
from analysis.annotation.shorthand import find_shorthand
from analysis.schemas import typed


def find_mentions(doc: Doc, sentences: tuple[Sentence, ...]) -> list[Mention]:
    """Return all mentions in text order, not overlapping, each with the canonical name of its entity."""
    return resolve(doc, sentences, find_named(doc, sentences), antecedents())


def find_named(doc: Doc, sentences: tuple[Sentence, ...]) -> list[Mention]:
    """Return the names and descriptions in text order, not overlapping."""
    within = _in_a_sentence(sentences)
    names = [name for name in find_names(doc) if within(name.span)]
    named = {token.i for name in names for token in name.span}
    descriptions = [d for d in find_descriptions(doc, names) if d.span.root.i not in named and within(d.span)]
    covered = {token.i for d in descriptions for token in d.span}
    shorthand = [d for d in find_shorthand(doc, names) if within(d.span)]
    shorthand = [d for d in shorthand if not covered & {token.i for token in d.span}]
    descriptions += shorthand
    covered |= {token.i for d in shorthand for token in d.span}
    starts = [sentence.span.start for sentence in sentences]

    def mention(found: Name | Description, kind: str) -> Mention:
        span = found.span
        number = bisect_right(starts, span.start)
        place = span.start_char, span.end_char, span.root.i, number
        shortened = kind == "name" and span.text != found.entity
        chance = found.chance if isinstance(found, Description) else 1.0
        basis = "short name" if shortened else kind
        return Mention(found.entity, found.label, kind, *place, span.text, chance=chance, basis=basis)

    mentions = [mention(n, "name") for n in names if not covered & {t.i for t in n.span}]
    mentions += [mention(d, "description") for d in descriptions]
    return sorted(mentions, key=lambda m: m.start)


@of_document
def entities(document: Document) -> pd.DataFrame:
    """Return the mentions of entities, a row per mention in text order, for a group's a row per member.

    Columns: article_id, entity (canonical name), label (OntoNotes type, or ROLE for a person known by title
    alone), sentence (number), start and end (character offsets into the article's text), text (as it stands
    there), chance (0..1: how likely the step from these words to the entity is right) and basis (what it
    rests on). Names, definite descriptions and resolved pronouns all count as mentions.
    """
    rows = [
        (document.article.id, m.entity, m.label, m.sentence, m.start, m.end, m.text, m.chance, m.basis)
        for m in document.single_mentions
    ]
    return typed("entities", rows)


def articles(document: Document) -> pd.DataFrame:
    """Return the table of articles for this one: a single row with what is known about it.

    Columns: article_id, title, outlet, published, url, language (ISO 639), words, sha256 (of the text) and
    warnings (a list of sentences).
    """
    return typed("articles", [document.article.row()])


def _in_a_sentence(sentences: tuple[Sentence, ...]) -> Callable[[Span], bool]:
    """Return what tells whether a span stands in a sentence: who is named in a byline is not mentioned."""
    starts = [sentence.span.start for sentence in sentences]

    def within(span: Span) -> bool:
        before = bisect_right(starts, span.start)
        return before > 0 and span.start < sentences[before - 1].span.end

    return within
