"""Learn what pronouns mean: `python -m analysis.training.antecedents --data DIR`.

DIR is the folder of the labelled sets. Read are gum_coref (GUM, Zeldes 2017: annotation CC BY 4.0, texts
under free terms) and, for our own codes of news in data/gold/pronouns.jsonl, the texts they belong to:
polnear/train, claims/uncoded and background_articles.jsonl.gz, as far as they are there. Written are the
weights of the ranker learned on all of them, to resources/weights/antecedents.json. How good it is on texts
that it has not seen is measured by `presslens validate antecedents`.
"""

import argparse
import json
from pathlib import Path

from analysis.annotation.antecedents import PATH, Ranker
from analysis.annotation.evidence import FEATURES
from analysis.training.options import run
from analysis.validation.coreference import read_gum, read_names
from analysis.validation.mention_ranking import learn, lesson

_DIGITS = 4


def write(ranker: Ranker, path: Path = PATH) -> Path:
    """Write the weights, to four digits, where the package reads them."""
    content = {
        "source": "Learned by analysis.training.antecedents on GUM (Zeldes 2017) and our own codes of news",
        "licence": "MIT; the annotation learned from is CC BY 4.0 (GUM) and ours",
        "least": dict(ranker.least),
        "features": FEATURES,
        "hidden": ranker.hidden.round(_DIGITS).tolist(),
        "output": ranker.output.round(_DIGITS).tolist(),
    }
    path.write_text(f"{json.dumps(content)}\n", encoding="utf-8")
    return path


def make(data: Path) -> None:
    """Read the coded texts, learn from all of them and write the weights."""
    lessons = [lesson(text) for text in read_gum(data / "gum_coref")]
    lessons += [lesson(text) for text in read_names(data)]
    write(learn(lessons))
    print(f"learned from {len(lessons)} texts")


def main() -> None:
    """Learn from all texts and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.antecedents", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the labelled sets")
    run(parser, make)


if __name__ == "__main__":
    main()
