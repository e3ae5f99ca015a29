"""A researcher's own lexicon: what it scores, and one clear sentence for every file that cannot be used."""

import pytest

from analysis.errors import LexiconError
from analysis.tone import read_lexicon, score_with


@pytest.fixture
def lexicon_of(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "own.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The reform is a step forward.", 2.0),
        ("Step forward, said the Step forward party.", 2.0),
        ("A step back is a step.", -1.0),
        ("A STEP forward and a can’t-do mood.", -0.5),
        ("Stepping forwards is not the same.", 0.0),
        ("", 0.0),
    ],
)
def test_longest_terms_first_whole_words_any_case(lexicon_of, sentence, expected):
    lexicon = read_lexicon(
        lexicon_of("term,score,note\nstep forward,2,x\nstep,-1,\nback,-1,\ncan't-do,-3,\n")
    )
    assert score_with(lexicon, [sentence]).tolist() == [expected]


def test_a_byte_order_mark_and_quoted_terms_are_fine(lexicon_of):
    assert read_lexicon(lexicon_of('\ufeffterm,score\r\n"law, order",1.5\r\n')) == {("law", "order"): 1.5}


def test_semicolons_and_an_old_encoding_are_read_as_in_any_other_table(lexicon_of):
    assert read_lexicon(lexicon_of("Term;Score\ndéjà vu;-1\n".encode("cp1252"))) == {("déjà", "vu"): -1.0}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "needs a first line with the columns term and score"),
        ("word,value\ngood,1\n", "needs a first line with the columns term and score"),
        ("term,score\n", "has no terms"),
        ("term,score\ngood,much\n", "Line 2 of the lexicon own.csv has no number as its score"),
        ("term,score\ngood\n", "Line 2 of the lexicon own.csv has no number as its score"),
        ("term,score\ngood,nan\n", "no number as its score"),
        ("term,score\ngood,inf\n", "no number as its score"),
        ("term,score\n!!,1\n", "Line 2 of the lexicon own.csv has no term"),
        (
            "term,score\ngood,1\nGood,2\n",
            "Line 3 of the lexicon own.csv gives good a second, different score",
        ),
        (b"term,score\ng\0od,1\n", "it holds NUL bytes, which no text does"),
        ('term,score\n"good,1\n', "cannot be read as a CSV file"),
    ],
)
def test_unusable_files_are_refused_in_one_sentence(lexicon_of, content, message):
    with pytest.raises(LexiconError, match=message) as refusal:
        read_lexicon(lexicon_of(content))
    assert str(refusal.value).startswith(("The lexicon own.csv", "Line "))
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(
        LexiconError, match=r"The lexicon none.csv cannot be read .*: there is no such file\."
    ):
        read_lexicon(tmp_path / "none.csv")
    with pytest.raises(LexiconError, match="is a directory"):
        read_lexicon(tmp_path)
