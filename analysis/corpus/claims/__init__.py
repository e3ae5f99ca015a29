"""Claims of a corpus: what a researcher could publish of it, each with a grade and its driving sentences.

In what groups differ is read off the table `differences` and nothing else; what holds of the whole corpus is
counted over the claims of its articles. What is open is not claimed.
"""

import pandas as pd

from analysis.corpus import measures
from analysis.corpus.actors import Actors
from analysis.corpus.claims.comparing import compared_claims
from analysis.corpus.claims.grounds import graded
from analysis.corpus.claims.overall import overall_claims
from analysis.corpus.dataset import Corpus
from analysis.corpus.differences import differences
from analysis.schemas import typed
from analysis.schemas.claims import GRADES
from analysis.schemas.corpora import CLAIMED_OF_CORPUS

__all__ = ["claims", "graded"]


def claims(
    corpus: Corpus,
    groups: pd.Series,
    found: pd.DataFrame | None = None,
    values: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return what can be said of a corpus and of how its groups differ: the table `corpus_claims`.

    `groups` are indexed by article_id. `found` are the groups' `differences`, `values` those of
    `measures.values`; what is not given is taken from the corpus. A difference is claimed where chance hardly
    gives it, its sign is likely right, it is large enough for a reader to see, and more than a few articles
    have it. It is plain where chance gives none as large among all comparisons more than once in twenty
    times; what only holds at a false discovery rate of 1 in 10, or in each of a few stories, is probable.
    """
    actors = Actors(corpus)
    values = measures.values(corpus, actors) if values is None else values
    found = differences(corpus, groups, values) if found is None else found
    rows = [
        *compared_claims(corpus, groups, found, values, actors),
        *overall_claims(corpus, groups, actors),
    ]
    table = typed("corpus_claims", rows)
    order = {about: place for place, about in enumerate((*CLAIMED_OF_CORPUS, *GRADES))}
    return table.sort_values(["about", "grade"], key=lambda its: its.map(order), kind="stable").reset_index(
        drop=True
    )
