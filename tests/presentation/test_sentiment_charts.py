"""The sentiment report's charts and tables: claims drawn and listed, numbers in words as well."""

import pandas as pd
import pytest

from analysis import tone
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.presentation.charts import sentiment as charts
from analysis.presentation.tables import sentiment as tables
from analysis.schemas import typed
from analysis.tone.portrayal import portrayal

pytestmark = pytest.mark.slow

MIXED = (
    "Kenya suffered a terrible defeat in the brutal war. “Peru won a great victory,” said Anna Weber. "
) * 6


@pytest.fixture(scope="module", params=["", MIXED, "Anna <b>won</b> $5, then $6 & $x^$ fell. " * 6])
def document(request) -> Document:
    return annotate(Article(text=request.param))


def claimed(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    """Return a table of claims on portrayals: a row of (name, value, grade, chance) each."""
    return typed("claims", [("x", "portrayal", *row, [1, 4], "In words.") for row in rows])


def test_every_chart_and_table_shows_itself_or_nothing(document):
    scores = tone.sentiment(document)
    charts.parts(scores, tone.passages(document))._repr_mimebundle_()
    drawn = charts.arc(scores, "")
    if scores.empty:
        assert not drawn.markup.striptags()
    else:
        assert drawn._repr_mimebundle_()[0]["image/svg+xml"].startswith("<svg")
        assert drawn.alt.startswith("How each sentence sounds to the model. Sentence 1: ")
    shown = [
        tables.by_lexicon(scores),
        tables.judges(document, portrayal(document)),
    ]
    for piece in shown:
        assert "nan" not in piece.markup and "<b>" not in piece.markup


def test_the_same_input_gives_the_same_drawing(example):
    scores = tone.sentiment(example)
    assert charts.arc(scores, "").svg() == charts.arc(scores, "").svg()
    assert charts.arc(scores, "").svg() != charts.arc(scores.head(9), "").svg()


def test_a_course_without_a_rise_or_fall_is_not_drawn(example):
    flat = tone.sentiment(example).assign(model=0.04)
    assert not charts.arc(flat, "").markup.striptags()


def test_actors_are_drawn_by_their_claims_and_titled_by_one():
    rows = claimed(
        ("Kenya", "-1", "plain", 0.9),
        ("Peru", "1", "probable", 0.6),
        ("Iran", "0", "plain", 0.8),
        ("Chile", "-1", "open", 0.4),
    )
    chart = charts.actors(rows, "Kenya is shown in a bad light (90%).")
    assert chart.answer == "Kenya is shown in a bad light (90%)."
    assert chart.alt == (
        "Kenya is shown in a bad light (90%). Kenya: worse, plain (90%). Peru: better, probable (60%). "
        "Iran: neither, plain (80%)."
    )
    bars = chart.axes[0].patches
    assert [round(bar.get_width(), 1) for bar in bars] == [-0.9, 0.6], (
        "neither has no bar, what is open no row"
    )
    assert bars[0].get_facecolor() != bars[1].get_facecolor(), "what is probable is hollow"
    assert charts.actors(rows, "").answer == "How the main actors are shown"
    neither = claimed(("Iran", "0", "plain", 0.9), ("Peru", "1", "open", 0.4))
    assert not charts.actors(neither, "").markup.striptags(), "nobody is on a side"


def test_actors_are_drawn_by_their_names_as_they_are():
    drawn = charts.actors(claimed(("A$AP $x^$ <i>", "-1", "plain", 0.9)), "").svg()
    assert "A$AP $x^$ &lt;i&gt;" in drawn


def portrayed(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    made = [("x", who, by, value, chance, 0.1, 0.1, 0.1, 3, 2, [1, 4]) for who, by, value, chance in rows]
    return typed("portrayal", made)


def test_who_judges_whom_has_a_row_for_each_who_speaks_the_author_first(example):
    shown = tables.judges(
        example,
        portrayed(
            ("Kenya", "all", -1, 0.99),
            ("Kenya", "Ann Lee", -1, 0.95),
            ("Peru", "author", 1, 0.97),
            ("Chile", "Ann Lee", 0, 0.9),
            ("Iran", "Ann Lee", 1, 0.01),
        ),
    ).markup
    assert shown.count("<tr>") == 3
    assert shown.index("the author") < shown.index("Ann Lee")
    assert "95%" in shown and "97%" in shown and "badly" in shown and 'href="#s4"' in shown
    assert "Chile" not in shown and "Iran" not in shown, "neither, and not firm"
    assert "&lt;" not in shown


def test_parts_are_drawn_with_their_means():
    text = "Kenya wins\n\nA great victory.\n\nA terrible defeat. It rained on Monday."
    document = annotate(Article(text=text, title="Kenya wins"))
    chart = charts.parts(tone.sentiment(document), tone.passages(document))
    labels = [label.get_text() for label in chart.axes[0].get_yticklabels()]
    assert labels == ["headline (1)", "lead (1)", "body (2)", "author’s words (3)"]
    assert "lead (1 sentence): +0." in chart.alt
    one = annotate(Article(text="It rained."))
    assert not charts.parts(tone.sentiment(one), tone.passages(one)).markup.striptags()


def test_an_own_lexicon_is_shown_only_where_it_is_given_and_has_terms(example):
    scores = tone.sentiment(example)
    assert not tables.by_lexicon(scores).markup.striptags()
    values = [0.0] * len(scores)
    values[4], values[6] = 1.0, -2.0
    shown = tables.by_lexicon(scores.assign(lexicon=values)).markup
    assert shown.count("<tr>") == 3
    assert shown.index("#s7") < shown.index("#s5") and "−2.00" in shown
