"""The benchmarks: what they measure adds up, and their page says what their results say."""

import pytest
from benchmarks import figure, outlook, page, parses, ratios, texts, watch

pytestmark = pytest.mark.slow

RESULTS = page.load()


def test_a_ratio_is_the_median_of_its_repeats():
    found = ratios.summary([(2, 1), (9, 3), (5, 1)], must=4)
    assert (found["ratio"], found["low"], found["high"], found["repeats"]) == (3, 2, 5, 3)
    assert ratios.shown(found) == "3.00 (2.00 to 5.00)"


@pytest.mark.parametrize(
    ("ratio", "larger", "said"),
    [
        (1.9, False, "aim reached"),
        (2.5, False, "must reached"),
        (3.1, False, "not reached"),
        (3.1, True, "aim reached"),
    ],
)
def test_a_verdict_compares_with_the_bounds(ratio, larger, said):
    bounds = {"must": 2.0, "aim": 3.0} if larger else {"must": 3.0, "aim": 2.0}
    assert page.verdict({"ratio": ratio, **bounds}, larger) == said


def test_a_watched_command_counts_with_its_children():
    used = watch.watch(["timeit", "-n", "1", "-r", "1", CHILD])
    assert used.seconds > 0.6
    assert used.below > 0.3
    assert used.below_peak > 5_000_000


CHILD = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import time\\nwhile time.process_time() < 0.6: pass"], check=True)
"""


def test_a_command_that_fails_is_no_measurement():
    with pytest.raises(watch.CommandError, match="nothing-like-it"):
        watch.watch(["nothing-like-it"])


def test_variations_differ_and_are_the_same_again():
    rows = texts.Texts().rows(40)
    assert len({row["text"] for row in rows}) == len({row["id"] for row in rows}) == 40
    assert rows[7] == texts.variation(7)
    assert min(len(row["text"].split()) for row in rows) > 150


def test_articles_of_a_file_are_taken_by_their_columns(tmp_path):
    (tmp_path / "own.csv").write_text("body,headline\nOne text.,A\nAnother text.,B\n")
    own = texts.Texts(str(tmp_path / "own.csv"), "text=body")
    assert [row["text"] for row in own.rows(2)] == ["One text.", "Another text."]
    with pytest.raises(ValueError, match="has 2 articles, not 3"):
        own.rows(3)


def test_the_stages_of_an_analysis_add_up():
    found = parses.measure(texts.Texts(), repeats=1, articles=3)
    assert found["articles"] == 3
    assert list(found["stages"]) == list(parses.STAGES)
    assert sum(found["stages"].values()) == pytest.approx(found["all"]["ratio"])
    assert found["stages"]["the encoder of tone"] > 0.1


def test_the_page_and_the_figure_are_made_from_the_results(tmp_path):
    assert page.PAGE.read_text(encoding="utf-8") == page.render(RESULTS)
    figure.write(RESULTS, tmp_path / "again.svg")
    assert (tmp_path / "again.svg").stat().st_size > 10_000
    shown = page.FIGURE.read_text(encoding="utf-8")
    for part, key, _ in figure.BOUNDED:
        assert part not in RESULTS or f"{RESULTS[part][key]['ratio']:.2f}" in shown


RUN = {
    "articles": 100,
    "seconds": 30.0,
    "clock_an_article": 0.2,
    "worker_cores_an_article": 0.36,
    "main_cores_an_article": 0.006,
    "worker_peak": 2**29,
    "main_peak": 200_000_000,
    "files": 40,
    "bytes_an_article": 30_000,
}
SIZES = {
    "start_seconds": 6.0,
    "start_cores": 8.0,
    "runs": [RUN, RUN | {"articles": 1100, "main_peak": 201_000_000}],
    "memory": ratios.summary([(1.1, 1)], 1.2, 1.05),
    "time": ratios.summary([(1, 1)], 1.2),
    "part": 25,
    "seconds_a_receipt": 0.003,
    "deduplication": {"seconds": 6e-5, "bytes": 200},
}


def test_the_plan_follows_from_the_rates():
    plan = outlook.plan({"sizes": SIZES})
    assert plan["core_hours"] == pytest.approx(100)
    assert plan["cost"] == pytest.approx(100 * outlook.PRICE)
    assert plan["most_cores"] == 60
    assert plan["hours"] == pytest.approx(100 / 60)
    assert plan["parts"] == 40_000
    assert plan["restart_minutes"] == pytest.approx(2)
    assert plan["main_growth_bytes"] == pytest.approx(1000)
    assert plan["deduplication_gb"] == pytest.approx(0.2)


def test_the_page_tells_of_every_part():
    machine = {"date": "2026-11-22", "processor": "a processor", "cores": 2, "python": "3.11"}
    about = {"machine": machine, "load": 0.1, "texts": "variations"}
    bounded = ratios.summary([(2, 1)], 3.0, 1.0)
    results = {
        "reports": dict.fromkeys(("example", "further", "example_cores", "further_cores"), bounded)
        | {"articles": 8},
        "parses": {"all": bounded, "articles": 1, "words": 9, "seconds_an_article": 1.0}
        | {"stages": dict.fromkeys(parses.STAGES, 0.25)},
        "others": {"vader": bounded, "articles": 1},
        "workers": dict.fromkeys(("whole", "working", "bare"), bounded) | {"articles": 400},
        "sizes": SIZES,
    }
    said = page.render({name: part | about for name, part in results.items()})
    for words in (
        "| 2.00 (2.00 to 2.00) | 1 | 3.0 | 1.0 | must reached |",
        "textacy was not installed",
        "2.00 (2.00 to 2.00) times as fast side by side",
        "are 38 % of it",
        "make\n100 core hours",
        "**5 dollars**",
        "keeps only 60 of them busy",
        "40,000 parts",
    ):
        assert words in said


@pytest.mark.parametrize("part", sorted(RESULTS))
def test_results_say_what_they_were_measured_on(part):
    assert {"date", "processor", "cores", "python", "versions"} <= set(RESULTS[part]["machine"])
