"""Bodies: acronyms and shortened names joined to the full one."""

import re
from collections import defaultdict
from collections.abc import Iterable


def canonical_bodies(names: Iterable[str]) -> dict[str, str]:
    """Join acronyms and shortened names of bodies to the one longer name of the same text that they fit."""
    distinct = list(dict.fromkeys(names))
    initials: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, set[str]] = defaultdict(set)
    for name in distinct:
        words = name.split()
        initials["".join(w[0] for w in words if w[0].isupper())].add(name)
        for length in range(1, len(words)):
            heads[" ".join(words[:length])].add(name)
    canonical = {}
    for name in distinct:
        longer = initials[re.sub(r"\W", "", name)] - {name} if name.isupper() else heads[name]
        canonical[name] = next(iter(longer)) if len(longer) == 1 else name
    return canonical
