"""Labelled sets in, figures out: what every report prints about its own methods.

Each name in NAMES is a module of this package with a function `measure(data) -> Card` that runs the public
functions of the toolkit over the labelled sets in the folder `data`; that of `corpus` also takes tables.
"""

from importlib import import_module
from pathlib import Path

from analysis.errors import ValidationError

__all__ = ["NAMES", "ValidationError", "run"]

NAMES = ("quotes", "claims", "antecedents", "sentiment", "framing", "corpus")


def run(name: str, data: Path, tables: Path | None = None) -> str:
    """Measure one of NAMES on the labelled sets in the folder `data`; write its card, return it as a table.

    `tables` are those of corpora that were analysed before, for the card `corpus`. ValidationError, in one
    sentence, for an unknown name and for data that is missing.
    """
    if name not in NAMES:
        raise ValidationError(f"There is no validation of {name!r}: choose one of {', '.join(NAMES)}.")
    if not Path(data).is_dir():
        raise ValidationError(f"The folder with the labelled sets, {data}, does not exist.")
    given = (Path(data), tables) if name == "corpus" else (Path(data),)
    card = import_module(f"analysis.validation.{name}").measure(*given)
    card.write(name)
    return str(card)
