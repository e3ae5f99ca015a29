"""Statements that a reader coded, in brat or on a sheet, take the place of the model's."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import attribution
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions
from analysis.coding import corrected, to_correct
from analysis.coding.brat import standoff
from analysis.coding.statements import speaker_called
from analysis.errors import CodingError
from analysis.files import as_csv
from analysis.findings.sources import sources

TEXT = (
    "Senators Ann Lee and Bob Stone said that the bill was dead. Minister John Carr said nothing was "
    "decided yet. “The wall is low,” said Fay Wood, a professor of hydrology at Oxford University. The White "
    "House said that it would wait. Actor Will Gray said he was scared. Al Wood said he was glad."
)


def lines_of(document) -> str:
    return standoff(document.article.text, attributions(document))


def by(document, lines, folder):
    (folder / f"{document.article.id}.ann").write_text(lines, encoding="utf-8")
    return corrected(document, folder)


def said(document, report="quotes"):
    return [finding.text for finding in document.coded.said(report)]


def marked(text, words, label="Content", name="T900"):
    start = text.index(words)
    return f"{name}\t{label} {start} {start + len(words)}\t{words}\n"


def without(lines, number):
    """The lines of a file without the Content of a statement, and what is tied to it."""
    content = re.findall(r"^(T\d+)\tContent", lines, re.MULTILINE)[number - 1]
    return "".join(f"{line}\n" for line in lines.splitlines() if content not in re.findall(r"T\d+", line))


def test_the_models_own_statements_change_nothing(example, tmp_path):
    document = by(example, lines_of(example), tmp_path)
    assert not document.coded.changes
    assert said(document) == []
    assert attributions(document) == attributions(example)


def test_a_statement_taken_out_is_the_authors(example, tmp_path):
    document = by(example, without(lines_of(example), 3), tmp_path)
    gone = attributions(example)[2]
    assert [each.content for each in attributions(document)] == [
        each.content for each in attributions(example) if each is not gone
    ]
    assert not any(each.by_hand for each in attributions(document))
    assert attribution.voice_of(document, *gone.content[0]) == "author"
    place = f"{tmp_path.as_posix()}/{example.article.id}.ann"
    (finding,) = document.coded.said("quotes")
    assert finding.text == (
        f"Corrected by hand by somebody unnamed ({place}): 1 statement taken out; "
        "write “coder: a name” as the note of any Source or Cue to say who it was."
    )
    assert finding.sentences == (example.sentence_at(example.tokens(*gone.content[0])[0]).number,)
    assert said(document, "framing") == said(document, "sentiment") == said(document)


def test_a_statement_marked_by_hand_has_the_speaker_of_its_source(example, tmp_path):
    text = example.article.text
    lines = (
        lines_of(example) + marked(text, "Iran is already winning") + marked(text, "Trump", "Source", "T901")
    )
    lines += "R900\tSource_of Arg1:T900 Arg2:T901\n#900\tAnnotatorNotes T901\tcoder:  Ann Lee, 2026-11-22\n"
    document = by(example, lines, tmp_path)
    (added,) = [each for each in attributions(document) if each.by_hand]
    assert (added.kind, added.speaker, added.confidence) == ("indirect", "Donald Trump", 1.0)
    assert said(document)[0].startswith("Corrected by hand by Ann Lee, 2026-11-22 (")
    assert said(document)[0].endswith(": 1 statement added.")
    assert [each.number for each in attributions(document)] == list(range(1, len(attributions(example)) + 2))


def test_another_source_is_another_speaker(example, tmp_path):
    """In brat a coder moves the Source; the note still has the name that the model found."""
    first = attributions(example)[0]
    text = example.article.text
    lines = lines_of(example)
    source = re.search(r"Source_of Arg1:T1 Arg2:(T\d+)", lines)[1]
    lines = re.sub(rf"^{source}\t.*\n", "", lines, flags=re.MULTILINE)
    document = by(example, lines + marked(text, "Pompeo", "Source", source), tmp_path)
    changed = attributions(document)[0]
    assert first.speaker == "Donald Trump"
    assert (changed.speaker, changed.by_hand, changed.content) == ("Mike Pompeo", True, first.content)
    assert ": 1 statement changed; write “coder: a name” as the note" in said(document)[0]


@pytest.mark.parametrize("name, speaker", [("Pompeo", "Mike Pompeo"), ("Jane Roe", "Jane Roe"), (None, None)])
def test_a_name_written_into_the_note_counts(example, tmp_path, name, speaker):
    lines = lines_of(example).replace('"speaker": "Donald Trump"', f'"speaker": {json.dumps(name)}', 1)
    document = by(example, lines, tmp_path)
    assert [each.speaker for each in attributions(document) if each.by_hand] == [speaker]


def test_what_no_longer_fits_is_listed_and_never_applied(example, tmp_path):
    text = example.article.text
    moved = marked(text, "Iran is already winning").replace("winning", "losing")
    outside = f"T901\tContent {len(text)} {len(text) + 5}\twords\n"
    document = by(example, without(lines_of(example), 3) + moved + outside, tmp_path)
    assert not document.coded.changes
    assert attributions(document) == attributions(example)
    (trouble,) = said(document)
    start = text.index("Iran is already winning")
    place = f"{tmp_path.as_posix()}/{example.article.id}.ann"
    assert trouble == (
        f"2 annotations of {place} are not taken over, so the model's statements stay where the file has no "
        f"other. Annotation T900: Content “Iran is already losing” no longer stands at {start} to "
        f"{start + 23}. "
        f"Annotation T901: Content “words” no longer stands at {len(text)} to {len(text) + 5}."
    )


def test_a_statement_whose_source_no_longer_fits_is_not_applied(example, tmp_path):
    text = example.article.text
    lines = lines_of(example) + marked(text, "Iran is already winning")
    lines += "T901\tSource 0 4\tNobody\nR900\tSource_of Arg1:T900 Arg2:T901\n"
    document = by(example, lines, tmp_path)
    assert not document.coded.changes
    assert "Annotation T901: Source “Nobody” no longer stands at 0 to 4." in said(document)[0]


@pytest.mark.parametrize("lines", ["", "T1\tPlace 0 4\tIraq\n", "\n"])
def test_a_file_that_marks_no_statement_is_not_coded(example, tmp_path, lines):
    document = by(example, lines, tmp_path)
    assert not document.coded.changes
    assert said(document)[0].endswith(".ann marks no Content, so the statements here are the model's.")


def test_a_sheet_and_a_brat_file_are_one_too_many(example, tmp_path):
    (tmp_path / f"{example.article.id}.csv").write_text("task,answer\n")
    with pytest.raises(CodingError) as error:
        by(example, lines_of(example), tmp_path)
    said = str(error.value)
    assert "has two codings of one article, us-iraq-withdrawal.csv and us-iraq-withdrawal.ann" in said
    assert said.count("\n") == 0
    assert corrected(example, tmp_path / f"{example.article.id}.ann").article is example.article


@pytest.mark.parametrize("written", [b"T1 broken\n", b"T1\tContent 0 4\t\xff\n"])
def test_a_broken_file_is_refused_in_a_sentence(example, tmp_path, written):
    path = tmp_path / "broken.ann"
    path.write_bytes(written)
    with pytest.raises(CodingError) as error:
        corrected(example, path)
    assert "broken.ann" in str(error.value) and str(error.value).count("\n") == 0


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_corrected_comes_back_the_same_through_brat(example, tmp_path, data):
    """Any statements taken out and any stretches added: written as brat and read again, they are the same."""
    text = example.article.text
    numbers = data.draw(st.sets(st.integers(1, len(attributions(example))), max_size=10))
    lines = "".join(f"{line}\n" for line in lines_of(example).splitlines() if not line.startswith("#99"))
    for number in sorted(numbers, reverse=True):
        lines = without(lines, number)
    for place in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text) - 30))
        piece = text[start : start + data.draw(st.integers(1, 30))].replace("\n", " ")
        lines += f"T{900 + place}\tContent {start} {start + len(piece)}\t{piece}\n"
    once = by(example, lines, tmp_path)
    twice = by(example, lines_of(once), tmp_path)
    if attributions(once):
        assert attributions(twice) == attributions(once)
    for each in attributions(once):
        assert all(0 <= start < end <= len(text) for start, end in each.content)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_that_somebody_broke_is_a_sentence_or_stays_within_the_text(example, tmp_path, data):
    lines = list(lines_of(example))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place] = data.draw(st.sampled_from(["", "\n", "\t", "9", "T", "{", "é", ";", "-", "null"]))
    try:
        document = by(example, "".join(lines), tmp_path)
    except CodingError as error:
        assert str(error).count("\n") == 0
        return
    size = len(example.article.text)
    for each in attributions(document):
        spans = [*each.content, *filter(None, (each.source, each.cue))]
        assert all(0 <= start < end <= size for start, end in spans)
    attribution.quotes(document), sources(document)


@pytest.fixture(scope="module")
def story():
    return annotate(Article(TEXT, id="story"))


@pytest.mark.parametrize(
    "name, speaker",
    [
        ("carr", ("John Carr", "official", None)),
        ("Mr. Carr", ("John Carr", "official", None)),
        ("Prime Minister John Carr", ("John Carr", "official", None)),
        ("Minister of Trade John Carr", ("John Carr", "official", None)),
        ("Prof. Fay Wood", ("Fay Wood", "expert", "Oxford University")),
        ("the White House", ("White House", "organisation", None)),
        ("Ann Lee and  Bob Stone", ("Ann Lee and Bob Stone", "official", None)),
        ("Mrs. Carr", ("Mrs. Carr", None, None)),
        ("Ivanka Carr", ("Ivanka Carr", None, None)),
        ("Minister Jane Roe", ("Minister Jane Roe", None, None)),
        ("Minister John Carr and Will Gray", ("Minister John Carr and Will Gray", None, None)),
    ],
)
def test_whoever_the_article_knows_has_the_role_that_it_gives(story, name, speaker):
    assert speaker_called(story, " ".join(name.split()))[:3] == speaker


@pytest.mark.parametrize(
    "name, speaker, role",
    [
        ("US Secretary of State Mike Pompeo", "Mike Pompeo", "official"),
        ("Iraq's caretaker prime minister", "Iraq’s caretaker prime minister", "official"),
        ("Professor Gerges", "Fawaz Gerges", "expert"),
    ],
)
def test_a_statement_given_to_somebody_else_has_their_role(example, tmp_path, name, speaker, role):
    sheet = to_correct(example, ["quotes"])
    row = sheet.index[sheet["speaker"] == "Donald Trump"][0]
    sheet.loc[row, "speaker"] = name
    path = tmp_path / f"{example.article.id}.csv"
    path.write_bytes(as_csv(sheet))
    (changed,) = [each for each in corrected(example, path).coded.attributions if each.by_hand]
    assert (changed.speaker, changed.role) == (speaker, role)
