"""What the framing report draws and lists: charts with titles of claims, tables that lead to sentences."""

import pytest

from analysis import framing
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.findings.frames import Framed, generic_chances, policy_chances
from analysis.presentation.charts import framing as charts
from analysis.presentation.tables import framing as tables
from analysis.schemas import typed
from analysis.wording import counted, listed, percent, quoted

pytestmark = pytest.mark.slow

HOSTILE = (
    "<script>Kenya</script> attacked $Uganda$ & “Peru”. Kenya may {invade} Chile. Kenya $x^2$ did not leave. "
    * 4
)
FOUND = {
    "conflict": Framed(0.9, 0.8, (1, 2)),
    "economic": Framed(0.3, 0.1, (3,)),
    "morality": Framed(0.01, 0.0, ()),
}


def read(text: str) -> Document:
    return annotate(Article(text=text, id="x"))


@pytest.fixture(scope="module", params=["", "It rained.", HOSTILE], ids=["empty", "short", "hostile"])
def document(request) -> Document:
    return read(request.param)


def test_every_chart_shows_itself_or_nothing(document):
    drawn = [
        charts.actor_bars(framing.actors(document), "<b> acts most (90%)."),
        charts.frames(generic_chances(document, "base"), ""),
        charts.frames(policy_chances(document, "base"), ""),
    ]
    for chart in drawn:
        shown = chart._repr_mimebundle_()[0]
        if "image/svg+xml" in shown:
            assert shown["image/svg+xml"].startswith("<svg")
            assert chart.alt.startswith(chart.answer.rstrip(".")) and "nan" not in chart.alt
            assert "<b>" not in shown["text/html"]
        else:
            assert not chart.markup.striptags()


def test_frames_are_drawn_with_their_chances_below_the_claim_that_names_the_first():
    chart = charts.frames(FOUND, "Conflict leads (80%).")
    assert chart.answer == "Conflict leads (80%)."
    assert chart.alt == "Conflict leads (80%). conflict: 90%. economic: 30%. morality: 1%."
    drawn = [label.get_text() for label in chart.axes[0].get_yticklabels()]
    assert drawn == ["conflict", "economic"], "one without a chance is left to the words"
    assert charts.frames(FOUND, "").answer == "The chance of each frame"


def test_cues_illustrate_frames_that_are_likely(example):
    assert tables.likely(FOUND) == ["conflict"]
    assert tables.likely({}) is None, "without a head, cues alone answer"
    rows = framing.frames(example)
    shown = tables.frames(rows, framing.GENERIC, "Generic frames", ["conflict"]).markup
    assert "conflict" in shown and "economic" not in shown and 'href="#s1"' in shown
    assert not tables.frames(rows, framing.GENERIC, "Generic frames", []).markup.striptags()
    questions = tables.checklist(framing.checklist(example, framing.GENERIC), "Questions", ["economic"])
    assert "financial losses" in questions.markup and ">no<" not in questions.markup


def test_charts_of_the_example_have_their_numbers_in_words(example):
    bars = charts.actor_bars(framing.actors(example), "")
    assert bars.answer == "Who acts, and who is acted upon"
    assert "Islamic State acts (2 stated and 1 possible) and is acted upon (1 stated)" in bars.alt


def test_every_table_shows_itself_and_escapes(document):
    shown = [
        tables.frames(framing.frames(document), framing.POLICY, "Policy frames"),
        tables.checklist(framing.checklist(document, framing.GENERIC), "Questions"),
        tables.harms(framing.harms(document)),
        tables.loaded(framing.loaded_language(document)),
        tables.usual(framing.more_than_usual(document)),
        tables.own_frames(framing.frames(document), []),
        tables.others(framing.frames(document)),
    ]
    for piece in shown:
        assert "<script>" not in piece.markup and ">nan<" not in piece.markup
        assert piece.markup.count("<table") == bool(piece.markup.striptags())


def test_a_table_has_eight_rows_and_tells_where_all_are(example):
    shown = tables.checklist(framing.checklist(example, framing.GENERIC), "Questions").markup
    assert shown.count("<tr>") - 1 == 8
    assert "The first 8 of 9 rows." in shown
    rows = typed("harms", [harm(n, "Kenya", f"town {n}", 0.9) for n in range(1, 10)])
    assert "the table <code>harms.csv</code> has them all" in tables.harms(rows).markup


def harm(sentence, agent, patient, chance, stated=True, by="author"):
    """Return a row of the table of harms."""
    return "x", sentence, 0, 8, "attacked", agent, patient, stated, by, chance


def test_harms_tell_how_and_on_whose_word_the_likeliest_pair_first():
    rows = [
        harm(5, None, "Peru", 0.7, False, "Ann Lee"),
        harm(1, "Kenya", "Chile", 0.6),
        harm(4, "Kenya", "Chile", 0.6, False, "Ann Lee"),
        harm(6, "Kenya", "Iran", 0.6),
    ]
    shown = tables.harms(typed("harms", rows)).markup
    assert "1 stated, 1 alleged or possible" in shown and "the author, Ann Lee" in shown
    assert shown.index("84%") < shown.index("70%"), "that one of two is right is likelier"
    assert "nobody is said to" in shown and 'href="#s4"' in shown
    assert "Iran" not in shown


def test_words_stand_by_kind_and_voice(example):
    shown = tables.loaded(framing.loaded_language(example)).markup
    assert "humiliating" in shown and "loaded: judge" in shown
    authors, others = shown[shown.index("loaded: judge") :].split("</td>")[:2]
    assert "humiliating" in authors and "flowery" in others


def test_key_passages_are_those_of_the_claims_in_a_text_that_is_not_short(example):
    rows = [("x", "key passage", "It rained", str(n), "probable", 0.6, [n + 2], "Read this.") for n in (2, 1)]
    told = typed("claims", rows)
    shown = tables.key_passages(example, told).markup
    assert shown.index("#s3") < shown.index("#s4") and shown.count("<li>") == 2
    assert not tables.key_passages(
        read("It rained. It snowed. It hailed. It froze."), told
    ).markup.striptags()
    assert not tables.key_passages(example, told.head(0)).markup.striptags()


def test_other_typologies_share_a_table_of_frames_with_two_sentences(example):
    rows = framing.frames(example)
    shown = tables.others(rows).markup
    assert "Galtung" in shown and shown.count("<tr>") <= 9
    once = rows[rows["sentence"].isna() | (rows["sentence"] == 3)]
    assert not tables.others(once).markup.striptags()


def test_words_for_numbers():
    assert counted(1, "sentence") == "1 sentence" and counted(2, "party", "parties") == "2 parties"
    assert listed(["a", "b", "c"]) == "a, b and c" and listed(["a"]) == "a" and listed([]) == ""
    assert quoted(["a", "b", "c"], most=2) == "“a”, “b” and others"
    assert percent(0.405) == "40%"
