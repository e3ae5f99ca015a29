"""Codings of articles that are analysed elsewhere: a sheet or a brat file, taken along as it is."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.annotation import Document
from analysis.coding.codes import BRAT, SHEETS, coding_of
from analysis.coding.corrections import corrected
from analysis.errors import CodingError
from analysis.paths import find


@dataclass(frozen=True)
class Travelling:
    """The coding of one article: the content of its file, and its name as the user knows it."""

    source: str
    data: bytes

    @property
    def digest(self) -> str:
        """Tells whether it is the same coding again."""
        return hashlib.sha256(self.data).hexdigest()[:32]

    def correct(self, document: Document) -> tuple[Document, str]:
        """Return the document as coded, and a sentence on what cannot be taken over, empty where all can.

        Raises CodingError for what is no coding.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(self.source).name
            path.write_bytes(self.data)
            coded = corrected(document, path, self.source)
        return coded, coded.coded.misfit


class CodingsIn(Mapping[str, Travelling]):
    """The codings in a folder by article id, each read when it is asked for."""

    def __init__(self, folder: str | Path) -> None:
        """Raise CodingError where there is no such folder, or two codings of one article in it."""
        place = find(folder)
        if not place.is_dir():
            raise CodingError(f"There is no folder of codings “{folder}”; check the spelling of its path.")
        self._folder = Path(folder)
        names = {path.stem for path in place.iterdir() if path.suffix.lower() in (*SHEETS, BRAT)}
        self._paths = {name: path for name in sorted(names) if (path := coding_of(name, folder))}

    def __getitem__(self, article_id: str) -> Travelling:
        """Return the coding of an article."""
        path = self._paths[article_id]
        return Travelling((self._folder / path.name).as_posix(), path.read_bytes())

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the articles that have one."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._paths)
