"""Simulate how often intervals of differences hold, and write the page: `python -m tests.simulations`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis import files
from analysis.validation.coverage import (
    BIASES,
    KINDS,
    RUNS,
    STORIES,
    Coverage,
    coverage_by_estimate,
    coverages,
)

PAGE = Path(__file__).with_name("README.md")
_ESTIMATED = (0, 3, 6, 12)
_BELOW = "<!-- what follows is written by the command -->\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the simulations; print the tables, and write them below the page's text."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulations", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs a setting (default: {RUNS})")
    runs = parser.parse_args(arguments).runs
    tables = render(list(coverages(runs)), runs)
    print(tables)
    if runs == RUNS:
        text = PAGE.read_text(encoding="utf-8").partition(_BELOW)[0]
        files.write(PAGE, f"{text}{_BELOW}\n{tables}".encode())
    return 0


def render(found: Sequence[Coverage], runs: int) -> str:
    """Return the tables as Markdown."""
    at = {(each.kind, each.stories, each.bias): each for each in found}
    reach = 196 * (0.95 * 0.05 / runs) ** 0.5
    lines = [
        f"In per cent of {runs:,} runs a setting; chance alone makes a coverage of 95 vary by ±{reach:.1f}.",
        "",
        "## No bias, or the same bias in both outlets",
        "",
        "| values | "
        + " | ".join(f"{n} stories" for n in STORIES)
        + " | the bootstrap alone | p ≤ .05 where nothing differs |",
        "|---|" + "---|" * (len(STORIES) + 2),
    ]
    for kind in KINDS:
        its = [at[kind, n, 0.0] for n in STORIES]
        cells = [kind, *(f"{100 * each.plain:.1f}" for each in its)]
        cells += [", ".join(f"{100 * share:.1f}" for share in (e.bootstrap for e in its))]
        cells += [", ".join(f"{100 * share:.1f}" for share in (e.alarms for e in its))]
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        "## A bias of its own in each outlet: not carried → carried",
        "",
        "| values | bias (sd) | " + " | ".join(f"{n} stories" for n in STORIES) + " |",
        "|---|---|" + "---|" * len(STORIES),
    ]
    for kind in KINDS:
        for bias in filter(None, BIASES):
            its = [at[kind, n, bias] for n in STORIES]
            cells = " | ".join(f"{100 * each.plain:.1f} → {100 * each.with_bias:.1f}" for each in its)
            lines.append(f"| {kind} | {bias:g} | {cells} |")
    lines += [
        "",
        "## A bias that is estimated: its estimate carried → what is to be expected carried",
        "",
        "| outlets coded | " + " | ".join(f"bias of {bias} points" for bias in _ESTIMATED) + " |",
        "|---|" + "---|" * len(_ESTIMATED),
    ]
    for outlets in (12, 25):
        its = [coverage_by_estimate(outlets, bias, runs // 4) for bias in _ESTIMATED]
        cells = " | ".join(f"{100 * estimate:.1f} → {100 * expected:.1f}" for estimate, expected in its)
        lines.append(f"| {outlets} | {cells} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
