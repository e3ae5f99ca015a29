"""What a judgement owes to the target's name: the same sentence with another name in it."""

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from analysis.encoder import Span

SWAPS = 5
_PRONOUNS = frozenset(
    (
        *("he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"),
        *("they", "them", "their", "theirs", "themselves", "who", "whom", "whose"),
        *("i", "me", "my", "we", "us", "our", "you", "your"),
    )
)


def is_name(text: str) -> bool:
    """Tell whether a target's words are a name: a capital first and last, and no pronoun."""
    words = text.split()
    return bool(words) and text.lower() not in _PRONOUNS and words[0][0].isupper() and words[-1][0].isupper()


def renamed(text: str, spans: Sequence[Span], name: str, other: str) -> tuple[str, list[Span]]:
    """Return a sentence in which each `name`, as a whole word, is another name, and spans that follow.

    Where the name is part of a span but not all of it, nothing is changed.
    """
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    places = [found.span() for found in whole.finditer(text)]
    for start, end in spans:
        if any((a, b) != (start, end) and a < end and start < b for a, b in places):
            return text, list(spans)
    grown = len(other) - len(name)
    moved = [
        (start + grown * sum(a < start for a, _ in places), end + grown * sum(b <= end for _, b in places))
        for start, end in spans
    ]
    return whole.sub(lambda _: other, text), moved


def swapped(examples: Sequence[dict], seed: int = 0) -> list[tuple[int, dict]]:
    """Return (number of the example, example with another name) for each named target, SWAPS of each.

    The names are other targets' of the same set, with as many words.
    """
    rng = random.Random(seed)
    names = defaultdict(set)
    for example in examples:
        if is_name(name := _name(example)):
            names[len(name.split())].add(name)
    made = []
    for number, example in enumerate(examples):
        name = _name(example)
        others = sorted(names[len(name.split())] - {name}) if is_name(name) else []
        for other in rng.sample(others, min(SWAPS, len(others))):
            span = (example["start"], example["end"])
            text, ((start, end),) = renamed(example["sentence"], [span], name, other)
            if text != example["sentence"]:
                made.append((number, example | {"sentence": text, "start": start, "end": end}))
    return made


def _name(example: dict) -> str:
    return example["sentence"][example["start"] : example["end"]]
