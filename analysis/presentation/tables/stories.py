"""The stories of a corpus: which are told by whom, what is selected, and one of them side by side."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from analysis.annotation import Document
from analysis.presentation import cited, html, marked_text, table
from analysis.presentation.html import Html
from analysis.presentation.marked_text import Mark
from analysis.presentation.pieces import note
from analysis.wording import counted, listed

LEGEND = {"quoted": "a direct quotation", "reported": "told, or quoted in part", "source": "who speaks"}
_MOST_STORIES = 12
_MOST_COLUMNS = 8
_ALONE = "No story is told by two groups, so nothing can be compared within stories."


def told_by(stories: pd.DataFrame, groups: pd.Series, known: pd.DataFrame) -> Html:
    """Show the stories that most groups tell: who tells each in how many articles, and which are copies.

    `stories` is the table of the corpus. Up to eight groups have a column each; more are listed by name.
    """
    told = stories.join(groups, on="article_id", how="inner")
    shared = _shared(told)
    if shared.empty:
        return note(_ALONE)
    shown = shared.head(_MOST_STORIES)
    its = {story: rows for story, rows in told[told["story"].isin(shown.index)].groupby("story")}
    names = sorted(set(groups))
    wide = len(names) <= _MOST_COLUMNS
    rows = [_story(story, its[story], known, names if wide else []) for story in shown.index]
    headings = {"story": "Story", "days": "Days", "articles": "Articles", "groups": "Told by"}
    headings |= {name: name for name in names} if wide else {"who": "Which"}
    caption = f"The stories that most groups tell: {len(shown)} of {len(shared):,} told by two and more"
    shown_table = table(pd.DataFrame(rows), caption, headings)
    folded = (
        html.details(_title(story, known), _articles(its[story], known)) for story in shown.index
    )
    return Html(shown_table.markup + html.details("The articles of these stories", Markup("").join(folded)))


def size(stories: pd.DataFrame, groups: pd.Series) -> Html:
    """Say how many stories there are, how many two groups tell, and how many texts are copies."""
    told = stories.join(groups, on="article_id", how="inner")
    shared, copies = _shared(told), int(told["copy_of"].notna().sum())
    parts = [
        f"{counted(len(told), 'article')} tell {counted(told['story'].nunique(), 'story', 'stories')}, of which "
        f"{counted(len(shared), 'is', 'are')} told by two groups and more."
    ]
    if copies:
        parts.append(
            f"{counted(copies, 'text')} {'is a copy' if copies == 1 else 'are copies'} of another, an agency’s for "
            "example: it counts where it is asked who covers what, and not where it is asked how."
        )
    return note(" ".join(parts))


def _shared(told: pd.DataFrame) -> pd.DataFrame:
    """Return the stories of two groups and more, those of most groups first, then of most articles."""
    counts = told.groupby("story").agg(groups=("group", "nunique"), articles=("article_id", "nunique"))
    shared = counts[counts["groups"] > 1].sort_index()
    return shared.sort_values(["groups", "articles"], ascending=False, kind="stable")


def _story(story: str, rows: pd.DataFrame, known: pd.DataFrame, names: Sequence[str]) -> dict[str, object]:
    days = known.loc[rows["article_id"], "published"].dropna().str[: len("2024-05-03")]
    ends = sorted({days.min(), days.max()}) if len(days) else []
    counts = rows["group"].value_counts()
    return {
        "story": _title(story, known),
        "days": " to ".join(ends) or None,
        "articles": len(rows),
        "groups": int(rows["group"].nunique()),
        "who": listed(sorted(counts.index)),
        **{name: _cell(rows[rows["group"] == name]) for name in names},
    }


def _cell(rows: pd.DataFrame) -> Markup | None:
    """Return how many articles of a story a group has, and how many of them are copies."""
    if rows.empty:
        return None
    copies = int(rows["copy_of"].notna().sum())
    said = f" ({'copy' if len(rows) == 1 else counted(copies, 'copy', 'copies')})" if copies else ""
    return Markup("{}{}").format(len(rows), said)


def _title(story: str, known: pd.DataFrame) -> str:
    title = known.loc[story, "title"]
    return title if isinstance(title, str) else story


def _articles(rows: pd.DataFrame, known: pd.DataFrame) -> Markup:
    order = known.loc[rows["article_id"], "published"].fillna("").to_numpy()
    rows = rows.assign(day=order).sort_values(["day", "article_id"], kind="stable")
    return html.items(
        cited.called(row.article_id, known)
        + (f"; repeats {cited.called(row.copy_of, known)}" if isinstance(row.copy_of, str) else "")
        for row in rows.itertuples()
    )


def short(rows: pd.DataFrame, known: pd.DataFrame, names: Sequence[str]) -> Html:
    """Show a table of `analysis.corpus.stories.beside`."""
    if not names:
        return html.nothing()
    one, other = (known.loc[name, "outlet"] for name in names)
    headings = {
        "what": "What",
        "one": one if isinstance(one, str) else names[0],
        "other": other if isinstance(other, str) else names[1],
    }
    return table(rows, "The two articles in short", headings)


def side_by_side(documents: list[Document], quotes: pd.DataFrame) -> Html:
    """Show two articles beside each other, with their quotations marked and their speakers named."""
    if not documents:
        return note("No two articles of different groups tell the same story; name two.")
    columns = (
        Markup('<section aria-label="{}">{}<p class="pl-note">{}</p>{}</section>').format(
            html.text(document.article.title or document.article.id),
            _heading(document),
            html.text(" · ".join(filter(None, (document.article.outlet, document.article.published)))),
            marked_text.text(
                document,
                _marks(quotes[quotes["article_id"] == document.article.id]),
                LEGEND if place == 0 else {},
                prefix=f"{'ab'[place]}-",
            ).markup,
        )
        for place, document in enumerate(documents)
    )
    return Html(Markup('<div class="pl-beside">{}</div>').format(Markup("").join(columns)))


def _heading(document: Document) -> Markup:
    """Return the title, or the id, as a heading; nothing where the text has its headline."""
    if document.sentences and document.sentences[0].part == "headline":
        return Markup("")
    return Markup("<h4>{}</h4>").format(html.text(document.article.title or document.article.id))


def _marks(quotes: pd.DataFrame) -> list[Mark]:
    marks = []
    for row in quotes.itertuples():
        kind = "quoted" if row.kind == "direct" else "reported"
        speaker = row.speaker if isinstance(row.speaker, str) else ""
        pieces = [(int(start), int(end)) for start, end in row.content]
        marks += [Mark(start, end, kind) for start, end in pieces[:-1]]
        marks += [Mark(start, end, kind, speaker) for start, end in pieces[-1:]]
        if row.source_start == row.source_start:
            marks.append(Mark(int(row.source_start), int(row.source_end), "source"))
    return marks
