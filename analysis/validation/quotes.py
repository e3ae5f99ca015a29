"""Quote attribution against PolNeAR: who said what, as trained annotators coded it."""

from collections import Counter
from datetime import date
from pathlib import Path

from analysis.annotation import annotate
from analysis.article import Article
from analysis.attribution import attributions
from analysis.validation import polnear
from analysis.validation.cards import Card, Row
from analysis.validation.metrics import precision_recall_f1
from analysis.validation.spans import compare

PART = "dev"
# What each measure is, what two annotators reach (15 pairs, 18 articles), and others on the test part.
MEASURES = {
    "quoted": ("quoted spans found, F1", 98.1, "textacy 80.1, Citron 78.9"),
    "quoted_speaker": ("quote and speaker right, F1", 95.6, "textacy 73.6, Citron 70.8"),
    "who_what": ("who and what, all attributions, F1", 76.0, "Citron 50.1, textacy 26.9"),
    "content": ("content exact, all attributions, F1", 69.4, "Citron 39.1, textacy 14.5"),
}


def measure(data: Path) -> Card:
    """Return the card of quote attribution, measured on the articles in `data`/polnear/dev.

    Intervals resample articles, because the quotes of one article resemble each other.
    """
    articles = polnear.read(data / "polnear" / PART)
    counts = [_counts(article) for article in articles]
    return Card(
        method="Quote attribution",
        rows=[_row(name, counts) for name in MEASURES],
        split=f"PolNeAR {PART}",
        terms="PolNeAR 1.0: MIT by its package; nothing is said of the texts",
        command="python -m analysis validate quotes --data DIR",
        date=date.today().isoformat(),
    )


def find(text: str) -> list[polnear.Coded]:
    """Return what the toolkit finds in a text, as the corpus codes it."""
    found = attributions(annotate(Article(text=text)))
    return [polnear.Coded(_spans(a.source), _spans(a.cue), tuple(a.content)) for a in found]


def _counts(article: polnear.CodedArticle) -> Counter[str]:
    return compare(article.text, article.attributions, find(article.text))


def _spans(span: tuple[int, int] | None) -> polnear.Spans:
    return (span,) if span else ()


def _row(name: str, counts: list[Counter[str]]) -> Row:
    what, human, peer = MEASURES[name]
    rows = [(c[f"{name}.right"], c[f"{name}.found"], c[f"{name}.gold"]) for c in counts]
    return Row.of(
        precision_recall_f1(rows).f1.scaled(100),
        measure=what,
        data=f"PolNeAR {PART}",
        domain="US political news, 2016",
        n=len(rows),
        unit="articles",
        human=human,
        peer=peer,
        note=f"{sum(gold for _, _, gold in rows):,} coded",
    )
