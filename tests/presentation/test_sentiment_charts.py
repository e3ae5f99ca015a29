"""The sentiment report's charts and tables: they answer in their titles, and in words as well."""

import pandas as pd
import pytest

from analysis import Resampling, tone
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.findings.sentiment import main_actors
from analysis.presentation.charts import sentiment as charts
from analysis.presentation.tables import sentiment as tables
from analysis.schemas import typed
from analysis.tone.lexicons import polarity

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
        charts.actors(main_actors(document)),
    ]


def titles(chart) -> list[str]:
    return [axes.get_title(loc="left") for axes in chart.axes]


def test_every_chart_shows_itself_and_says_its_answer(document):
    for chart in drawn(document):
        shown, _ = chart._repr_mimebundle_()
        assert shown["image/svg+xml"].startswith("<svg")
        assert chart.answer
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
    scores = tone.sentiment(example)
    apart = scores[scores["model"].map(polarity) * scores["vader"].map(polarity) < 0]["sentence"]
    assert len(apart) and all(str(number) in charts.methods(scores).alt for number in apart)


def main(*rows: tuple, harms: float = 0.2) -> pd.DataFrame:
    """Return a table of main actors: a row of (name, value, chance, suffers) each."""
    columns = ["name", "value", "chance", "suffers", "entity", "harms", "helps", "mentions", "sentences"]
    table = pd.DataFrame([(*row, row[0], harms, harms * 4, 3, 2) for row in rows], columns=columns)
    return table.assign(
        evidence=[[1, 4]] * len(rows), others=[["Ann Lee: in a good light (90%)"]] * len(rows)
    )


def test_the_actors_title_claims_what_the_chances_allow():
    bad, worse = ("Kenya", -1, 0.9, 0.1), ("Chile", -1, 0.6, 0.7)
    good, open_ = ("Peru", 1, 0.6, 0.1), ("Iran", 1, 0.4, 0.1)
    assert (
        charts.actors(main(bad, good, open_)).answer
        == "In a bad light: Kenya; in a good light: probably Peru"
    )
    assert (
        charts.actors(main(worse, bad)).answer
        == "In a bad light: Kenya and 1 more; suffering: probably Chile"
    )
    assert charts.actors(main(open_)).answer == "Nobody is surely shown in a good or a bad light"
    assert charts.actors(main()).answer == "No actor is named in this text"


def test_the_actors_alternative_text_has_the_chances():
    told = "Kenya (2 sentences): probably in a bad light (66%), suffers 10%, harms 20% and helps 80%"
    assert told in charts.actors(main(("Kenya", -1, 0.66, 0.1))).alt


def test_roles_that_a_reader_does_not_tell_are_left_out():
    unknown = main(("Kenya", 0, 0.66, float("nan")), harms=float("nan"))
    chart = charts.actors(unknown)
    assert chart.alt.endswith("Kenya (2 sentences): probably in neither light (66%).")
    assert "nan" not in chart.svg() + tables.actors(unknown).markup


def test_actors_are_drawn_by_their_names_as_they_are():
    drawn = charts.actors(main(("A$AP $x^$ <i>", 0, 0.9, 0.1))).svg()
    assert "A$AP $x^$ &lt;i&gt; (2 sentences)" in drawn


def test_a_row_of_the_actors_table_leads_to_sentences_and_tells_other_views():
    shown = tables.actors(main(("Kenya", -1, 0.9, 0.1))).markup
    assert shown.count("<tr>") == 2
    for cell in ("in a bad light (90%)", "Ann Lee: in a good light (90%)", "10%", "80%"):
        assert cell in shown
    assert 'href="#s1"' in shown and 'href="#s4"' in shown


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
        tables.actors(main_actors(document)),
        tables.evidence(document, targets, main_actors(document)),
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
    shown = tables.evidence(document, targets, main(("Kenya", 0, 0.9, 0.9))).markup
    assert shown.count("<mark") == 6
    assert "Kenya: in neither light (90%), suffers 90%, harms 20% and helps 80%; 2 sentences" in shown
    assert 'href="#s6"' in shown
    assert "No actor is named" in tables.evidence(document, targets, main()).markup


def test_a_mark_has_the_likeliest_class_and_the_roles_that_are_likely():
    row = ("x", "Kenya", 1, 0, 5, "author", 0.7, 0.2, 0.1, 0.9, 0.5, 0.4)
    (mark,) = tables.mention_marks(typed("targets", [row]))
    assert (mark.kind, mark.label) == ("negative", "−0.60, suffers, harms")


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
