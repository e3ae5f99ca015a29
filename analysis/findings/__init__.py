"""What is said of an article in plain words, each sentence led back to the article's own."""

from analysis.findings import framing, quotes, sentiment

__all__ = ["framing", "quotes", "sentiment"]
