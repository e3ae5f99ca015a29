"""The model card names what ships, and its figures are those of the card that `validate quotes` wrote."""

import json

import pytest

from analysis.paths import CARDS, RESOURCES

MODEL_CARD = (RESOURCES / "MODEL_CARD.md").read_text(encoding="utf-8")
ROWS = json.loads((CARDS / "quotes.json").read_text(encoding="utf-8"))["rows"]
SHIPPED = sorted(path for path in (RESOURCES / "encoder").iterdir() if path.is_file())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_each_shipped_file_is_named(path):
    assert f"encoder/{path.name}" in MODEL_CARD


def test_the_weights_are_small():
    assert sum(path.stat().st_size for path in SHIPPED) < 30e6


@pytest.mark.parametrize("row", [ROWS[i] for i in (0, 1, 2, 3, -3, -2, -1)], ids=lambda row: row["measure"])
def test_figures_are_the_cards(row):
    assert f"{row['score']:.1f}" in MODEL_CARD
