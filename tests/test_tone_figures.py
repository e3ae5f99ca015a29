"""The sentiment report's charts and tables: they answer in their titles, and in words as well."""

import pandas as pd
import pytest

from analysis import tone
from analysis.annotation import Document, annotate
from analysis.article import Article
from analysis.figures import tone as charts
from analysis.figures import tone_tables as tables

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
        charts.arc(scores, samples=100),
        charts.methods(scores),
        charts.voices(tone.voice_sentiment(document, samples=100)),
        charts.entities(tone.entity_sentiment(document, samples=100)),
    ]


def titles(chart) -> list[str]:
    return [axes.get_title(loc="left") for axes in chart.axes]


def test_every_chart_shows_itself_and_says_its_answer(document):
    for chart in drawn(document):
        shown, _ = chart._repr_mimebundle_()
        assert shown["image/svg+xml"].startswith("<svg")
        assert titles(chart)[0]
        assert all(title in chart.alt for title in titles(chart))
        assert "nan" not in chart.alt


def test_the_same_input_gives_the_same_drawing(example):
    scores = tone.sentiment(example)
    assert charts.arc(scores, samples=50).svg() == charts.arc(scores, samples=50).svg()
    assert charts.arc(scores, samples=50).svg() != charts.arc(scores, samples=50, seed=1).svg()


def test_the_alternative_text_has_the_numbers(example):
    estimates = tone.entity_sentiment(example, samples=100)
    row = estimates[(estimates["entity"] == "Iran") & (estimates["voice"] == "all")].iloc[0]
    assert (
        f"Iran ({row['sentences']} sentences), all voices: {row['mean']:+.2f} ("
        in charts.entities(estimates).alt
    )
    apart = tone.disagreements(tone.sentiment(example))["sentence"]
    assert all(str(number) in charts.methods(tone.sentiment(example)).alt for number in apart)


def test_titles_claim_what_the_intervals_allow():
    clear = tone.entity_sentiment(read(MIXED), samples=100)
    assert titles(charts.entities(clear)) == ["To VADER, negative around Kenya and positive around Peru"]
    many = pd.concat([clear.assign(entity=clear["entity"] + mark) for mark in ("", "!")])
    assert titles(charts.entities(many)) == ["To VADER, clearly positive or negative around 4 of 6 entities"]
    nothing = tone.entity_sentiment(read("Kenya met Peru. " * 6), samples=100)
    assert titles(charts.entities(nothing)) == ["To VADER, clearly positive or negative around no entity"]
    assert "not enough text" in titles(charts.entities(nothing.iloc[:0]))[0]


def test_names_are_drawn_as_they_are():
    estimates = tone.entity_sentiment(read("Kenya suffered a terrible defeat. " * 6), samples=100)
    odd = charts.entities(estimates.assign(entity="A$AP $x^$ <i>"))
    assert "A$AP $x^$ &lt;i&gt; (6 sentences)" in odd.svg()


def test_only_voices_that_are_drawn_are_in_the_legend():
    chart = charts.entities(
        tone.entity_sentiment(read("Kenya suffered a terrible defeat. " * 6), samples=100)
    )
    assert [label.get_text() for label in chart.legends[0].get_texts()] == ["all voices", "the author"]


def test_tables_of_any_article_show_themselves_escaped(document):
    scores = tone.sentiment(document)
    shown = [
        tables.strongest(tone.strongest(scores)),
        tables.disagreements(tone.disagreements(scores)),
        tables.voices(tone.voice_sentiment(document, samples=100)),
        tables.entities(tone.entity_sentiment(document, samples=100)),
        tables.clauses(tone.target_clauses(document)),
        tables.sentences(scores),
    ]
    for html in shown:
        assert "nan" not in html.markup
        assert "<b>" not in html.markup


def test_voices_are_in_order_with_both_methods_side_by_side():
    shown = tables.voices(tone.voice_sentiment(read(MIXED), samples=100)).markup
    places = [
        shown.index(f">{voice}</th>")
        for voice in ("all voices", "the author", "others", "quoted", "reported")
    ]
    assert places == sorted(places)
    assert shown.count("<tr>") == 6


def test_a_clause_is_one_row_with_all_its_entities():
    shown = tables.clauses(tone.target_clauses(read("Kenya beat Peru, and Chile lost to Peru."))).markup
    assert "Kenya, Peru" in shown
    assert "Chile, Peru" in shown


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
