"""More than usual: percentiles, the beta-binomial mixture, false discovery, and how it is counted."""

import gzip
import json

import numpy as np
import pandas as pd
import pytest

from analysis import framing
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.claims.framing import usual_findings
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


def test_chance_is_the_mean_of_beta_binomial_tails():
    counts, lengths = np.array([3.0]), np.array([10.0])
    a, b = 3 + 50 * 0.3, 7 + 50 * 0.7  # counts, and the average article, of which there is but one kind
    drawn = np.random.default_rng(0)
    simulated = (drawn.binomial(8, drawn.beta(a, b, 200_000)) >= 4).mean()
    assert background.chance(4, 8, counts, lengths) == pytest.approx(simulated, abs=0.005)
    both = background.chance(4, 8, np.array([3.0, 3.0]), np.array([10.0, 10.0]))
    assert both == pytest.approx(background.chance(4, 8, counts, lengths))


def test_chance_falls_with_the_count_and_none_is_certain():
    counts, lengths = np.array([1.0, 0.0, 4.0]), np.array([20.0, 30.0, 25.0])
    chances = [background.chance(count, 20, counts, lengths) for count in range(21)]
    assert chances[0] == 1 and all(np.diff(chances) < 0) and 0 <= chances[-1] < 1e-3


@pytest.mark.parametrize("rates", [(0.5, 5), (0.1, 6), (20, 80)], ids=["some", "hardly any", "much alike"])
def test_articles_of_the_background_are_seldom_unusual(rates):
    drawn = np.random.default_rng(1)
    lengths = np.maximum(4, drawn.lognormal(3.4, 0.5, 500)).astype(int)
    counts = drawn.binomial(lengths, drawn.beta(*rates, 500))
    chances = [
        background.chance(c, n, np.delete(counts, i), np.delete(lengths, i))
        for i, (c, n) in enumerate(zip(counts[:200], lengths[:200], strict=True))
    ]
    assert np.mean(np.array(chances) <= 0.05) <= 0.07  # 5 %, and what chance adds in 200 articles


def test_false_discovery_rates_are_benjamini_s_and_hochberg_s():
    assert background.adjusted(np.array([0.01, 0.04, 0.03, 0.005])) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert background.adjusted(np.array([0.9, 0.8])) == pytest.approx([0.9, 0.9])
    assert len(background.adjusted(np.array([]))) == 0


def test_like_keeps_topic_and_length(there):
    assert len(background.like(30)) == 400
    assert set(background.like(30, "war")["topic"]) == {"war"}
    assert background.like(30, similar_length=True)["sentences"].between(20, 45).all()


def test_frames_have_their_percentile(there):
    table = framing.frames(read(WAR), 50)
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
    told = [finding.text for finding in usual_findings(read(WAR))]
    assert any(text.startswith("Beside 400 other news articles, more than usual") for text in told)


def test_a_short_text_is_never_unusual(there):
    rows = framing.more_than_usual(read("Our enemy never sleeps. " * 4))
    assert len(rows) and not rows["unusual"].any()
    assert not framing.more_than_usual(read(""))["unusual"].any()


def test_without_background_nothing_is_compared(nothing):
    document = read(WAR)
    assert framing.frames(document, 50)["percentile"].isna().all()
    assert framing.more_than_usual(document).empty
    assert "no background" in framing_usual.usual(framing.more_than_usual(document)).markup
    assert not any("more than usual" in finding.text for finding in usual_findings(document))


def test_an_unknown_topic_compares_with_all(there):
    rows = framing.more_than_usual(read(WAR), "no such topic")
    assert rows["same_topic"].isna().all() and rows["p"].notna().all()


def test_counting_goes_on_where_it_stopped_and_ships_no_text(tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    from analysis.training import background as counting
    from analysis.validation.data import BACKGROUND

    rows = [
        {"ID": name, "topic": "sea", "source": "x", "content_original": text}
        for name, text in (("a", WAR), ("b", "It rained."), ("c", ""))
    ]
    with gzip.open(tmp_path / BACKGROUND, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)
    partial = tmp_path / "out.partial"
    partial.write_text(f"{json.dumps(counting.count(rows[0]) | {'topic': 'kept'})}\n{{", encoding="utf-8")
    counted = counting.count_all(counting.read(tmp_path), partial, processes=1)
    counting.write(counted, tmp_path / "out.parquet")
    table = pd.read_parquet(tmp_path / "out.parquet")
    assert table["article"].tolist() == ["a", "b"] and table["topic"].tolist() == ["kept", "sea"]
    assert table["sentences"].tolist() == [16, 1]
    assert table[background.column("peace", "War: us against them")].tolist() == [6, 0]
    assert table[background.column("policy", "Other")].max() <= 16
    kinds = {str(kind) for kind in table.dtypes[3:]}
    assert kinds == {"uint16"}
