"""The results as one figure: where the time goes, and every ratio beside its bound."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib

matplotlib.use("agg")
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

BOUNDED = (
    ("reports", "example", "three reports of the example,\nagainst an empty papermill run"),
    ("reports", "further", "a further article's reports,\nagainst the same"),
    ("parses", "all", "all analyses of an article,\nagainst spaCy's parse of it"),
    ("workers", "whole", "two workers against one"),
    ("sizes", "memory", "memory of a worker,\nlargest corpus against smallest"),
    ("sizes", "time", "time of an article,\nlargest corpus against smallest"),
)
_OURS, _BOUND, _STAGE = "#1f5f8b", "#b3261e", "#5b8c5a"


def draw(results: Mapping[str, Mapping]) -> Figure:
    """Return the figure of the results that are there."""
    rows = [(name, results[part][key]) for part, key, name in BOUNDED if part in results]
    stages = results["parses"]["stages"] if "parses" in results else {}
    with plt.rc_context({"font.size": 9, "svg.hashsalt": "presslens", "svg.fonttype": "none"}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
        _ratios(left, rows)
        _stages(right, stages)
    return figure


def write(results: Mapping[str, Mapping], path: Path) -> None:
    """Write the figure as SVG, the same bytes for the same results."""
    figure = draw(results)
    figure.savefig(path, format="svg", metadata={"Date": None})
    plt.close(figure)


def _ratios(axes, rows) -> None:
    axes.set_title("Ratios: median, range, and the bound (|)", loc="left")
    for place, (_, found) in enumerate(rows):
        axes.plot([found["low"], found["high"]], [place, place], color=_OURS, linewidth=3, alpha=0.5)
        axes.plot(found["ratio"], place, "o", color=_OURS)
        axes.annotate(
            f"{found['ratio']:.2f}", (found["ratio"], place), (0, 6), textcoords="offset points", ha="center"
        )
        if found["must"] is not None:
            axes.plot(found["must"], place, "|", color=_BOUND, markersize=16, markeredgewidth=2)
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.7)
    axes.set_xlim(0, 1.15 * max([axes.get_xlim()[1], *(found["must"] or 0 for _, found in rows)]))
    axes.spines[["top", "right"]].set_visible(False)


def _stages(axes, stages: Mapping[str, float]) -> None:
    axes.set_title("Time of an article, in bare parses", loc="left")
    axes.barh(list(stages), list(stages.values()), color=_STAGE)
    for place, share in enumerate(stages.values()):
        axes.annotate(f"{share:.2f}", (max(share, 0), place), (4, 0), textcoords="offset points", va="center")
    axes.set_xlim(right=1.15 * max(stages.values(), default=1))
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
