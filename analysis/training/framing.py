"""Fit the heads of framing and write what ships.

    python -m analysis.training.framing --data DIR

A file for each set and reader, because the sets have terms of their own: policy frames of sentences (our own
codes, FrAC) and of articles (SemEval-2023), generic frames of articles (Narrative Frames), both of articles
that we coded. They have to be fitted anew whenever a reader or the cues change, in the order they stand in:
those on articles use those on sentences, and on articles that we coded.
"""

import argparse
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from analysis import files
from analysis.annotation import Document
from analysis.framing import GENERIC, POLICY, Typology
from analysis.framing.heads import FOLDER, Head, head
from analysis.models.readers import BASE, SMALL
from analysis.training.head_files import as_json, linear
from analysis.training.options import run
from analysis.validation import framing_heads
from analysis.validation.claims import read_coded

DIGITS = 3

_Inputs = TypeVar("_Inputs")
Made = Callable[[Path], Head]


def _from(
    read: Callable[[Path], tuple[_Inputs, np.ndarray]],
    fit: Callable[[_Inputs, np.ndarray], Head],
) -> Made:
    """Return what fits a head to the examples that are read from a folder."""
    return lambda data: fit(*read(data))


@cache
def _coded(data: Path) -> dict[str, tuple[Document, list[Any]]]:
    """Return the articles whose frames we coded, annotated, with the rows of their codings, by id."""
    found = {
        name: (document, [each.row for each in its]) for name, (document, its) in read_coded(data).items()
    }
    return found | framing_heads.framed_articles(data)


def _of_coded(typology: Typology, reader: str) -> Made:
    """Return what fits the head on frames of articles that we coded."""

    def fitted(data: Path) -> Head:
        coded = framing_heads.coded_articles(_coded(data), typology, reader)
        return framing_heads.fit_coded(coded.inputs, coded.labels, reader)

    return fitted


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
        **{
            f"coded_{typology.name}_{reader}": (
                _of_coded(typology, reader),
                "Fitted on articles coded by us (data/gold/claims, data/gold/frames): US news (Baly et al. "
                "2020): Apache-2.0, web pages, and our own",
            )
            for typology in (GENERIC, POLICY)
        },
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
}


def make(data: Path, out: Path) -> None:
    """Fit all heads and write them to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for name, (fitted_to, source) in HEADS.items():
        content = {"source": source, **linear(fitted_to(data), DIGITS)}
        files.write(out / f"{name}.json", as_json(content))
        head.cache_clear()
        print(f"{name}: fitted", flush=True)


def main() -> None:
    """Fit the heads from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.framing", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the heads")
    run(parser, make)


if __name__ == "__main__":
    main()
