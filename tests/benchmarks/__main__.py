"""Run benchmarks, and write their results, figure and page: `python -m tests.benchmarks [PART...]`."""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}  # as workers have

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis import files

from . import figure, machine, others, page, parses, reports, runs
from .texts import Texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are named, all by default, and keep what is known of the others."""
    options = _parser().parse_args(arguments)
    texts = Texts(options.articles, options.columns)
    parts: dict[str, Callable[[], dict]] = {
        "reports": lambda: reports.measure(texts, options.repeats, options.folder),
        "parses": lambda: parses.measure(texts, options.repeats, options.parse),
        "others": lambda: others.measure(texts, options.repeats, options.parse),
        "workers": lambda: runs.workers(texts, min(options.repeats, 3), options.scaling),
        "sizes": lambda: runs.sizes(texts, options.sizes),
    }
    results = page.load(options.results)
    for name in options.parts or parts:
        if name not in parts:
            print(f"There is no benchmark “{name}”; there are {', '.join(parts)}.", file=sys.stderr)
            return 2
        print(f"{name} ...", file=sys.stderr, flush=True)
        load = machine.busy()
        found = parts[name]()
        results[name] = {"machine": machine.facts(), "load": load, "texts": texts.kind, **found}
        files.write(options.results, json.dumps(results, indent=1).encode() + b"\n")
    if options.results == page.RESULTS:
        figure.write(results, page.FIGURE)
        files.write(page.PAGE, page.render(results).encode())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    add = parser.add_argument
    add("parts", nargs="*", metavar="PART", help="reports, parses, others, workers, sizes (default: all)")
    add("--repeats", type=int, default=5, help="how often both sides of a ratio are measured (default: 5)")
    add("--folder", type=int, default=8, help="articles in a folder of reports (default: 8)")
    add("--parse", type=int, default=48, help="articles that are parsed and analysed (default: 48)")
    add("--scaling", type=int, default=400, help="articles for two workers against one (default: 400)")
    add("--sizes", type=_numbers, default=[100, 1000], help="articles of growing corpora (default: 100,1000)")
    add("--articles", default="", metavar="FILE", help="a table of articles of your own to measure with")
    add("--columns", default="", metavar="FIELD=COLUMN,...", help="its columns, as of the command corpus")
    add("--results", type=Path, default=page.RESULTS, help="the file of results (default: the one here)")
    return parser


def _numbers(text: str) -> list[int]:
    return sorted(map(int, text.split(",")))


if __name__ == "__main__":
    sys.exit(main())
