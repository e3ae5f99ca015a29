"""Fit how likely an action by grammar is a harm: `python -m analysis.training.harms --data DIR`.

DIR is the folder of the labelled sets; of it only the background articles are read, for the places of codes.
Printed is how often harms are right and found, each deed judged by a regression fitted on others; written are
the weights, to resources/weights/framing/harms.json.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from analysis import files
from analysis.framing.harms import FILE, LEAST
from analysis.models.readers import BASE
from analysis.training.options import run
from analysis.validation.harms import examples, fit, unseen


def make(data: Path) -> None:
    """Measure, print, fit on all held-out sentences and write the weights."""
    found = examples(data, BASE)
    told, right = unseen(found) >= LEAST, np.array([each.right for each in found])
    hits = int((told & right).sum())
    print(f"{len(found)} deeds, {right.sum()} harms; told {told.sum()}, of these right {hits}")
    weights, intercept = fit(found)
    about = {
        "source": "Fitted by analysis.training.harms on data/gold/targets, sentences unknown to the readers",
        "licence": "MIT",
        "deeds": len(found),
        "harms": int(right.sum()),
        "told": int(told.sum()),
        "right": hits,
        "intercept": intercept,
        "weights": weights,
    }
    files.write(FILE, f"{json.dumps(about, indent=1)}\n".encode())


def main() -> None:
    """Fit on DATA and write what ships."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.harms", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the labelled sets")
    run(parser, make)


if __name__ == "__main__":
    main()
