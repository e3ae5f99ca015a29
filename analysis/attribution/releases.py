"""Whose release it is: the organisation that a press release speaks for.

A release is not a statement from its first word to its last; but what it says without a source, and what its
spokespeople say, is said for the organisation that gives it out.
"""

from collections import Counter

from analysis.annotation import Document, once
from analysis.attribution.readers_names import folded

LEAST = 0.5
"""How likely it has to be that a text is a release."""

_BODIES = {"ORG", "GPE"}
_IN_HEAD = 3  # times that a mention in headline or first paragraph counts


@once
def released_by(document: Document) -> str | None:
    """Return the organisation that a release speaks for, by its name in the text; None for other texts.

    It is the outlet, where the text names it; else the body that headline, first paragraph and the rest name
    most.
    """
    form = document.article.form
    if form.name != "release" or form.chance < LEAST:
        return None
    bodies = [m for m in document.mentions if m.label in _BODIES and m.kind == "name"]
    outlet = folded(document.article.outlet or "")
    own = [m.entity for m in bodies if outlet and (outlet in folded(m.entity) or folded(m.entity) in outlet)]
    if own:
        return Counter(own).most_common(1)[0][0]
    times: Counter[str] = Counter()
    for mention in bodies:
        if mention.label == "ORG":
            times[mention.entity] += _IN_HEAD if mention.start < _head(document) else 1
    return times.most_common(1)[0][0] if times else None


def _head(document: Document) -> int:
    """Return where headline and first paragraph end."""
    first = next((block for block in document.article.blocks if block.kind == "paragraph"), None)
    return first.end if first else 0
