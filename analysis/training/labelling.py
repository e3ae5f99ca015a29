"""Let the whole base network label sentences, for the smaller ones to learn from (Hinton et al. 2015).

    python -m analysis.training.labelling --data DIR --weights FOLDER --network base.safetensors --out FILE

FOLDER holds the tokenizer.json of all-mpnet-base-v2; the network is what `analysis.training.base` wrote.
FILE gets a JSON line a sentence: text, spans ([start, end, kind]), soft (probabilities of the classes for
each), roles (chances of suffers, harms, helps for each) and rating. First come the labelled and coded
sentences, then those that nobody has labelled, in random order. A run that finds FILE goes on behind its last
line.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from safetensors.torch import load_file

from analysis.errors import ValidationError
from analysis.models.base import BaseReader
from analysis.models.readers import UNCALIBRATED, write_calibration
from analysis.training.export import export_base
from analysis.training.mpnet import MarkedNetwork
from analysis.training.options import run
from analysis.training.sentence_data import Sentence, coded, labelled, mine

TOGETHER = 16
REPORTED = 1000


def load_base(path: Path) -> MarkedNetwork:
    """Read a network that `analysis.training.base` has written; ValidationError where there is none."""
    network = MarkedNetwork()
    try:
        network.load_state_dict(load_file(path))
    except OSError as problem:
        raise ValidationError(
            f"{path} holds no network: name a file that analysis.training.base has written."
        ) from problem
    return network.eval()


def sentences(data: Path, mined: int, seed: int) -> list[Sentence]:
    """Return the sentences to label: labelled and coded ones, held-out ones left out, then as many mined."""
    known = [*labelled(data)[0], *coded(data)[0]]
    out = {each.text for part in (labelled(data)[1], coded(data)[1]) for each in part}
    unknown = [each for each in mine(data, seed)[:mined] if each.text not in out] if mined else []
    return [*dict.fromkeys(known), *unknown]


def label(folder: Path, asked: list[Sentence], workers: int) -> Iterator[dict]:
    """Yield what the reader of a folder says of each sentence."""
    groups = [asked[at : at + TOGETHER] for at in range(0, len(asked), TOGETHER)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for group in pool.map(_judge, [folder] * len(groups), groups, chunksize=4):
            yield from group


def _judge(folder: Path, group: list[Sentence]) -> list[dict]:
    asked = [(each.text, [(at.start, at.end) for at in each.targets]) for each in group]
    return [
        {
            "text": sentence.text,
            "spans": [(at.start, at.end, at.kind) for at in sentence.targets],
            "soft": judged.targets.round(4).tolist(),
            "roles": judged.roles.round(4).tolist(),
            "rating": round(judged.rating, 4),
        }
        for sentence, judged in zip(group, _reader(folder).judge_each(asked), strict=True)
    ]


@cache
def _reader(folder: Path) -> BaseReader:
    return BaseReader(folder)


def make(data: Path, weights: Path, network: Path, out: Path, mined: int, seed: int, workers: int) -> None:
    """Label sentences, those first that come first, and add them to a file."""
    asked = sentences(data, mined, seed)
    done = len(out.read_text(encoding="utf-8").splitlines()) if out.exists() else 0
    with tempfile.TemporaryDirectory() as folder, out.open("a", encoding="utf-8") as file:
        export_base(load_base(network), Path(folder))
        shutil.copy(weights / "tokenizer.json", folder)
        write_calibration(Path(folder), UNCALIBRATED)
        for number, row in enumerate(label(Path(folder), asked[done:], workers), start=done + 1):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            if number % REPORTED == 0:
                file.flush()
                print(f"labelled {number}/{len(asked)}", flush=True)


def main() -> None:
    """Label sentences from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.labelling", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--network", type=Path, required=True, help="the whole base network (.safetensors)")
    parser.add_argument("--out", type=Path, required=True, help="file for the labels (.jsonl)")
    parser.add_argument("--mined", type=int, default=20_000, help="how many that nobody has labelled")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    run(parser, make)


if __name__ == "__main__":
    main()
