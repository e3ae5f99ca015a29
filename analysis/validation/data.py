"""Reading the labelled sets, which a user puts into one folder; none of them is shipped."""

import json
import random
from pathlib import Path

from analysis.mistakes import UserError


class ValidationError(UserError, ValueError):
    """Something that keeps a validation from running; the message is one sentence that says what."""


def read_jsonl(folder: Path, name: str) -> list[dict]:
    """Return the examples of `folder`/`name`, a JSON object a line; ValidationError without such a file."""
    path = Path(folder) / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        examples = [json.loads(line) for line in lines if line.strip()]
    except OSError as problem:
        raise ValidationError(f"The data set {name} is not in {folder}.") from problem
    except ValueError as problem:
        raise ValidationError(f"The data set {name} is not one JSON object a line: {problem}.") from problem
    if not examples:
        raise ValidationError(f"The data set {name} is empty.")
    return examples


def held_out(examples: list[dict], share: float, seed: int = 0) -> tuple[list[dict], list[dict]]:
    """Divide examples into those to train on and a share held out, all those of a sentence together."""
    sentences = sorted({example["sentence"] for example in examples})
    random.Random(seed).shuffle(sentences)
    kept = set(sentences[: round(share * len(sentences))])
    parts = [example["sentence"] in kept for example in examples]
    return (
        [example for example, held in zip(examples, parts, strict=True) if not held],
        [example for example, held in zip(examples, parts, strict=True) if held],
    )
