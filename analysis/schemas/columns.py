"""What a column and a table are, and the columns that many tables have."""

from collections.abc import Mapping
from typing import NamedTuple

import pyarrow as pa

_PANDAS = {"str": "str", "int64": "int64", "float64": "float64", "bool": "bool"}
_ARROW = {
    "str": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "list[str]": pa.list_(pa.string()),
    "list[int]": pa.list_(pa.int64()),
    "list[float]": pa.list_(pa.float64()),
    "list[list[int]]": pa.list_(pa.list_(pa.int64())),
    "list[list[str]]": pa.list_(pa.list_(pa.string())),
}


class Column(NamedTuple):
    """A column: its type, what it means, and what may stand in it.

    `dtype` is str, int64, float64, bool, or a list of these (`list[int]`; JSON in a CSV). `low` and `high`
    bound numbers, ends included; `values`, where there are any, are all that can stand there. Where a column
    is `nullable`, null says that there is nothing to tell. An `optional` column is there on demand only.
    """

    dtype: str
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    nullable: bool = False
    optional: bool = False

    @property
    def pandas(self) -> str:
        """The pandas dtype: lists are objects, whole numbers that may be null are Int64."""
        return "Int64" if self.nullable and self.dtype == "int64" else _PANDAS.get(self.dtype, "object")

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type."""
        return _ARROW[self.dtype]


class Table(NamedTuple):
    """A table: its name, what it tells, what one row is, and its columns in order.

    `maker` is the public function that returns it; `files` are the names of the CSV files that notebooks
    save it as, without the ending, none where no notebook does.
    """

    name: str
    meaning: str
    row: str
    columns: Mapping[str, Column]
    maker: str = ""
    files: tuple[str, ...] = ()


VOICES = ("author", "quoted", "reported")
VOICE = "whose words they are: the author's, quoted ones, or words of others that the author reports"


def text(meaning: str, *values: str, nullable: bool = False) -> Column:
    """Return a column of text, of these values only where some are given."""
    return Column("str", meaning, values=values, nullable=nullable)


def count(meaning: str, unit: str) -> Column:
    """Return a column that counts, from 0."""
    return Column("int64", meaning, unit, low=0)


def number(meaning: str, unit: str, nullable: bool = False) -> Column:
    """Return a column of numbers in an article, from 1."""
    return Column("int64", meaning, unit, low=1, nullable=nullable)


def share(meaning: str, unit: str = "share", nullable: bool = False) -> Column:
    """Return a column of shares or chances, 0 to 1."""
    return Column("float64", meaning, unit, low=0, high=1, nullable=nullable)


def score(meaning: str, nullable: bool = False) -> Column:
    """Return a column of scores from -1 (as bad as can be) to 1 (as good)."""
    return Column("float64", meaning, "score", low=-1, high=1, nullable=nullable)


def measure(meaning: str, unit: str, nullable: bool = False) -> Column:
    """Return a column of numbers without bounds."""
    return Column("float64", meaning, unit, nullable=nullable)


def texts(meaning: str, nullable: bool = False) -> Column:
    """Return a column of lists of text."""
    return Column("list[str]", meaning, nullable=nullable)


def sentence_numbers(meaning: str) -> Column:
    """Return a column of lists of sentences, by their numbers."""
    return Column("list[int]", meaning, "numbers of sentences")


def interval(of: Column) -> dict[str, Column]:
    """Return the columns low and high of a figure: the ends of its 95% interval."""
    ends = {"low": "lower", "high": "upper"}
    return {
        name: of._replace(
            meaning=f"The {end} end of the 95% interval; null where there is none.", nullable=True
        )
        for name, end in ends.items()
    }


ARTICLE_ID = text("The article: its file's name without the ending, or the id that its source gives it.")
SENTENCE = number("The sentence that it stands in.", "number of the sentence, from 1")
START = Column("int64", "Where it begins in the article's text.", "characters, from 0", low=0)
END = Column(
    "int64", "Where it ends in the article's text: the first character after it.", "characters", low=1
)
SPAN = {"sentence": SENTENCE, "start": START, "end": END}
ENTITY = text(
    "The canonical name, within the article, of the person, body, place or group that is mentioned."
)
LABEL = text(
    "The kind of entity, as OntoNotes has it (PERSON, ORG, GPE, NORP, ...), or ROLE for a person known by a "
    "title alone."
)
FRAME = text("The frame.")
ARTICLE = {"article_id": ARTICLE_ID}
