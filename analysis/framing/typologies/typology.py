"""What all typologies of frames have in common: cues, evidence, a score for the article, and its uncertainty.

A typology is a list of frames; a frame has items (questions a coder would ask), an item has cues: words and
phrases from a resource, and for some items rules on the parse. Three steps lead from the text to a score, and
each can be looked at:

1. *Evidence*: the cues found, each with its sentence, its words, its weight (strong 1, weak 1/2) and its
   voice.
2. *A sentence carries a frame* when its cues for the frame add up to 1: one strong cue, or two different weak
   ones.
3. *The share of sentences* that carry a frame, 0..1, is the frame's score for the article.

Whether an article "has" a frame is a further question, for typologies with thresholds: a share s at the
frame's threshold t is mapped to 0.5 by s / (s + t).

Uncertainty is a bootstrap over sentences: resample the rows of the sentence matrix, take the shares again.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc

from analysis.annotation import Document, once
from analysis.framing.lexicon import Lexicon, document_keys, keys_of
from analysis.paths import WEIGHTS, read_json
from analysis.word_lists import read

STRONG, WEAK = 1.0, 0.5
_PART_OF_SPEECH = re.compile(r"/[A-Z]+")
CARRIES = 1.0


class Indicator(NamedTuple):
    """A question about an article, and the frame that a yes speaks for."""

    frame: str
    question: str


class Cue(NamedTuple):
    """Words that answer an item: tokens doc[start:end], the item's number, the weight, the cue as listed."""

    start: int
    end: int
    item: int
    weight: float
    name: str


Rule = Callable[[Doc], Iterable[Cue]]
Fit = Callable[[Doc, Cue], bool]


@dataclass(frozen=True, eq=False)
class Typology:
    """A typology of frames, read from the resource of its name, or given as `content` in the same form.

    `rules` find cues in the parse; `fits` tells whether a listed cue is used for what its frame means. In
    given content every cue counts, in the package's own those do not that `ignored` lists.
    """

    name: str
    rules: tuple[Rule, ...] = ()
    fits: Fit | None = None
    content: Mapping[str, Any] | None = None

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """The names of the frames."""
        return tuple(self._frames)

    @cached_property
    def definitions(self) -> dict[str, str]:
        """What each frame means, in a sentence."""
        return {name: frame["definition"] for name, frame in self._frames.items()}

    @cached_property
    def items(self) -> tuple[Indicator, ...]:
        """The questions of all frames, in order."""
        frames = self._frames.items()
        return tuple(Indicator(name, item["question"]) for name, frame in frames for item in frame["items"])

    @cached_property
    def thresholds(self) -> np.ndarray:
        """The share of sentences at which an article has a frame; KeyError where there are no thresholds."""
        known = read_json(WEIGHTS / "framing" / "thresholds.json")[self.name]
        return np.array([known[frame] for frame in self.frames])

    @property
    def _frames(self) -> Mapping[str, Any]:
        return (read(f"framing/{self.name}") if self.content is None else self.content)["frames"]

    @cached_property
    def _lexicon(self) -> Lexicon[tuple[int, float, str]]:
        items = [item for frame in self._frames.values() for item in frame["items"]]
        cues = (
            (cue, (number, weight, _PART_OF_SPEECH.sub("", cue)))
            for number, item in enumerate(items)
            for weight, cues in ((STRONG, item["strong"]), (WEAK, item["weak"]))
            for cue in cues
        )
        return Lexicon(cues, read("framing/ignored")["phrases"] if self.content is None else ())

    @cached_property
    def _frame_of_item(self) -> np.ndarray:
        return np.array([self.frames.index(item.frame) for item in self.items])

    def cues(self, doc: Doc, keys: Sequence[tuple[str, ...]] | None = None) -> list[Cue]:
        """Return the cues in a parsed text, negated ones left out, in order of their first token."""
        hits = self._lexicon.find(doc, keys_of(doc) if keys is None else keys)
        listed = (Cue(hit.start, hit.end, *hit.label) for hit in hits)
        found = [cue for cue in listed if self.fits is None or self.fits(doc, cue)]
        found += [cue for rule in self.rules for cue in rule(doc)]
        return sorted(found)

    def frame_of(self, cue: Cue) -> str:
        """Return the frame that a cue speaks for."""
        return self.items[cue.item].frame

    def carried(self, cues: Iterable[Cue], rows: Iterable[int], n: int) -> np.ndarray:
        """Tell which of `n` sentences carry which frame: a bool array (n, frames).

        `rows` gives the sentence (from 0) that each cue stands in. A cue counts once in a sentence for a
        frame, however often it stands there and however many of the frame's items list it.
        """
        weights: dict[tuple[int, int, str], float] = {}
        for cue, row in zip(cues, rows, strict=True):
            key = int(row), int(self._frame_of_item[cue.item]), cue.name
            weights[key] = max(cue.weight, weights.get(key, 0.0))
        sums = np.zeros((n, len(self.frames)))
        for (row, frame, _), weight in weights.items():
            sums[row, frame] += weight
        return sums >= CARRIES

    def presence(self, shares: np.ndarray) -> np.ndarray:
        """Return values of 0..1, 0.5 and more where the article has the frame: array (..., frames)."""
        return shares / (shares + self.thresholds)


@once
def document_cues(document: Document, typology: Typology) -> tuple[Cue, ...]:
    """Return the cues of a typology in a document, in order of their first token."""
    return tuple(typology.cues(document.doc, document_keys(document)))
