"""The tables: what notebooks save and corpora hold is what the schemas say, and every column is explained."""

import re

import nbformat
import pandas as pd
import pytest

import analysis
from analysis import attribution, framing, presentation, schemas, tone
from analysis.annotation import mentions
from analysis.articles import Article
from analysis.coding import reliability, sample
from analysis.corpus.engine import worker
from analysis.framing import loaded_lists, sourcing
from analysis.paths import NOTEBOOKS
from analysis.schemas import CORPUS, TABLES
from analysis.tone.voices import GROUPS
from analysis.word_lists import read

NAMES = {
    "1-sentiment": {},
    "2-quotes": {},
    "3-framing": {"policy": "article_frames", "generic": "article_frames"},
    "4-corpus": {
        "claims": "corpus_claims",
        **dict.fromkeys(("quoted", "silent", "sentiment", "sentiment_over_time"), "groups_estimates"),
        **dict.fromkeys(("frames", "frames_by_topic", "frames_by_topic_and_group"), "groups_estimates"),
    },
    "5-validate": {},
}
"""The table of each file that a notebook saves, where it is not the file's name."""


def dtypes(name: str) -> dict[str, str]:
    return {column: about.pandas for column, about in TABLES[name].columns.items() if not about.optional}


def told(frame: pd.DataFrame) -> dict[str, str]:
    return {column: str(dtype) for column, dtype in frame.dtypes.items()}


@pytest.fixture(scope="module", params=NAMES)
def saved(request, tmp_path_factory) -> tuple[str, dict[str, pd.DataFrame]]:
    """A notebook's name, and the tables that it saves when it is run as it is."""
    notebook = nbformat.read(NOTEBOOKS / f"{request.param}.ipynb", 4)
    found: dict[str, pd.DataFrame] = {}
    names: dict[str, object] = {"__name__": "notebook"}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(NOTEBOOKS)
        patch.setattr(presentation, "save_tables", lambda _, **frames: found.update(frames))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, request.param, "exec"), names)
            if "parameters" in cell.metadata.get("tags", ()) and "sheets" in names:
                names["sheets"] = str(tmp_path_factory.mktemp("sheets"))
    return request.param, found


@pytest.mark.slow
def test_notebooks_save_the_tables_of_the_schemas(saved):
    notebook, found = saved
    assert found
    for file, frame in found.items():
        name = NAMES[notebook].get(file, file)
        assert told(frame) == dtypes(name), file
        assert list(frame.columns) == list(dtypes(name)), file
        assert file in TABLES[name].files


@pytest.mark.parametrize(
    "text", ["", "“It is a shame,” said Ana Ruiz, an expert of the council. Nobody praised it."]
)
def test_functions_return_the_tables_of_the_schemas_also_without_rows(text):
    document = analysis.annotate(Article(text=text, id="x"))
    scores = tone.sentiment(document)
    made = {
        "articles": mentions.articles(document),
        "sentences": scores,
        "entities": analysis.entities(document),
        "quotes": analysis.quotes(document),
        "targets": analysis.target_sentiment(document),
        "entity_sentiment": analysis.entity_sentiment(document),
        "portrayal": analysis.portrayal(document),
        "voice_sentiment": tone.voice_sentiment(document),
        "passages": tone.passages(document),
        "clauses": tone.target_clauses(document),
        "moving_words": tone.moving_words(document),
        "arc": tone.arc(scores),
        "rated_sentences": analysis.rate_sentences([text]),
        "classified_targets": analysis.classify_targets([], []),
        "speaking_share": attribution.speaking_share(document),
        "timeline": attribution.timeline(document),
        "reporting_verbs": attribution.reporting_verbs(document),
        "unquoted": attribution.unquoted(document),
        "voices": framing.all_shares(document),
        "presence": framing.presence(document),
        "positions": framing.positions(document),
        "frames": analysis.frames(document),
        "article_frames": framing.article_frames(document, framing.POLICY),
        "usual": framing.more_than_usual(document),
        "checklist": framing.checklist(document, framing.PEACE),
        "by_voice": framing.by_voice(document, framing.GENERIC),
        "actions": analysis.actions(document),
        "actors": framing.actors(document),
        "loaded": analysis.loaded_language(document),
        "biased": framing.biased_sentences(document),
    }
    for name, frame in made.items():
        assert list(told(frame).items()) == list(dtypes(name).items()), name


def test_a_column_that_is_there_on_demand_is_left_out_otherwise(tmp_path):
    words = tmp_path / "own.csv"
    words.write_text("term,score\nshame,-1\n")
    scores = tone.sentiment(analysis.annotate(Article(text="It is a shame.", id="x")), words)
    columns = TABLES["sentences"].columns
    assert list(scores.columns) == list(columns) and columns["lexicon"].optional
    assert schemas.check("sentences", scores).column_names == [name for name in columns if name != "lexicon"]


def test_an_optional_column_stays_where_a_frame_has_it():
    scores = tone.sentiment(analysis.annotate(Article(text="It is a shame.", id="x")))
    assert "lexicon" not in schemas.typed("sentences", scores)
    typed = schemas.typed("sentences", scores.assign(lexicon=-1, other=0))
    assert list(typed.columns) == [*scores.columns, "lexicon"] and typed["lexicon"].dtype == "float64"


def test_a_corpus_holds_its_tables_and_no_others():
    assert set(CORPUS) == {*worker.MAKERS, "errors"}
    for name in CORPUS:
        empty = schemas.check(name, schemas.typed(name, []))
        assert empty.schema.equals(schemas.arrow(name))
        assert empty.schema.names == list(dtypes(name))


def test_every_table_and_column_is_explained_in_a_sentence():
    for table in TABLES.values():
        assert re.fullmatch(r"[A-Z].{15,}\.", table.meaning), table.name
        assert len(table.row) > 5, table.name
        for name, column in table.columns.items():
            said = column.meaning
            assert said[-1] == "." and len(said) > 8, (table.name, name)
            numeric = column.dtype in {"int64", "float64"}
            assert bool(column.unit) or not numeric, (table.name, name)
            assert column.low is None or column.high is None or column.low < column.high


def test_the_values_are_those_that_the_methods_give():
    columns = {name: table.columns for name, table in TABLES.items()}
    assert columns["loaded"]["kind"].values == loaded_lists.KINDS
    assert columns["positions"]["part"].values == sourcing.PARTS
    assert columns["voices"]["by"].values == sourcing.GROUPS
    assert set(columns["voice_sentiment"]["voice"].values) == set(GROUPS)
    assert columns["voice_sentiment"]["method"].values == tone.METHODS
    assert set(columns["reporting_verbs"]["kind"].values) == {*read("cues")["verbs"], "other"}
    assert columns["agreement"]["between"].values == (reliability.COLLEAGUES, reliability.WITH_MACHINE)
    assert columns["sheet"]["labels"].values == (sample.HIDDEN, sample.SHOWN)


def test_a_value_that_a_column_cannot_have_is_refused():
    good = dict(zip(dtypes("loaded"), ["a", 1, 0, 4, "bad", "loaded", 0.5, "author"], strict=True))
    assert schemas.check("loaded", schemas.typed("loaded", [good])).num_rows == 1
    with pytest.raises(schemas.SchemaError, match="loaded"):
        schemas.check("loaded", schemas.typed("loaded", [good | {"voice": "nobody"}]))


def test_rows_are_mappings_or_values_in_order_or_a_frame():
    row = {"source": "a.txt", "reason": "It is empty."}
    frame = schemas.typed("errors", [row])
    assert frame.to_dict("records") == [row]
    for rows in ([tuple(row.values())], frame.assign(more=1), frame[["reason", "source"]]):
        pd.testing.assert_frame_equal(schemas.typed("errors", rows), frame)
    with pytest.raises(KeyError):
        schemas.typed("errors", [{"source": "a.txt"}])
