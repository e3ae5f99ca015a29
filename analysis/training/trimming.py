"""The word pieces that the base reader keeps: those that the news uses most, and all single characters.

A word whose own piece is left out is cut into the shorter ones that stay, so nothing becomes unknown.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer

KEPT = 10_500
TOGETHER = 500
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "[UNK]", "*")


def kept_pieces(whole: Tokenizer, texts: Iterable[str], number: int = KEPT) -> list[int]:
    """Return the ids of the pieces to keep, in their order: the special ones, characters, the most used."""
    counts = Counter(piece for text in _read(whole, texts) for piece in text)
    vocabulary = whole.get_vocab()
    always = {vocabulary[each] for each in _SPECIAL} | {
        place for piece, place in vocabulary.items() if len(piece.removeprefix("##")) == 1 and counts[place]
    }
    frequent = [place for place, _ in counts.most_common() if place not in always]
    return sorted([*always, *frequent[: number - len(always)]])


def _read(whole: Tokenizer, texts: Iterable[str]) -> Iterator[list[int]]:
    waiting: list[str] = []
    for text in texts:
        waiting.append(text)
        if len(waiting) == TOGETHER:
            yield from (each.ids for each in whole.encode_batch(waiting))
            waiting = []
    yield from (each.ids for each in whole.encode_batch(waiting))


def trimmed(source: Path, kept: list[int]) -> str:
    """Return tokenizer.json of a folder with these pieces alone, numbered anew in their order."""
    made = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    place = {old: new for new, old in enumerate(kept)}
    vocabulary = made["model"]["vocab"]
    made["model"]["vocab"] = {
        piece: place[old]
        for piece, old in sorted(vocabulary.items(), key=lambda pair: pair[1])
        if old in place
    }
    made["added_tokens"] = [
        token | {"id": place[token["id"]]} for token in made["added_tokens"] if token["id"] in place
    ]
    for end in ("sep", "cls"):
        piece, old = made["post_processor"][end]
        made["post_processor"][end] = [piece, place[old]]
    return json.dumps(made, ensure_ascii=False) + "\n"
