"""The tables, findings and figures of the report on quotes."""

import math

import pytest

from analysis import Resampling
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import quotes, reporting_verbs, speaking_share, timeline, unquoted
from analysis.attribution.speaking import loaded_share
from analysis.findings.quotes import answer, findings
from analysis.presentation.charts import quotes as charts
from analysis.presentation.tables import quotes as tables
from analysis.word_lists import read

QUOTES = [
    *(
        "article_id",
        "quote",
        "kind",
        "speaker",
        "role",
        "affiliation",
        "speaks_for",
        "source_start",
        "source_end",
        "source_text",
    ),
    *("cue_start", "cue_end", "cue_text", "content", "text", "words", "confidence", "sense"),
]
TALK = (
    "“The bridge is safe,” said Maria Torres. Torres insisted that it would stand. "
    "Experts say it will fall. David Chen admitted that it shook. Torres boasted that it was hers. "
    "Ann Lee built it. Critics of Ann Lee laughed."
)


@pytest.fixture(scope="module")
def talk():
    return annotate(Article(text=TALK, id="talk"))


@pytest.fixture(scope="module")
def silence():
    return annotate(Article(text="It rained on Monday."))


def test_quotes_have_the_columns_of_the_design(talk, silence):
    assert list(quotes(talk)) == QUOTES
    assert quotes(silence).dtypes.equals(quotes(talk).dtypes)
    assert quotes(silence).empty


def test_quotes_offsets_lead_back_to_the_text(talk):
    for row in quotes(talk).itertuples():
        assert TALK[row.source_start : row.source_end] == row.source_text
        assert TALK[row.cue_start : row.cue_end] == row.cue_text
        assert " … ".join(TALK[start:end] for start, end in row.content) == row.text


def test_speaking_share_shares_out_all_words(talk):
    heard = speaking_share(talk, resampling=Resampling(200))
    assert heard["share"].sum() == pytest.approx(1)
    assert heard["words"].sum() == quotes(talk)["words"].sum()
    assert heard.iloc[0][["speaker", "quotes", "direct"]].tolist() == ["Maria Torres", 3, 1]
    assert ((heard["low"] <= heard["share"]) & (heard["share"] <= heard["high"])).all()
    assert set(heard["speaker"]) == {"Maria Torres", "David Chen", "nobody named"}


def test_few_statements_have_no_interval():
    heard = speaking_share(annotate(Article(text="Ann Lee said it rained.")))
    assert math.isnan(heard["low"][0])
    assert "not enough text" in charts.speakers(heard).alt


def test_speaking_share_is_the_same_for_the_same_seed(talk):
    assert speaking_share(talk, resampling=Resampling(seed=3)).equals(
        speaking_share(talk, resampling=Resampling(seed=3))
    )


def test_timeline_counts_words_by_sentence_and_voice(talk):
    first = timeline(talk).iloc[0]
    assert first[["sentence", "speaker", "quoted", "reported"]].tolist() == [1, "Maria Torres", 4, 0]
    assert timeline(talk)[["quoted", "reported"]].sum().sum() == quotes(talk)["words"].sum()


def test_reporting_verbs_are_neutral_or_loaded(talk):
    kinds = reporting_verbs(talk).set_index("verb")["kind"].to_dict()
    assert kinds == {"say": "neutral", "insist": "loaded", "admit": "loaded", "boast": "loaded"}


@pytest.mark.parametrize(
    ("text", "verb", "kind"),
    [
        ("Ann Lee pointed out that it rained.", "point out", "loaded"),
        ("Ann Lee warned of the rain.", "warn", "loaded"),
        ("It rained, according to Ann Lee.", "according to", "neutral"),
        ("Ann Lee denied that it rained.", "deny", "denial"),
        ("Ann Lee hoped that it would rain.", "hope", "belief"),
        ("“It will rain again,” Ann Lee shrieked.", "shriek", "other"),
    ],
)
def test_kind_of_a_reporting_verb(text, verb, kind):
    (row,) = reporting_verbs(annotate(Article(text=text))).itertuples()
    assert (row.verb, row.kind) == (verb, kind)


def test_loaded_share_has_wilsons_interval(talk, silence):
    assert loaded_share(reporting_verbs(talk)) == pytest.approx((0.6, 0.2307, 0.8824), abs=1e-4)
    assert all(math.isnan(number) for number in loaded_share(reporting_verbs(silence)))


def test_unquoted_are_those_mentioned_who_never_speak(talk):
    assert unquoted(talk)["entity"].tolist() == ["Ann Lee"]
    assert unquoted(talk, mentions=3).empty


def test_a_verb_has_one_kind():
    words = [word for listed in read("cues")["verbs"].values() for word in listed]
    assert len(words) == len(set(words))


def test_verbs_that_take_more_than_a_clause_are_in_the_list():
    verbs = {word for listed in read("cues")["verbs"].values() for word in listed}
    special = {
        word
        for part in ("takes", "prepositions")
        for listed in read("cues")[part].values()
        for word in listed
    }
    assert special - verbs <= set(read("cues")["takes"]["no clause"])


def test_findings_begin_with_the_whole(talk, silence):
    found = [finding.text for finding in findings(talk)]
    assert found[0].startswith("5 statements of others (1 direct quotes and 4 indirect) by 2 speakers")
    assert any("“admit”" in text for text in found)
    assert any("Ann Lee (2 mentions)" in text for text in found)
    assert [finding.text for finding in findings(silence)] == [
        "No statement of others is found in this text: nobody is quoted."
    ]


def test_answer_and_findings_lead_to_sentences(talk):
    assert answer(talk).sentences == (1, 2, 5), "of the two that may be heard most"
    assert findings(talk)[0].sentences == (1, 2, 3, 4, 5)


def test_charts_say_in_words_what_they_show(talk):
    assert "Maria Torres" in charts.speakers(speaking_share(talk, resampling=Resampling(200))).alt
    assert "quoted in 1" in charts.timeline(timeline(talk), len(talk.sentences)).alt
    assert "boast 1 (loaded)" in charts.verbs(reporting_verbs(talk)).alt


def test_charts_and_tables_of_silence_show_themselves(silence):
    for chart in (
        charts.speakers(speaking_share(silence)),
        charts.timeline(timeline(silence), 1),
        charts.verbs(reporting_verbs(silence)),
    ):
        chart._repr_mimebundle_()
    assert "nothing to show" in str(tables.quotes(silence, quotes(silence)).markup)


def test_table_of_quotes_escapes_and_links():
    document = annotate(Article(text="“<script>alert(1)</script> is what I said,” Ann Lee said."))
    shown = str(tables.quotes(document, quotes(document)).markup)
    assert "&lt;script&gt;" in shown
    assert 'href="#s1"' in shown


def test_marks_cover_source_cue_and_content(talk):
    marks = tables.marks(talk)
    assert {mark.kind for mark in marks} == {"source", "cue", "quoted", "reported"}
    assert [TALK[m.start : m.end] for m in marks if m.kind == "quoted"] == ["“The bridge is safe,”"]
