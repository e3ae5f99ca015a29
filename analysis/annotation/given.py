"""Functions that take a Document say so when they are given something else."""

from collections.abc import Callable
from functools import wraps
from os import PathLike
from typing import Concatenate, ParamSpec, TypeVar

from analysis.annotation.document import Document
from analysis.article import Article
from analysis.mistakes import ArgumentError

_Rest = ParamSpec("_Rest")
_Result = TypeVar("_Result")


def of_document(
    function: Callable[Concatenate[Document, _Rest], _Result],
) -> Callable[Concatenate[Document, _Rest], _Result]:
    """Let a function raise ArgumentError when its first argument is no Document."""

    @wraps(function)
    def checked(document: Document, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Result:
        if not isinstance(document, Document):
            kind, instead = type(document).__name__, _instead(document)
            raise ArgumentError(f"{function.__name__} takes a Document, not {kind}; give it {instead}.")
        return function(document, *args, **kwargs)

    return checked


def check_article(given: object) -> None:
    """Raise ArgumentError for what `annotate` cannot take."""
    if not isinstance(given, Article):
        raise ArgumentError(
            f"annotate takes an Article, not {type(given).__name__}; give it load_article(...) for a file or "
            "an address, or Article(text=...) for a text."
        )


def _instead(given: object) -> str:
    if isinstance(given, Article):
        return "annotate(article)"
    if isinstance(given, str | PathLike):
        return "annotate(load_article(...)) for a file or an address"
    return "what annotate(article) returns"
