"""Write how much the method's mean error differs between outlets, which differences of a corpus carry.

    python -m analysis.training.outlets --data DIR [--tables DIR]

DIR holds `claims/`, `seesaw/` and the background articles. --tables is the folder with what `presslens
corpus` made of the coded articles and of SEESAW (see `analysis.validation.corpus`); without it they are
analysed now.
"""

import argparse
import json
from pathlib import Path

from analysis import files
from analysis.paths import WEIGHTS
from analysis.training.options import run
from analysis.validation.corpus import CODED, TOLD_THRICE, corpus_of, outlets

FILE = WEIGHTS / "corpus" / "bias.json"


def make(data: Path, tables: Path | None) -> None:
    """Measure the bias of each measure, write what is to be expected of it, print it with its interval."""
    coded, seesaw = (corpus_of(name, data, tables) for name in (CODED, TOLD_THRICE))
    kept = {}
    for found in outlets(coded, seesaw, data):
        kept[found.measure] = {"": float(f"{found.expected:.2g}")}
        print(
            f"{found.measure}: {found.sd:.3f} ({found.low:.3f} to {found.high:.3f}), "
            f"carried {found.expected:.3f}; {found.outlets} outlets, {found.articles} articles"
        )
    files.write(FILE, f"{json.dumps(kept, indent=1)}\n".encode())


def main() -> None:
    """Measure on DATA and write what ships."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.outlets", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds claims/ and seesaw/")
    parser.add_argument("--tables", type=Path, help="folder that holds the tables coded/ and seesaw/")
    run(parser, make)


if __name__ == "__main__":
    main()
