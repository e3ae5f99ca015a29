"""The page of the results, README.md: every number on it is computed from the results file."""

import json
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from . import outlook
from .ratios import shown

HERE = Path(__file__).parent
RESULTS, FIGURE, PAGE = HERE / "results.json", HERE / "results.svg", HERE / "README.md"
_TEMPLATE = HERE / "README.md.j2"


def load(path: Path = RESULTS) -> dict[str, dict]:
    """Return the results; none where there is no file yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def render(results: Mapping[str, Mapping]) -> str:
    """Return the page as Markdown."""
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters |= {
        "shown": shown,
        "verdict": verdict,
        "megabytes": lambda size: f"{size / 2**20:,.0f}",
    }
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    plan = outlook.plan(results) if "sizes" in results else None
    return template.render(results=results, plan=plan)


def verdict(measured: Mapping[str, float], larger_is_better: bool = False) -> str:
    """Return whether the median keeps the bounds: aim, must, or neither."""
    sign = -1 if larger_is_better else 1
    for name in ("aim", "must"):
        if measured[name] is not None and sign * measured["ratio"] <= sign * measured[name]:
            return f"{name} reached"
    return "not reached"
