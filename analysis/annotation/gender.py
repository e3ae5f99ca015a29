"""Women and men as the text itself tells: by titles, by resolved pronouns, and weakly by given names."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from analysis.annotation.document import Mention
from analysis.annotation.people import TITLES, given_gender

_LEAD = 2


class Genders:
    """What is known of the gender of each person so far. One misread pronoun does not settle it."""

    def __init__(self, doc: Doc, people: Iterable[Mention]):
        self._titles = {m.entity: title for m in people if (title := _title(doc, m))}
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)

    def vote(self, entity: str, gender: str) -> None:
        """Count a resolved pronoun."""
        self._votes[entity][gender] += 1

    def stated(self, entity: str, lead: int = 1) -> str | None:
        """Return the gender of an entity by its title, else by its pronouns where one leads by so many."""
        ahead = self._votes[entity]["masculine"] - self._votes[entity]["feminine"]
        by_pronouns = ("masculine" if ahead > 0 else "feminine") if abs(ahead) >= lead else None
        return self._titles.get(entity) or by_pronouns

    def likely(self, entity: str) -> str | None:
        """Return the gender by title, else by given name, else by pronouns that are clear."""
        return self._titles.get(entity) or given_gender(entity) or self.stated(entity, _LEAD)


def _title(doc: Doc, mention: Mention) -> str | None:
    before = doc[doc[mention.head].left_edge.i : mention.head]
    stated = [TITLES[token.text] for token in before if token.text in TITLES]
    return stated[-1] if stated else None
