"""The actors of an article: how often each of them acts and is acted upon, and by whom.

Only named actors count (people, organisations, countries, groups, and persons known by a title): those are
the ones that can be told apart by name. An action counts once for an actor, however many it affects.
"""

import pandas as pd

from analysis.annotation import Document
from analysis.framing.actions.extraction import Action, find_actions
from analysis.schemas import typed

_NO_ACTORS = frozenset({"LOC", "FAC", "EVENT"})
STATUSES = ("stated", "hypothetical", "negated")


def status(action: Action) -> str:
    """Return how an action is told: negated, else hypothetical, else stated as fact."""
    return "negated" if action.negated else "hypothetical" if action.hypothetical else "stated"


def named_actors(document: Document) -> tuple[str, ...]:
    """Return the canonical names of those who can act, in order of first mention."""
    names = (mention.entity for mention in document.single_mentions if mention.label not in _NO_ACTORS)
    return tuple(dict.fromkeys(names))


def actors(document: Document) -> pd.DataFrame:
    """Return how often each named actor acts and is acted upon, busiest first.

    Columns: actor; acts, acts_hypothetical, acts_negated (numbers of actions, each in one of the three);
    undergoes, undergoes_hypothetical, undergoes_negated; sentences (numbers from 1, as a list). Actors who
    neither act nor are acted upon have no row.
    """
    parts = _parts(document)
    rows = [(name, *_counts(*parts[name])) for name in named_actors(document) if name in parts]
    rows.sort(key=lambda row: -sum(row[1]))
    return typed("actors", [(name, *counts, numbers) for name, counts, numbers in rows])


def actor_matrix(document: Document, most: int = 8) -> pd.DataFrame:
    """Return who acts upon whom: a row and a column for each actor, cells are lists of sentence numbers.

    The matrix has the `most` busiest of the named actors that act upon another one or are acted upon by one;
    it is empty when no named actor acts upon a named actor.
    """
    names = set(named_actors(document))
    cells: dict[tuple[str, str], list[int]] = {}
    for action in find_actions(document):
        if action.agent in names and action.patient in names and action.agent != action.patient:
            numbers = cells.setdefault((action.agent, action.patient), [])
            if action.sentence not in numbers:
                numbers.append(action.sentence)
    involved = {name for pair in cells for name in pair}
    kept = [name for name in actors(document)["actor"] if name in involved][:most]
    return pd.DataFrame(
        [[cells.get((agent, patient), []) for patient in kept] for agent in kept], index=kept, columns=kept
    )


def _parts(document: Document) -> dict[str, tuple[dict[int, Action], dict[int, Action]]]:
    """Return the actions in which each name acts and those in which it is acted upon, by where they stand."""
    parts: dict[str, tuple[dict[int, Action], dict[int, Action]]] = {}
    for action in find_actions(document):
        for place, name in enumerate((action.agent, action.patient)):
            if name is not None:
                parts.setdefault(name, ({}, {}))[place][action.start] = action
    return parts


def _counts(*roles: dict[int, Action]) -> tuple[list[int], list[int]]:
    """Return how many actions of each status there are, role by role, and the numbers of their sentences."""
    statuses = [[status(action) for action in role.values()] for role in roles]
    numbers = sorted({action.sentence for role in roles for action in role.values()})
    return [found.count(each) for found in statuses for each in STATUSES], numbers
