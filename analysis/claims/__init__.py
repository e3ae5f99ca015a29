"""What is said of an article in plain words, each sentence led back to the article's own."""

from analysis.claims import framing, quotes, sentiment, sourcing

__all__ = ["framing", "quotes", "sentiment", "sourcing"]
