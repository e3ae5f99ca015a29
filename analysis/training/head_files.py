"""What linear heads are kept as: one line of JSON, with few digits, so that the files stay small."""

import json
from collections.abc import Iterable, Mapping

from analysis.framing.heads import Head


def as_json(content: Mapping[str, object]) -> bytes:
    """Return a file's content as JSON."""
    return (json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def linear(head: Head, digits: int) -> dict[str, object]:
    """Return the weights and the intercepts of a head, to so many digits."""
    return {"weights": [rounded(row, digits) for row in head.weights], "bias": rounded(head.bias, digits)}


def rounded(values: Iterable[float], digits: int) -> list[float]:
    """Return numbers to so many significant digits."""
    return [float(f"{value:.{digits}g}") for value in values]
