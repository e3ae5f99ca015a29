"""Cut the base network down to what ships, and let it learn from the whole one.

    python -m analysis.training.base_distillation --data DIR --weights FOLDER --network FILE --labels FILE

FOLDER holds all-mpnet-base-v2's tokenizer.json, FILE is what `analysis.training.base` wrote, the labels are
those of `analysis.training.labelling`. Nine of the twelve layers stay, and the word pieces that the news uses
most. What is left learns what the whole one says of the labelled and coded sentences (Hinton et al. 2015), and
the labels of people.
"""

import argparse
import random
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from analysis import files
from analysis.models.base import FOLDER, BaseReader
from analysis.training.base import BaseSettings, loss, one_hot, rows, tokenizer
from analysis.training.calibration import calibrate_reader
from analysis.training.export import export_base
from analysis.training.labelling import load
from analysis.training.mpnet import MarkedNetwork
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium
from analysis.training.sentence_data import (
    CODED,
    ORGANISATIONS,
    PASSAGES,
    PERSONS,
    Sentence,
    Target,
    calibrating,
    coded,
    labelled,
    taught,
)
from analysis.training.trimming import kept_pieces, trimmed
from analysis.validation.data import background_articles

LAYERS = (0, 1, 2, 3, 4, 6, 8, 10, 11)


@dataclass(frozen=True)
class BaseDistillationSettings:
    """All that a run depends on besides its data; the epochs of each set may be parts."""

    politics: float = 2.0
    coded: float = 1.0
    finance: float = 0.35
    passages: float = 1.0
    ratings: float = 0.5
    from_teacher: float = 0.7
    batch: int = 24
    rate: float = 5e-5
    decay: float = 0.01
    warm_up: float = 0.06
    seed: int = 1


def epochs(data: Path, labels: Path, cut: Tokenizer, settings: BaseDistillationSettings) -> list:
    """Return all batches: each set as often as its setting says, its rows drawn anew for each epoch."""
    rng = random.Random(settings.seed)
    known = [*labelled(data)[0], *coded(data)[0]]
    names = {PERSONS: "politics", CODED: "coded", ORGANISATIONS: "finance", PASSAGES: "passages"}
    sets: dict[str, list[Sentence]] = {name: [] for name in (*names.values(), "ratings")}
    for each in taught(known, labels)[: len(known)]:
        name = names[each.targets[0].kind] if each.targets else "ratings"
        sets[name].append(mixed(each, settings.from_teacher))
    chosen = [each for name, of in sets.items() for each in _drawn(of, getattr(settings, name), rng)]
    return batches(list(rows(chosen, cut, 0.0)), settings.batch, lambda row: len(row.ids), rng)


def mixed(sentence: Sentence, share: float) -> Sentence:
    """Return a sentence in which the whole network has a share of classes, roles and rating, and all of the
    roles that nobody coded; where it has said nothing, people have all.
    """
    rating = sentence.rating
    if rating is not None and sentence.soft_rating is not None:
        rating = (1 - share) * rating + share * sentence.soft_rating
    return replace(sentence, targets=tuple(_mixed(at, share) for at in sentence.targets), rating=rating)


def _mixed(target: Target, share: float) -> Target:
    if target.soft is None or target.soft_roles is None:
        return target
    told = np.array(target.soft_roles)
    people = told if target.roles is None else np.array(target.roles)
    classes = (1 - share) * np.array(one_hot(target.label, 0.0)) + share * np.array(target.soft)
    roles = (1 - share) * people + share * told
    return replace(target, soft=tuple(classes.tolist()), roles=tuple(roles.tolist()))


def _drawn(sentences: list[Sentence], times: float, rng: random.Random) -> list[Sentence]:
    whole, part = int(times), round((times - int(times)) * len(sentences))
    return sentences * whole + rng.sample(sentences, part)


def distil(
    network: MarkedNetwork, steps: list, settings: BaseDistillationSettings, saved: Path
) -> MarkedNetwork:
    """Train a network that was cut down."""
    words = network.body.words.num_embeddings
    return together(1, _work, network.state_dict(), words, steps, settings, saved)


def _work(
    rank: int,
    _: int,
    weights: dict[str, Tensor],
    words: int,
    steps: list,
    settings: BaseDistillationSettings,
    saved: Path,
) -> nn.Module:
    torch.manual_seed(settings.seed + rank)
    network = MarkedNetwork(len(LAYERS), words=words).train()
    network.load_state_dict(weights)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, settings.rate, weight_decay=settings.decay, fused=True)
    factor = trapezium(len(steps), settings.warm_up, 1 - settings.warm_up)
    return fit(network, steps, partial(loss, BaseSettings()), optimizer, factor, 0.0, "distilled", saved)


def make(
    data: Path, weights: Path, network: Path, labels: Path, out: Path, settings: BaseDistillationSettings
) -> None:
    """Cut the network down, train what is left, export and calibrate."""
    out.mkdir(parents=True, exist_ok=True)
    articles = (article["content_original"] for article in background_articles(data))
    kept = kept_pieces(tokenizer(weights), articles)
    files.write(out / "tokenizer.json", trimmed(weights, kept).encode())
    saved = out / "base.state"
    steps = epochs(data, labels, tokenizer(out), settings)
    export_base(distil(load(network).cut(LAYERS, kept), steps, settings, saved), out)
    calibrate_reader(calibrating([*labelled(data)[1], *coded(data)[1]]), out, BaseReader)
    saved.unlink(missing_ok=True)


def main() -> None:
    """Distil the base reader from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis.training.base_distillation", description=__doc__
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--network", type=Path, required=True, help="the whole network (.safetensors)")
    parser.add_argument("--labels", type=Path, required=True, help="the whole network's labels (.jsonl)")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for what ships")
    run(parser, make, BaseDistillationSettings)


if __name__ == "__main__":
    main()
