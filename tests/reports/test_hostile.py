"""Hostile and broken input: what must hold of every text, and that the fuzz sees when it does not."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from fuzz import checks, growth, reports, run, texts
from fuzz.payloads import NAMES, PAYLOADS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import analysis
from analysis.annotation.parsing import LONGEST_WORD, chunks
from analysis.articles import Article
from analysis.articles.article import file_name
from analysis.corpus.engine.worker import load_models, tables

pytestmark = pytest.mark.slow

GUARD = Path(__file__).parents[1] / "guard"
ANY_CHARACTER = st.characters(exclude_categories=())
PIECES = st.sampled_from([*texts.SALAD, *texts.EMOJI, *texts.QUOTES, *texts.BIDI, *PAYLOADS])
DEAR = [
    "one sentence",
    "one word with dots",
    "straight quotation marks",
    "brackets",
    "spaces",
    "paragraphs of a word",
]


def faults_of(text: str) -> list[str]:
    document = analysis.annotate(Article(text))
    made = checks.tables(document)
    return [*checks.faults(document, made), *checks.csv_faults(made)]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(ANY_CHARACTER, max_size=200))
@example("\ud800 said “\udc00”")
@example("= 1 + 1\n\n\t\n@SUM(1)")
def test_any_text_gives_tables_that_point_into_it(text):
    assert faults_of(text) == []


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=40).map(" ".join))
@example("his photographs were › 」 lost 』, (")
def test_any_salad_of_news_and_payloads_gives_tables_that_point_into_it(text):
    assert faults_of(text) == []


@pytest.mark.parametrize("kind", texts.MAKERS)
def test_every_kind_of_the_fuzz_goes_through(kind):
    *_, tally = run.run(texts.draw(kind, number, seed=7) for number in range(1))
    assert [str(fault) for fault in tally.faults] == []
    assert tally.done[kind] == 1


def test_the_walk_through_unicode_leaves_no_block_out():
    seen = {ord(character) // 16 * 16 for text in texts.walk(50, Random(1)) for character in text}
    assert set(texts.columns()) <= seen
    assert len(texts.columns()) > 9_000


def test_a_seed_gives_the_same_texts():
    assert list(texts.cases(30, 3)) == list(texts.cases(30, 3)) != list(texts.cases(30, 4))


def test_ten_thousand_quotation_marks():
    made = tables(Article("“" * 10_000))
    assert made["sentences"]["end"].max() == 10_000


@pytest.mark.parametrize("kind", DEAR)
def test_no_text_of_a_few_kilobytes_takes_long(kind):
    load_models()
    (found,) = growth.measure([kind], [2_000])
    assert list(growth.faults([found])) == []


def test_words_without_end_are_cut_and_no_character_is_lost():
    text = "a" * 2500 + " b " + "c" * 999 + "\n" + "“" * 9000
    pieces = chunks(text)
    assert "".join(pieces) == text
    assert max(len(word) for piece in pieces for word in piece.split()) == LONGEST_WORD


def test_halves_of_characters_move_no_offset():
    article = Article("Ana \ud800 said “\udfff”.", title="\ud83d title", outlet="\udc00")
    assert (article.text, article.title, article.outlet) == (
        "Ana \ufffd said “\ufffd”.",
        "\ufffd title",
        "\ufffd",
    )


@given(st.text(ANY_CHARACTER) | st.sampled_from(NAMES) | st.sampled_from(PAYLOADS))
def test_no_name_leads_out_of_the_folder(name):
    article = Article("One text.", id=name)
    assert article.id and Path(article.id).name == article.id not in (".", "..")
    assert len(os.fsencode(article.id)) <= 130 and file_name(article.id) == article.id


# --- the promises that a library could break


def test_nothing_is_reported_to_the_makers_of_libraries(tmp_path):
    code = (
        "import analysis; analysis.quotes(analysis.annotate(analysis.Article('Iran said that it was good.')))"
    )
    own = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", code], env=os.environ | own, check=True, timeout=120)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_hostile_articles_through_the_command():
    with TemporaryDirectory(prefix="pl-") as folder:  # a kernel's socket has room for 107 characters of path
        made = reports.write_sources(Path(folder, "run"), count=2, seed=1)
        reports.make(made, seconds=240)
        assert list(reports.faults(made)) == []
        assert len(made.pages) == 2 * 4 + 2


# --- the checks see what they are for


def test_the_fuzz_reports_what_breaks(monkeypatch, capsys):
    def broken(document):
        raise ZeroDivisionError("in the midst of it")

    monkeypatch.setitem(checks.TABLES, "actions", broken)
    *_, tally = run.run(texts.cases(4, 0))
    assert "ZeroDivisionError" in str(tally)
    assert tally.faults


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"start": 1, "end": 2}, "'Iran' for 'r'"),
        ({"end": 999}, "outside of its sentence"),
        ({"sentence": 9}, "sentences that there are not"),
    ],
)
def test_an_offset_that_points_elsewhere_is_seen(change, fault):
    document = analysis.annotate(Article("Iran met Ana Ruiz."))
    made = checks.tables(document)
    made["entities"] = made["entities"].assign(**change)
    assert any(fault in found for found in checks.faults(document, made))


def test_the_guard_writes_down_what_must_not_be(tmp_path):
    code = (
        "import os, pickle, socket; open('fired', 'w').close(); os.mkdir('in/a'); os.system('true'); "
        "pickle.loads(pickle.dumps(os.getcwd)); socket.socket().connect_ex(('127.0.0.1', 9))"
    )
    (tmp_path / "in").mkdir()
    own = {
        "GUARD_FOLDERS": str(tmp_path / "in"),
        "GUARD_LOG": str(tmp_path / "log"),
        "PYTHONPATH": str(GUARD),
    }
    subprocess.run([sys.executable, "-B", "-c", code], env=os.environ | own, cwd=tmp_path, check=True)
    said = (tmp_path / "log").read_text()
    assert all(word in said for word in ("fired", "os.system", "pickle", "socket.connect"))
    assert "in/a" not in said


@pytest.mark.parametrize(
    "markup, fault",
    [
        ("<script>1</script>", "a script that is not ours"),
        ("<p onclick='x'>", "an attribute onclick"),
        ("<a href='javascript:x'>", "a link"),
        ("<a href='../../fired'>", "a link"),
        ("<img src='https://example.invalid/'>", "a source"),
        ("<meta http-equiv=refresh content=0>", "a meta"),
    ],
)
def test_a_page_that_does_something_is_seen(tmp_path, markup, fault):
    (tmp_path / "page.html").write_text(f"<html><body>{markup}")
    assert any(found.startswith(fault) for found in reports.page_faults(tmp_path / "page.html"))


def test_time_that_grows_with_the_square_is_seen():
    found = [growth.Measured("a", length, (length / 1000) ** 2, 1) for length in (4_000, 8_000)]
    assert growth.steepness(found, "a") == 2
    assert any("times as fast" in fault for fault in growth.faults(found))


def test_a_text_that_no_schema_takes_is_seen():
    wrong = pd.DataFrame({"article_id": ["a"], "entity": [None]})
    assert any(fault.startswith("entities") for fault in checks.schema_faults({"entities": [wrong]}))
