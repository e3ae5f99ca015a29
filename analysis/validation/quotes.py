"""Quote attribution against PolNeAR: who said what, as trained annotators coded it.

All spans are compared as the sets of words that they touch, so that spaces, punctuation and quotation marks
do not count. Attributions are paired one to one, the best fit first. A quoted span is what an attribution's
content covers of a region that opens with a double quotation mark; two apostrophes are none, as in the
peers' figures.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.articles.words import PARTS
from analysis.attribution import DOUBTFUL, Attribution, attributions
from analysis.statistics.metrics import precision_recall_f1
from analysis.validation.cards import Card, CardRow
from analysis.validation.data import CodedArticle, CodedAttribution, Spans, read_polnear

PART = "dev"
ROLES = ("source", "cue", "content")
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
_SOURCE_WORDS = 25

_Side = TypeVar("_Side")


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
        command="presslens validate quotes --data DIR",
        date=date.today().isoformat(),
    )


def coded(found: Iterable[Attribution]) -> list[CodedAttribution]:
    """Return attributions as the corpus codes them."""
    return [CodedAttribution(_spans(a.source), _spans(a.cue), tuple(a.content)) for a in found]


def _measured(article: CodedArticle) -> _Measured:
    found = attributions(annotate(Article(text=article.text)))
    gold, ours = article.attributions, coded(found)
    spans = (a.confidence / a.name_chance for a in found)  # without the step to the name: nobody coded it
    outcomes = zip(spans, right(article.text, gold, ours), strict=True)
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


@dataclass(frozen=True)
class _WordSets:
    """The words, by number, of an attribution's parts, and the quoted spans in its content."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    quoted: tuple[tuple[int, int], ...]


def compare(text: str, gold: Sequence[CodedAttribution], found: Sequence[CodedAttribution]) -> Counter[str]:
    """Return the counts behind the measures of one article.

    For each measure M the counts M.right, M.found and M.gold give precision, recall and F1:
    quoted (a quoted span, at character overlap of .9), quoted_speaker (the same with its source right),
    who_what (content at word overlap of .5 and source right), content (content exact); and source_span,
    cue_span, content_span: contiguous stretches of a role, exact, whatever attribution they belong to.
    """
    words = _Words(text)
    gold_read, found_read = ([words.read(a) for a in side] for side in (gold, found))
    counts: Counter[str] = Counter()
    _compare_quoted(counts, gold_read, found_read)
    _compare_all(counts, gold_read, [read for read in found_read if read.content])
    for role in ROLES:
        _compare_stretches(counts, role, gold_read, found_read)
    return counts


def right(text: str, gold: Sequence[CodedAttribution], found: Sequence[CodedAttribution]) -> list[bool]:
    """Tell for each attribution found whether it is right in who and what, as `compare` counts it."""
    words = _Words(text)
    gold_read, found_read = ([words.read(a) for a in side] for side in (gold, found))
    hits = {id(f) for g, f in _halves(gold_read, found_read) if _source_right(g, f)}
    return [id(read) in hits for read in found_read]


def _compare_quoted(counts: Counter[str], gold: list[_WordSets], found: list[_WordSets]) -> None:
    wanted, given = _by_span(gold), _by_span(found)
    pairs = _pair(wanted, given, lambda g, f: _overlap(g[0], f[0]), 0.9)
    right = sum(_source_right(g[1], f[1]) for g, f in pairs)
    for measure, hits in (("quoted", len(pairs)), ("quoted_speaker", right)):
        _add(counts, measure, hits, len(given), len(wanted))


def _by_span(side: list[_WordSets]) -> list[tuple[tuple[int, int], _WordSets]]:
    """Return the quoted spans in text order, each with the first attribution that covers it."""
    first: dict[tuple[int, int], _WordSets] = {}
    for read in side:
        for span in read.quoted:
            first.setdefault(span, read)
    return sorted(first.items(), key=lambda item: item[0])


def _compare_all(counts: Counter[str], gold: list[_WordSets], found: list[_WordSets]) -> None:
    exact = _pair(gold, found, lambda g, f: float(g.content == f.content), 1.0)
    right = sum(_source_right(g, f) for g, f in _halves(gold, found))
    _add(counts, "who_what", right, len(found), len(gold))
    _add(counts, "content", len(exact), len(found), len(gold))


def _halves(gold: list[_WordSets], found: list[_WordSets]) -> list[tuple[_WordSets, _WordSets]]:
    return _pair(gold, found, lambda g, f: _jaccard(g.content, f.content), 0.5)


def _compare_stretches(
    counts: Counter[str], role: str, gold: list[_WordSets], found: list[_WordSets]
) -> None:
    ours, theirs = ({run for read in side for run in _runs(getattr(read, role))} for side in (found, gold))
    _add(counts, f"{role}_span", len(ours & theirs), len(ours), len(theirs))


def _runs(words: frozenset[int]) -> list[tuple[int, int]]:
    """Return the first and last of words that follow each other without a gap."""
    firsts = sorted(word for word in words if word - 1 not in words)
    lasts = sorted(word for word in words if word + 1 not in words)
    return list(zip(firsts, lasts, strict=True))


def _add(counts: Counter[str], measure: str, right: int, found: int, gold: int) -> None:
    counts.update({f"{measure}.right": right, f"{measure}.found": found, f"{measure}.gold": gold})


def _source_right(gold: _WordSets, found: _WordSets) -> bool:
    if not gold.source:
        return not found.source
    short = len(found.source) <= max(_SOURCE_WORDS, 2 * len(gold.source))
    return bool(gold.source & found.source) and short


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(shared, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a & b else 0.0


def _pair(
    gold: list[_Side], found: list[_Side], fit: Callable[[_Side, _Side], float], least: float
) -> list[tuple[_Side, _Side]]:
    """Pair one to one, the best fit first; among equals the first in the text."""
    fits = [(fit(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    free_gold, free_found, pairs = set(range(len(gold))), set(range(len(found))), []
    for score, i, j in sorted(fits, reverse=True):
        if score >= least and -i in free_gold and -j in free_found:
            free_gold.remove(-i)
            free_found.remove(-j)
            pairs.append((gold[-i], found[-j]))
    return pairs


class _Words:
    """The words of a text by number, and the quoted region that each stands in."""

    def __init__(self, text: str):
        self.spans = [match.span() for match in PARTS.finditer(text)]
        self.at = {position: i for i, (s, e) in enumerate(self.spans) for position in range(s, e)}
        regions = [
            (r.start, r.end)
            for r in outermost(quoted_regions(text))
            if r.family == "double" and not text.startswith("'", r.start)
        ]
        self.region = {w: region for region in regions for w in self.touched((region,))}

    def touched(self, spans: Spans) -> frozenset[int]:
        return frozenset(self.at[p] for s, e in spans for p in range(s, e) if p in self.at)

    def read(self, coded: CodedAttribution) -> _WordSets:
        content = self.touched(coded.content)
        by_region = defaultdict(list)
        for word in sorted(content):
            if word in self.region:
                by_region[self.region[word]].append(word)
        quoted = tuple((self.spans[ws[0]][0], self.spans[ws[-1]][1]) for ws in by_region.values())
        return _WordSets(self.touched(coded.source), self.touched(coded.cue), content, quoted)
