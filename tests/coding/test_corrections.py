"""Corrections: a completed sheet changes what a document says, and nothing is applied that does not fit.

What a reader names beside an article (frames, a lexicon, codings ...) is checked before anything runs.
"""

import csv
import io

import pandas as pd
import pytest

import analysis
from analysis import attribution, framing, tone
from analysis.cli import main
from analysis.coding import corrected, to_correct, write
from analysis.commands.options import REFUSED
from analysis.errors import CodingError
from analysis.files import as_csv

STORY = "The mayor left the town on Monday. The council said that it was glad. Nobody else was asked." * 3


@pytest.fixture(scope="module")
def whole(example):
    return to_correct(example)


def rows_of(sheet, task, **values):
    chosen = sheet["task"] == task
    for column, value in values.items():
        chosen &= sheet[column] == value
    return sheet.index[chosen]


def with_sheet(document, sheet, folder):
    path = folder / f"{document.article.id}.csv"
    path.write_bytes(as_csv(sheet))
    return corrected(document, folder)


def said(document, report="quotes"):
    return [finding.text for finding in document.coded.said(report)]


def test_a_sheet_with_what_the_machine_says_changes_nothing(example, whole, tmp_path):
    document = with_sheet(example, whole, tmp_path)
    assert not document.coded.changes
    assert said(document) == said(document, "sentiment") == said(document, "framing") == []


@pytest.mark.parametrize("place", ["", "data/codings", "there"])
def test_without_a_sheet_the_document_is_the_same(example, place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    assert corrected(example, place) is example


@pytest.mark.parametrize("place, what", [("gone.csv", "coding sheet"), ("gone", "folder of codings")])
def test_a_named_place_that_is_missing_is_an_error(example, place, what):
    with pytest.raises(CodingError, match=rf"^There is no {what} “{place}”; check the spelling"):
        corrected(example, place)


def test_another_speaker_is_followed_by_tables_voices_and_a_note(example, whole, tmp_path):
    sheet = whole.copy()
    row = rows_of(sheet, "quotes", speaker="Fawaz Gerges")[0]
    sheet.loc[row, ["speaker", "coder", "date"]] = ["  TRUMP ", "Ann Lee", "2026-11-22"]
    document = with_sheet(example, sheet, tmp_path)
    before, after = attribution.attributions(example), attribution.attributions(document)
    (changed,) = [each for each in after if each.by_hand]
    assert (changed.speaker, changed.confidence) == ("Donald Trump", 1.0)
    assert changed.content == before[changed.number - 1].content
    assert [each.speaker for each in after if not each.by_hand] == [
        each.speaker for each in before if each.number != changed.number
    ]
    speaking_share = attribution.speaking_share(document).set_index("speaker")["words"]
    assert (
        speaking_share["Donald Trump"]
        > attribution.speaking_share(example).set_index("speaker")["words"]["Donald Trump"]
    )
    path = tmp_path / f"{example.article.id}.csv"
    (finding,) = document.coded.said("quotes")
    assert finding.text == (
        f"Corrected by hand by Ann Lee on 2026-11-22 ({path.as_posix()}): 1 statement changed."
    )
    assert finding.sentences == (15,)


def test_a_coder_who_is_not_named_is_asked_for(example, whole, tmp_path):
    sheet = whole.copy()
    quote = rows_of(sheet, "quotes", sentence=6)[0]
    sheet.loc[quote, ["answer", "date"]] = ["no", "2026-11-22"]
    sheet.loc[rows_of(sheet, "sentiment", answer="neutral")[0], "answer"] = "positive"
    document = with_sheet(example, sheet, tmp_path)
    by = f"Corrected by hand by somebody unnamed on 2026-11-22 ({tmp_path}/{example.article.id}.csv): "
    hint = "; fill in the column coder to say who it was."
    assert said(document) == [f"{by}1 statement taken out{hint}"]
    assert said(document, "sentiment")[0] == f"{by}1 mention with another answer{hint}"


def test_what_is_no_quote_is_the_authors_again(example, whole, tmp_path):
    sheet = whole.copy()
    row = rows_of(sheet, "quotes", sentence=6)[0]
    sheet.loc[row, "answer"] = "No"
    document = with_sheet(example, sheet, tmp_path)
    start, end = sheet.loc[row, ["start", "end"]]
    assert len(analysis.quotes(document)) == len(analysis.quotes(example)) - 1
    assert attribution.voice_of(example, start, end) == "reported"
    assert attribution.voice_of(document, start, end) == "author"
    assert "1 statement taken out" in said(document)[0]


def test_a_missing_quote_is_added_with_its_words(example, whole, tmp_path):
    sheet = whole.copy()
    row = rows_of(sheet, "quotes", sentence=9)[0]
    sheet.loc[row, ["answer", "speaker", "words"]] = ["indirect", "nobody", "IRAN is already winning"]
    document = with_sheet(example, sheet, tmp_path)
    (added,) = [each for each in attribution.attributions(document) if each.by_hand]
    ((start, end),) = added.content
    assert example.article.text[start:end] == "Iran is already winning"
    assert (added.kind, added.speaker, added.role) == ("indirect", None, "unnamed")
    assert [each.number for each in attribution.attributions(document)] == list(
        range(1, len(analysis.quotes(example)) + 2)
    )


def test_the_content_of_a_quote_is_corrected(example, whole, tmp_path):
    sheet = whole.copy()
    row = rows_of(sheet, "quotes", sentence=1)[0]
    sheet.loc[row, "words"] = "finish America's   grinding wars"
    document = with_sheet(example, sheet, tmp_path)
    first = attribution.attributions(document)[0]
    ((start, end),) = first.content
    assert example.article.text[start:end] == "finish America’s grinding wars"
    assert first.speaker == "Donald Trump" and first.by_hand


def test_a_whole_sentence_row_corrects_the_statement_in_it(example, whole, tmp_path):
    """As on a drawn sheet, where units are sentences."""
    sentence = example.sentences[18]
    sheet = whole.head(1).copy()
    sheet.loc[:, ["start", "end", "text", "answer", "speaker", "words"]] = [
        [sentence.start, sentence.end, sentence.text, "direct", "Mike Pompeo", ""]
    ]
    document = with_sheet(example, sheet, tmp_path)
    (changed,) = [each for each in attribution.attributions(document) if each.by_hand]
    assert changed.speaker == "Mike Pompeo" and changed.role == "official"
    assert len(analysis.quotes(document)) == len(analysis.quotes(example))


def test_a_polarity_is_followed_by_every_mean(example, whole, tmp_path):
    sheet = whole.copy()
    row = rows_of(sheet, "sentiment", answer="neutral")[0]
    sheet.loc[row, "answer"] = "pos"
    document = with_sheet(example, sheet, tmp_path)
    targets = tone.target_sentiment(document)
    coded = targets[targets["start"] == sheet.loc[row, "start"]].iloc[0]
    assert list(coded[["negative", "neutral", "positive"]]) == [0, 0, 1]
    assert not tone.entity_sentiment(document).equals(tone.entity_sentiment(example))
    assert "1 mention with another answer" in document.coded.said("sentiment")[0].text


def test_frames_of_a_sentence_are_counted_as_coded(example, whole, tmp_path):
    sheet = whole.copy()
    row = rows_of(sheet, "generic", answer="none")[0]
    sheet.loc[row, "answer"] = "MORALITY; human int"
    document = with_sheet(example, sheet, tmp_path)
    tables = [framing.frames(each) for each in (example, document)]
    wholes = [table[(table["frame"] == "morality") & table["sentence"].isna()] for table in tables]
    shares = [whole["score"].iloc[0] for whole in wholes]
    assert shares[1] == pytest.approx(shares[0] + 1 / 22)
    frames = tables[1]
    coded = frames[(frames["frame"] == "morality") & (frames["sentence"] == sheet.loc[row, "sentence"])]
    assert coded["evidence"].tolist() == [[]]


@pytest.mark.parametrize(
    "column, value, message",
    [
        ("text", "something else", "“something else” no longer stands at 70 to 103."),
        ("start", "71", "no longer stands at 71 to 103."),
        ("start", "x", "“x” is no place in the text; restore the column start."),
        ("answer", "perhaps", "“perhaps” is no answer for quotes; write no, direct, mixed or indirect."),
        ("article_id", "other", "it is about another article, “other”."),
        ("task", "tone", "“tone” is no task; it is one of quotes, sentiment,"),
        ("words", "never said", "the words “never said” do not stand there in the text."),
    ],
)
def test_a_row_that_does_not_fit_is_listed_and_not_applied(example, whole, tmp_path, column, value, message):
    sheet = whole.head(1).astype(object)
    sheet.loc[0, ["speaker", column]] = ["Mike Pompeo", value]
    document = with_sheet(example, sheet, tmp_path)
    assert not document.coded.changes
    (trouble,) = said(document)
    assert trouble.startswith("1 row of ") and "is not taken over. Row 2 of " in trouble
    assert message in trouble


def test_two_statements_in_a_sentence_have_to_be_told_apart(example, whole, tmp_path):
    sentence = example.sentences[20]
    sheet = whole.head(1).astype(object)
    sheet.loc[0, ["start", "end", "text", "speaker"]] = [
        sentence.start,
        sentence.end,
        sentence.text,
        "Gerges",
    ]
    (trouble,) = said(with_sheet(example, sheet, tmp_path))
    assert "2 statements stand there; copy into “words” the words of the one that is meant." in trouble


def test_a_sheet_saved_with_semicolons_in_an_old_encoding_is_read(example, whole, tmp_path):
    sheet = whole.copy()
    sheet.loc[rows_of(sheet, "quotes", sentence=6)[0], "answer"] = "no"
    rows = csv.reader(io.StringIO(as_csv(sheet).decode("utf-8-sig")))
    saved = io.StringIO()
    csv.writer(saved, delimiter=";").writerows(rows)
    (tmp_path / f"{example.article.id}.csv").write_bytes(saved.getvalue().encode("cp1252", "replace"))
    assert "1 statement taken out" in said(corrected(example, tmp_path))[0]


def test_a_workbook_is_taken_where_there_is_no_csv(example, whole, tmp_path):
    sheet = whole.copy()
    sheet.loc[rows_of(sheet, "quotes", sentence=6)[0], "answer"] = "no"
    write(sheet, tmp_path, example.article.id, [".xlsx"])
    assert "1 statement taken out" in said(corrected(example, tmp_path))[0]


def test_a_quote_in_a_sentence_with_another_is_added_by_a_copied_row(example, whole, tmp_path):
    """As the instructions have it: the copy's words may stand outside of the statement that was copied."""
    row = rows_of(whole, "quotes", sentence=1)[0]
    copy = whole.loc[[row]].assign(
        answer="indirect", speaker="Jane Roe", words="pulled his troops out of Iraq"
    )
    document = with_sheet(example, pd.concat([whole, copy]), tmp_path)
    (added,) = [each for each in attribution.attributions(document) if each.by_hand]
    assert (added.speaker, example.article.text[slice(*added.content[0])]) == (
        "Jane Roe",
        copy["words"].iloc[0],
    )
    assert len(attribution.attributions(document)) == len(attribution.attributions(example)) + 1


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def refusal(capsys, *arguments) -> str:
    assert main(["report", "story.txt", "--reports-dir", "out", *arguments]) == REFUSED
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    "parameter, content, message",
    [
        ("own_frames", None, "There is no file of frames “own”; check the spelling of its path."),
        ("own_frames", "frames: [", "is not YAML, line 1; compare data/frames/example.yaml."),
        ("own_frames", "frames: {Ferry: {cues: [boat]}}", "there is no definition: give one sentence."),
        ("lexicon", "word,value\n", "needs a first line with the columns term and score."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(folder, capsys, parameter, content, message):
    if content is not None:
        (folder / "own").write_text(content)
    assert message in refusal(capsys, "-p", f"{parameter}=own")


@pytest.mark.parametrize(
    "parameter, message",
    [
        ("topic=ferries", "There is no topic “ferries”; "),
        ("mentions=0", "has to be a whole number from 1 on, not “0”."),
        ("codings=gone.csv", "There is no coding sheet “gone.csv”; check the spelling of its path."),
        ("codings=/nope", "There is no folder of codings “/nope”; check the spelling of its path."),
        ("codings=story.txt", "There is no folder of codings “story.txt”; check the spelling of its path."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(folder, capsys, parameter, message):
    assert message in refusal(capsys, "-p", parameter)


def test_a_reader_that_cannot_be_loaded_is_refused(folder, capsys, monkeypatch):
    monkeypatch.setattr("analysis.models.larger.find_spec", lambda name: None)
    assert "The readers that ship are base and small; " in refusal(capsys, "-p", "reader=anything")


@pytest.mark.parametrize(
    "files, message",
    [
        ({"story.csv": "task,Antwort\nquotes,no\n"}, "story.csv is no coding sheet: it has no column "),
        ({"story.ann": "T1 broken\n"}, "“story.ann” cannot be taken over: Line 1 of the annotations is no"),
        (
            {"story.csv": "task\n", "story.ann": ""},
            "two codings of one article, story.csv and story.ann;",
        ),
    ],
)
def test_a_coding_that_is_none_is_refused(folder, capsys, files, message):
    (folder / "data" / "codings").mkdir(parents=True)
    for name, content in files.items():
        (folder / "data" / "codings" / name).write_text(content)
    assert message in refusal(capsys)
