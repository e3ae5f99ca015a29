"""Who a pronoun means, against GUM: does it lead to a name by which the text calls the same one?

Measured are "he", "she" and "they" in all cases, wherever the chain of mentions that GUM codes has a name.
What we find is right when it shares a word with one of the chain's names, as the text has them or as
Wikipedia does; of several joined ("Ann and Paul") each has to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.annotation import Document
from analysis.annotation.gazetteer import without_article
from analysis.statistics.metrics import Estimate
from analysis.statistics.proportions import wilson
from analysis.validation.cards import Card, CardRow
from analysis.validation.coreference import CodedMention, CodedText, read_gum, read_names
from analysis.validation.mention_ranking import Lesson, capitalised, folds, learn, lesson
from analysis.word_lists import words

KINDS = {"he": "masculine", "she": "feminine", "they": "plural"}
NEWS = ("news", "interview")
_NAMED = {"person", "organization", "place", "event", "animal"}


@dataclass(frozen=True)
class Outcome:
    """A pronoun whose chain has a name: which kind it is, and what we say.

    `found` is the entity, None where nobody is named; `right` whether it is one of the chain's `names`.
    """

    text: str
    genre: str
    pronoun: str
    start: int
    names: frozenset[str]
    found: str | None
    right: bool
    chance: float = 0.0


def measure(data: Path) -> Card:
    """Return the card of pronouns, measured on the texts in `data`/gum_coref.

    The ranker that reads a text is learned anew on the other four of five parts, and on our own codes of news
    where their texts are in `data`. Intervals are Wilson's (1927), over pronouns.
    """
    texts = read_gum(data / "gum_coref")
    outcomes = cross_validated(texts, [lesson(text) for text in read_names(data)])
    return Card(
        method="Who a pronoun means",
        rows=list(_rows(outcomes)),
        split="GUM, texts under free terms, five-fold by text",
        terms="GUM (Zeldes 2017): annotation CC BY 4.0; texts CC BY, CC BY-SA or public domain",
        command="presslens validate antecedents --data DIR",
        date=date.today().isoformat(),
    )


def cross_validated(texts: Sequence[CodedText], more: Sequence[Lesson]) -> list[Outcome]:
    """Return what is said of the pronouns of GUM's texts, each read by a ranker that has not seen it."""
    lessons, fold = [lesson(text) for text in texts], folds([text.name for text in texts])
    found: list[Outcome] = []
    for number in sorted(set(fold)):
        seen = [each for each, its in zip(lessons, fold, strict=True) if its != number]
        ranker = learn([*seen, *more])
        for text, each, its in zip(texts, lessons, fold, strict=True):
            found += outcomes_of(text, each.read(ranker)) if its == number else []
    return found


def outcomes_of(text: CodedText, document: Document) -> list[Outcome]:
    """Return what we say of each pronoun of a text whose chain has a name, in text order."""
    at = {m.start: m for m in document.mentions if m.kind == "pronoun"}
    found = []
    for chain in text.chains.values():
        names = names_of(text.text, chain)
        for mention in chain if names else []:
            pronoun = kind_of(text.text[mention.start : mention.end])
            if pronoun:
                ours = at.get(mention.start)
                entity = ours.entity if ours else None
                right = entity is not None and is_named(entity, names)
                chance = ours.chance if ours else 0.0
                place = text.name, text.genre, pronoun, mention.start
                found.append(Outcome(*place, frozenset(names), entity, right, chance))
    return sorted(found, key=lambda each: each.start)


def kind_of(word: str) -> str | None:
    """Return he, she or they for a pronoun in any of its cases, else None."""
    return next((kind for kind, key in KINDS.items() if word.lower() in words("pronouns", key)), None)


def names_of(text: str, chain: Iterable[CodedMention]) -> set[str]:
    """Return the names in a chain of mentions: those that begin and end with a capital, and Wikipedia's.

    A lone word at the beginning of a sentence is none, nor one that the text also has in small letters.
    """
    found = set()
    for mention in chain:
        if mention.kind in _NAMED:
            found |= {mention.page} if mention.page else set()
            name = without_article(text[mention.start : mention.end])
            opens = not text[: mention.start].rstrip("\"“' ")[-1:].isalnum()
            if _is_name(name) and (" " in name or not (opens or name.lower() in text.split())):
                found.add(name)
    return found


def _is_name(words_of: str) -> bool:
    first, last = words_of[:1], words_of.split()[-1][:1]
    return first.isupper() and last.isupper() and words_of.lower() not in words("pronouns", "no names")


def is_named(entity: str, names: set[str]) -> bool:
    """Tell whether an entity is called by one of these names: each of those joined by "and" shares a word."""
    known = {word for name in names for word in capitalised(name)}
    return all(known & capitalised(part) for part in entity.split(" and "))


def _rows(outcomes: list[Outcome]) -> Iterator[CardRow]:
    """Yield two rows for each pronoun and all of them, in news and interviews and in all genres."""
    for domain, genres in (("news and interviews", NEWS), ("all genres", None)):
        inside = [each for each in outcomes if genres is None or each.genre in genres]
        for pronoun in ("he, she, they", *KINDS):
            own = [each for each in inside if each.pronoun in pronoun.split(", ")]
            named = [each for each in own if each.found]
            right = sum(each.right for each in named)
            for what, whole in (("led to the right name", own), ("right where a name is given", named)):
                if whole:
                    yield CardRow.of(
                        Estimate(right / len(whole), *wilson(right, len(whole))).scaled(100),
                        measure=f"{pronoun}: {what}, share",
                        data="GUM",
                        domain=domain,
                        n=len(whole),
                        unit="pronouns",
                    )
