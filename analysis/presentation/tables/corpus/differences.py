"""Comparisons of groups as a table: each difference with its interval and what speaks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.corpus.claims.grounds import PLAIN, PROBABLE
from analysis.corpus.measures.speaking import SOURCES
from analysis.presentation import cited, html
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.tables.table import table
from analysis.presentation.units import change_with_interval, level
from analysis.wording import capital, counted, listed, percent, signed

NOTABLE = 0.05
"""The q up to which a difference counts as one: at most one in twenty of those is false."""
MOST = 12
_FEW = 10  # stories: so few cannot give the p that many comparisons ask for
_MANY = 5  # rows of a table from which on those without any difference are left out
_MATTERS = 0.1  # an intra-story correlation from which on pairing sharpens a comparison


_WITHIN = {
    "stories": "Stories both tell",
    "paired": "Difference in these (95% interval)",
    "p": "p",
    "q": "q",
    "icc": "ICC",
}
_OF = {
    "kind of source": "words of {}",
    "words of an actor": "words of {}",
    "tone towards": "tone towards {}",
    "portrayal": "light on {}",
    "suffers": "{} suffering",
    "silent": "{} central and silent",
    "generic frame": "frame “{}”",
    "policy frame": "policy frame “{}”",
}


def in_order(graded: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Return the comparisons of these measures, those that can be claimed first, then the least like chance.

    `graded` is the table `differences` with the grades of `analysis.corpus.claims.graded`.
    """
    own = graded[graded["measure"].isin(measures)]
    own = own.assign(clear=own["grade"].map({PLAIN: 0, PROBABLE: 1, "": 2}))
    keys = ["clear", "q", "p", "p_unpaired", "measure", "name", "one", "other"]
    return own.sort_values(keys, kind="stable", na_position="last").drop(columns="clear")


def differences(rows: pd.DataFrame, caption: str) -> Html:
    """Show comparisons (table `differences`) as in `in_order`: `MOST` at most, of many those that differ."""
    if rows.empty:
        return note("Nothing of this was compared: too few articles of two groups have it.")
    if len(rows) > _MANY and not _differs(rows).any():
        return note(f"{caption}: {counted(len(rows), 'comparison')}, each without any difference.")
    rows = rows[_differs(rows)] if len(rows) > _MANY else rows
    shown = rows.to_dict("records")
    cells = pd.DataFrame([{"what": place, "groups": place, **_cells(row)} for place, row in enumerate(shown)])
    headings = {"what": "What", "groups": "One − other"}
    if rows["difference"].notna().any():
        headings |= _WITHIN
    headings |= {"unpaired": "Over all their articles", "q_unpaired": "q of that"}
    formats = {"what": lambda place: _what(shown[place]), "groups": lambda place: _groups(shown[place])}
    return table(cells.astype({"what": "object", "groups": "object"}), caption, headings, formats, rows=MOST)


def _differs(rows: pd.DataFrame) -> pd.Series:
    return (rows[["difference", "unpaired"]].fillna(0) != 0).any(axis=1)


def how_compared(row: Mapping[str, Any]) -> Markup:
    """Return in words how a difference was found: paired, over all articles, and what the story decides."""
    told = [_paired(row), _over_all(row), _correlation(row), _machine(row)]
    return Markup(" ").join(html.text(each) for each in told if each)


def key_of(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Return what tells a comparison from the others, also that which a claim rests on."""
    return row["measure"], row["name"], row["one"], row["other"]


def what(measure: str, name: str) -> str:
    """Return what was compared, within a sentence: "words of Helena Voss", "hedging"."""
    known = SOURCES.get(name, name) if measure == "kind of source" else name
    return _OF.get(measure, f"{measure}: {{}}").format(known) if name else measure


def chance(p: float) -> str:
    """Return a p or q as papers print them: ".03", "< .001"; a dash for none."""
    if p != p:
        return "–"
    return (
        "<\N{NO-BREAK SPACE}.001"
        if p < 0.001
        else f"{p:.3f}".lstrip("0")
        if p < 0.0995
        else f"{p:.2f}".lstrip("0")
    )


def _what(row: Mapping[str, Any]) -> Markup:
    return cited.link(capital(what(row["measure"], row["name"])), row["measure"], row["name"])


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
        "q_unpaired": chance(row["q_unpaired"]),
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
        f"{chance(row['strict'])} by the strict test.{_floor(row['stories'])}"
    )


def _floor(stories: int) -> str:
    """Return how small a p of so few stories can be, where that keeps its q from being small."""
    if stories > _FEW:
        return ""
    return f" With {stories} stories no p can be below {chance(2.0 ** (1 - stories))}, whatever they show."


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
    return (
        "Beside sampling, the method's own error from outlet to outlet gives such a difference a standard "
        f"deviation of about {level(own, row['measure'])}."
    )


def answer(rows: pd.DataFrame) -> str:
    """Return what comparisons (see `in_order`) come to: how many were made, which differences are clear."""
    made = int(rows["difference"].notna().sum())
    if not made:
        return "Nothing is compared within stories"
    clear = rows[rows["grade"] != ""]
    if clear.empty:
        only = rows["measure"].iloc[0] if rows[["measure", "name"]].drop_duplicates().shape[0] == 1 else ""
        none = f"none of {counted(made, 'difference')} within stories is clear enough to claim"
        return f"{capital(only)}: {none}" if only else capital(none)
    names = list(dict.fromkeys(what(row.measure, row.name) for row in clear.itertuples()))
    return f"{len(clear)} of {counted(made, 'difference')} within stories are clear: {listed(names, most=3)}"
