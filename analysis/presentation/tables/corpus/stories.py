"""The stories of a corpus: which are told by whom, what is selected, and one of them side by side."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from analysis.annotation import Document
from analysis.corpus.dates import dates_of, days_of
from analysis.presentation import cited, html, marked_text, table
from analysis.presentation.html import Html
from analysis.presentation.marked_text import Mark
from analysis.presentation.pieces import note
from analysis.presentation.tables.corpus.differences import chance, what
from analysis.wording import capital, counted, listed, percent, shortened, signed

LEGEND = {"quoted": "a direct quotation", "reported": "told, or quoted in part", "source": "who speaks"}
_MOST_STORIES = 12
_FEWEST_STORIES = 10
_MOST_TRAITS = 4
_MOST_ROWS = 40
_MOST_COLUMNS = 8
_LONGEST = 90
_TOLD_BY = "told by "  # before a column's name: a group may be called “title”
_SOON_READ = 350  # words of an article that stands open
_ALONE = "No story is told by two groups, so nothing can be compared within stories."


def told_by(coverage: pd.DataFrame, stories: pd.DataFrame, known: pd.DataFrame) -> Html:
    """Show the stories that most groups tell: who tells each in how many articles, and which are copies.

    `coverage` is the table of `analysis.corpus.coverage`, `stories` that of the corpus. Up to eight groups
    have a column each; more are listed by name.
    """
    shared = coverage[coverage["groups"] > 1]
    if shared.empty:
        return note(_ALONE)
    shown = list(dict.fromkeys(shared["story"]))[:_MOST_STORIES]
    names = sorted(set(coverage["group"]))
    columns = names if len(names) <= _MOST_COLUMNS else []
    rows = [_story(shared[shared["story"] == story], columns, known) for story in shown]
    headings = {"title": "Story", "published": "From", "articles": "Articles", "groups": "Told by"}
    headings |= {f"{_TOLD_BY}{name}": name for name in columns} or {"who": "Which"}
    number = shared["story"].nunique()
    caption = f"The stories that most groups tell: {len(shown)} of {number:,} told by two and more"
    folded = (
        html.details(row["title"], _articles(stories[stories["story"] == story], known))
        for story, row in zip(shown, rows, strict=True)
    )
    return Html(
        table(pd.DataFrame(rows), caption, headings, {"published": cited.day}).markup
        + html.details("The articles of these stories", Markup("").join(folded))
    )


def size(coverage: pd.DataFrame) -> Html:
    """Say how many stories there are, how many two groups tell, and how many texts are copies."""
    whole = coverage.drop_duplicates("story")
    shared, copies = int((whole["groups"] > 1).sum()), int(coverage["copies"].sum())
    articles = int(coverage["articles"].sum())
    of_two = f"{counted(shared, 'is', 'are')}" if shared else "none is"
    told = (
        f"{counted(articles, 'article tells', 'articles tell')} {counted(len(whole), 'story', 'stories')}, "
        f"of which {of_two} told by two groups and more."
    )
    if copies:
        told += (
            f" {counted(copies, 'text is a copy', 'texts are copies')} of another, an agency’s for example: "
            "that counts where it is asked who covers what, and not where it is asked how."
        )
    return note(told)


def selection(rows: pd.DataFrame) -> Html:
    """Show a table of `analysis.corpus.coverage.selection`: what one group tells and another does not."""
    if not rows["stories"].any():
        return html.nothing()
    shown = rows[rows["only_one"] + rows["only_other"] > 0]
    if shown.empty:
        return note("No two groups differ in which of these stories they tell.")
    shown = shown.sort_values(["q", "p", "one", "other"], kind="stable")
    odds = [_odds(row) for row in shown.itertuples()]
    shown = shown.assign(shown_odds=odds, **{name: shown[name].map(chance) for name in ("p", "q", "p_sizes")})
    headings = {
        "one": "One",
        "other": "Other",
        "both": "Both tell",
        "only_one": "Only one",
        "only_other": "Only other",
        "shown_odds": "Odds (95% interval)",
        "p": "p",
        "q": "q",
        "p_sizes": "p by size",
    }
    number = int(rows["stories"].iloc[0])
    caption = (
        f"Which of the {number:,} stories that two groups or more of these tell are told by one and not by "
        "the other (without groups of fewer than five articles, or of which most have no date). "
        "“p by size”: how often the numbers of their articles alone give it."
    )
    return table(shown, caption, headings, rows=_MOST_STORIES)


def chosen(rows: pd.DataFrame, kinds: Mapping[str, str], published: pd.Series, groups: pd.Series) -> Html:
    """Show a table of `analysis.corpus.coverage.chosen`: what kind of stories each group tells.

    Frames, persons and bodies alone (`kinds` of actors), where a group tells ten such stories and leaves ten;
    nothing is compared where the groups' articles (`published`) lie years apart.
    """
    if rows.empty:
        return note("Too few stories are told by some groups and not by others.")
    if _years_apart(published, groups):
        return note("The groups' articles are of different years, and so are the stories that they can tell.")
    is_place = (rows["measure"] == "actor") & ~rows["name"].map(kinds).isin(["person", "body"])
    enough = rows[["stories_told", "stories_untold"]].min(axis=1) >= _FEWEST_STORIES
    rows = rows[enough & ~is_place]
    if rows.empty:
        return note(f"No group tells {_FEWEST_STORIES} of these stories and leaves {_FEWEST_STORIES}.")
    about = zip(rows["measure"], rows["name"], strict=True)
    rows = rows.assign(
        trait=[name if measure == "actor" else capital(what(measure, name)) for measure, name in about]
    )
    widest = rows["difference"].abs().groupby(rows["group"], sort=False).rank(ascending=False, method="first")
    shown = rows[widest <= _MOST_TRAITS].sort_values(["group", "difference"], ascending=[True, False])
    shown = shown.assign(
        told=[f"{percent(row.told)} of {row.stories_told}" for row in shown.itertuples()],
        untold=[f"{percent(row.untold)} of {row.stories_untold}" for row in shown.itertuples()],
        more=[_points(row) for row in shown.itertuples()],
    )
    headings = {
        "group": "Group",
        "trait": "Frame, or whom it names",
        "told": "Of the stories it tells",
        "untold": "Of the others",
        "more": "Difference (95% interval)",
    }
    caption = f"Where a group's choice of stories shows most: {_MOST_TRAITS} lines a group"
    return table(shown, caption, headings, rows=_MOST_ROWS)


def _years_apart(published: pd.Series, groups: pd.Series) -> bool:
    """Return whether the middle years of the groups' articles differ by one and more."""
    dates = dates_of(published).reindex(groups.index)
    middles = dates.dropna().dt.year.groupby(groups).median()
    return bool(len(middles) > 1 and middles.max() - middles.min() >= 1)


def _points(row) -> str:
    low, high = (signed(100 * end, 0) for end in (row.low, row.high))
    return f"{signed(100 * row.difference, 0)} points ({low} to {high})"


def _odds(row) -> str | None:
    if row.odds != row.odds:
        return None
    high = f"{row.high:.1f}" if row.high == row.high else "no bound"
    return f"{row.odds:.1f} ({row.low:.1f} to {high})"


def _story(rows: pd.DataFrame, columns: Sequence[str], known: pd.DataFrame) -> dict[str, object]:
    first = rows.iloc[0]
    title = known.loc[first["story"], "title"]
    own = rows.set_index("group")
    return {
        "title": shortened(title if isinstance(title, str) else first["story"], _LONGEST),
        "published": first["published"],
        "articles": int(rows["articles"].sum()),
        "groups": int(first["groups"]),
        "who": listed([f"{name}{_copied(own.loc[name])}" for name in own.index]),
        **{f"{_TOLD_BY}{name}": _articles_of(name, own) for name in columns},
    }


def _articles_of(name: str, own: pd.DataFrame) -> str | None:
    return f"{own.loc[name, 'articles']}{_copied(own.loc[name])}" if name in own.index else None


def _copied(row: pd.Series) -> str:
    """Return how many of a group's articles on a story are copies, nothing for none."""
    if not row["copies"]:
        return ""
    return " (copy)" if row["articles"] == 1 else f" ({counted(row['copies'], 'copy', 'copies')})"


def _articles(rows: pd.DataFrame, known: pd.DataFrame) -> Markup:
    days = days_of(known.loc[rows["article_id"], "published"])
    rows = rows.assign(day=days).sort_values(["day", "article_id"], kind="stable")
    return html.items(
        cited.called(row.article_id, known)
        + (f"; repeats {cited.called(row.copy_of, known)}" if isinstance(row.copy_of, str) else "")
        for row in rows.itertuples()
    )


def in_short(rows: pd.DataFrame, known: pd.DataFrame, names: Sequence[str]) -> Html:
    """Show a table of `analysis.corpus.beside.beside`."""
    if not names:
        return html.nothing()
    one, other = (known.loc[name, "outlet"] for name in names)
    headings = {
        "what": "What",
        "one": one if isinstance(one, str) else names[0],
        "other": other if isinstance(other, str) else names[1],
    }
    return table(rows, "The two articles in short", headings)


def its_story(pair: Sequence[str], stories: pd.DataFrame, groups: pd.Series) -> Html:
    """Say how many tell the story of the two articles of a pair; nothing where these tell two."""
    own = stories.set_index("article_id").reindex(pair)["story"]
    if own.nunique() != 1:
        return html.nothing()
    told = stories.loc[stories["story"] == own.iloc[0], "article_id"]
    number = groups.reindex(told).nunique()
    who = counted(number, "group tells", "groups tell")
    return note(f"{who} this story, in {counted(len(told), 'article')}.")


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
                {},
                prefix=f"{'ab'[place]}-",
            ).markup,
        )
        for place, document in enumerate(documents)
    )
    key = marked_text.key(LEGEND)
    whole = Markup('{}<div class="pl-beside">{}</div>').format(key, Markup("").join(columns))
    if max(document.article.words for document in documents) <= _SOON_READ:
        return Html(whole)
    titles = listed([f"“{document.article.title or document.article.id}”" for document in documents])
    return Html(html.details(f"{titles}, with quotations marked", whole))


def _heading(document: Document) -> Markup:
    """Return the title as a heading; nothing where the text has its headline, or there is none."""
    if not document.article.title or (document.sentences and document.sentences[0].part == "headline"):
        return Markup("")
    return Markup("<h4>{}</h4>").format(html.text(document.article.title))


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
