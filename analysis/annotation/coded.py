"""What a reader coded by hand in an article, checked against its text: it goes before what methods find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.findings import Finding


@dataclass(frozen=True)
class Coded:
    """A reader's codings of one article, ready to be used in place of the methods' own results.

    `attributions` are all the article's attributions as corrected, None where none was. `targets` gives
    negative, neutral or positive by the (start, end) of a mention, `frames` the names of the frames that a
    sentence carries by typology and sentence number. `findings` say what was corrected, by whom, and what
    could not be taken over: a tuple for each of quotes, sentiment and framing.
    """

    attributions: tuple[Any, ...] | None = None
    targets: Mapping[tuple[int, int], str] = field(default_factory=dict)
    frames: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether anything goes by the reader instead of the methods."""
        return self.attributions is not None or bool(self.targets or self.frames)

    def said(self, report: str) -> tuple[Finding, ...]:
        """Return what a report has to say of the corrections: nothing where there are none."""
        return self.findings.get(report, ())


NOTHING = Coded()
