"""More than usual: percentiles, the beta-binomial mixture, false discovery, and how it is counted."""

import gzip
import json

import numpy as np
import pandas as pd
import pytest

from analysis import Resampling, framing
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.framing import background
from analysis.presentation.tables import framing as framing_usual

WAR = "Our enemy never sleeps. The army claimed victory. " * 6 + "It rained. " * 4


def read(text: str):
    return annotate(Article(text=text, id="x"))


def articles(n: int = 400, seed: int = 0) -> pd.DataFrame:
    """Return made-up background articles, in which hardly any sentence carries a frame."""
    drawn = np.random.default_rng(seed)
    lengths = drawn.integers(10, 60, n)
    table = pd.DataFrame({"article": map(str, range(n)), "topic": "sea", "outlet": "x", "sentences": lengths})
    table.loc[: n // 4, "topic"] = "war"
    for typology in framing.TYPOLOGIES.values():
        for frame in typology.frames:
            table[background.column(typology.name, frame)] = drawn.binomial(lengths, 0.05)
    return table


@pytest.fixture
def there(monkeypatch):
    table = articles()
    monkeypatch.setattr(background, "background", lambda: table)
    return table


@pytest.fixture
def nothing(monkeypatch):
    empty = pd.DataFrame(columns=list(background.ABOUT))
    monkeypatch.setattr(background, "background", lambda: empty)


def test_percentile_counts_ties_half():
    counts, lengths = np.array([0.0] * 50 + [5.0] * 50), np.full(100, 10.0)
    assert background.percentile(0.0, counts, lengths) == 25
    assert background.percentile(0.3, counts, lengths) == 50
    assert background.percentile(0.5, counts, lengths) == 75
    assert np.isnan(background.percentile(0.5, counts[:49], lengths[:49]))


def test_like_keeps_topic_and_length(there):
    assert len(background.like(30)) == 400
    assert set(background.like(30, "war")["topic"]) == {"war"}
    assert background.like(30, similar_length=True)["sentences"].between(20, 45).all()


def test_frames_have_their_percentile(there):
    table = framing.frames(read(WAR), Resampling(50))
    whole = table[table["sentence"].isna()].set_index("frame")
    assert whole.loc["War: us against them", "percentile"] > 99
    assert 0 < whole.loc["Peace: ways out", "percentile"] < 50
    assert table[table["sentence"].notna()]["percentile"].isna().all()


def test_what_is_more_than_usual_comes_first(there):
    rows = framing.more_than_usual(read(WAR), "war")
    assert {"War: us against them", "War: winners and losers"} <= set(rows["frame"][rows["unusual"]])
    assert not rows.set_index("frame").loc["Peace: ways out", "unusual"]
    assert (rows["p"].diff().dropna() >= 0).all() and (rows["adjusted"] >= rows["p"]).all()
    assert rows["same_topic"].notna().all() and rows.loc[0, "sentences"]
    assert "more than usual" in framing_usual.usual(rows).markup
    assert not framing_usual.usual(rows[~rows["unusual"]]).markup.striptags()


def test_a_short_text_is_never_unusual(there):
    rows = framing.more_than_usual(read("Our enemy never sleeps. " * 4))
    assert len(rows) and not rows["unusual"].any()
    assert not framing.more_than_usual(read(""))["unusual"].any()


def test_without_background_nothing_is_compared(nothing):
    document = read(WAR)
    assert framing.frames(document, Resampling(50))["percentile"].isna().all()
    assert framing.more_than_usual(document).empty
    assert not framing_usual.usual(framing.more_than_usual(document)).markup.striptags()


def test_an_unknown_topic_compares_with_all(there):
    rows = framing.more_than_usual(read(WAR), "no such topic")
    assert rows["same_topic"].isna().all() and rows["p"].notna().all()


@pytest.mark.slow
def test_counting_goes_on_where_it_stopped_and_ships_no_text(tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    from analysis.training import background as counting
    from analysis.validation.data import BACKGROUND, background_articles

    rows = [
        {"ID": name, "topic": "sea", "source": "x", "content_original": text}
        for name, text in (("a", WAR), ("b", "It rained."), ("c", ""))
    ]
    with gzip.open(tmp_path / BACKGROUND, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)
    partial = tmp_path / "out.partial"
    partial.write_text(f"{json.dumps(counting.count(rows[0]) | {'topic': 'kept'})}\n{{", encoding="utf-8")
    counted = counting.count_all(background_articles(tmp_path), partial, processes=1)
    counting.write(counted, tmp_path / "out.parquet")
    table = pd.read_parquet(tmp_path / "out.parquet")
    assert table["article"].tolist() == ["a", "b"] and table["topic"].tolist() == ["kept", "sea"]
    assert table["sentences"].tolist() == [16, 1]
    assert table[background.column("peace", "War: us against them")].tolist() == [6, 0]
    assert table[background.column("policy", "Other")].max() <= 16
    kinds = {str(kind) for kind in table.dtypes[3:]}
    assert kinds == {"uint16"}
