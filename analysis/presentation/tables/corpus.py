"""The tables of the report on a corpus, and its texts: words in context, two articles side by side."""

from collections.abc import Callable, Sequence

import pandas as pd
from markupsafe import Markup

from analysis.annotation import Document
from analysis.presentation import html, marked_text, table
from analysis.presentation.charts.corpus import with_interval
from analysis.presentation.html import Html
from analysis.presentation.marked_text import Mark
from analysis.presentation.pieces import note
from analysis.wording import UNKNOWN_OUTLET, signed

LEGEND = {"quoted": "a direct quotation", "reported": "told, or quoted in part", "source": "who speaks"}


def articles(known: pd.DataFrame, groups: pd.Series, heading: str = "Outlet") -> Html:
    """Show how many articles and words each group has, and when they were published."""
    rows = known.join(groups, how="inner").groupby("group")
    summary = rows.agg(
        articles=("words", "size"),
        words=("words", "sum"),
        first=("published", "min"),
        last=("published", "max"),
    )
    headings = {"group": heading, "articles": "Articles", "words": "Words", "first": "From", "last": "To"}
    return table(summary.reset_index(), f"The corpus by {heading.lower()}", headings)


def estimates(rows: pd.DataFrame, what: str, unit: str, caption: str) -> Html:
    """Show a table of `analysis.corpus.measures`: an item a row, a group a column."""
    shown = rows.assign(estimate=[with_interval(row, unit) for row in rows.itertuples()])
    items = list(dict.fromkeys(rows[what]))
    wide = shown.pivot(index=what, columns="group", values="estimate").reindex(items).reset_index()
    headings = {what: what.capitalize()} | {group: str(group) for group in wide.columns[1:]}
    return table(wide, caption, headings, rows=30)


def crossed(rows: pd.DataFrame, what: str, caption: str) -> Html:
    """Show a table of `analysis.corpus.measures` for crossed groups: a group a row, an item a column."""
    shown = rows.assign(estimate=[with_interval(row, "share") for row in rows.itertuples()])
    wide = shown.pivot(index="group", columns=what, values="estimate").reset_index()
    headings = {"group": "Topic and outlet"} | {item: str(item) for item in dict.fromkeys(rows[what])}
    return table(wide, caption, headings, rows=40)


def words(rows: pd.DataFrame, one: str, other: str) -> Html:
    """Show a table of `analysis.corpus.keyness.log_odds`."""
    if rows.empty:
        return note("No word to show.")
    headings = {
        "word": "Word",
        "one": one,
        "articles_one": "in articles",
        "other": other,
        "articles_other": "in articles ",
        "log_odds": "Log-odds",
        "z": "z",
    }
    caption = f"The words that set {one} and {other} apart"
    return table(rows.reset_index(), caption, headings, {"log_odds": signed, "z": signed})


def in_context(rows: pd.DataFrame, known: pd.DataFrame) -> Html:
    """Show sentences with a word in them (a table of `analysis.corpus.keyness.in_context`), by word."""
    if rows.empty:
        return note("No word to show in a sentence.")
    return _unfolding(rows, "word", lambda row: Markup("{} {}").format(_with_word(row), _where(row, known)))


def strongest(rows: pd.DataFrame, known: pd.DataFrame) -> Html:
    """Show sentences with the strongest sentiment towards entities, in good and bad light, by entity."""
    if rows.empty:
        return note("No sentence to show.")

    def rated(row) -> Markup:
        value = Markup("{} <strong>{}</strong> {}")
        return value.format(html.text(row.text), signed(row.value), _where(row, known))

    return _unfolding(rows, "entity", rated)


def pairs(rows: pd.DataFrame) -> Html:
    """Show a table of `analysis.corpus.events.pairs`."""
    headings = {"one": "One", "other": "Other", "likeness": "Likeness", "shared": "Both name"}
    return table(rows, "Pairs of articles that seem to be about the same event", headings)


def pair(rows: pd.DataFrame, known: pd.DataFrame, names: Sequence[str]) -> Html:
    """Show a table of `analysis.corpus.events.beside`."""
    if not names:
        return note("No two articles to compare.")
    headings = {
        "what": "What",
        "one": _outlet(known, names[0], names[0]),
        "other": _outlet(known, names[1], names[1]),
    }
    return table(rows, "The two articles in short", headings)


def side_by_side(documents: list[Document], quotes: pd.DataFrame) -> Html:
    """Show two articles beside each other, with their quotations marked and their speakers named."""
    if not documents:
        return note("No two articles of different outlets seem to be about the same event; name two.")
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


def _unfolding(rows: pd.DataFrame, by: str, sentence: Callable[..., Markup]) -> Html:
    """Show rows by a column's values, each to unfold, the first of them unfolded."""
    return Html(
        Markup("").join(
            html.details(value, html.items(map(sentence, own.itertuples())), is_open=place == 0)
            for place, (value, own) in enumerate(rows.groupby(by, sort=False))
        )
    )


def _with_word(row) -> Markup:
    before, word, after = row.text[: row.start], row.text[row.start : row.end], row.text[row.end :]
    return Markup('{}<mark class="evidence">{}</mark>{}').format(*map(html.text, (before, word, after)))


def _where(row, known: pd.DataFrame) -> Markup:
    outlet = html.text(_outlet(known, row.article_id, UNKNOWN_OUTLET))
    return Markup('<span class="pl-note">{}, “{}”, sentence {}</span>').format(
        outlet, html.text(row.article_id), row.sentence
    )


def _outlet(known: pd.DataFrame, article: str, otherwise: str) -> str:
    outlet = known.loc[article, "outlet"]
    return outlet if isinstance(outlet, str) else otherwise
