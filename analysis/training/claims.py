"""Fit the chances of claims on articles that were coded by the codebook, and set the cuts of their grades.

    python -m analysis.training.claims --data DIR

DIR holds `claims/pages` and `claims/uncoded`, the codings of the first, and `background_articles.jsonl.gz`;
the codes of `data/gold/claims` join them. How somebody is shown is fitted by `analysis.training.portrayal`,
which comes first. `presslens validate claims --data DIR` tells how good such regressions are on articles that
they were not fitted on. Printed is for each kind how often its claims of each grade are right, of how many,
in how many articles.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis import files
from analysis.findings import chances
from analysis.models.readers import BASE
from analysis.training.options import run
from analysis.validation import grading, portrayal, regressions
from analysis.validation.claims import (
    SHOWN,
    STRENGTH,
    SUBJECTS,
    Coded,
    forms,
    found_in,
    judged,
    read_coded,
    shown,
)


def make(data: Path) -> None:
    """Fit all kinds in their order, because later ones ask the earlier ones, set cuts, write the weights."""
    for kind, its in fit_all(read_coded(data)).items():
        print(f"{kind}: plain from {its['plain']}, probable from {its['probable']}; {its['checked']}")


def fit_all(coded: Coded) -> Mapping[str, Mapping[str, Any]]:
    """Fit to coded articles and write the regressions and the cuts; return what is kept of the cuts."""
    kept = {"form": grading.kept(forms(coded))}
    for about, strength in ((about, STRENGTH[about]) for about in SUBJECTS):
        found = found_in(about, coded)
        write(about, regressions.fit(found, strength))
        kept[about] = grading.kept(judged(about, found, regressions.unseen(found, strength), coded))
    everybody = [e for document, its in coded.values() for e in portrayal.all_actors(document, its, BASE)]
    for about in SHOWN:
        kept[about] = grading.kept(judged(about, *shown(about, everybody), coded))
    files.write(chances.FOLDER / "grades.json", f"{json.dumps(kept, indent=1)}\n".encode())
    chances.cuts.cache_clear()
    return kept


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
