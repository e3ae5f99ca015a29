"""Who a pronoun means, against GUM: does it lead to a name by which the text calls the same one?

Measured are "he", "she" and "they" in all cases, wherever the chain of mentions that GUM codes has a name.
What we find is right when it shares a word with one of the chain's names, as the text has them or as Wikipedia
does; of several joined ("Ann and Paul") each has to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.statistics.metrics import Estimate
from analysis.statistics.proportions import wilson
from analysis.validation.cards import Card, CardRow
from analysis.validation.coreference import CodedMention, CodedText, read_gum
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

    Intervals are Wilson's (1927), over pronouns.
    """
    outcomes = [each for text in read_gum(data / "gum_coref") for each in outcomes_of(text)]
    return Card(
        method="Who a pronoun means",
        rows=list(_rows(outcomes)),
        split="GUM, texts under free terms",
        terms="GUM (Zeldes 2017): annotation CC BY 4.0; texts CC BY, CC BY-SA or public domain",
        command="presslens validate antecedents --data DIR",
        date=date.today().isoformat(),
    )


def outcomes_of(text: CodedText, document: Document | None = None) -> list[Outcome]:
    """Return what we say of each pronoun of a text whose chain has a name, in text order."""
    document = document or annotate(Article(text=text.text, id=text.name))
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

    A lone word that the text also has in small letters is none.
    """
    found = set()
    for mention in chain:
        if mention.kind not in _NAMED:
            continue
        found |= {mention.page} if mention.page else set()
        name = _without_article(text[mention.start : mention.end])
        is_lone = " " not in name
        if name[:1].isupper() and name.split()[-1][:1].isupper() and not _is_pronoun(name):
            if not (is_lone and name.lower() in text.split()):
                found.add(name)
    return found


def is_named(entity: str, names: set[str]) -> bool:
    """Tell whether an entity is called by one of these names: each of those joined by "and" shares a word."""
    known = {word for name in names for word in _parts(name)}
    return all(known & _parts(part) for part in entity.split(" and "))


def _parts(name: str) -> set[str]:
    return {word.strip(".,'’\"()").lower() for word in name.split() if word[:1].isupper()} - {"the", ""}


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.lower() in words("determiners", "articles") else name


def _is_pronoun(name: str) -> bool:
    return name.lower() in words("pronouns", "no names")


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
