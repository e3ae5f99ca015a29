"""Count the words of the background articles: the vocabulary of `analysis.framing.heads`.

    python -m analysis.training.vocabulary --data DIR [--out FILE]

DIR holds background_articles.jsonl.gz (see `analysis.training.background`). What is written is each word of
letters alone, in lower case, that at least twenty articles have, with the number of those articles.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from analysis import files
from analysis.annotation.parsing import pipeline
from analysis.framing.heads import VOCABULARY
from analysis.training.options import run
from analysis.validation.data import background_articles

LEAST = 20
SOURCE = "4,000 US news articles of 2006 to 2020: Article-Bias-Prediction (Baly et al. 2020), Apache-2.0"


def count(texts: Iterable[str]) -> dict[str, object]:
    """Return the number of texts, and of those that have each word of letters alone."""
    split = pipeline().tokenizer
    articles, having = 0, Counter[str]()
    for text in texts:
        articles += 1
        having.update({token.lower_ for token in split(text) if token.is_alpha})
    words = {word: number for word, number in sorted(having.items()) if number >= LEAST}
    return {"source": SOURCE, "articles": articles, "words": words}


def make(data: Path, out: Path) -> None:
    """Count the words of the articles in a folder and write the counts."""
    counted = count(article["content_original"] for article in background_articles(data))
    files.write(out, (json.dumps(counted, ensure_ascii=False) + "\n").encode())


def main() -> None:
    """Count from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.vocabulary", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the unlabelled articles")
    parser.add_argument("--out", type=Path, default=VOCABULARY, help="file for the counts")
    run(parser, make)


if __name__ == "__main__":
    main()
