"""A stratified random sample of units to code, without the machine's labels.

Strata are outlets and, within them, the machine's labels; each gets its share of the sample (proportional
allocation by largest remainders, Cochran 1977, chapter 5). So every unit is about as likely to be drawn, and
figures from the sample need no weights; a stratum of a few units may have none in a small sample.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import pandas as pd

from analysis.coding.answers import QUOTES, SENTIMENT, TASKS
from analysis.coding.units import Material, units
from analysis.errors import CodingError
from analysis.schemas import typed
from analysis.wording import listed

HIDDEN, SHOWN = "hidden", "shown"
STANDARD = (QUOTES, SENTIMENT, "generic")


def draw(material: Material, size: int = 50, seed: int = 0, tasks: Iterable[str] = STANDARD) -> pd.DataFrame:
    """Return a coding sheet with `size` units for each task, all where there are fewer, in text order.

    Columns: article_id, task, sentence, start, end (offsets into the article's text), before, text and after
    (the unit in its context), the empty columns answer, speaker, words, coder, date and comment, and labels:
    "hidden", because nothing on the sheet tells what the machine found. Raises CodingError for an unknown
    task, a size below 1, and texts without any unit.
    """
    if size < 1:
        raise CodingError(f"A sample needs at least one unit of each task, and not {size}.")
    chosen = []
    for number, task in enumerate(check(tasks)):
        every = units(material, task)
        sampled = every.loc[stratified(every["stratum"], size, np.random.default_rng([seed, number]))]
        chosen += [(row.article_id, task, int(row.start), int(row.end)) for row in sampled.itertuples()]
    if not chosen:
        raise CodingError("There is nothing to code: the texts have no sentences.")
    return sheet(material, chosen)


def check(tasks: Iterable[str]) -> list[str]:
    """Return the names of tasks as they are written in sheets; CodingError for one that there is not."""
    names = list(dict.fromkeys(task.strip().casefold() for task in tasks))
    for name in names:
        if name not in TASKS:
            raise CodingError(f"There is no task “{name}” to code; there are {listed(TASKS)}.")
    return names


def sheet(
    material: Material, places: Sequence[tuple[str, str, int, int]], labels: str = HIDDEN
) -> pd.DataFrame:
    """Return a sheet without answers for units given as (article_id, task, start, end)."""
    rows, text_of = [], cache(material.text)
    for article_id, task, start, end in places:
        text = text_of(article_id)
        context = text.context(start, end)
        rows.append(
            (article_id, task, text.number(start), start, end, *context, "", "", "", "", "", "", labels)
        )
    return typed("sheet", rows)


def stratified(strata: pd.Series, size: int, generator: np.random.Generator) -> list[int]:
    """Return the index of a proportional stratified sample, in order; all units where there are fewer."""
    groups = [members.to_numpy() for _, members in sorted(strata.groupby(strata).groups.items())]
    shares = np.array([len(members) for members in groups]) * min(size / max(len(strata), 1), 1.0)
    sizes = np.floor(shares + 1e-9).astype(int)
    remainders = shares - sizes
    left = min(size, len(strata)) - sizes.sum()
    ranked = sorted(range(len(groups)), key=lambda each: (-remainders[each], generator.random()))
    for each in ranked[:left]:
        sizes[each] += 1
    picked = [
        generator.choice(members, number, replace=False)
        for members, number in zip(groups, sizes, strict=True)
    ]
    return sorted(int(place) for members in picked for place in members)
