"""The reader's own coding: samples and sheets, agreement, and corrections that the reports take over."""

from analysis.codings.agreement import agreement, compare, more_units
from analysis.codings.corrections import corrected, to_correct
from analysis.codings.desk import lay_out
from analysis.codings.errors import CodingError
from analysis.codings.material import open_material
from analysis.codings.reading import read, read_folder
from analysis.codings.sample import draw
from analysis.codings.sheets import write

__all__ = [
    "CodingError",
    "agreement",
    "compare",
    "corrected",
    "draw",
    "lay_out",
    "more_units",
    "open_material",
    "read",
    "read_folder",
    "to_correct",
    "write",
]
