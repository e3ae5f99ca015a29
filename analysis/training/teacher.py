"""Train a teacher for the model of sentiment, and let it label sentences.

    python -m analysis.training.teacher --data DIR --weights FOLDER --out labels.jsonl

The teacher is MPNet (Song et al. 2020) with a mark at the target, five times as large as what ships. FOLDER
holds the model.safetensors and tokenizer.json of all-mpnet-base-v2 (Reimers & Gurevych 2019, Apache-2.0). It
learns from the same sets, then labels their sentences and many that nobody has labelled. The labels stay
outside the package; `analysis.training.sentiment --labels` learns from them.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from analysis import files
from analysis.training import mpnet
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium
from analysis.training.sentence_data import ORGANISATIONS, UNKNOWN, Sentence, labelled, mine

LONGEST = 160
READ = 32
WHOLE = (0, 0)


@dataclass(frozen=True)
class TeacherSettings:
    """All that a run depends on besides its data and weights."""

    epochs: int = 3
    batch: int = 32
    body_rate: float = 4e-5
    head_rate: float = 4e-4
    decay: float = 0.01
    warm_up: float = 0.06
    smoothing: float = 0.05
    rating_weight: float = 4.0
    rated_epochs: int = 2
    mined: int = 17000
    seed: int = 1
    workers: int = 2


class TeacherRow(NamedTuple):
    """A judgement to learn or make: `text` is the number of its sentence; a rating has WHOLE as target."""

    text: int
    target: tuple[int, int]
    label: int
    rating: float


class Texts:
    """Sentences as word pieces and as states of the lower half, float16."""

    def __init__(self, folder: Path, sentences: list[Sentence], workers: int) -> None:
        """Encode sentences; those of more than LONGEST pieces have none."""
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.encoded = tokenizer.encode_batch([each.text for each in sentences])
        self.sentences = sentences
        kept = [n for n, each in enumerate(self.encoded) if len(each.ids) <= LONGEST]
        kept.sort(key=lambda n: len(self.encoded[n].ids))
        groups = [kept[at : at + READ] for at in range(0, len(kept), READ)]
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            ids = [[self.encoded[n].ids for n in group] for group in groups]
            found = pool.map(partial(_lower_states, folder), ids)
            self.states = {
                n: states
                for group, read in zip(groups, found, strict=True)
                for n, states in zip(group, read, strict=True)
            }

    def rows(self) -> Iterator[TeacherRow]:
        """Yield a row for each target, and one for each sentence that is rated or that nobody labelled."""
        for n in self.states:
            sentence = self.sentences[n]
            for target in sentence.targets:
                yield TeacherRow(n, self.pieces(n, target.start, target.end), target.label, np.nan)
            if all(target.label == UNKNOWN for target in sentence.targets):
                rating = np.nan if sentence.rating is None else sentence.rating
                yield TeacherRow(n, WHOLE, UNKNOWN, rating)

    def pieces(self, n: int, start: int, end: int) -> tuple[int, int]:
        """Return the (first, end) places of the word pieces at characters of a sentence."""
        offsets = self.encoded[n].offsets
        touched = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
        return (touched[0], touched[-1] + 1) if touched else (1, 2)

    def batch(self, rows: list[TeacherRow]) -> tuple[Tensor, Tensor, Tensor]:
        """Return states (batch, length, width), what is text and what is the target, both as masks."""
        length = max(len(self.states[row.text]) for row in rows)
        states = np.zeros((len(rows), length, mpnet.WIDTH), dtype=np.float32)
        mask, marked = np.zeros((2, len(rows), length), dtype=bool)
        for i, row in enumerate(rows):
            own = self.states[row.text]
            states[i, : len(own)] = own
            mask[i, : len(own)] = True
            marked[i, slice(*row.target)] = True
        return torch.from_numpy(states), torch.from_numpy(mask), torch.from_numpy(marked)


def _lower_states(folder: Path, group: list[list[int]]) -> list[np.ndarray]:
    torch.set_num_threads(1)
    lower = _lower(folder)
    ids = torch.full((len(group), max(map(len, group))), mpnet.PADDING)
    for i, own in enumerate(group):
        ids[i, : len(own)] = torch.tensor(own)
    with torch.inference_mode():
        states = lower(ids).half().numpy()
    return [states[i, : len(own)].copy() for i, own in enumerate(group)]


_LOADED: dict[Path, mpnet.Lower] = {}


def _lower(folder: Path) -> mpnet.Lower:
    if folder not in _LOADED:
        _LOADED[folder] = mpnet.pretrained(folder)[0]
    return _LOADED[folder]


def train(texts: Texts, folder: Path, settings: TeacherSettings) -> mpnet.Upper:
    """Train the upper half; what is returned is the network at the end of the falling rate."""
    torch.manual_seed(settings.seed)
    upper = mpnet.pretrained(folder)[1]
    return together(settings.workers, _work, upper.state_dict(), texts, settings)


def _work(
    rank: int, workers: int, weights: dict[str, Tensor], texts: Texts, settings: TeacherSettings
) -> nn.Module:
    upper = mpnet.Upper().train()
    upper.load_state_dict(weights)
    torch.manual_seed(settings.seed * 10 + rank)
    rng = random.Random(settings.seed)
    steps = [
        chosen
        for epoch in range(settings.epochs)
        for chosen in batches(
            _epoch(texts, epoch, settings), settings.batch, lambda row: len(texts.states[row.text]), rng
        )
        if len(chosen) >= workers
    ]
    heads = {"hidden", "towards", "rating", "mark"}
    body, head = (
        [p for n, p in upper.named_parameters() if (n.split(".")[0] in heads) == of] for of in (0, 1)
    )
    groups = [{"params": body, "lr": settings.body_rate}, {"params": head, "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.decay, fused=True)
    factor = trapezium(len(steps), settings.warm_up, 1 - settings.warm_up)
    return fit(upper, steps, partial(_loss, texts, settings), optimizer, factor, 0.0, "teacher")


def _epoch(texts: Texts, epoch: int, settings: TeacherSettings) -> list[TeacherRow]:
    """Return an epoch's rows: half of the headlines in turn, and ratings in the first epochs only."""
    return [
        row
        for row in texts.rows()
        if row.text % 2 == epoch % 2 or not is_finance(texts.sentences[row.text])
        if row.target != WHOLE or epoch < settings.rated_epochs
    ]


def is_finance(sentence: Sentence) -> bool:
    """Tell whether a labelled sentence is from SEntFiN, where all targets are organisations."""
    return any(target.kind == ORGANISATIONS and target.label != UNKNOWN for target in sentence.targets)


def _loss(texts: Texts, settings: TeacherSettings, upper: nn.Module, chosen: list[TeacherRow]) -> Tensor:
    scores, ratings = upper(*texts.batch(chosen))
    labels = torch.tensor([row.label for row in chosen])
    gold = torch.tensor([row.rating for row in chosen], dtype=torch.float32)
    wrong = functional.cross_entropy(
        scores, labels, ignore_index=UNKNOWN, label_smoothing=settings.smoothing, reduction="sum"
    )
    rated = ((ratings - gold.nan_to_num()) ** 2 * ~gold.isnan()).sum()
    return (wrong + settings.rating_weight * rated) / len(chosen)


def label(upper: mpnet.Upper, texts: Texts, workers: int) -> Iterator[dict]:
    """Yield the teacher's labels of each sentence: text, spans, soft and rating (see `read_labels`).

    Headlines are not rated: they are unlike what the teacher learned ratings from.
    """
    rows = sorted(
        (row for row in texts.rows() if row.target != WHOLE or not is_finance(texts.sentences[row.text])),
        key=lambda row: len(texts.states[row.text]),
    )
    groups = [rows[at : at + READ] for at in range(0, len(rows), READ)]
    found: dict[int, list[tuple[TeacherRow, list[float], float]]] = {}
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        path = Path(folder) / "upper.safetensors"
        save_file(upper.state_dict(), path)
        given = ((path, *texts.batch(group)) for group in groups)
        for group, judged in zip(groups, pool.map(_judge, given), strict=True):
            for row, (probabilities, rating) in zip(group, judged, strict=True):
                found.setdefault(row.text, []).append((row, probabilities, rating))
    for n, labels in found.items():
        soft = {row.target: probabilities for row, probabilities, _ in labels}
        targets = texts.sentences[n].targets
        yield {
            "text": texts.sentences[n].text,
            "spans": [(each.start, each.end, each.kind) for each in targets],
            "soft": [soft[texts.pieces(n, each.start, each.end)] for each in targets],
            "rating": next((rating for row, _, rating in labels if row.target == WHOLE), None),
        }


def _judge(given: tuple[Path, Tensor, Tensor, Tensor]) -> list[tuple[list[float], float]]:
    torch.set_num_threads(1)
    path, *inputs = given
    upper = mpnet.Upper().eval()
    upper.load_state_dict(load_file(path))
    with torch.inference_mode():
        scores, ratings = upper(*inputs)
    return list(zip(scores.softmax(-1).tolist(), ratings.tolist(), strict=True))


def main() -> None:
    """Train a teacher and write its labels."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.teacher", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--out", type=Path, required=True, help="file for the labels (.jsonl)")
    run(parser, make, TeacherSettings)


def make(data: Path, weights: Path, out: Path, settings: TeacherSettings) -> None:
    """Train, and label the sentences learned from and those that were mined."""
    sentences, _ = labelled(data)
    texts = Texts(weights, sentences, settings.workers)
    upper = train(texts, weights, settings)
    mined = Texts(weights, mine(data, settings.seed)[: settings.mined], settings.workers)
    lines = _lines(row for part in (texts, mined) for row in label(upper, part, settings.workers))
    files.write(out, "".join(lines).encode())


def _lines(rows: Iterable[dict]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
