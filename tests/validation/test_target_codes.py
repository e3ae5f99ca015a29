"""Codes of mentions: their form, both sources, and that a sentence is held out whole and always."""

import gzip
import hashlib
import json

import pytest

from analysis.errors import ValidationError
from analysis.validation.data import BACKGROUND
from analysis.validation.target_codes import FOLDER, CodedTarget, coded_sentences, parse

ARTICLE = "The  storm\nkilled two sailors. Nobody was to blame."
SENTENCE = "The storm killed two sailors."


@pytest.fixture
def data(tmp_path):
    with gzip.open(tmp_path / BACKGROUND, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"ID": "a", "content_original": ARTICLE}) + "\n")
    return tmp_path


def codes(folder, written=(), **row):
    (folder / "written.txt").write_text("\n\n".join(written), encoding="utf-8")
    line = {
        "article": "a",
        "start": 0,
        "end": 29,
        "sha256": digest(SENTENCE),
        "targets": [[17, 28, "0s"]],
    } | row
    (folder / "articles.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return folder


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_signs_and_letters_become_labels_and_roles():
    coded = parse("{The guard|-hs} hit {him|0}, and {a nurse|+b} helped.")
    assert coded.text == "The guard hit him, and a nurse helped."
    assert coded.targets == (
        CodedTarget((0, 9), -1, (True, True, False)),
        CodedTarget((14, 17), 0, (False, False, False)),
        CodedTarget((23, 30), 1, (False, False, True)),
    )


@pytest.mark.parametrize(
    "line", ["Nobody is coded.", "{Ann|0} met {Bo|?}.", "{Ann|0} met {Bo", "{Ann|0x} left."]
)
def test_a_line_in_another_form_is_refused_in_one_sentence(line):
    with pytest.raises(ValidationError, match=r"^This sentence is not coded as \{words\|0s\}: ") as refusal:
        parse(line)
    assert "\n" not in str(refusal.value)


def test_sentences_of_articles_are_found_by_their_places(data):
    kept, out = coded_sentences(data, codes(data, ["{Ann|0} left.", "{Bo|-} lied."]))
    found = {each.text: each.targets for each in kept + out}
    assert set(found) == {SENTENCE, "Ann left.", "Bo lied."}
    ((start, end), label, roles) = found[SENTENCE][0]
    assert (SENTENCE[start:end], label, roles) == ("two sailors", 0, (True, False, False))


def test_a_sentence_that_is_another_now_is_left_out(data):
    kept, out = coded_sentences(data, codes(data, ["{Ann|0} left."], end=28))
    assert [each.text for each in kept + out] == ["Ann left."]


def test_a_tenth_is_held_out_the_same_each_time(data):
    folder = codes(data, [f"{{Ann|0}} left {number // 2}." for number in range(38)])
    kept, out = coded_sentences(data, folder)
    assert len({each.text for each in out}) == 2
    assert not {each.text for each in kept} & {each.text for each in out}
    assert coded_sentences(data, folder) == (kept, out)


def test_the_codes_that_ship_are_in_the_form_and_of_no_text_but_ours():
    written = [
        line
        for path in FOLDER.glob("written-*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    assert len(written) > 2000
    coded = list(map(parse, written))
    assert all(
        each.text[start:end].strip() == each.text[start:end]
        for each in coded
        for (start, end), _, _ in each.targets
    )
    rows = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 1500
    assert {tuple(row) for row in rows} == {("article", "start", "end", "sha256", "targets")}
    for row in rows:
        for start, end, code in row["targets"]:
            assert 0 <= start < end <= row["end"] - row["start"]
            assert code[0] in "-0+" and set(code[1:]) <= set("shb")
