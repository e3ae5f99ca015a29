"""Which reports there are, and all that is to be known of each: a new one is an entry here and a notebook."""

from dataclasses import dataclass
from pathlib import Path

from analysis import paths
from analysis.errors import unknown


@dataclass(frozen=True)
class Report:
    """A report: its number, its name (its page is `<name>.html`), its title, the folder of its notebook.

    `tasks` are the tasks of coding whose units its page shows ("frames" for those of all typologies),
    `methods` the names of the methods it uses, in resources/templates/methods.json. `preload` is what kernels
    find loaded: modules ("package.module") and functions of a document ("package.module:function"), which are
    called once.
    """

    number: int
    name: str
    title: str
    folder: Path = paths.NOTEBOOKS
    tasks: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()

    @property
    def notebook(self) -> Path:
        """The notebook that makes the report."""
        return self.folder / f"{self.number}-{self.name}.ipynb"

    @property
    def page(self) -> str:
        """The name of its page."""
        return f"{self.name}.html"


REPORTS = (
    Report(
        number=1,
        name="sentiment",
        title="Sentiment",
        tasks=("sentiment",),
        methods=("Sentiment towards a person or body", "How actors are shown", "How a sentence sounds"),
        preload=(
            "analysis.findings.opening",
            "analysis.presentation.charts.sentiment",
            "analysis.presentation.notes",
            "analysis.presentation.tables.sentiment",
            "analysis.findings.claims:claims",
            "analysis.tone:moving_words",
            "analysis.tone:target_clauses",
        ),
    ),
    Report(
        number=2,
        name="quotes",
        title="Quotes",
        tasks=("quotes",),
        methods=("Who says what",),
        preload=(
            "analysis.findings.opening",
            "analysis.findings.sources",
            "analysis.presentation.charts.quotes",
            "analysis.presentation.notes",
            "analysis.presentation.tables.quotes",
            "analysis.findings.claims:claims",
        ),
    ),
    Report(
        number=3,
        name="framing",
        title="Framing",
        tasks=("frames",),
        methods=(
            "Who acts",
            "Who is acted upon",
            "Generic frames",
            "Policy frames",
            "Loaded sentences",
            "Episodic or thematic",
            "Moral foundations",
        ),
        preload=(
            "analysis.findings.opening",
            "analysis.findings.frames",
            "analysis.presentation.charts.framing",
            "analysis.presentation.notes",
            "analysis.presentation.tables.framing",
            "analysis.models.embedding",
            "analysis.findings.claims:claims",
            "analysis.framing:actors",
            "analysis.framing:loaded_language",
            "analysis.framing:more_than_usual",
        ),
    ),
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


def named(name: str) -> Report | None:
    """Return the report of this name; None where there is none (any more)."""
    return next((report for report in REPORTS if report.name == name), None)


def pages_of_tasks() -> dict[str, str]:
    """Return for each task of coding the page that shows its units."""
    return {task: report.page for report in REPORTS for task in report.tasks}
