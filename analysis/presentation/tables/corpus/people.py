"""Who is who in a corpus: the names that were joined, with why, and those that stay open."""

import pandas as pd
from markupsafe import Markup

from analysis.presentation import html, table
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.wording import counted, percent

KINDS = {"person": "Persons", "body": "Bodies", "place": "Places", "group": "Groups of people"}
_MOST = 15
_MOST_FORMS = 12
_ALIASES = (
    "Wrong for you? Write a CSV file with the columns alias and name, a line a name, for example "
    "“{line}” (with article_id as a third column for one article alone), and give it with --aliases: "
    "it goes before everything else. The tables keep every article’s own names in the column entity."
)


def joined(names: pd.DataFrame) -> Html:
    """Show which names were joined under which, and why: the table `names`, the most named first."""
    own = names[names["kind"].isin(list(KINDS))]
    forms = own.groupby(["kind", "name", "entity"], sort=False).agg(
        articles=("article_id", "nunique"), basis=("basis", _usual), chance=("chance", "mean")
    )
    forms = forms.reset_index()
    several = forms.groupby(["kind", "name"])["entity"].transform("size") > 1
    if not several.any():
        return note("No two names were joined: each stands for itself.")
    parts = [
        html.details(_heading(kind, its), _names(its))
        for kind, its in forms[several].groupby("kind", sort=False)
    ]
    return Html(Markup("").join(parts) + note(_example(forms[several])).markup)


def left_open(names: pd.DataFrame) -> Html:
    """Show the names that could mean several, which stay as they are: the most frequent, with why."""
    rows = names[names["basis"].str.contains("open:", regex=False)]
    if rows.empty:
        return note("No name was left open.")
    keys = rows.groupby(["name", "basis"]).agg(articles=("article_id", "nunique")).reset_index()
    shown = keys.sort_values(["articles", "name"], ascending=[False, True], kind="stable")
    headings = {"name": "Name", "articles": "Articles", "basis": "Why it stays open"}
    return table(shown, "Names that could mean several, and were left as they are", headings, rows=_MOST)


def _heading(kind: str, forms: pd.DataFrame) -> str:
    return f"{KINDS[kind]}: {counted(forms['name'].nunique(), 'name')} with several forms"


def _names(forms: pd.DataFrame) -> Markup:
    """Return the most frequent names of a kind, each with its forms."""
    sizes = forms.groupby("name")["articles"].sum().sort_values(ascending=False, kind="stable")
    its = dict(iter(forms.groupby("name")))
    listed = html.items(_name(name, its[name]) for name in sizes.index[:_MOST])
    left = len(sizes) - _MOST
    more = f"{counted(left, 'more name')}: the CSV table names has all." if left > 0 else ""
    return listed + (note(more).markup if more else Markup(""))


def _name(name: str, forms: pd.DataFrame) -> Markup:
    ordered = forms.sort_values(["articles", "entity"], ascending=[False, True], kind="stable")
    told = Markup("; ").join(
        Markup("“{}” ({}; {}{})").format(
            row.entity, counted(row.articles, "article"), row.basis, _chance(row.chance)
        )
        for row in ordered.head(_MOST_FORMS).itertuples()
    )
    left = len(ordered) - _MOST_FORMS
    more = f"; and {left} more" if left > 0 else ""
    return Markup("<b>{}</b>: {}{}").format(html.text(name), told, more)


def _chance(chance: float) -> str:
    return f", right {percent(chance)}" if chance == chance else ""


def _usual(basis: pd.Series) -> str:
    return str(basis.value_counts(sort=False).sort_values(ascending=False, kind="stable").index[0])


def _example(forms: pd.DataFrame) -> str:
    """Return how to write an alias, with a form of the corpus."""
    other = forms[forms["entity"] != forms["name"]]
    row = other.iloc[other["articles"].to_numpy().argmax()]
    line = pd.DataFrame([[row["entity"], row["name"]]]).to_csv(header=False, index=False).strip()
    return _ALIASES.format(line=line)
