"""Comparisons of groups as a table: each difference with its interval and what speaks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.tables.table import table
from analysis.presentation.units import change_with_interval
from analysis.wording import capital, counted, listed

NOTABLE = 0.05
"""The q up to which a difference counts as one: at most one in twenty of those is false."""
MOST = 12


def in_order(differences: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Return the comparisons of these measures, the least likely to be chance first, the paired ones ahead."""
    own = differences[differences["measure"].isin(measures)]
    keys = ["q", "p", "p_unpaired", "measure", "name", "one", "other"]
    return own.sort_values(keys, kind="stable", na_position="last")


def differences(rows: pd.DataFrame, caption: str) -> Html:
    """Show comparisons of the table `differences`, at most `MOST`, as in `in_order`."""
    if rows.empty:
        return note("Nothing was compared: that takes two groups with five articles and more.")
    shown = pd.DataFrame([_cells(row) for row in rows.to_dict("records")])
    headings = {
        "what": "What",
        "groups": "One − other",
        "stories": "Stories both tell",
        "paired": "Difference in these (95% interval)",
        "p": "p",
        "q": "q",
        "unpaired": "Over all their articles",
        "icc": "ICC",
    }
    return table(shown, caption, headings, rows=MOST)


def what(measure: str, name: str) -> str:
    """Return what was compared: "Words of an actor: Helena Voss"."""
    return f"{capital(measure)}: {name}" if name else capital(measure)


def chance(p: float) -> str:
    """Return a p or q as papers print them: ".03", "< .001"; a dash for none."""
    if p != p:
        return "–"
    return "< .001" if p < 0.001 else f"{p:.3f}".lstrip("0") if p < 0.0995 else f"{p:.2f}".lstrip("0")


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    measure = row["measure"]
    return {
        "what": what(measure, row["name"]),
        "groups": f"{row['one']} − {row['other']}",
        "stories": row["stories"],
        "paired": change_with_interval(row["difference"], row["low"], row["high"], measure),
        "p": chance(row["p"]),
        "q": chance(row["q"]),
        "unpaired": change_with_interval(row["unpaired"], row["low_unpaired"], row["high_unpaired"], measure),
        "icc": row["icc"],
    }


def answer(rows: pd.DataFrame) -> str:
    """Return what comparisons come to: how many were made, which differences are more than chance."""
    made = rows["p"].notna().sum()
    if not made:
        return "No two groups tell five stories with it, so nothing is compared within stories"
    notable = rows[rows["q"] <= NOTABLE]
    if notable.empty:
        return f"None of {counted(made, 'comparison')} within stories is clearer than chance"
    names = dict.fromkeys(_in_short(row) for row in notable.itertuples())
    return (
        f"{len(notable)} of {counted(made, 'comparison')} within stories hold: {listed(list(names), most=3)}"
    )


def _in_short(row) -> str:
    sign = "more" if row.difference > 0 else "less"
    said = f"{row.name} {sign}" if row.name else sign
    return f"{row.measure} {said} in {row.one} than in {row.other}"
