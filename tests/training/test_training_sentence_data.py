"""Sentences to train on: read, joined with a teacher's labels, mined and renamed."""

import gzip
import json

import pytest

from analysis.validation import ValidationError
from analysis.validation.data import BACKGROUND

data = pytest.importorskip("analysis.training.sentence_data")

TEXT = "Ms. Okafor praised the mill, but Tom Lind blamed Okafor."
STORY = (
    "The day began with rain. Barack Obama praised the new mayor of Chicago on Monday. She said that the "
    "city's schools had never looked better. The Lakeside Group's offer was refused by the council. "
    "It was late."
)


def target(words: str, label: int = 1, kind: str = "PERSON"):
    start = TEXT.index(words)
    return data.Target(start, start + len(words), kind, label)


@pytest.fixture
def sentence():
    return data.Sentence(TEXT, (target("Tom Lind", 0), target("the mill", 2, "DESC")), 0.5)


@pytest.fixture
def labels(tmp_path):
    def write(*lines):
        path = tmp_path / "labels.jsonl"
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        return path

    return write


def line(text, spans, soft, roles, rating):
    return {"text": text, "spans": spans, "soft": soft, "roles": roles, "rating": rating}


ANNA = line("Anna left.", [[0, 4, "PERSON"]], [[0, 1, 0]], [[0.2, 0, 0]], 0.0)


def test_sentences_are_read_with_all_their_targets_and_some_held_out(tmp_path):
    row = {"sentence": TEXT, "start": 33, "end": 41, "label": -1}
    other = row | {"start": 19, "end": 27, "label": 1}
    many = [row | {"sentence": f"{TEXT} {n}"} for n in range(40)]
    passages = [{"text": f"{n} {TEXT}", "targets": [{"start": 4, "end": 9, "label": 0}]} for n in range(10)]
    sets = {"newsmtsc": [row, other, *many], "sentfin": many, "finentity": passages}
    for name, rows in (sets | {"nyt_editorials": [{"text": "A good day.", "rating": 2.0}]}).items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in rows))
    kept, out = data.labelled(tmp_path)
    both = next(each for each in kept + out if each.text == TEXT)
    assert [(TEXT[t.start : t.end], t.label) for t in both.targets] == [("Tom Lind", 0), ("the mill", 2)]
    assert len(out) == round(0.05 * 41) + round(0.1 * 40) + round(0.1 * 10)
    for kind in ("PERSON", "ORG", "FIRM"):
        in_kept, in_out = (
            {each.text for each in of if each.targets and each.targets[0].kind == kind} for of in (kept, out)
        )
        assert in_kept and in_out and not in_kept & in_out
    assert [each.rating for each in kept if each.rating is not None] == [0.5]


def test_a_teachers_labels_join_sentences_and_add_new_ones(labels, sentence):
    spans = [(t.start, t.end, t.kind) for t in sentence.targets]
    own = line(TEXT, spans, [[0.9, 0.1, 0], [0, 0.2, 0.8]], [[0, 1, 0], [0.5, 0, 0]], 0.1)
    joined, new = data.taught([sentence], labels(own, ANNA))
    assert [t.soft for t in joined.targets] == [(0.9, 0.1, 0), (0, 0.2, 0.8)]
    assert [t.soft_roles for t in joined.targets] == [(0, 1, 0), (0.5, 0, 0)]
    assert [(t.label, t.roles) for t in joined.targets] == [(0, None), (2, None)]
    assert (joined.rating, joined.soft_rating) == (0.5, 0.1)
    assert (new.text, new.targets[0].label, new.targets[0].soft_roles) == (
        "Anna left.",
        data.UNKNOWN,
        (0.2, 0, 0),
    )


def test_targets_the_teacher_was_not_asked_about_stay_without_its_labels(labels, sentence):
    (joined,) = data.taught(
        [sentence], labels(line(TEXT, [[33, 41, "PERSON"]], [[1, 0, 0]], [[0, 1, 0]], None))
    )
    assert [t.soft for t in joined.targets] == [(1, 0, 0), None]
    assert joined.soft_rating is None


def test_what_is_held_out_is_not_added(labels, sentence):
    held_out = [data.Sentence("Anna left.", (data.Target(0, 4, "PERSON", 1),))]
    assert data.taught([sentence], labels(ANNA), held_out) == [sentence]


@pytest.mark.parametrize("written", ["{", '{"text": "Anna left."}\n'])
def test_labels_that_cannot_be_read_are_one_sentence(tmp_path, written):
    path = tmp_path / "labels.jsonl"
    with pytest.raises(ValidationError, match="holds no labels"):
        data.taught([], path)
    path.write_text(written)
    with pytest.raises(ValidationError, match="holds no labels"):
        data.taught([], path)


def test_names_are_swapped_for_others_alike_and_nothing_else(sentence):
    other = data.Sentence("Ada Brown left.", (data.Target(0, 9, "PERSON", 1),))
    swapper = data.Swapper([sentence, other], 0)
    drawn = [swapper.swap(sentence, 1.0) for _ in range(20)]
    assert {each.text for each in drawn} == {TEXT, TEXT.replace("Tom Lind", "Ada Brown")}
    for each in drawn:
        assert each.text[each.targets[1].start : each.targets[1].end] == "the mill"
        assert [t.label for t in each.targets] == [0, 2]
    assert swapper.swap(sentence, 0.0) == sentence


def test_mined_targets_are_names_pronouns_and_descriptions_without_articles_or_genitives(tmp_path):
    with gzip.open(tmp_path / BACKGROUND, "wt", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps({'content_original': STORY})}\n" for _ in range(30))
    found = data.mine(tmp_path, 0)
    told = {(each.text[t.start : t.end], t.kind) for each in found for t in each.targets}
    assert {("Barack Obama", "PERSON"), ("Chicago", "GPE"), ("She", "PRON")} <= told
    assert not any(words.lower().startswith("the ") and kind == "ORG" for words, kind in told)
    assert not any(words.endswith("'s") for words, _ in told)
    assert not any(each.text.startswith(("The day", "It was")) for each in found)
    assert all(len(each.targets) <= data.MOST_TARGETS for each in found)
    assert data.mine(tmp_path, 0) == found


def test_articles_that_are_missing_are_one_sentence(tmp_path):
    with pytest.raises(ValidationError, match="are not in"):
        data.mine(tmp_path, 0)
