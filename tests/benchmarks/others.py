"""Against what others do of the same job: textacy's quotations, VADER's scores."""

from importlib.util import find_spec

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import analysis
from analysis.articles import Article
from analysis.corpus.engine import worker

from .parses import bare, clock
from .ratios import summary
from .texts import Texts


def measure(texts: Texts, repeats: int, articles: int) -> dict[str, object]:
    """Return ratios of seconds of a core from the bare text on: our quotes to textacy's, our sentiment to
    VADER's by sentence. textacy is measured only where it is installed.
    """
    worker.load_models()
    nlp, vader = bare(), SentimentIntensityAnalyzer()
    read = [Article(row["text"]) for row in texts.rows(articles)]

    def our_quotes(text: str) -> None:
        analysis.quotes(analysis.annotate(Article(text)))

    def our_sentiment(text: str) -> None:
        analysis.sentiment(analysis.annotate(Article(text)))

    def by_vader(text: str) -> None:
        _ = [vader.polarity_scores(sentence.text) for sentence in nlp(text).sents]

    def by_textacy(text: str) -> None:
        from textacy.extract import direct_quotations

        list(direct_quotations(nlp(text)))

    rivals = {"vader": (our_sentiment, by_vader)}
    if find_spec("textacy"):
        rivals["textacy"] = (our_quotes, by_textacy)
    found: dict[str, object] = {"articles": articles}
    for name, (ours, theirs) in rivals.items():
        found[name] = summary(_side_by_side(read, ours, theirs) for _ in range(repeats))
    return found


def _side_by_side(articles, ours, theirs) -> tuple[float, float]:
    spent = [0.0, 0.0]
    for article in articles:
        for side, what in enumerate((ours, theirs)):
            with clock() as seconds:
                what(article.text)
            spent[side] += seconds[0]
    return spent[0], spent[1]
