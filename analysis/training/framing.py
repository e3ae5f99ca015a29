"""Fit the heads of framing and write what ships.

    python -m analysis.training.framing --data DIR

Four heads, each in a file of its own, because the sets they learn from have terms of their own: policy frames
of sentences (FrAC) and of articles (SemEval-2023), generic frames of articles (Narrative Frames), sentences
called biased (BABE). They have to be fitted anew whenever the small reader or the cues change.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from analysis import files
from analysis.framing.bias import BiasHead
from analysis.framing.heads import FOLDER, Head
from analysis.models.readers import BASE, SMALL
from analysis.training.options import run
from analysis.validation import framing_heads

DIGITS = 4

_Inputs = TypeVar("_Inputs")
Made = Callable[[Path], Head | BiasHead]


def _from(
    read: Callable[[Path], tuple[_Inputs, np.ndarray]],
    fit: Callable[[_Inputs, np.ndarray], Head | BiasHead],
) -> Made:
    """Return what fits a head to the examples that are read from a folder."""
    return lambda data: fit(*read(data))


def _of_reader(reader: str) -> dict[str, tuple[Made, str]]:
    """Return what fits the heads on frames that take what a reader reads, and where they come from."""
    return {
        f"policy_sentences_{reader}": (
            lambda data: framing_heads.fit_own(framing_heads.coded_sentences(data, reader)),
            "Fitted on sentences coded by us (data/gold/frames): from Article-Bias-Prediction (Baly et al. "
            "2020): Apache-2.0, from Narrative Frames (Frermann et al. 2023): MIT, and our own",
        ),
        f"frac_sentences_{reader}": (
            lambda data: framing_heads.fit_frac(
                *framing_heads.frac(data, reader), framing_heads.coded_sentences(data, reader).inputs, reader
            ),
            "Fitted on FrAC (Guida et al. 2025): CC BY 4.0, in part CC BY-NC-SA 4.0",
        ),
        f"policy_articles_{reader}": (
            _from(partial(framing_heads.semeval, reader=reader), framing_heads.fit_policy),
            "Fitted on SemEval-2023 task 3, English (Piskorski et al. 2023): for research, on registration",
        ),
        f"generic_articles_{reader}": (
            _from(partial(framing_heads.narrative, reader=reader), framing_heads.fit_generic),
            "Fitted on the Narrative Frames Corpus (Frermann et al. 2023): MIT",
        ),
    }


HEADS: dict[str, tuple[Made, str]] = {
    **_of_reader(BASE),
    **_of_reader(SMALL),
    "loaded_sentences": (
        _from(framing_heads.babe, framing_heads.fit_loaded),
        "Fitted on BABE (Spinde et al. 2021): AGPL-3.0",
    ),
}


def as_json(fitted: Head | BiasHead, source: str) -> str:
    """Return a head as JSON text, with where it comes from."""
    head = fitted.head if isinstance(fitted, BiasHead) else fitted
    content: dict[str, object] = {
        "source": source,
        "weights": [_rounded(row) for row in head.weights],
        "bias": _rounded(head.bias),
    }
    if isinstance(fitted, BiasHead):
        marking = fitted.marking
        content["marking"] = {
            "weights": _rounded(marking.weights),
            "bias": marking.bias,
            "base": marking.base,
            "readings": dict(sorted(marking.readings.items())),
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
