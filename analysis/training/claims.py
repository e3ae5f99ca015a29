"""Fit the chances of claims on articles that were coded by the codebook.

    python -m analysis.training.claims --data DIR

DIR holds `claims/pages` and `claims/uncoded`, and the codings of the first; the codes of `data/gold/claims`
join them. `presslens validate claims --data DIR` tells how good such regressions are on articles that they
were not fitted on.
"""

import argparse
import json
from pathlib import Path

from analysis import files
from analysis.findings import chances
from analysis.training.options import run
from analysis.validation.claims import SUBJECTS, examples, fit, read_coded


def make(data: Path) -> None:
    """Fit all kinds in their order, because later ones ask the earlier ones, and write the weights."""
    coded = read_coded(data)
    for about in SUBJECTS:
        found = [
            each
            for document, codings in coded.values()
            for each in examples(about, document.corrected(document.coded), codings)
        ]
        write(about, fit(about, found))


def write(about: str, fitted: chances.Chances) -> None:
    """Write a fitted regression among the package's weights."""
    text = json.dumps({"intercept": fitted.intercept, "weights": dict(fitted.weights)}, indent=1)
    files.write(chances.path_of(about), f"{text}\n".encode())
    chances.chances.cache_clear()


def main() -> None:
    """Fit on DATA and write what ships."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.claims", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds claims/")
    run(parser, make)


if __name__ == "__main__":
    main()
