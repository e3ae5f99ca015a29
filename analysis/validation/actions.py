"""Agents and patients against coded events: MOKA's MoralEvents (Zhang et al. 2024).

A coded event (a trigger word in a sentence, an agent, a patient) is answered by the actions of its sentence
whose predicate shares a word stem with the trigger. An answer is right when it shares a stem with the coded
name and has at most eight. Events whose agent or patient is not named in the sentence are left out for that
role.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.articles.words import LETTERS
from analysis.framing.actions.extraction import Action, choose_actions
from analysis.framing.actions.ranking import FILE, ROLES, role_weights
from analysis.paths import read_json
from analysis.statistics.metrics import Estimate, estimate
from analysis.word_lists import words

LONGEST = 8

_STEM = 5


class RoleScores(NamedTuple):
    """Precision and recall of a role, and how many events name it."""

    precision: Estimate
    recall: Estimate
    events: int


def measure_actions(articles: Iterable[dict]) -> dict[str, RoleScores]:
    """Return precision and recall (0..1) of agents and patients by the rules alone, without fitted weights.

    An article is `{"sentences": [...], "events": [{"para", "event_trigger", "agent", "patient"}, ...]}`,
    where `para` is the index of the sentence.
    """
    articles = list(articles)
    documents = [annotated(article) for article in articles]
    return scored(articles, documents, [list(choose_actions(each, None)) for each in documents])


def cross_validated_scores() -> dict[str, RoleScores] | None:
    """Return the scores that training wrote beside the weights; None where the weights were left out."""
    if role_weights() is None:
        return None
    return {
        role: RoleScores(Estimate(*its["precision"]), Estimate(*its["recall"]), its["events"])
        for role, its in read_json(FILE)["cross_validated"].items()
    }


def annotated(article: dict) -> Document:
    """Return the sentences of an article annotated together, each as a paragraph."""
    lines = [" ".join(sentence.split()) or "-" for sentence in article["sentences"]]
    return annotate(Article(text="\n\n".join(lines)))


def scored(
    articles: Sequence[dict], documents: Sequence[Document], actions: Sequence[list[Action]]
) -> dict[str, RoleScores]:
    """Return precision and recall (0..1) of the actions found in each article, with intervals over articles.

    Precision is over the distinct answers given, recall over the events.
    """
    counts = np.array([_counts(*each) for each in zip(articles, documents, actions, strict=True)])
    scores = {}
    for role, rows in zip(ROLES, counts.swapaxes(0, 1), strict=True):
        precision = estimate(rows[:, :2], lambda sums: sums[..., 0] / np.maximum(sums[..., 1], 1))
        recall = estimate(rows[:, 2:], lambda sums: sums[..., 0] / np.maximum(sums[..., 1], 1))
        scores[role] = RoleScores(precision, recall, int(rows[:, 3].sum()))
    return scores


def stems(text: str | None) -> frozenset[str]:
    """Return the first five letters of each word of a name, titles and function words left out."""
    passed_over = words("names", "passed over in comparisons")
    found = LETTERS.findall((text or "").lower())
    return frozenset(word[:_STEM] for word in found if len(word) > 1 and word not in passed_over)


def _counts(article: dict, document: Document, actions: list[Action]) -> list[list[int]]:
    """Return, for each role: right answers, answers, events answered rightly, events."""
    found: list[list[Action]] = [[] for _ in article["sentences"]]
    for action in actions:
        found[document.sentences[action.sentence - 1].paragraph - 1].append(action)
    totals = {role: [0, 0, 0, 0] for role in ROLES}
    for event in article["events"]:
        trigger, present = stems(event["event_trigger"]), stems(article["sentences"][event["para"]])
        answers = [action for action in found[event["para"]] if stems(action.predicate) & trigger]
        for role in ROLES:
            coded = stems(event[role])
            if trigger and coded & present:
                given = {stems(getattr(action, role)) for action in answers} - {frozenset()}
                right = [names for names in given if names & coded and len(names) <= LONGEST]
                gained = len(right), len(given), int(bool(right)), 1
                totals[role] = [total + gain for total, gain in zip(totals[role], gained, strict=True)]
    return [totals[role] for role in ROLES]
