"""The README is short, its links lead somewhere, and its figures are the cards'."""

import json
import re

import pytest

from analysis.paths import CARDS, ROOT
from analysis.presentation.cards import score

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| (?!what|---)(.+) \|$", README, flags=re.MULTILINE)


def _rows_of_cards() -> set[str]:
    return {_row(row) for card in CARDS.glob("*.json") for row in json.loads(card.read_text("utf-8"))["rows"]}


def _row(row: dict) -> str:
    estimate = f"{score(row['score'])} ({score(row['low'])} to {score(row['high'])})"
    people = "" if row["human"] is None else score(row["human"])
    return " | ".join([row["measure"], row["data"], estimate, people, row["peer"] or ""])


def test_it_is_short():
    assert len(README.encode()) <= 9_000


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_lead_to_files(path):
    assert (ROOT / path).exists()


def test_the_figures_are_those_of_the_cards():
    assert len(TABLE) == 14
    assert set(TABLE) <= _rows_of_cards()
