"""What the framing report draws and lists: charts with titles of claims, tables that lead to sentences."""

import pandas as pd
import pytest

import analysis
from analysis import framing
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.findings.frames import Framed, generic_chances, policy_chances
from analysis.presentation.charts import framing as charts
from analysis.presentation.charts import quotes
from analysis.presentation.tables import framing as tables
from analysis.schemas import typed
from analysis.wording import counted, listed, percent, quoted

pytestmark = pytest.mark.slow

HOSTILE = (
    "<script>Kenya</script> attacked $Uganda$ & “Peru”. Kenya may {invade} Chile. Kenya $x^2$ did not leave. "
    * 4
)
FOUND = {
    "conflict": Framed(0.9, 0.2, (1, 2)),
    "economic": Framed(0.01, 0.0, ()),
    "morality": Framed(0.7, 0.6, (3,)),
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


def test_frames_are_drawn_by_the_claim_that_names_the_first():
    chart = charts.frames(FOUND, "The morality frame leads (60%).")
    assert chart.answer == "The morality frame leads (60%)."
    assert chart.alt.endswith(
        "morality: there 70%, first 60%. conflict: there 90%, first 20%. economic: there 1%, first 0%."
    )
    drawn = [label.get_text() for label in chart.axes[0].get_yticklabels()]
    assert drawn == ["morality", "conflict"], "one without a chance is left to the words"
    there, first = chart.axes[0].containers
    assert [bar.get_width() for bar in there] == [0.7, 0.9] and [bar.get_width() for bar in first] == [
        0.6,
        0.2,
    ]
    assert charts.frames(FOUND, "").answer == "The chance of each frame"


@pytest.mark.filterwarnings("error")
def test_the_smallest_charts_are_high_enough_to_draw():
    one = {"conflict": Framed(0.9, 0.8, (1,))}
    assert charts.frames(one, "").svg()
    words = pd.DataFrame([{"sentence": 1, "speaker": "Ann Lee", "quoted": 3, "reported": 2}])
    assert quotes.timeline(words, 4).svg()
    row = {"source": "Ann Lee", "words": 5, "quoted": 3, "share": 1.0}
    assert quotes.sources(pd.DataFrame([row, row | {"source": "Bo Day"}]), "").svg()
    assert not quotes.sources(pd.DataFrame([row]), "").markup.striptags(), "one has nobody beside them"
    parts = pd.DataFrame([{"part": "headline", "author": 0.5, "quoted": 0.5, "reported": 0.0}])
    assert quotes.positions(parts).svg()
    acts = {f"{role}{how}": 1 for role in charts.ROLES for how in charts.TELLINGS}
    actors = pd.DataFrame([{"actor": name, **acts} for name in ("Kenya", "Peru")])
    assert charts.actor_bars(actors, "").svg()
    assert not charts.actor_bars(actors.head(1), "").markup.striptags()


def test_cues_illustrate_frames_that_are_likely(example):
    assert tables.likely(FOUND) == ["conflict", "morality"]
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
        tables.harms(document, framing.harms(document), analysis.claims(document)),
        tables.loaded(framing.loaded_language(document)),
        tables.usual(framing.more_than_usual(document)),
        tables.own_frames(framing.frames(document), []),
        tables.others(framing.frames(document), policy_chances(document, "base")),
    ]
    for piece in shown:
        assert "<script>" not in piece.markup and ">nan<" not in piece.markup
        assert piece.markup.count("<table") == bool(piece.markup.striptags())


def test_a_table_has_eight_rows_and_tells_where_all_are(example):
    shown = tables.checklist(framing.checklist(example, framing.GENERIC), "Questions").markup
    assert shown.count("<tr>") - 1 == 8
    assert "The first 8 of 9 rows." in shown
    rows = typed("harms", [harm(n, "Kenya", f"town {n}", 0.9) for n in range(1, 10)])
    told = claimed_harms(*(("Kenya", f"town {n}", "plain", 0.9, [n]) for n in range(1, 10)))
    assert "the table <code>harms.csv</code> has them all" in tables.harms(example, rows, told).markup


def harm(sentence, agent, patient, chance, stated=True, by="author"):
    """Return a row of the table of harms."""
    return "x", sentence, 0, 8, "attacked", agent, patient, stated, by, chance


def claimed_harms(*rows: tuple[str, str, str, float, list[int]]):
    """Return a table of claims on harms: rows of (agent, patient, grade, chance, sentences)."""
    return typed("claims", [("x", "harm", *row, "In words.") for row in rows])


def test_harms_are_those_claimed_and_tell_how_and_on_whose_word(example):
    rows = [
        harm(5, None, "Peru", 0.9, False, "Ann Lee"),
        harm(1, "Kenya", "Chile", 0.6),
        harm(4, "Kenya", "Chile", 0.6, False, "Ann Lee"),
        harm(6, "Kenya", "Iran", 0.95),
    ]
    told = claimed_harms(("Kenya", "Chile", "probable", 0.7, [1, 4]), ("Kenya", "Iran", "open", 0.3, [6]))
    shown = tables.harms(example, typed("harms", rows), told).markup
    assert "1 stated, 1 alleged or possible" in shown and "the author, Ann Lee" in shown
    assert "70%" in shown and 'href="#s4"' in shown, "the chance is that of the claim"
    assert "Iran" not in shown and "Peru" not in shown, "open, and by nobody"


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
    shown = tables.others(rows, {}).markup
    assert "Galtung" in shown and shown.count("<tr>") <= 9
    once = rows[rows["sentence"].isna() | (rows["sentence"] == 3)]
    assert not tables.others(once, {}).markup.striptags()


@pytest.mark.parametrize("chance, shown", [(0.9, True), (0.1, False)])
def test_frames_of_war_and_peace_are_for_articles_on_security(example, chance, shown):
    policy = {"Security and defense": Framed(chance, chance, ())}
    assert ("Galtung" in tables.others(framing.frames(example), policy).markup) == shown


def test_words_for_numbers():
    assert counted(1, "sentence") == "1 sentence" and counted(2, "party", "parties") == "2 parties"
    assert listed(["a", "b", "c"]) == "a, b and c" and listed(["a"]) == "a" and listed([]) == ""
    assert quoted(["a", "b", "c"], most=2) == "“a”, “b” and others"
    assert percent(0.405) == "40%"
