"""The model cards name what ships, and their figures are those of the cards that `validate` wrote."""

import json

import pytest

from analysis.paths import CARDS, RESOURCES, WEIGHTS

MODEL_CARD = (RESOURCES / "MODEL_CARD.md").read_text(encoding="utf-8")
SENTIMENT = json.loads((CARDS / "sentiment.json").read_text(encoding="utf-8"))["rows"]
NETWORKS = "attribution", "base", "sentences"
SHIPPED = sorted(
    path for name in (*NETWORKS, "claims", "corpus") for path in (WEIGHTS / name).iterdir() if path.is_file()
)
TOLD = [row for row in SENTIMENT if "reader" in row["measure"]]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_each_shipped_file_is_named(path):
    assert f"{path.parent.name}/{path.name}" in MODEL_CARD


def test_the_weights_are_small():
    assert sum(path.stat().st_size for path in SHIPPED) < 110e6
    assert sum(path.stat().st_size for path in SHIPPED if path.parent.name == "base") < 75e6
    assert sum(path.stat().st_size for path in SHIPPED if path.parent.name == "sentences") < 25e6


@pytest.mark.parametrize("row", TOLD, ids=lambda row: f"{row['measure']}, {row['data']}")
def test_figures_are_the_cards(row):
    score = f"{row['score']:.2f}" if abs(row["score"]) <= 1 else f"{row['score']:.1f}"
    assert score in MODEL_CARD
