"""Let base networks label sentences, for smaller networks to learn from.

    python -m analysis.training.labelling --data DIR --weights FOLDER --network FILE --out labels.jsonl

FILE is a network that `analysis.training.base` has kept, FOLDER holds the tokenizer.json that it reads by;
where `--network` is given several times, the labels are the means of what they say. They label the labelled
sets and the coded sentences, in random order, then sentences of the background articles until so many of
their targets have labels. A line is a sentence, as `sentence_data.read_labels` says. OUT grows as they read:
it can be learned from at any time, and a run that finds it goes on from there.
"""

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file

from analysis import files
from analysis.errors import ValidationError
from analysis.training.base import MarkedRow, batch, rows
from analysis.training.mpnet import MarkedNetwork
from analysis.training.options import run
from analysis.training.sentence_data import Sentence, Target, coded, labelled, mine

READ = 32
PORTION = 256


@dataclass(frozen=True)
class LabellingSettings:
    """How many targets of the background articles are labelled, and the seed of what is drawn from them."""

    targets: int = 40_000
    seed: int = 1


class Answer(NamedTuple):
    """What networks say of a row: chances of the classes and of the roles, (3,) each, and the rating."""

    classes: np.ndarray
    roles: np.ndarray
    rating: float


def load(path: Path) -> MarkedNetwork:
    """Read a network that `analysis.training.base` has kept, or one that was cut from it; ValidationError
    where there is none.
    """
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


def ask(networks: Sequence[MarkedNetwork], chosen: Sequence[MarkedRow]) -> list[Answer]:
    """Return the mean of what networks say of each row, which they read by length."""
    order = sorted(range(len(chosen)), key=lambda place: len(chosen[place].ids))
    found: dict[int, Answer] = {}
    for at in range(0, len(order), READ):
        places = order[at : at + READ]
        given = batch([chosen[place] for place in places])
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            told = [network(given.ids, given.marked) for network in networks]
        means = (
            torch.stack([of.float() for of in part]).mean(0).numpy()
            for part in zip(
                *((a.float().softmax(-1), b.float().sigmoid(), c) for a, b, c in told), strict=True
            )
        )
        found |= {place: Answer(*each) for place, *each in zip(places, *means, strict=True)}
    return [found[place] for place in range(len(chosen))]


def label(networks: Sequence[MarkedNetwork], sentences: Sequence[Sentence], weights: Path) -> Iterator[dict]:
    """Yield the labels of each sentence that can be read: targets without word pieces are left out.

    Headlines are not rated: they are unlike what the networks learned ratings from.
    """
    asked = [
        (number, target, row)
        for number, sentence in enumerate(sentences)
        for target, alone in _parts(sentence)
        for row in rows([alone], weights)
    ]
    told: dict[int, list[tuple[Target | None, Answer]]] = {}
    for (number, target, _), answer in zip(asked, ask(networks, [row for *_, row in asked]), strict=True):
        told.setdefault(number, []).append((target, answer))
    for number, answers in told.items():
        yield _line(sentences[number].text, answers)


def _parts(sentence: Sentence) -> Iterator[tuple[Target | None, Sentence]]:
    """Yield what is asked about a sentence: each of its targets alone, and None for its rating."""
    for target in sentence.targets:
        yield target, replace(sentence, targets=(target,), rating=None)
    if not sentence.is_finance:
        yield None, replace(sentence, targets=(), rating=0.0)


def _line(text: str, answers: list[tuple[Target | None, Answer]]) -> dict:
    towards = [(target, answer) for target, answer in answers if target]
    return {
        "text": text,
        "spans": [(target.start, target.end, target.kind) for target, _ in towards],
        "soft": [answer.classes.round(4).tolist() for _, answer in towards],
        "roles": [answer.roles.round(4).tolist() for _, answer in towards],
        "rating": next((round(float(answer.rating), 4) for target, answer in answers if not target), None),
    }


def planned(data: Path, mined: Iterable[Sentence], settings: LabellingSettings) -> list[Sentence]:
    """Return the sentences to label, in their order; none of a text that is held out, and none twice."""
    (known, known_out), (of_roles, of_roles_out) = labelled(data), coded(data)
    first = [*known, *of_roles]
    random.Random(settings.seed).shuffle(first)
    seen = {sentence.text for sentence in (*known_out, *of_roles_out)}
    chosen, left = [], settings.targets
    for place, sentence in enumerate((*first, *mined)):
        if sentence.text in seen or (place >= len(first) and left <= 0):
            continue
        seen.add(sentence.text)
        chosen.append(sentence)
        left -= len(sentence.targets) if place >= len(first) else 0
    return chosen


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
    networks = [load(path) for path in network]
    done = resumed(out)
    plan = planned(data, mined_once(data, mined, settings.seed), settings)
    waiting = [sentence for sentence in plan if sentence.text not in done]
    began = time.monotonic()
    with out.open("a", encoding="utf-8") as file:
        for at in range(0, len(waiting), PORTION):
            portion = waiting[at : at + PORTION]
            file.write("".join(map(_json, label(networks, portion, weights))))
            file.flush()
            seconds = time.monotonic() - began
            print(f"labelled  sentence {at + len(portion)}/{len(waiting)}  {seconds:.0f} s", flush=True)


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
