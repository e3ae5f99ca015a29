"""The encoder: one small transformer reads the text once, and every trained head reads what it saw.

The model is a six-layer BERT (all-MiniLM-L6-v2: Wang et al. 2020, Reimers & Gurevych 2019) that was trained
further with the heads and then cut down to five thinner layers, as int8 ONNX. It reads windows of whole
paragraphs; a window starts with the paragraph before as context where there is room, so that a head sees who
spoke last. Beside the word pieces it takes hints, one number a piece and column, each with an embedding of
its own in place of BERT's token types.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from analysis.paths import WEIGHTS

FOLDER = WEIGHTS / "attribution"
TOKENIZER = WEIGHTS / "tokenizer.json"
LONGEST_WINDOW = 256
FILLED_WINDOW = 192
LONGEST_CONTEXT = 32
START, STOP = 101, 102

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Pieces:
    """A text as word pieces, each unit (a paragraph, or part of a long one) followed by a separator.

    `ids` and `continues` (true for the later pieces of a word) have shape (n,), `offsets` (n, 2): characters
    of the text; a separator has an empty offset. `units` are (first, end) piece indices, the separator
    included.
    """

    ids: np.ndarray
    continues: np.ndarray
    offsets: np.ndarray
    units: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Return the (first, end) indices of the pieces that touch text[start:end]; empty where none does."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(self.offsets[:, 0], end, side="left"))
        return first, max(first, last)


class Window(NamedTuple):
    """Pieces first:end are read together; those before `own` are context and belong to another window."""

    first: int
    own: int
    end: int


@cache
def tokenizer() -> Tokenizer:
    """Return BERT's lower-casing word-piece tokenizer, with neither padding nor truncation."""
    made = Tokenizer.from_file(str(TOKENIZER))
    made.no_padding()
    made.no_truncation()
    return made


def pieces(text: str, paragraphs: Iterable[Span]) -> Pieces:
    """Cut a text into word pieces by paragraph."""
    ids: list[int] = []
    offsets: list[Span] = []
    units: list[Span] = []
    spans = [(start, end) for start, end in paragraphs if text[start:end].strip()]
    encoded = tokenizer().encode_batch([text[s:e] for s, e in spans], add_special_tokens=False)
    continues: list[bool] = []
    for (start, end), paragraph in zip(spans, encoded, strict=True):
        words = [token.startswith("##") for token in paragraph.tokens]
        for first, last in _parts(paragraph.tokens):
            units.append((len(ids), len(ids) + last - first + 1))
            ids += [*paragraph.ids[first:last], STOP]
            continues += [*words[first:last], False]
            stop = end if last == len(paragraph.ids) else start + paragraph.offsets[last][0]
            offsets += [(start + a, start + b) for a, b in paragraph.offsets[first:last]] + [(stop, stop)]
    return Pieces(
        np.array(ids, dtype=np.int64),
        np.array(continues, dtype=bool),
        np.array(offsets, dtype=np.int64).reshape(-1, 2),
        tuple(units),
    )


def _parts(tokens: Sequence[str], longest: int = LONGEST_WINDOW - 2) -> Iterator[Span]:
    """Cut a paragraph that no window holds after a sentence's end, or between words, or anywhere."""
    first = 0
    while len(tokens) - first > longest:
        places = range(first + longest, first + longest // 2, -1)
        ends = [i for i in places if tokens[i - 1] in {".", "!", "?"}]
        words = [i for i in places if not tokens[i].startswith("##")]
        end = next(iter(ends or words), first + longest)
        yield first, end
        first = end
    if first < len(tokens):
        yield first, len(tokens)


def windows(
    units: Sequence[Span],
    context: int = LONGEST_CONTEXT,
    filled: int = FILLED_WINDOW,
    first: int = FILLED_WINDOW,
) -> list[Window]:
    """Fill windows with whole units up to a length; each starts with the unit before it as context, if that
    is short enough. A longer unit has a window of its own.

    `first` limits the first window, which shifts all others: training draws it anew for each epoch.
    """
    found: list[Window] = []
    index, room = 0, min(first, filled) - 1
    while index < len(units):
        own = start = units[index][0]
        before = units[index - 1] if index else None
        if before and before[1] - before[0] <= context and units[index][1] - before[0] < filled:
            start = before[0]
        end, index = units[index][1], index + 1
        while index < len(units) and units[index][1] - start <= room:
            end, index = units[index][1], index + 1
        found.append(Window(start, own, end))
        room = filled - 1
    return found


def session(path: Path | bytes) -> onnxruntime.InferenceSession:
    """Open an ONNX file, or what one holds, on one CPU core: results do not depend on the number of them.

    ONNX Runtime's fusion of a sum with the normalisation behind it is left out: on CPUs it is slower. Its
    reports to its maker are off, here for Windows and in `analysis` for other systems.
    """
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        path,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


class Encoder:
    """The transformer's body, loaded once; `Encoder.read` gives each window's hidden states to the heads."""

    def __init__(self, path: Path | None = None) -> None:
        """Load `path`, by default the shipped weights."""
        self._session = session(path or FOLDER / "encoder.onnx")

    def read(self, text: Pieces, hints: np.ndarray) -> Iterator[tuple[Window, np.ndarray]]:
        """Yield each window with its states, float32 (1 + pieces, width); row 0 stands for the window.

        `hints` are int64 (n, columns), 0 for none.
        """
        for window in windows(text.units):
            part = slice(window.first, window.end)
            inputs = {
                "ids": np.concatenate([[START], text.ids[part]])[None],
                "hints": np.pad(hints[part], ((1, 0), (0, 0)))[None],
            }
            yield window, self._session.run(None, inputs)[0][0]
