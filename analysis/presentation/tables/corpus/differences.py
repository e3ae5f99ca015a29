"""Comparisons of groups as a table: each difference with its interval and what speaks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.presentation import cited, html
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.tables.table import table
from analysis.presentation.units import change_with_interval, level
from analysis.wording import capital, counted, listed, percent, signed

NOTABLE = 0.05
"""The q up to which a difference counts as one: at most one in twenty of those is false."""
MOST = 12
_MATTERS = 0.1  # an intra-story correlation from which on pairing sharpens a comparison


def in_order(differences: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Return the comparisons of these measures, the least likely to be chance first, paired ones ahead."""
    own = differences[differences["measure"].isin(measures)]
    keys = ["q", "p", "p_unpaired", "measure", "name", "one", "other"]
    return own.sort_values(keys, kind="stable", na_position="last")


def differences(rows: pd.DataFrame, caption: str) -> Html:
    """Show comparisons of the table `differences`, at most `MOST`, as in `in_order`."""
    if rows.empty:
        return note("Nothing was compared: that takes two groups with five articles and more.")
    shown = rows.to_dict("records")
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
    return table(cells.astype({"what": "object", "groups": "object"}), caption, headings, formats, rows=MOST)


def how_compared(row: Mapping[str, Any]) -> Markup:
    """Return in words how a difference was found: paired, over all articles, and what the story decides."""
    told = [_paired(row), _over_all(row), _correlation(row), _machine(row)]
    return Markup(" ").join(html.text(each) for each in told if each)


def key_of(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Return what tells a comparison from the others, also that which a claim rests on."""
    return row["measure"], row["name"], row["one"], row["other"]


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
    return cited.link(f"{row['one']} − {row['other']}", *key_of(row))


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


def _paired(row: Mapping[str, Any]) -> str:
    if row["difference"] != row["difference"]:
        shared = counted(row["stories"], "story", "stories")
        return f"Both tell {shared} with it, too few to compare within them."
    found = change_with_interval(row["difference"], row["low"], row["high"], row["measure"])
    return (
        f"{row['one']} minus {row['other']}, within the {row['stories']} stories that both tell, copies of "
        f"one text left out: {found}; p {chance(row['p'])}, q {chance(row['q'])} among all comparisons made, "
        f"{chance(row['strict'])} by the strict test."
    )


def _over_all(row: Mapping[str, Any]) -> str:
    if row["unpaired"] != row["unpaired"]:
        return ""
    measure = row["measure"]
    found = change_with_interval(row["unpaired"], row["low_unpaired"], row["high_unpaired"], measure)
    return (
        f"Over all their articles, whatever they cover: {level(row['mean_one'], measure)} in "
        f"{counted(row['articles_one'], 'article')} of {row['one']}, {level(row['mean_other'], measure)} in "
        f"{row['articles_other']:,} of {row['other']}, a difference of {found}."
    )


def _correlation(row: Mapping[str, Any]) -> str:
    icc = row["icc"]
    if icc != icc:
        return ""
    if icc < _MATTERS:
        return (
            f"The story decides little of it (intra-story correlation {signed(icc)}): pairing changes little."
        )
    return f"The story decides {percent(icc)} of it (intra-story correlation), so pairing matters."


def _machine(row: Mapping[str, Any]) -> str:
    own = row["measurement"]
    if own != own:
        return "How much the method errs more in one outlet than in another was not measured for this."
    return f"The method's own error differs from outlet to outlet by about {level(own, row['measure'])}."


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
