"""The tables of groups of articles: how large each is, and what its articles show."""

import pandas as pd
from markupsafe import Markup

from analysis.corpus.dates import days_of
from analysis.presentation import cited, html, table
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.units import level_with_interval
from analysis.wording import UNKNOWN_OUTLET, counted, listed

_MOST_COLUMNS = 8
_MOST_ROWS = 40
_MOST_OUTLETS = 8
_OF = "of "  # before a column's name: a group may be called “name”


def about(known: pd.DataFrame, outlets: pd.Series) -> Html:
    """Say how large the corpus is; `outlets` are those of its articles."""
    number = outlets[outlets != UNKNOWN_OUTLET].nunique()
    of = counted(number, "outlet") if number else "unknown outlet"
    size = f"{counted(len(known), 'article')} of {of}, {counted(int(known['words'].sum()), 'word')}"
    days = [day for day in days_of(known["published"]) if day]
    dates = f", published from {min(days)} to {max(days)}" if days else ", without dates"
    undated = len(known) - len(days)
    but = f"; {undated:,} without a date that can be read" if days and undated else ""
    return note(f"{size}{dates}{but}.")


def outlets(groups: pd.Series, by_outlet: pd.Series) -> Html:
    """Show of which outlets the articles of each group are; nothing where the groups are the outlets."""
    rows = pd.DataFrame({"group": groups, "outlet": by_outlet.reindex(groups.index)})
    if (rows["group"] == rows["outlet"]).all():
        return html.nothing()
    counts = rows.groupby("group")["outlet"].value_counts()
    told = {
        group: listed([f"{outlet} ({number:,})" for (_, outlet), number in own.items()], most=_MOST_OUTLETS)
        for group, own in counts.groupby("group")
    }
    shown = pd.DataFrame({"group": list(told), "outlets": list(told.values())})
    return table(shown, "The outlets of each group", {"group": "Group", "outlets": "Outlets, with articles"})


def articles(known: pd.DataFrame, groups: pd.Series, heading: str = "Group") -> Html:
    """Show how many articles and words each group has, when they were published, and how many dates tell."""
    days = pd.Series(days_of(known["published"]), known.index, dtype="str")
    rows = known.assign(day=days).join(groups, how="inner").groupby("group")
    summary = rows.agg(
        articles=("words", "size"),
        words=("words", "sum"),
        first=("day", "min"),
        last=("day", "max"),
        dated=("day", "count"),
    )
    summary["dated"] = summary["dated"].map("{:,} dated".format).where(_partly(summary), "")
    headings = {"group": heading, "articles": "Articles", "words": "Words", "first": "From", "last": "To"}
    headings |= {"dated": "Dates"} if summary["dated"].any() else {}
    formats = dict.fromkeys(("first", "last"), cited.day)
    return table(summary.reset_index(), f"The corpus by {heading.lower()}", headings, formats)


def _partly(summary: pd.DataFrame) -> pd.Series:
    """Return of which groups some articles are dated, and some are not."""
    return (summary["dated"] > 0) & (summary["dated"] < summary["articles"])


def estimates(rows: pd.DataFrame, caption: str) -> Html:
    """Show a table of `analysis.corpus.estimates`: a name a row and a group a column, or with many groups a
    group a row.
    """
    whole = rows
    for column in ("name", "group"):
        rows = rows[rows["mean"].notna().groupby(rows[column]).transform("any")]
    if rows.empty:
        return html.nothing()
    shown = rows.assign(estimate=[level_with_interval(row) for row in rows.itertuples()])
    order = {column: list(dict.fromkeys(rows[column])) for column in ("name", "group")}
    index, columns = ("name", "group") if len(order["group"]) <= _MOST_COLUMNS else ("group", "name")
    wide = shown.pivot(index=index, columns=columns, values="estimate").reindex(order[index])
    wide = wide.add_prefix(_OF).reset_index()
    headings = {index: index.capitalize()} | {f"{_OF}{each}": str(each) or "All" for each in order[columns]}
    measure = rows["measure"].iloc[0]
    formats = {"name": lambda name: cited.link(name, measure, name)}
    shown_table = table(wide, caption, headings, formats, rows=_MOST_ROWS)
    left = whole["group"].nunique() - rows["group"].nunique()
    few = f"{counted(left, 'group')} with too few articles left out." if left else ""
    return Html(shown_table.markup + Markup('<p class="pl-note">{}</p>').format(few)) if few else shown_table


def behind(rows: pd.DataFrame, known: pd.DataFrame) -> Html:
    """Show the sentences behind a figure (a table of `analysis.corpus.evidence.behind`), by name."""
    if rows.empty:
        return note("No sentence to show.")

    def group(row) -> str:
        return "" if row.group == known.loc[row.article_id, "outlet"] else row.group

    folded = (
        Markup('<details id="{}"><summary>{}</summary>{}</details>').format(
            cited.behind(*about), html.text(about[1] or "All"), cited.cite(own, known, rated=group)
        )
        for about, own in rows.groupby(["measure", "name"], sort=False)
    )
    return Html(Markup("").join(folded))
