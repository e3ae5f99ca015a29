"""The sentiment report's charts and tables: they answer in their titles, and in words as well."""

import pandas as pd
import pytest

from analysis import Resampling, tone
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.presentation.charts import sentiment as charts
from analysis.presentation.tables import sentiment as tables
from analysis.tone.lexicons import polarity
from analysis.wording import signed

pytestmark = pytest.mark.slow

MIXED = (
    "Kenya suffered a terrible defeat in the brutal war. “Peru won a great victory,” said Anna Weber. "
) * 6


def read(text: str) -> Document:
    return annotate(Article(text=text))


@pytest.fixture(scope="module", params=["", MIXED, "Anna <b>won</b> $5, then $6 & $x^$ fell. " * 6])
def document(request) -> Document:
    return read(request.param)


def drawn(document: Document) -> list:
    scores = tone.sentiment(document)
    return [
        charts.arc(scores, resampling=Resampling(100)),
        charts.methods(scores),
        charts.voices(tone.voice_sentiment(document, resampling=Resampling(100))),
        charts.entities(tone.entity_sentiment(document, resampling=Resampling(100))),
    ]


def titles(chart) -> list[str]:
    return [axes.get_title(loc="left") for axes in chart.axes]


def test_every_chart_shows_itself_and_says_its_answer(document):
    for chart in drawn(document):
        shown, _ = chart._repr_mimebundle_()
        assert shown["image/svg+xml"].startswith("<svg")
        assert all(titles(chart))
        assert all(title.split(": opposite")[0] in chart.alt for title in titles(chart))
        assert "nan" not in chart.alt


def test_the_same_input_gives_the_same_drawing(example):
    scores = tone.sentiment(example)
    assert (
        charts.arc(scores, resampling=Resampling(50)).svg()
        == charts.arc(scores, resampling=Resampling(50)).svg()
    )
    assert (
        charts.arc(scores, resampling=Resampling(50)).svg()
        != charts.arc(scores, resampling=Resampling(50, 1)).svg()
    )


def test_the_alternative_text_has_the_numbers(example):
    estimates = tone.entity_sentiment(example, resampling=Resampling(100))
    row = estimates[(estimates["entity"] == "Iran") & (estimates["voice"] == "all")].iloc[0]
    assert (
        f"Iran ({row['sentences']} sentences), all voices: {signed(row['mean'])} ("
        in charts.entities(estimates).alt
    )
    scores = tone.sentiment(example)
    apart = scores[scores["model"].map(polarity) * scores["vader"].map(polarity) < 0]["sentence"]
    assert len(apart) and all(str(number) in charts.methods(scores).alt for number in apart)


def test_titles_claim_what_the_intervals_allow():
    estimates = tone.entity_sentiment(read(MIXED), resampling=Resampling(100))
    clear = estimates[estimates["entity"] != "Anna Weber"]
    assert titles(charts.entities(clear)) == ["The text is negative towards Kenya and positive towards Peru"]
    many = pd.concat([clear.assign(entity=clear["entity"] + mark) for mark in ("", "!")])
    assert titles(charts.entities(many)) == ["Clearly positive or negative towards 4 of 4 entities"]
    nothing = tone.entity_sentiment(read("Kenya met Peru. " * 6), resampling=Resampling(100))
    open_ = nothing.assign(low=-0.1, high=0.1)
    assert titles(charts.entities(open_)) == ["The text is clearly positive or negative towards no entity"]
    assert "not enough text" in titles(charts.entities(nothing.iloc[:0]))[0]


def test_names_are_drawn_as_they_are():
    estimates = tone.entity_sentiment(
        read("Kenya suffered a terrible defeat. " * 6), resampling=Resampling(100)
    )
    odd = charts.entities(estimates.assign(entity="A$AP $x^$ <i>"))
    assert "A$AP $x^$ &lt;i&gt; (6 sentences)" in odd.svg()


def test_only_voices_that_are_drawn_are_in_the_legend():
    chart = charts.entities(
        tone.entity_sentiment(read("Kenya suffered a terrible defeat. " * 6), resampling=Resampling(100))
    )
    assert [label.get_text() for label in chart.legends[0].get_texts()] == ["all voices", "the author"]


def test_tables_of_any_article_show_themselves_escaped(document):
    scores = tone.sentiment(document)
    targets, estimates = (
        tone.target_sentiment(document),
        tone.entity_sentiment(document, resampling=Resampling(100)),
    )
    shown = [
        tables.strongest(tone.strongest(scores)),
        tables.disagreements(tone.disagreements(scores)),
        tables.voices(tone.voice_sentiment(document, resampling=Resampling(100))),
        tables.entities(estimates),
        tables.mentions(targets, tone.target_clauses(document)),
        tables.evidence(document, targets, estimates),
        tables.sentences(scores),
    ]
    for html in shown:
        assert "nan" not in html.markup
        assert "<b>" not in html.markup


def test_voices_are_in_order_with_the_methods_side_by_side():
    shown = tables.voices(tone.voice_sentiment(read(MIXED), resampling=Resampling(100))).markup
    places = [
        shown.index(f">{voice}</span></th>")
        for voice in ("all voices", "the author", "others", "quoted", "reported")
    ]
    assert places == sorted(places)
    assert shown.count("<tr>") == 6


def test_the_evidence_has_the_sentences_of_each_entity_with_its_mentions_marked():
    document = read("Kenya suffered a terrible defeat in the brutal war. " * 6)
    targets = tone.target_sentiment(document)
    shown = tables.evidence(
        document, targets, tone.entity_sentiment(document, resampling=Resampling(100))
    ).markup
    assert shown.count('<mark class="negative">') == 6
    assert "Kenya: −" in shown and "in 6 sentences" in shown
    assert 'href="#s6"' in shown
    little = read("Kenya won.")
    nothing = tables.evidence(little, tone.target_sentiment(little), tone.entity_sentiment(little))
    assert "No entity has enough text" in nothing.markup


def test_an_own_lexicon_has_a_column_only_when_it_is_given(example):
    scores = tone.sentiment(example)
    assert "Your list" not in tables.sentences(scores).markup
    assert "Your list" in tables.sentences(scores.assign(lexicon=1.0)).markup


def test_word_marks_have_sign_and_value():
    marks = tables.word_marks(read("The rules aren’t good. A great win."))
    assert [(mark.kind, mark.label) for mark in marks] == [
        ("negative", "−1.4"),
        ("positive", "+3.1"),
        ("positive", "+2.8"),
    ]
    assert tables.word_marks(read("A terrible day."), "textblob")[0].label == "−1.0"


def test_the_numbers_of_crosses_do_not_lie_upon_each_other():
    """Seven sentences close together, as in the example's scatter of TextBlob."""
    points = [
        (0.2, -0.06),
        (0.2, -0.15),
        (0.1, -0.14),
        (0.13, -0.23),
        (0.15, -0.28),
        (0.7, -0.14),
        (0.7, -0.14),
    ]
    marks = [(charts.POINTS_A_UNIT * x, charts.POINTS_A_UNIT * y) for x, y in points]
    offsets = charts.beside(points)
    places = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(marks, offsets, strict=True)]
    assert all(
        abs(x - across) > 10 or abs(y - up) > 8
        for number, (x, y) in enumerate(places)
        for across, up in places[:number]
    )
