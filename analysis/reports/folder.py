"""The folder of one article's reports, where files appear whole and nothing outdated stays.

`report.json` says what is there; both indexes are made from it. A report that fails takes its older page and
tables with it, and a new text under an old id those of every other report: a folder never mixes readings of
different texts.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from analysis import files as atomic
from analysis.articles import Article
from analysis.presentation.claims import of_rows

MANIFEST = "report.json"


@dataclass(frozen=True)
class Entry:
    """What is known about one report: its tables and their rows, or why it failed.

    `parameters` are those that the methods name, and `pdf` tells whether its page was printed.
    """

    number: int
    name: str
    title: str
    tables: dict[str, int] = field(default_factory=dict)
    failed: str = ""
    parameters: dict[str, object] = field(default_factory=dict)
    pdf: bool = False

    @property
    def page(self) -> str:
        """The name of its page or, where it failed, of the notebook as it ran."""
        return f"{self.name}.failed.ipynb" if self.failed else f"{self.name}.html"

    @property
    def files(self) -> set[str]:
        """Its files, relative to the folder."""
        printed = {f"{self.name}.pdf"} if self.pdf else set()
        run = set() if self.failed else {f"{self.name}.ipynb"}
        return {self.page} | run | printed | {f"tables/{table}.csv" for table in self.tables}


@dataclass(frozen=True)
class Manifest:
    """What a folder holds: reports of which text, read from where and when.

    `claims` are the rows of `analysis.claims`, as `analysis.presentation.claims` keeps them, and `text` is
    the marked text as HTML; both are those of the latest report that has them.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    words: int
    sha256: str
    source: str
    made: str
    reports: tuple[Entry, ...] = ()
    claims: tuple[dict, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Result:
    """A report that was just made: its entry, the folder where its files wait, and what it says of the
    article as a whole: its claims and its marked text.
    """

    entry: Entry
    staged: Path
    claims: tuple[dict, ...] = ()
    text: str = ""


def publish(folder: Path, article: Article, source: str, made: str, results: Iterable[Result]) -> Manifest:
    """Move results into the article's folder, remove what they outdate, and return the new manifest."""
    results = list(results)
    before = read(folder)
    same = before if before and before.sha256 == article.sha256 else None
    kept = same.reports if same else ()
    entries = {entry.name: entry for entry in kept} | {result.entry.name: result.entry for result in results}
    manifest = Manifest(
        **{
            name: getattr(article, name) for name in ("id", "title", "outlet", "published", "words", "sha256")
        },
        source=source,
        made=made,
        reports=tuple(sorted(entries.values(), key=lambda entry: entry.number)),
        claims=next((result.claims for result in results if result.claims), same.claims if same else ()),
        text=next((result.text for result in results if result.text), same.text if same else ""),
    )
    for result in results:
        for name in sorted(result.entry.files):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (result.staged / name).replace(folder / name)
    current = set().union(*(entry.files for entry in manifest.reports))
    for name in set().union(*(entry.files for entry in before.reports)) - current if before else ():
        (folder / name).unlink(missing_ok=True)
    atomic.write(folder / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
    return manifest


def read(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None where there is none that can be read."""
    try:
        known = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        entries = tuple(Entry(**entry) for entry in known.pop("reports"))
        if not all(name.isidentifier() for entry in entries for name in (entry.name, *entry.tables)):
            return None
        of_rows(known["claims"], known["id"])  # raises what a row raises that is none
        return Manifest(**known | {"claims": tuple(known["claims"])}, reports=entries)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
