"""Fit what says how likely a sentence is to be called biased, and a word to be loaded, and write what ships.

    python -m analysis.training.loaded --data DIR

A file for each set, because each has terms of its own, and for each reader: sentences and words of BABE, our
own codes of sentences, and the base reader's words of PTC. They have to be fitted anew whenever a reader or
the lists change; it takes some twenty minutes on one core.
"""

import argparse
from pathlib import Path

import numpy as np

from analysis import files
from analysis.framing.bias import BiasHead, Mix
from analysis.framing.heads import Head
from analysis.framing.marking import FOLDER, InContext, Marking
from analysis.models.readers import BASE
from analysis.training.head_files import as_json, linear, rounded
from analysis.training.options import run
from analysis.validation import loaded, marking

DIGITS = 5
BABE = "Fitted on BABE (Spinde et al. 2021): AGPL-3.0"
OWN = "Fitted on our own codes of sentences (data/gold/frames): MIT"
PTC = (
    "Fitted on PTC, the corpus of SemEval-2020 task 11 (Da San Martino et al. 2020): for research, on "
    "registration"
)


def babe_content(fitted: BiasHead, mix: Mix) -> dict[str, object]:
    """Return what the file of BABE's head holds."""
    return {
        "source": BABE,
        **linear(fitted.head, DIGITS),
        "mix": rounded(mix, DIGITS),
        "marking": _marking(fitted.marking),
    }


def own_content(fitted: Head) -> dict[str, object]:
    """Return what the file of our own head holds."""
    return {"source": OWN, **linear(fitted, DIGITS)}


def words_content(fitted: InContext) -> dict[str, object]:
    """Return what the file of the marking in context holds."""
    return {
        "source": PTC,
        "marking": _marking(fitted.marking),
        "beside": linear(fitted.head, DIGITS),
        "cut": round(fitted.cut, 3),
        "share": fitted.share,
        "mean": float(f"{fitted.mean:.{DIGITS}g}"),
    }


def _marking(fitted: Marking) -> dict[str, object]:
    return {
        "weights": rounded(fitted.weights, DIGITS),
        "bias": fitted.bias,
        "base": fitted.base,
        "readings": dict(sorted(fitted.readings.items())),
    }


def fit_sentences(
    sentences: loaded.MarkedSentences, labels: np.ndarray, own: loaded.Stances, reader: str
) -> dict[str, dict[str, object]]:
    """Return the contents of a reader's two files on sentences, by their names."""
    stance = loaded.fit_stance(own.inputs, own.subjective)
    alone = loaded.scores_of_babe(sentences, labels, reader)
    mix = loaded.fit_mix(alone, stance.scores(sentences.inputs)[:, 0], labels)
    basis = sentences.basis()
    fitted = loaded.fit_babe(sentences.on(basis), labels, reader)
    whole = BiasHead(fitted.head, basis.back(fitted.marking))
    return {f"own_{reader}": own_content(stance), f"babe_{reader}": babe_content(whole, mix)}


def fit_words(articles: marking.MarkedArticles, other: Marking) -> dict[str, object]:
    """Return the content of the file on words; `other` is BABE's marking with the base reader."""
    basis = marking.basis_of(np.vstack([words.features for words in articles.words]))
    fitted = marking.fit_in_context(articles.on(basis), marking.marked_by(other, articles.words))
    return words_content(
        InContext(basis.back(fitted.marking), fitted.head, fitted.cut, fitted.share, fitted.mean)
    )


def make(data: Path, out: Path) -> None:
    """Fit all and write them to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for reader in loaded.READERS:
        sentences, labels = loaded.babe(data, reader)
        made = fit_sentences(sentences, labels, loaded.coded(data, reader), reader)
        if reader == BASE:
            basis = sentences.basis()
            babe = loaded.fit_marking(loaded.on_axes(sentences.words, basis), sentences.marked)
            made["words_base"] = fit_words(marking.ptc(data), basis.back(babe))
        for name, content in made.items():
            files.write(out / f"{name}.json", as_json(content))
            print(f"{name}: fitted", flush=True)


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.loaded", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for what is fitted")
    run(parser, make)


if __name__ == "__main__":
    main()
