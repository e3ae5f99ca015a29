"""Quote attribution against PolNeAR: who said what, as trained annotators coded it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import DOUBTFUL, Attribution, attributions
from analysis.statistics.metrics import precision_recall_f1
from analysis.validation.cards import Card, CardRow
from analysis.validation.data import CodedArticle, CodedAttribution, Spans, read_polnear
from analysis.validation.spans import compare, right

PART = "dev"
MEASURES = {
    "quoted": ("quoted spans found, F1", 98.1, "textacy 80.1, Citron 78.9"),
    "quoted_speaker": ("quote and speaker right, F1", 95.6, "textacy 73.6, Citron 70.8"),
    "who_what": ("who and what, all attributions, F1", 76.0, "Citron 50.1, textacy 26.9"),
    "content": ("content exact, all attributions, F1", 69.4, "Citron 39.1, textacy 14.5"),
    "source_span": ("source span exact, F1", 79.0, "BERT with CofeNet 83, CoreNLP 14"),
    "cue_span": ("cue span exact, F1", 72.0, "BERT with CofeNet 75"),
    "content_span": ("content span exact, F1", 73.0, "BERT with CofeNet 73, CoreNLP 18"),
}
"""What each measure is, what two annotators reach (15 pairs, 18 articles), and others on the test part."""
RANGES = {
    f"right where the confidence is below {DOUBTFUL:.0%} (doubtful), share": (0, DOUBTFUL),
    f"right where the confidence is {DOUBTFUL:.0%} to 80%, share": (DOUBTFUL, 0.8),
    "right where the confidence is 80% or more, share": (0.8, 1.01),
}
"""Ranges of confidence, for the share in each that is right in who and what."""


@dataclass(frozen=True)
class _Measured:
    """What one article says: the counts of `compare`, and each attribution's confidence and outcome."""

    counts: Counter[str]
    outcomes: list[tuple[float, bool]]


def measure(data: Path) -> Card:
    """Return the card of quote attribution, measured on the articles in `data`/polnear/dev.

    Intervals resample articles, because the quotes of one article resemble each other.
    """
    articles = read_polnear(data / "polnear" / PART)
    measured = [_measured(article) for article in articles]
    return Card(
        method="Quote attribution",
        rows=[
            *(_row(name, [each.counts for each in measured]) for name in MEASURES),
            *_ranges([each.outcomes for each in measured]),
        ],
        split=f"PolNeAR {PART}",
        terms="PolNeAR 1.0: MIT by its package; nothing is said of the texts",
        command="python -m analysis validate quotes --data DIR",
        date=date.today().isoformat(),
    )


def coded(found: Iterable[Attribution]) -> list[CodedAttribution]:
    """Return attributions as the corpus codes them."""
    return [CodedAttribution(_spans(a.source), _spans(a.cue), tuple(a.content)) for a in found]


def _measured(article: CodedArticle) -> _Measured:
    found = attributions(annotate(Article(text=article.text)))
    gold, ours = article.attributions, coded(found)
    outcomes = zip((a.confidence for a in found), right(article.text, gold, ours), strict=True)
    return _Measured(compare(article.text, gold, ours), list(outcomes))


def _spans(span: tuple[int, int] | None) -> Spans:
    return (span,) if span else ()


def _row(name: str, counts: list[Counter[str]]) -> CardRow:
    what, human, peer = MEASURES[name]
    rows = [(c[f"{name}.right"], c[f"{name}.found"], c[f"{name}.gold"]) for c in counts]
    return CardRow.of(
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


def _ranges(outcomes: list[list[tuple[float, bool]]]) -> Iterator[CardRow]:
    """Yield a row for each range of confidence in which anything lies."""
    for name, (low, high) in RANGES.items():
        inside = [[hit for confidence, hit in article if low <= confidence < high] for article in outcomes]
        if number := sum(map(len, inside)):
            yield CardRow.of(
                precision_recall_f1([(sum(hits), len(hits), 0) for hits in inside]).precision.scaled(100),
                measure=name,
                data=f"PolNeAR {PART}",
                domain="US political news, 2016",
                n=number,
                unit="attributions found",
            )
