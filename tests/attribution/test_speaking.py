"""The tables, findings and figures of the report on quotes."""

import math
from dataclasses import replace

import pytest

from analysis import Resampling
from analysis.annotation import annotate
from analysis.annotation.document import Coded
from analysis.articles import Article
from analysis.attribution import quotes, reporting_verbs, speaking_share, timeline, unquoted
from analysis.attribution.attributions import attributions
from analysis.findings.sources import sources
from analysis.framing import positions
from analysis.presentation.charts import quotes as charts
from analysis.presentation.tables import quotes as tables
from analysis.schemas import typed
from analysis.word_lists import read

QUOTES = [
    *(
        "article_id",
        "quote",
        "sentence",
        "text",
        "speaker",
        "kind",
        "role",
        "affiliation",
        "speaks_for",
        "source_start",
        "source_end",
        "source_text",
    ),
    *("cue_start", "cue_end", "cue_text", "content", "words", "confidence", "sense"),
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


def test_a_quote_has_the_sentence_in_which_its_words_begin(talk):
    assert quotes(talk)["sentence"].tolist() == [1, 2, 3, 4, 5]


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


def test_speaking_share_is_the_same_for_the_same_seed(talk):
    assert speaking_share(talk, resampling=Resampling(seed=3)).equals(
        speaking_share(talk, resampling=Resampling(seed=3))
    )


def test_timeline_counts_words_by_sentence_and_voice(talk):
    first = timeline(talk).iloc[0]
    assert first[["sentence", "speaker", "quoted", "reported"]].tolist() == [1, "Maria Torres", 4, 0]
    assert timeline(talk)[["quoted", "reported"]].sum().sum() == quotes(talk)["words"].sum()


def test_a_source_without_a_name_is_called_as_in_the_table_of_sources():
    document = annotate(Article(text="“It will rain,” two officials boasted on Monday."))
    assert set(timeline(document)["speaker"]) == set(sources(document)["source"]) == {"two officials"}
    assert reporting_verbs(document)["speakers"][0] == ["two officials"]


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


def test_sources_count_words_quoted_and_told(talk):
    rows = sources(talk).set_index("source")
    assert rows.loc["Maria Torres", ["kind", "statements", "quoted", "first"]].tolist() == ["person", 3, 4, 1]
    assert rows.loc["Maria Torres", "words"] > 4
    assert rows.loc["experts", "kind"] == "unnamed"
    assert rows["share"].sum() == pytest.approx(1)


def test_who_speaks_for_a_body_stands_below_it():
    rows = [
        ("x", "Bo Day", "person", None, 4, 1, 15, 0, 0.5, [4]),
        ("x", "Ann Lee", "person", "the union", 2, 1, 10, 8, 0.3, [2]),
        ("x", "the union", "body", None, 1, 1, 6, 0, 0.2, [1]),
    ]
    shown = tables.sources(typed("sources", rows)).markup
    assert shown.index(">the union</th>") < shown.index(">Ann Lee</th>") < shown.index(">Bo Day</th>")


def test_charts_say_in_words_what_they_show(talk):
    chart = charts.sources(sources(talk), "Maria Torres is heard most (98%).")
    assert chart.answer == "Maria Torres is heard most (98%)."
    assert chart.alt.startswith(
        "Maria Torres is heard most (98%). Maria Torres: 12 words (67%), 4 of them quoted"
    )
    assert charts.sources(sources(talk), "").answer == "Words given to each source"
    assert "quoted in 1" in charts.timeline(timeline(talk), len(talk.sentences)).alt
    assert "% the author" in charts.positions(positions(talk)).alt


def test_of_silence_nothing_is_shown(silence):
    pieces = (
        charts.sources(sources(silence), ""),
        charts.timeline(timeline(silence), 1),
        charts.positions(positions(silence)),
        tables.sources(sources(silence)),
        tables.to_check(silence, quotes(silence)),
        tables.verbs(reporting_verbs(silence)),
        tables.unquoted(unquoted(silence)),
    )
    assert not any(piece.markup.striptags() for piece in pieces)


def test_the_table_of_verbs_has_those_that_judge(talk):
    shown = tables.verbs(reporting_verbs(talk)).markup
    assert "boast" in shown and ">say<" not in shown


def test_statements_to_check_are_the_least_sure_escaped_and_linked():
    document = annotate(
        Article(text="“<script>alert(1)</script> is what I said,” Ann Lee said. Ann Lee said no.")
    )
    found = quotes(document)
    shown = tables.to_check(document, found.assign(confidence=0.6)).markup
    assert "&lt;script&gt;" in shown and 'href="#s1"' in shown
    assert not tables.to_check(document, found.assign(confidence=0.9)).markup.striptags()
    assert (
        tables.to_check(document, found.assign(confidence=[0.6, 0.9][: len(found)])).markup.count("<tr>") == 2
    )


def test_an_act_is_no_statement_to_check():
    document = annotate(Article(text="Ann Lee said it rained."))
    found = quotes(document).assign(confidence=0.6)
    (said,) = attributions(document)
    act = document.corrected(Coded(attributions=(replace(said, sense="act"),)))
    assert tables.to_check(document, found).markup.striptags()
    assert not tables.to_check(act, found).markup.striptags()
