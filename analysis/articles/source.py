"""An article as it arrives: bytes, and what their file or their server says about them."""

import stat
from dataclasses import dataclass
from pathlib import Path

from analysis import paths
from analysis.articles.folders import article_kind, articles_in, is_table
from analysis.errors import ArticleError

LIMIT = 5_000_000
"""The longest article read, in bytes."""


@dataclass(frozen=True)
class Source:
    """Bytes that should hold an article.

    `name` is what messages call it; `kind` is "text", "markdown", "html", "json" or None when nothing tells;
    `charset` is what the server declares.
    """

    name: str
    data: bytes
    kind: str | None = None
    stem: str | None = None
    url: str | None = None
    charset: str | None = None


def quoted_name(name: object) -> str:
    """Return a path or an address as messages show it: quoted, on one line and not too long."""
    line = "".join(character if character.isprintable() else " " for character in str(name))
    line = " ".join(line.split())
    return f"“{line}”" if len(line) <= 100 else f"“{line[:70]}…{line[-25:]}”"


def read_file(source: str | Path) -> Source:
    """Read a file, looked up from the current folder and then from the project's.

    Raises ArticleError when it is missing, a folder, no regular file, not readable, or longer than `LIMIT`.
    """
    name = quoted_name(source)
    if not str(source).strip():
        raise ArticleError("No article was given; give the path of a file or a web address.")
    try:
        path = paths.find(source)
        status = path.stat()
    except PermissionError as error:
        raise _denied(name) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise ArticleError(_missing(source)) from error
    if stat.S_ISDIR(status.st_mode):
        raise _folder(path, name)
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError(f"{name} is a device or a pipe; save the article as a file and give that.")
    if is_table(path.name):
        raise ArticleError(
            f"{name} is a table of many texts; save one article as .txt or .json and give that."
        )
    if status.st_size > LIMIT:
        raise too_long(name)
    try:
        data = path.read_bytes()
    except PermissionError as error:
        raise _denied(name) from error
    except OSError as error:
        raise ArticleError(
            f"{name} cannot be read ({error.strerror}); copy it elsewhere and try again."
        ) from error
    return Source(name, data, article_kind(path.name), path.stem)


def too_long(name: str) -> ArticleError:
    """Return the error for a source longer than `LIMIT`."""
    return ArticleError(
        f"{name} is over {LIMIT // 1_000_000} MB, too long for one article; cut out the article."
    )


def _folder(path: Path, name: str) -> ArticleError:
    try:
        found = articles_in(path)
    except PermissionError:
        return _denied(name)
    if found:
        return ArticleError(f"{name} is a folder; give one of the files in it.")
    return ArticleError(f"{name} is a folder with no article in it (.txt .md .html .json).")


def _denied(name: str) -> ArticleError:
    return ArticleError(
        f"{name} may not be read; ask its owner for permission, or copy it to a folder of yours."
    )


def _missing(source: str | Path) -> str:
    text = str(source)
    if "\n" in text or len(text) > 255:
        return (
            f"{quoted_name(text)} is not a path; for a text you have at hand use Article(text=...) instead."
        )
    if text.lower().startswith(("www.", "http:/", "https:/")):
        return f"There is no file {quoted_name(text)}; a web address has to start with https:// or http://."
    name = quoted_name(text)
    return f"There is no file {name} here or in the project's folder; check the spelling of its path."
