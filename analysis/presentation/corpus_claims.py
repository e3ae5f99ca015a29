"""What holds in a corpus, as a page tells it: each claim with how it is known and the sentences behind it.

Every claim is the text of a row of `analysis.corpus.claims`, so that no place of a page contradicts another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.corpus.dataset import Corpus
from analysis.corpus.differences import FEWEST_ARTICLES
from analysis.corpus.groups import by_outlet
from analysis.presentation import cited, html
from analysis.presentation.claims import mark
from analysis.presentation.html import Html
from analysis.presentation.tables.corpus.differences import NOTABLE, how_compared, key_of
from analysis.wording import UNKNOWN_OUTLET, capital, counted, listed

_NOTHING = (
    "Nothing can be claimed of this corpus: no difference between groups is both clear enough and large "
    "enough, and nobody is heard or left unheard in enough articles. The figures below show what was found."
)
_KEY = "● plain: meant to be right 9 times in 10; ◐ probable: 2 in 3. What is less sure is not claimed."


def claims(
    corpus: Corpus, table: pd.DataFrame, differences: pd.DataFrame, groups: pd.Series | None = None
) -> Html:
    """Show the claims of a corpus, each with how it was compared and its sentences, folded.

    `table` is that of `analysis.corpus.claims.claims`, `differences` that of the comparisons. `groups`,
    indexed by article_id, stand with the outlet of a sentence where they are others than outlets.
    """
    if table.empty:
        return Html(Markup("<p>{}</p>").format(_NOTHING), role="findings")
    known = _with_group(cited.known(corpus), corpus, groups)
    places = [(article, int(number)) for row in table["evidence"] for article, number in row]
    texts = cited.sentences(corpus, places).set_index(["article_id", "sentence"])["text"]
    comparisons = {key_of(row): row for row in differences.to_dict("records")}
    shown = (
        _claim(row, comparisons.get(key_of(row)), _sentences(row["evidence"], texts), known)
        for row in table.to_dict("records")
    )
    key = Markup('<p class="pl-note">{}</p>').format(_KEY)
    return Html(html.items(shown, "pl-findings") + key, role="findings")


def compared(differences: pd.DataFrame, left_out: dict[str, int], joined: dict[str, list[str]]) -> Html:
    """Say how many comparisons were made, how many chance alone would give, and what could not be compared.

    `differences` is the table of the corpus, `left_out` the groups that were not compared with how many
    articles each has, `joined` the other spellings of each outlet.
    """
    told = [_made(differences), _too_few_stories(differences), _left_out(left_out), _joined(joined)]
    return Html(html.items(filter(None, told)))


def _claim(
    claim: Mapping[str, Any],
    comparison: Mapping[str, Any] | None,
    evidence: pd.DataFrame,
    known: pd.DataFrame,
) -> Markup:
    said = Markup('<span class="claim" id="{}">{}\N{NO-BREAK SPACE}{}</span>').format(
        cited.behind(*key_of(claim)), mark(claim["grade"]), html.text(claim["text"])
    )
    how = Markup("<p>{}</p>").format(how_compared(comparison)) if comparison else Markup("")
    sentences = cited.cite(evidence, known) if len(evidence) else Markup("")
    behind = f"{counted(len(evidence), 'sentence')} behind it"
    summary = f"How it was compared, and {behind}" if how else capital(behind)
    return said + html.details(summary, how + sentences)


def _with_group(known: pd.DataFrame, corpus: Corpus, groups: pd.Series | None) -> pd.DataFrame:
    """Return the articles with their group in brackets after the outlet, where it is another name."""
    if groups is None:
        return known
    own = groups.reindex(known.index)
    other = own.notna() & (own != by_outlet(corpus).reindex(known.index))
    outlets = known["outlet"].astype("str").fillna(UNKNOWN_OUTLET)
    return known.assign(outlet=known["outlet"].where(~other, outlets + " (" + own.astype("str") + ")"))


def _sentences(places: Sequence[Sequence], texts: pd.Series) -> pd.DataFrame:
    rows = [
        (article, int(number), texts[article, int(number)])
        for article, number in places
        if (article, int(number)) in texts.index
    ]
    return pd.DataFrame(rows, columns=["article_id", "sentence", "text"])


def _made(differences: pd.DataFrame) -> str:
    """Return how many comparisons within stories were made, and how many look clear by chance alone."""
    made = differences.dropna(subset="p")
    if made.empty:
        return (
            "No two groups tell five stories that could be compared: within stories nothing was compared. "
            "What is claimed over all articles holds at a false discovery rate of 1 in 20."
        )
    pairs = made[["one", "other"]].drop_duplicates()
    clear, hold, strict = (int((made[column] <= NOTABLE).sum()) for column in ("p", "q", "strict"))
    return (
        f"{counted(len(made), 'comparison')} within stories were made, of {counted(len(pairs), 'pair')} of "
        f"groups. {clear:,} have a p of {NOTABLE} or less, where chance alone would give about "
        f"{NOTABLE * len(made):,.0f}; {hold:,} hold at a false discovery rate of 1 in 20, {strict:,} by the "
        "strict test over all of them. Plain claims pass the strict test, or over all articles hold at a "
        "false discovery rate of 1 in 20; probable ones at 1 in 10, or they are so in each of a few stories, "
        "which is said of these stories only. All are large enough to be seen, with sentences that show them."
    )


def _too_few_stories(differences: pd.DataFrame) -> str:
    pairs = differences.groupby(["one", "other"])["difference"].agg(lambda column: column.notna().any())
    without = int((~pairs).sum()) if len(pairs) else 0
    if not without:
        return ""
    return (
        f"{without:,} of {counted(len(pairs), 'pair')} of groups share too few stories. They are compared "
        "over all their articles only, which may differ because they cover other things."
    )


def _left_out(groups: dict[str, int]) -> str:
    """Return which groups are not compared."""
    if not groups:
        return ""
    named = [
        f"{name} ({number})" for name, number in sorted(groups.items(), key=lambda each: (-each[1], each[0]))
    ]
    why = f"for fewer than {FEWEST_ARTICLES} articles or no known outlet"
    return f"Not compared, {why}: {listed(named, most=12)}."


def _joined(outlets: dict[str, list[str]]) -> str:
    if not outlets:
        return ""
    told = [
        f"{name} (also written {listed([f'“{each}”' for each in others])})"
        for name, others in outlets.items()
    ]
    why = "for their names differ in case, spaces or punctuation alone"
    return f"Told as one outlet each, {why}: {listed(told)}."
