"""All analyses over a corpus, against spaCy's bare parse of the same text: seconds of a core, by stage."""

import importlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import analysis
from analysis.annotation import parsing
from analysis.articles import Article
from analysis.articles.items import Part, SourceItem
from analysis.attribution import voices
from analysis.attribution.hints import prepare
from analysis.corpus.engine import worker
from analysis.corpus.engine.deduplication import Deduplicator
from analysis.corpus.engine.store import Store
from analysis.models.attribution import attribution_model
from analysis.models.readers import SMALL, read

from .ratios import summary
from .texts import Texts

STAGES = (
    "the parse",
    "names, people, pronouns",
    "the encoder of quotes",
    "the rest of quotes",
    "the encoder of tone",
    "the rest of tone",
    "framing",
    "reading, checks, writing",
)
PART = 32


def measure(texts: Texts, repeats: int, articles: int) -> dict[str, object]:
    """Return the ratio of all analyses to the parse, and each stage's share in the same unit.

    Both sides take turns after every 32 articles, a part, in this process, with everything loaded.
    """
    worker.load_models()
    nlp = bare()
    parts = list(_parts(texts, articles))
    read_once = {part.number: _articles(part) for part in parts}
    words = sum(article.words for each in read_once.values() for article in each)
    _corpus(Part(0, parts[0].items[:1], ""))  # what is loaded and made once does not count
    pairs, stages = [], Counter()
    parsed_in_all = 0.0
    for _ in range(repeats):
        ours = parsed = 0.0
        for part in parts:
            read_articles = read_once[part.number]
            before = _parse(nlp, read_articles)
            ours += _corpus(part)
            stages.update(_stages(read_articles))
            parsed += (before + _parse(nlp, read_articles)) / 2
        pairs.append((ours, parsed))
        parsed_in_all += parsed
    shares = {name: stages[name] / parsed_in_all for name in STAGES[:-1]}
    whole = sum(ours for ours, _ in pairs) / parsed_in_all
    shares[STAGES[-1]] = whole - sum(shares.values())
    return {
        "articles": sum(map(len, read_once.values())),
        "words": words,
        "seconds_an_article": sum(ours for ours, _ in pairs) / repeats / articles,
        "all": summary(pairs, 3.5, 2.2),
        "stages": shares,
    }


def _parse(nlp, articles: list[Article]) -> float:
    with clock() as spent:
        list(nlp.pipe(article.text for article in articles))
    return spent[0]


def bare():
    """Load spaCy's model as it is, without what Presslens adds to it."""
    for name in parsing.MODELS:
        try:
            return importlib.import_module(name).load()
        except ModuleNotFoundError:
            continue
    raise ModuleNotFoundError("spaCy's small English model is missing.")


@contextmanager
def clock() -> Iterator[list[float]]:
    """Yield a list that holds, afterwards, the seconds of cores that this process has spent meanwhile."""
    spent = [0.0]
    begun = time.process_time()
    yield spent
    spent[0] = time.process_time() - begun


def _parts(texts: Texts, articles: int) -> Iterator[Part]:
    rows = [json.dumps(row).encode() for row in texts.rows(articles)]
    for number, start in enumerate(range(0, len(rows), PART)):
        held = (
            SourceItem(f"row {start + place}", row=row)
            for place, row in enumerate(rows[start : start + PART])
        )
        yield Part(number, tuple(held), str(number))


def _articles(part: Part) -> list[Article]:
    return [each for each in worker.read(part.items, {}) if isinstance(each, Article)]


def _corpus(part: Part) -> float:
    """Return what a run spends on a part: it reads, analyses, checks and writes it."""
    with tempfile.TemporaryDirectory() as folder, closing(Deduplicator()) as deduplicator, clock() as spent:
        readings = worker.read(part.items, {})
        worker.process(part, readings, deduplicator.settle(worker.keys(readings)), Store.at(folder).url)
    return spent[0]


def _stages(articles: list[Article]) -> Counter[str]:
    found: Counter[str] = Counter()

    def stage(name: str, what: Callable, *arguments):
        with clock() as spent:
            result = what(*arguments)
        found[name] += spent[0]
        return result, spent[0]

    for article in articles:
        _, parse = stage("the parse", parsing.parse, article.text)
        document, _ = stage("names, people, pronouns", analysis.annotate, article)
        found["names, people, pronouns"] -= parse
        prepared = prepare(document)
        _, encoded = stage("the encoder of quotes", attribution_model().read, article.text, prepared)
        stage("the rest of quotes", lambda document: (voices(document), analysis.quotes(document)), document)
        found["the rest of quotes"] -= encoded
        stage("the encoder of tone", read, document, SMALL)
        for table in ("sentences", "targets", "entity_sentiment"):
            stage("the rest of tone", worker.MAKERS[table], document)
        for table in ("frames", "actions", "loaded"):
            stage("framing", worker.MAKERS[table], document)
    return found
