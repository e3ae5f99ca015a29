"""What holds in a corpus, as a page tells it: each claim with how it was compared and the sentences behind it.

Every sentence is the text of a row of `analysis.corpus.claims`, and every figure below it one of the table
`differences`, so that no place of a page contradicts another.
"""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from analysis.corpus.dataset import Corpus
from analysis.presentation import cited, html
from analysis.presentation.claims import mark
from analysis.presentation.html import Html
from analysis.presentation.tables.differences import how_compared
from analysis.wording import counted

_COMPARED = ["measure", "name", "one", "other"]


def corpus_claims(corpus: Corpus, claims: pd.DataFrame, differences: pd.DataFrame) -> Html:
    """Show the claims of a corpus that are not open, each with how it was found and its sentences, folded.

    `claims` is the table of `analysis.corpus.claims.claims`, `differences` that of the comparisons.
    """
    firm = claims[claims["grade"] != "open"]
    if firm.empty:
        return Html(Markup("<p>{}</p>").format(_NOTHING), role="findings")
    known = cited.known(corpus)
    places = [(article, int(number)) for row in firm["evidence"] for article, number in row]
    texts = cited.sentences(corpus, places).set_index(["article_id", "sentence"])["text"]
    compared = differences.set_index(_COMPARED)
    shown = (
        _claim(number, row, _row(compared, row), _evidence(row.evidence, texts), known)
        for number, row in enumerate(firm.itertuples(), 1)
    )
    return Html(html.items(shown, "pl-findings"), role="findings")


_NOTHING = (
    "Nothing can be claimed of this corpus: no difference between groups is both clear enough and large "
    "enough, and nobody is heard or left unheard in enough articles. The figures below show what was found."
)


def _row(compared: pd.DataFrame, claim) -> Mapping[str, object] | None:
    """Return the comparison that a claim is about, none for one that compares nothing."""
    key = tuple(getattr(claim, name) for name in _COMPARED)
    return compared.loc[key].to_dict() if key in compared.index else None


def _evidence(places: Sequence[Sequence], texts: pd.Series) -> pd.DataFrame:
    rows = [
        (article, int(number), texts[article, int(number)])
        for article, number in places
        if (article, int(number)) in texts.index
    ]
    return pd.DataFrame(rows, columns=["article_id", "sentence", "text"])


def _claim(
    number: int, claim, row: Mapping[str, object] | None, evidence: pd.DataFrame, known: pd.DataFrame
) -> Markup:
    behind = list(_behind(claim, row, evidence, known))
    folded = html.details(_summary(row, len(evidence)), Markup("").join(behind)) if behind else Markup("")
    return Markup('<span class="claim" id="claim-{}">{}\N{NO-BREAK SPACE}{}</span>{}').format(
        number, mark(claim.grade), html.text(claim.text), folded
    )


def _behind(claim, row: Mapping[str, object] | None, evidence: pd.DataFrame, known) -> Iterator[Markup]:
    if row is not None:
        yield Markup("<p>{}</p>").format(how_compared(claim.measure, claim.one, claim.other, row))
    if len(evidence):
        yield cited.cite(evidence, known)


def _summary(row: Mapping[str, object] | None, sentences: int) -> str:
    told = counted(sentences, "sentence")
    if row is None:
        return f"{told} behind it"
    return f"How it was compared, and {told} behind it" if sentences else "How it was compared"
