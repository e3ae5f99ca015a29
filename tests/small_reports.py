"""Reports by the small notebooks of tests/notebooks, for what the real ones would take too long to show."""

from contextlib import nullcontext
from pathlib import Path

from analysis.articles import Article
from analysis.articles.items import SourcedArticle
from analysis.reports import kernels
from analysis.reports.catalogue import Report

NOTEBOOKS = Path(__file__).parent / "notebooks"
PIECES, BROKEN, DEAD, SLOW = (
    Report(number, name, name.title(), NOTEBOOKS)
    for number, name in enumerate(("pieces", "broken", "dead", "slow"), start=1)
)
STORY = (
    "The council said on Monday that it would close the library, and many people in the town were angry. " * 3
)


def item(article: Article) -> SourcedArticle:
    return SourcedArticle("tests/somewhere.txt", article)


def forking():
    """The process that forks kernels, where there can be one."""
    return kernels.KernelServer() if kernels.can_fork() else nullcontext()


def files(place: Path) -> set[str]:
    return {str(file.relative_to(place)) for file in place.rglob("*") if file.is_file()}
