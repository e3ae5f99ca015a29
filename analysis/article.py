"""One news article, as text with what is known about it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis import language, paths
from analysis.sources import ArticleError

__all__ = ["Article", "ArticleError", "load_article"]

_WORD = re.compile(r"\w+(?:(?:['’-]|(?<=\d)[.,](?=\d))\w+)*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_ID = 80


def safe_id(name: str) -> str:
    """Return `name` made safe as a file name on any system; empty when nothing of it is left."""
    spaced = unicodedata.normalize("NFC", " ".join(name.split()))
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "-" for c in spaced)
    trimmed = kept.strip(" .-")
    if len(trimmed) > _LONGEST_ID:
        digest = hashlib.sha256(trimmed.encode()).hexdigest()[:8]
        trimmed = f"{trimmed[: _LONGEST_ID - 9].rstrip(' .-')}-{digest}"
    return f"_{trimmed}" if _RESERVED.match(trimmed) else trimmed


@dataclass(frozen=True)
class Article:
    """A news article: its text, as it is, and what is known about it."""

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        names = (safe_id(str(name)) for name in (self.id, self.title) if name is not None)
        object.__setattr__(self, "id", next(filter(None, names), self.sha256[:12]))
        object.__setattr__(self, "warnings", tuple(self.warnings or ()))

    @cached_property
    def language(self) -> str:
        """ISO 639 code of the language; "und" when the text has no words."""
        return language.identify(self.text)

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return sum(1 for _ in _WORD.finditer(self.text))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def load_article(source: str | Path | Article) -> Article:
    """Read one article from a file."""
    if isinstance(source, Article):
        return source
    path = paths.find(source)
    if not path.is_file():
        raise ArticleError(f"There is no file {path}.")
    return Article(text=path.read_text(encoding="utf-8-sig"), id=path.stem)
