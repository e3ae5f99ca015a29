"""Comparisons of groups as a table: each difference with its interval and what speaks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.presentation import cited
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.tables.table import table
from analysis.presentation.units import change_with_interval
from analysis.wording import capital, counted, listed

NOTABLE = 0.05
"""The q up to which a difference counts as one: at most one in twenty of those is false."""
MOST = 12


def in_order(differences: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Return the comparisons of these measures, the least likely to be chance first, paired ones ahead."""
    own = differences[differences["measure"].isin(measures)]
    keys = ["q", "p", "p_unpaired", "measure", "name", "one", "other"]
    return own.sort_values(keys, kind="stable", na_position="last")


def differences(rows: pd.DataFrame, caption: str) -> Html:
    """Show comparisons of the table `differences`, at most `MOST`, as in `in_order`."""
    if rows.empty:
        return note("Nothing was compared: that takes two groups with five articles and more.")
    shown = rows.head(MOST).to_dict("records")
    cells = pd.DataFrame([{"what": place, "groups": place, **_cells(row)} for place, row in enumerate(shown)])
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
    formats = {"what": lambda place: _what(shown[place]), "groups": lambda place: _groups(shown[place])}
    made = table(cells.astype({"what": "object", "groups": "object"}), caption, headings, formats)
    left = len(rows) - len(shown)
    more = f"{counted(left, 'more comparison')}: the CSV table differences has all." if left else ""
    return Html(made.markup + note(more).markup) if more else made


def claim_of(measure: str, name: str, one: str, other: str) -> tuple[str, ...]:
    """Return what a claim on a difference is about, for `cited.behind`, whichever group has more."""
    return "claim", measure, name, *sorted((one, other))


def what(measure: str, name: str) -> str:
    """Return what was compared: "Words of an actor: Helena Voss"."""
    return f"{capital(measure)}: {name}" if name else capital(measure)


def chance(p: float) -> str:
    """Return a p or q as papers print them: ".03", "< .001"; a dash for none."""
    if p != p:
        return "–"
    return "< .001" if p < 0.001 else f"{p:.3f}".lstrip("0") if p < 0.0995 else f"{p:.2f}".lstrip("0")


def _what(row: Mapping[str, Any]) -> Markup:
    return cited.link(what(row["measure"], row["name"]), row["measure"], row["name"])


def _groups(row: Mapping[str, Any]) -> Markup:
    about = claim_of(row["measure"], row["name"], row["one"], row["other"])
    return cited.link(f"{row['one']} − {row['other']}", *about)


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    measure = row["measure"]
    return {
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
