"""What the framing report says and draws: findings with sentences, charts with answers in words."""

import re

import pytest

from analysis import Resampling, findings, framing
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.framing import TYPOLOGIES
from analysis.presentation.charts import framing as charts
from analysis.presentation.tables import framing as tables
from analysis.wording import counted, listed, percent, quoted

pytestmark = pytest.mark.slow

HOSTILE = (
    "<script>Kenya</script> attacked $Uganda$ & “Peru”. Kenya may {invade} Chile. Kenya $x^2$ did not leave. "
    * 4
)


def read(text: str) -> Document:
    return annotate(Article(text=text, id="x"))


@pytest.fixture(scope="module", params=["", "It rained.", HOSTILE], ids=["empty", "short", "hostile"])
def document(request) -> Document:
    return read(request.param)


def drawn(document: Document) -> list:
    table = framing.frames(document, Resampling(100))
    return [
        charts.actor_bars(framing.actors(document)),
        charts.actor_matrix(framing.actor_matrix(document)),
        *(
            charts.frames(table, name, framing.leading(document, t, Resampling(100)))
            for name, t in TYPOLOGIES.items()
        ),
        charts.frames(table, "entman"),
        charts.voices(framing.by_voice(document, framing.GENERIC)),
    ]


def test_every_chart_shows_itself_and_says_its_answer(document):
    for chart in drawn(document):
        shown, _ = chart._repr_mimebundle_()
        assert shown["image/svg+xml"].startswith("<svg")
        title = chart.axes[0].get_title(loc="left")
        assert title and title in chart.alt and "nan" not in chart.alt


def test_charts_of_the_example_have_their_numbers_in_words(example):
    bars, matrix, policy, generic, *_ = drawn(example)
    assert (
        "Islamic State acts (2 stated and 1 possible, planned or feared) and is acted upon (1 stated)"
        in bars.alt
    )
    assert "Iran upon United States: sentence 14" in matrix.alt
    assert "2 frames may lead" in policy.alt and "No sentence for" in policy.alt
    assert generic.axes[0].get_title(loc="left") == "Conflict leads"
    assert re.search(r"conflict: \d+% \(\d+ to \d+%\)", generic.alt)


def test_every_table_shows_itself_and_escapes(document):
    shown = [
        tables.actors(framing.actors(document)),
        tables.actions(framing.actions(document)),
        tables.frames(framing.frames(document, Resampling(100)), framing.POLICY, "Policy frames"),
        tables.checklist(framing.checklist(document, framing.GENERIC), "Questions"),
        tables.loaded(framing.loaded_language(document)),
        tables.biased(framing.biased_sentences(document)),
    ]
    for piece in shown:
        assert "<script>" not in piece.markup and ">nan<" not in piece.markup
        assert piece.markup.count("<table") <= 1


def test_only_sentences_likelier_biased_than_not_are_shown(example):
    rows = framing.biased_sentences(example)
    shown = tables.biased(rows, most=30).markup
    assert shown.count("<tr>") - 1 == (rows["probability"] >= 0.5).sum() > 0
    assert "the author’s" in shown and ">others’<" in shown


def test_tables_of_the_example_lead_to_sentences(example):
    actions = tables.actions(framing.actions(example)).markup
    assert "agentless, possible" in actions and 'href="#s3"' in actions
    assert "3 stated, 6 possible" in tables.actors(framing.actors(example)).markup
    policy = tables.frames(framing.frames(example, Resampling(100)), framing.POLICY, "Policy frames").markup
    assert 'href="#s21"' in policy and "Secretary of State" in policy


def test_marks_stand_on_their_words(example):
    for mark in tables.evidence_marks(example, framing.GENERIC):
        assert mark.label in framing.GENERIC.frames
        assert example.article.text[mark.start : mark.end].strip()
    labels = {mark.label for mark in tables.loaded_marks(framing.loaded_language(example))}
    assert {"loaded", "loaded, quoted", "hedge"} <= labels


def test_findings_of_the_example(example):
    found = findings.framing.findings(example)
    texts = [finding.text for finding in found]
    assert "External regulation and reputation" in texts[0] and "not enough text" in texts[0]
    assert len(found[0].sentences) >= 9
    assert any("cues for conflict" in text and "author's own voice" in text for text in texts)
    assert any(text.startswith("The United States acts") for text in texts)
    assert any(text.startswith("Iran acts") for text in texts)
    assert any("humiliating" in text and "flowery" in text for text in texts)


def test_findings_name_existing_sentences_and_stay_sober(document):
    found = findings.framing.findings(document)
    assert found
    for finding in found:
        assert all(1 <= number <= len(document.sentences) for number in finding.sentences)
        assert "nan" not in finding.text and finding.text.endswith(".")


def test_findings_say_when_there_is_not_enough_text():
    texts = [
        finding.text for finding in findings.framing.findings(read("The army attacked the town. It rained."))
    ]
    assert texts[0] == ("With 2 sentences there is not enough text to say which policy frame leads.")


def test_a_poor_text_is_called_weak_evidence():
    article = Article(text="The army attacked the town.", id="x", warnings=("The text is cut off.",))
    assert "weak evidence" in findings.framing.findings(annotate(article))[-1].text


def test_words_for_numbers():
    assert counted(1, "sentence") == "1 sentence" and counted(2, "party", "parties") == "2 parties"
    assert listed(["a", "b", "c"]) == "a, b and c" and listed(["a"]) == "a" and listed([]) == ""
    assert quoted(["a", "b", "c"], most=2) == "“a”, “b” and others"
    assert percent(0.405) == "40%"
