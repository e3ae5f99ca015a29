"""Fit the heads of framing and write what ships.

    python -m analysis.training.framing --data DIR

Three heads, each in a file of its own, because the sets they learn from have terms of their own: policy
frames of sentences (FrAC) and of articles (SemEval-2023), generic frames of articles (Narrative Frames). They
have to be fitted anew whenever the small reader or the cues change.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import numpy as np

from analysis import files
from analysis.framing.heads import FOLDER, Head
from analysis.training.options import run
from analysis.validation import framing_heads

DIGITS = 5

_Inputs = TypeVar("_Inputs")


def _from(
    read: Callable[[Path], tuple[_Inputs, np.ndarray]],
    fit: Callable[[_Inputs, np.ndarray], Head],
) -> Callable[[Path], Head]:
    """Return what fits a head to the examples that are read from a folder."""
    return lambda data: fit(*read(data))


HEADS: dict[str, tuple[Callable[[Path], Head], str]] = {
    "policy_sentences": (
        _from(framing_heads.frac, framing_heads.fit_sentences),
        "Fitted on FrAC (Guida et al. 2025): CC BY 4.0, in part CC BY-NC-SA 4.0",
    ),
    "policy_articles": (
        _from(framing_heads.semeval, framing_heads.fit_policy),
        "Fitted on SemEval-2023 task 3, English (Piskorski et al. 2023): for research, on registration",
    ),
    "generic_articles": (
        _from(framing_heads.narrative, framing_heads.fit_generic),
        "Fitted on the Narrative Frames Corpus (Frermann et al. 2023): MIT",
    ),
}


def as_json(fitted: Head, source: str) -> str:
    """Return a head as JSON text, with where it comes from."""
    content = {
        "source": source,
        "weights": [_rounded(row) for row in fitted.weights],
        "bias": _rounded(fitted.bias),
    }
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n"


def _rounded(values: Iterable[float]) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values]


def make(data: Path, out: Path) -> None:
    """Fit all heads and write them to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for name, (fitted_to, source) in HEADS.items():
        files.write(out / f"{name}.json", as_json(fitted_to(data), source).encode())
        print(f"{name}: fitted", flush=True)


def main() -> None:
    """Fit the heads from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.framing", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the heads")
    run(parser, make)


if __name__ == "__main__":
    main()
