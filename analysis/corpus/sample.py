"""The sample corpus that comes with Presslens, and what its reader should know."""

from collections.abc import Mapping

from analysis import paths
from analysis.article.fetch import is_address
from analysis.display.pieces import note
from analysis.html import Html

_TOPICS = "data/corpus/topics.csv"
_ABOUT = (
    "The sample that comes with Presslens, from Marlow Bay, was written for this page: eight events in a "
    "town that does not exist, each told by three outlets that do not exist either. It shows what the "
    "figures look like, and nothing about any real outlet."
)


def about(manifest: Mapping[str, object]) -> Html | None:
    """Return what to know about the sample where a corpus of this manifest holds any of it, else None."""
    sources = manifest.get("sources", [])
    return note(_ABOUT) if any(map(_is_of_sample, sources)) else None


def topics(manifest: Mapping[str, object]) -> str:
    """Return the file of the sample's topics where all of a corpus of this manifest is of it, else ""."""
    sources = manifest.get("sources", [])
    return _TOPICS if sources and all(map(_is_of_sample, sources)) else ""


def _is_of_sample(source: str) -> bool:
    try:
        place = paths.find(source).resolve()
    except (OSError, ValueError, RuntimeError):  # no path at all, as the table of errors says
        return False
    return not is_address(source) and place.is_relative_to(paths.SAMPLE.resolve())
