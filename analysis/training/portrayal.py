"""Fit how an article shows its actors, by what a reader says of their mentions.

    python -m analysis.training.portrayal --data DIR --reader base

DIR holds `claims/` (see `analysis.training.claims`), which `data/gold/claims` joins, and `seesaw/`. What is
fitted to our own codings and what to SEESAW are files of their own, so that the second can be left out.
Printed is how well both do, on articles and stories that they were not fitted to.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis import files
from analysis.findings.portrayal import FILE as CLAIMS
from analysis.models.readers import BASE
from analysis.tone.portrayal import OWN, SEESAW, Weights
from analysis.training.options import run
from analysis.validation.cards import CardRow
from analysis.validation.claims import read_coded
from analysis.validation.portrayal import (
    STRENGTH,
    Shown,
    all_actors,
    fit,
    fit_chance,
    fit_claims,
    read_seesaw,
    rows,
    scores,
    seesaw_actors,
    together,
)


def make(data: Path, reader: str) -> None:
    """Fit all regressions for a reader, write the weights, print the figures."""
    coded = read_coded(data)
    everybody = [each for document, its in coded.values() for each in all_actors(document, its, reader)]
    keep_claims(everybody, reader)
    theirs = list(seesaw_actors(read_seesaw(data), reader))
    for row in fit_all([each for each in everybody if each.values], theirs, reader):
        print(f"{row.measure}; {row.data}, {row.domain}: {row.score:.1f} ({row.low:.1f} to {row.high:.1f})")


def keep_claims(everybody: Sequence[Shown], reader: str) -> None:
    """Fit the regressions behind claims to our own codings, and write them among the package's weights."""
    kept: dict[str, Weights] = {}
    for what in ("judged", "suffers"):
        fitted = fit_claims(everybody, what)
        kept |= {what: fitted.alone, f"{what}_beside": fitted.beside}
    _keep(CLAIMS, reader, kept)


def fit_all(ours: Sequence[Shown], theirs: Sequence[Shown], reader: str) -> Iterator[CardRow]:
    """Fit to our own codings and to SEESAW, write both among the package's weights, yield the figures."""
    own, seesaw = fit(ours, STRENGTH["own"]), fit(theirs, STRENGTH["seesaw"])
    told = [each for each in ours if each.harms is not None]
    chances = {"suffers": fit_chance(ours, "suffers").weights, "harms": fit_chance(told, "harms").weights}
    both = together(scores(own.weights, theirs), seesaw.unseen, theirs)
    _keep(OWN, reader, {"judged": own.weights, **chances})
    _keep(SEESAW, reader, {"seesaw": seesaw.weights, "both": both})
    yield from rows(ours, theirs, own, seesaw)


def _keep(path: Path, reader: str, fitted: dict[str, Weights]) -> None:
    """Write regressions for one reader, and leave those for others in the file as they are."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept[reader] = {part: weights.kept() for part, weights in fitted.items()}
    files.write(path, f"{json.dumps(dict(sorted(kept.items())), indent=1)}\n".encode())


def main() -> None:
    """Fit on DATA for a reader and write what ships."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.portrayal", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds claims/ and seesaw/")
    parser.add_argument("--reader", default=BASE, help="base or small")
    run(parser, make)


if __name__ == "__main__":
    main()
