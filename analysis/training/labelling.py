"""Let base networks label sentences, for smaller networks to learn from.

    python -m analysis.training.labelling --data DIR --weights FOLDER --network FILE --out labels.jsonl

FILE is a network that `analysis.training.base` has kept, FOLDER holds the tokenizer.json that it reads by;
where `--network` is given several times, the labels are the means of what they say. They label the labelled
sets and the coded sentences, those with targets in the news first, and sentences of the background articles
until so many of their targets have labels. A line is a sentence, as `sentence_data.read_labels` says. OUT
grows as they read: it can be learned from at any time, and a run that finds it goes on from there.
"""

import argparse
import json
import random
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from safetensors.torch import load_file

from analysis import files
from analysis.errors import ValidationError
from analysis.models.base import BaseReader
from analysis.models.readers import UNCALIBRATED, Judged, write_calibration
from analysis.training.export import export_base
from analysis.training.mpnet import MarkedNetwork
from analysis.training.options import run
from analysis.training.sentence_data import UNKNOWN, Sentence, Target, coded, labelled, mine

PORTION = 32
REPORTED = 512


@dataclass(frozen=True)
class LabellingSettings:
    """How many targets of the background articles are labelled, and the seed of what is drawn from them."""

    targets: int = 40_000
    seed: int = 1
    workers: int = 2


def load(path: Path) -> MarkedNetwork:
    """Read a network that `analysis.training.base` has kept; ValidationError where there is none."""
    try:
        weights = load_file(path)
    except OSError as problem:
        raise ValidationError(
            f"{path} holds no network: name a file that analysis.training.base has written."
        ) from problem
    layers = sum(name.endswith(".query.bias") for name in weights)
    network = MarkedNetwork(layers, words=len(weights["body.words.weight"]))
    network.load_state_dict(weights)
    return network.eval()


def as_reader(network: MarkedNetwork, weights: Path, folder: Path) -> Path:
    """Write a network as a reader that has the tokenizer of `weights` into a folder, and return it.

    In int8 it reads twice as fast as in bfloat16.
    """
    export_base(network, folder)
    shutil.copy(weights / "tokenizer.json", folder)
    write_calibration(folder, UNCALIBRATED)
    return folder


def label(readers: Sequence[Path], sentences: Sequence[Sentence], workers: int = 1) -> Iterator[dict]:
    """Yield the labels of each sentence, the means of what the readers in these folders say."""
    portions = [sentences[at : at + PORTION] for at in range(0, len(sentences), PORTION)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for rows in pool.map(partial(_labelled, tuple(readers)), portions):
            yield from rows


def _labelled(folders: Sequence[Path], portion: Sequence[Sentence]) -> list[dict]:
    return [_line(sentence, [_judged(folder, sentence) for folder in folders]) for sentence in portion]


def _judged(folder: Path, sentence: Sentence) -> Judged:
    spans = [(target.start, target.end) for target in sentence.targets]
    return _reader(folder).judge(sentence.text, spans, rated=_is_rated(sentence))


def _is_rated(sentence: Sentence) -> bool:
    """Tell whether a rating is wanted: not where people have judged targets, headlines among them, which are
    unlike what networks learned ratings from.
    """
    return all(target.label == UNKNOWN for target in sentence.targets)


@cache
def _reader(folder: Path) -> BaseReader:
    return BaseReader(folder)


def _line(sentence: Sentence, judged: Sequence[Judged]) -> dict:
    rating = float(np.mean([each.rating for each in judged]))
    return {
        "text": sentence.text,
        "spans": [(at.start, at.end, at.kind) for at in sentence.targets],
        "soft": np.mean([each.targets for each in judged], axis=0).round(4).tolist(),
        "roles": np.mean([each.roles for each in judged], axis=0).round(4).tolist(),
        "rating": None if np.isnan(rating) else round(rating, 4),
    }


def planned(data: Path, mined: Iterable[Sentence], settings: LabellingSettings) -> list[Sentence]:
    """Return the sentences to label: those with targets in the news, mined ones, headlines and rated ones;
    none of a text that is held out, and none twice.
    """
    (known, known_out), (of_roles, of_roles_out) = labelled(data), coded(data)
    known = [*known, *of_roles]
    random.Random(settings.seed).shuffle(known)
    last = [each for each in known if each.is_finance or not each.targets]
    seen = {sentence.text for sentence in (*known, *known_out, *of_roles_out)}
    unknown, left = [], settings.targets
    for sentence in mined:
        if sentence.text not in seen and left > 0:
            seen.add(sentence.text)
            unknown.append(sentence)
            left -= len(sentence.targets)
    first = [each for each in known if each.targets and not each.is_finance]
    return list({each.text: each for each in (*first, *unknown, *last)}.values())


def mined_once(data: Path, path: Path | None, seed: int) -> list[Sentence]:
    """Return mined sentences from the file `path`, which is written where it is not there yet; without a
    path, mine them.
    """
    if path and path.exists():
        with path.open(encoding="utf-8") as lines:
            return [
                Sentence(row["text"], tuple(Target(*span) for span in row["spans"]))
                for row in map(json.loads, lines)
            ]
    found = mine(data, seed)
    if path:
        kept = (
            {"text": each.text, "spans": [(at.start, at.end, at.kind) for at in each.targets]}
            for each in found
        )
        files.write(path, "".join(map(_json, kept)).encode())
    return found


def resumed(out: Path) -> set[str]:
    """Return the texts that a file has labels of; what an interrupted run has left of a line is cut off."""
    if not out.exists():
        return set()
    whole = out.read_bytes()
    end = whole.rfind(b"\n") + 1
    if end < len(whole):
        files.write(out, whole[:end])
    return {json.loads(line)["text"] for line in whole[:end].split(b"\n") if line}


def make(
    data: Path, weights: Path, network: list[Path], out: Path, mined: Path | None, settings: LabellingSettings
) -> None:
    """Label what `out` has no labels of yet."""
    done = resumed(out)
    plan = planned(data, mined_once(data, mined, settings.seed), settings)
    waiting = [sentence for sentence in plan if sentence.text not in done]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, out.open("a", encoding="utf-8") as file:
        readers = [
            as_reader(load(path), weights, Path(scratch) / str(number)) for number, path in enumerate(network)
        ]
        for number, row in enumerate(label(readers, waiting, settings.workers), start=1):
            file.write(_json(row))
            if number % REPORTED == 0 or number == len(waiting):
                file.flush()
                seconds = time.monotonic() - began
                print(f"labelled  sentence {number}/{len(waiting)}  {seconds:.0f} s", flush=True)


def _json(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def main() -> None:
    """Label sentences from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.labelling", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the networks' tokenizer.json")
    parser.add_argument(
        "--network", type=Path, required=True, action="append", help="a network (.safetensors)"
    )
    parser.add_argument("--out", type=Path, required=True, help="file for the labels (.jsonl)")
    parser.add_argument("--mined", type=Path, help="file that keeps the sentences of the articles (.jsonl)")
    run(parser, make, LabellingSettings)


if __name__ == "__main__":
    main()
