"""Sentences of a corpus as a page cites them: with outlet, title, date and number, each with an anchor.

An article is called by its outlet, its title and its date, never by its id, unless it has none of these.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2s

import pandas as pd
from markupsafe import Markup

from analysis.corpus.dataset import Corpus
from analysis.corpus.dates import as_cited
from analysis.presentation import html
from analysis.wording import UNKNOWN_OUTLET, shortened

_LONGEST_TITLE = 90


def known(corpus: Corpus) -> pd.DataFrame:
    """Return the articles' title, outlet, published and words, indexed by article_id, for `called`.

    An article without a title is called by its first words.
    """
    articles = corpus.articles
    untitled = articles.index[articles["title"].isna()]
    if untitled.empty:
        return articles
    rows = corpus.table("sentences", ["article_id", "text"], article_id=list(untitled))
    first = rows.drop_duplicates("article_id").set_index("article_id")["text"]
    return articles.assign(title=articles["title"].astype("str").fillna(first))


def called(article_id: str, articles: pd.DataFrame) -> str:
    """Return an article by its outlet, title and date: 'Post, “Council closes library”, 2024-05-03'."""
    about = articles.loc[article_id]
    title = about["title"] if isinstance(about["title"], str) else article_id
    parts = [
        about["outlet"] if isinstance(about["outlet"], str) else UNKNOWN_OUTLET,
        f"“{shortened(title, _LONGEST_TITLE)}”",
        as_cited(about["published"]) if isinstance(about["published"], str) else "no date",
    ]
    return ", ".join(parts)


def day(published: object) -> Markup | None:
    """Return the day of a date or time, which does not break into two lines; None where it is not known."""
    known = as_cited(published) if isinstance(published, str) else ""
    return Markup('<span class="day">{}</span>').format(known) if known else None


def anchor(article_id: str, sentence: int) -> str:
    """Return the anchor of a sentence on a page: the same wherever the page cites it."""
    return f"s-{_hash(article_id)}-{sentence}"


def behind(*about: str) -> str:
    """Return the anchor of the sentences behind a figure, or of a claim, by what these are about."""
    return f"b-{_hash(*about)}"


def link(words: str, *about: str) -> Markup:
    """Return words that lead to the sentences `behind` what they are about, where the page has any.

    A page leaves of it the words alone where nothing stands behind them.
    """
    return Markup('<a class="to" href="#{}">{}</a>').format(behind(*about), html.text(words))


def sentences(corpus: Corpus, places: Iterable[tuple[str, int]]) -> pd.DataFrame:
    """Return the sentences at these places in their order, those there are: article_id, sentence, text."""
    wanted = pd.DataFrame(list(dict.fromkeys(places)), columns=["article_id", "sentence"])
    wanted = wanted.astype({"article_id": "str", "sentence": "int64"})
    columns = ["article_id", "sentence", "text"]
    rows = corpus.table("sentences", columns, article_id=sorted(set(wanted["article_id"])))
    return wanted.merge(rows, on=["article_id", "sentence"])


def cite(
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    shown: Callable[..., Markup] = lambda row: html.text(row.text),
    rated: Callable[..., object] = lambda row: "",
) -> Markup:
    """Return a list of sentences, each followed by where it stands.

    `rows` has the columns article_id, sentence and text; `shown` makes the sentence of a row, with marks in
    it if it likes; `rated` what stands before its place, a number for example.
    """
    entries = Markup("").join(
        Markup('<li id="{}">{} <span class="where">{}{}, sentence {}</span></li>').format(
            anchor(row.article_id, row.sentence),
            shown(row),
            _before(rated(row)),
            called(row.article_id, articles),
            row.sentence,
        )
        for row in rows.itertuples()
    )
    return Markup('<ul class="pl-cited">{}</ul>').format(entries)


def _before(rating: object) -> Markup:
    return Markup("<b>{}</b> · ").format(html.text(rating)) if rating else Markup("")


def _hash(*parts: str) -> str:
    return blake2s("\0".join(parts).encode(), digest_size=5).hexdigest()
