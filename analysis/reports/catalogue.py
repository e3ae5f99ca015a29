"""Which reports there are, and the notebook that makes each."""

from dataclasses import dataclass
from pathlib import Path

from analysis import paths
from analysis.errors import unknown


@dataclass(frozen=True)
class Report:
    """A report: its number, its name (`<name>.html`), its title, and the folder of its notebook."""

    number: int
    name: str
    title: str
    folder: Path = paths.NOTEBOOKS

    @property
    def notebook(self) -> Path:
        """The notebook that makes the report."""
        return self.folder / f"{self.number}-{self.name}.ipynb"


REPORTS = (
    Report(1, "sentiment", "Sentiment"),
    Report(2, "quotes", "Quotes"),
    Report(3, "framing", "Framing"),
)


def choose(only: str | None) -> tuple[Report, ...]:
    """Return the reports of a comma-separated list of names or numbers; all without one.

    Raises UsageError for a name or number that no report has.
    """
    if only is None:
        return REPORTS
    known = {key: report for report in REPORTS for key in (report.name, str(report.number))}
    asked = [name for name in (part.strip().lower() for part in only.split(",")) if name]
    for name in asked or [only]:
        if name not in known:
            raise unknown("report", name, (report.name for report in REPORTS))
    return tuple(report for report in REPORTS if report in {known[name] for name in asked})
