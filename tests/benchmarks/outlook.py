"""Past this machine: what a million articles on a hundred cores would take, from the measured rates."""

from collections.abc import Mapping
from math import ceil

ARTICLES, CORES = 1_000_000, 100
PRICE = 0.05
"""US dollars for an hour of a core: an assumption, about what clouds ask for ordinary machines."""

HOURS = 3600


def plan(results: Mapping[str, Mapping]) -> dict[str, float]:
    """Return the figures of the plan, all computed from the results of one machine."""
    growing = results["sizes"]
    run, smallest = growing["runs"][-1], growing["runs"][0]
    spent, main = run["worker_cores_an_article"], max(run["main_cores_an_article"], 1e-9)
    hours = ARTICLES * spent / HOURS
    most = int(spent / main)
    busy = min(CORES, most)
    parts = ARTICLES / growing["part"]
    files_a_part = run["files"] / ceil(run["articles"] / growing["part"])
    growth = (run["main_peak"] - smallest["main_peak"]) / max(run["articles"] - smallest["articles"], 1)
    return {
        "articles": ARTICLES,
        "cores": CORES,
        "price": PRICE,
        "seconds_an_article": spent,
        "core_hours": hours,
        "cost": hours * PRICE,
        "hours": hours / busy,
        "main_milliseconds": main * 1000,
        "most_cores": most,
        "parts": parts,
        "files": parts * files_a_part,
        "files_a_part": files_a_part,
        "gigabytes": ARTICLES * run["bytes_an_article"] / 1e9,
        "kilobytes_a_file": run["bytes_an_article"] * growing["part"] / files_a_part / 1000,
        "restart_minutes": parts * growing["seconds_a_receipt"] / 60,
        "restart_minutes_far": parts * 0.05 / 60,
        "main_memory_gb": (run["main_peak"] + max(growth, 0) * ARTICLES) / 2**30,
        "main_growth_bytes": growth,
        "deduplication_gb": ARTICLES * growing["deduplication"]["bytes"] / 1e9,
        "deduplication_minutes": ARTICLES * growing["deduplication"]["seconds"] / 60,
        "worker_gb": run["worker_peak"] / 2**30,
    }
