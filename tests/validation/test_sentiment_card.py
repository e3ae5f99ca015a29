"""Validation of sentiment: on labelled sets of our own making, as files of the real sets' shape."""

import gzip
import json
import re

import pytest

from analysis import paths, presentation, validation
from analysis.errors import ValidationError
from analysis.validation import sentiment as validated
from analysis.validation.cards import Card, CardRow
from analysis.validation.data import BACKGROUND, held_out, read_finentity, read_jsonl
from analysis.validation.sentiment import by_clause, by_sentence, measure, renamed, swapped
from analysis.validation.target_codes import FOLDER, parse

pytestmark = pytest.mark.slow

TARGETS = [
    ("Anna won a great prize.", "Anna", 1),
    ("The jury praised Anna but the press attacked Boris.", "Anna", 1),
    ("The jury praised Anna but the press attacked Boris.", "Boris", -1),
    ("Boris was killed in a brutal attack.", "Boris", -1),
    ("Carla arrived on Tuesday.", "Carla", 0),
    ("“It was a terrible mistake,” said Carla.", "Carla", 0),
]
SNIPPETS = [
    ("A wonderful day.", 3.0),
    ("A day.", 0.1),
    ("A terrible crime.", -3.2),
    ("It was a good result.", 1.9),
]


CODED = [
    "{The militia|-h} attacked {her brother|0s}.",
    "{The Red Cross|+b} healed {the wounded|0s}.",
    "{Carla|0} arrived on Tuesday.",
]
READERS = 2
KINDS = 14
BATCHES = {"first": 84, "second": 56, "third": 60}


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CARDS", tmp_path / "cards")
    monkeypatch.setattr("analysis.presentation.cards.CARDS", tmp_path / "cards")
    monkeypatch.setattr(validated, "SWAPS", 1)
    monkeypatch.setattr(validated, "coded_sentences", lambda _: ([], list(map(parse, CODED))))
    examples = [
        {"sentence": text, "start": text.index(who), "end": text.index(who) + len(who), "label": label}
        for text, who, label in TARGETS
    ]
    for name in ("newsmtsc/mt_dev", "newsmtsc/rw_dev"):
        write(tmp_path / "sets" / f"{name}.jsonl", examples)
    many = [row | {"sentence": f"{row['sentence']} {n}"} for n in range(10) for row in examples]
    write(tmp_path / "sets" / "sentfin" / "train.jsonl", many)
    passages = [
        {"text": row["sentence"], "targets": [{name: row[name] for name in ("start", "end", "label")}]}
        for row in many
    ]
    write(tmp_path / "sets" / "finentity" / "train.jsonl", passages)
    with gzip.open(tmp_path / "sets" / BACKGROUND, "wt", encoding="utf-8") as articles:
        articles.write(json.dumps({"ID": "none", "content_original": "It rained."}))
    ratings = [{"text": text, "rating": rating} for text, rating in SNIPPETS]
    write(tmp_path / "sets" / "nyt_editorials" / "dev.jsonl", ratings)
    return tmp_path / "sets"


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_clauses_tell_targets_apart_where_sentences_cannot(data):
    examples = read_jsonl(data, "newsmtsc/mt_dev.jsonl")
    gold = [example["label"] for example in examples]
    assert by_clause(examples) == gold
    for method in ("vader", "textblob"):
        assert by_sentence(method)(examples) != gold


def test_the_card_has_every_method_on_every_set(data):
    rows = measure(data).rows
    towards, ratings, of_roles, pairs = 4 * (READERS + 2), READERS + 2, 8 * READERS, 4 * READERS + KINDS
    assert len(rows) == towards + ratings + of_roles + 3 * READERS + 3 * READERS + pairs
    assert len({(row.measure, row.data) for row in rows}) == len(rows)
    perfect = [row.score for row in rows if row.measure.endswith("VADER by clause")]
    assert perfect[:2] == [100, 100]
    assert all(row.low <= row.high for row in rows)
    assert all(0 <= row.score <= 1 for row in rows if "calibration" in row.measure)
    told = [row for row in rows if row.unit == "pairs" and "base" in row.measure]
    assert {*BATCHES.values(), 200} <= {row.n for row in told}
    assert sum(row.n for row in told if "kind" in row.measure) == 200
    assert [row.n for row in rows if "victim" in row.measure and row.unit == "sentences"] == [1, 1]
    assert {row.n for row in rows if row.data == "our own codes, held out" and row.unit == "targets"} == {5}
    assert next(row for row in rows if row.data.startswith("NYT")).human == 0.71


def test_run_prints_a_table_and_writes_the_card_reports_show(data):
    printed = validation.run("sentiment", data)
    assert "macro-F1, VADER by clause" in printed
    assert "100.0 (66.7 to 100.0)" in printed
    card = json.loads((data.parent / "cards" / "sentiment.json").read_text(encoding="utf-8"))
    assert set(card) == {"method", "rows", "split", "terms", "command", "date"}
    assert "NewsMTSC mt and rw dev" in card["split"]
    shown = presentation.card("sentiment").markup
    assert "SEntFiN, held-out part of train" in shown
    assert "has not been measured" not in shown


def test_the_shipped_card_is_of_the_public_sets():
    card = json.loads((paths.CARDS / "sentiment.json").read_text(encoding="utf-8"))
    sizes = {row["data"]: row["n"] for row in card["rows"]}
    assert sizes["NYT editorials dev"] == 1062
    score = {(row["measure"], row["data"]): row["score"] for row in card["rows"]}
    for data in ("NewsMTSC mt dev", "NewsMTSC rw dev", "SEntFiN, held-out part of train"):
        clause, sentence = (
            score[f"macro-F1, {by}", data] for by in ("VADER by clause", "TextBlob by sentence")
        )
        for reader in validated.READERS:
            assert score[f"macro-F1, the {reader} reader", data] > max(clause, sentence) + 15
    for reader in validated.READERS:
        error = f"expected calibration error of the {reader} reader, 0 to 1"
        assert score[error, "NewsMTSC mt and rw dev"] < 0.035


def test_held_out_sentences_are_whole_and_always_the_same():
    examples = [{"sentence": str(n // 2)} for n in range(40)]
    kept, out = held_out(examples, 0.1)
    assert len(out) == 4
    assert not {row["sentence"] for row in kept} & {row["sentence"] for row in out}
    assert held_out(examples[::-1], 0.1)[1] == out[::-1]


def test_there_are_enough_minimal_pairs_and_their_targets_are_whole_words():
    firsts = validated.pairs()[::2]
    assert [each.pair for each in firsts] == list(range(1, 201))
    assert {batch: sum(each.batch == batch for each in firsts) for batch in BATCHES} == BATCHES
    assert len({each.kind for each in firsts}) == KINDS
    for one, other in zip(firsts, validated.pairs()[1::2], strict=True):
        assert one[:3] == other[:3]
        assert one[3:6] != other[3:6]
    for each in validated.pairs():
        around = f" {each.sentence} "[each.start : each.end + 2]
        assert not around[0].isalnum() and not around[-1].isalnum()
        assert not {"negative", "neutral", "positive"}.isdisjoint(each.expected.split())


def test_no_sentence_of_a_pair_is_among_the_codes_that_readers_learn_from():
    coded = {
        re.sub(r"\{([^|]+)\|[^}]+\}", r"\1", line.strip())
        for path in FOLDER.glob("written-*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert len(coded) > 2000
    assert not coded & {each.sentence for each in validated.pairs()}


def test_passages_are_read_a_row_a_target(data):
    assert read_finentity(data)[0] == {"sentence": f"{TARGETS[0][0]} 0", "start": 0, "end": 4, "label": 1}


def test_not_negative_leaves_room():
    each = validated.Judgement(1, "first", "quoted", "x", 0, 1, "not negative")
    assert [each.is_met_by(label) for label in ("negative", "neutral", "positive")] == [False, True, True]
    assert not each._replace(expected="positive").is_met_by("neutral")


def test_another_name_moves_the_span_and_all_its_mentions():
    text = "Anna met Bob Miller before Anna left."
    assert renamed(text, [(0, 4), (9, 19)], "Anna", "Alexandra") == (
        "Alexandra met Bob Miller before Alexandra left.",
        [(0, 9), (14, 24)],
    )
    assert renamed(text, [(9, 19)], "Bob", "Tom") == (text, [(9, 19)])


def test_only_named_targets_are_swapped():
    examples = [
        {"sentence": text, "start": text.index(who), "end": text.index(who) + len(who)}
        for text, who in [
            ("Anna won.", "Anna"),
            ("Boris lost.", "Boris"),
            ("He lost.", "He"),
            ("a man", "man"),
        ]
    ]
    made = swapped(examples)
    assert {(n, each["sentence"]) for n, each in made} == {(0, "Boris won."), (1, "Anna lost.")}
    assert all(each["sentence"][each["start"] : each["end"]] in ("Anna", "Boris") for _, each in made)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.jsonl", None, "The data set none.jsonl is not in "),
        ("broken.jsonl", "{", "The data set broken.jsonl is not one JSON object a line"),
        ("empty.jsonl", "\n", "The data set empty.jsonl is empty"),
    ],
)
def test_unusable_sets_are_named_in_one_sentence(tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(ValidationError, match=message) as refusal:
        read_jsonl(tmp_path, name)
    assert "\n" not in str(refusal.value)


def test_unknown_names_and_missing_folders_are_refused(tmp_path):
    with pytest.raises(
        ValidationError, match="no validation of 'mood': choose one of quotes, claims, antecedents, "
    ):
        validation.run("mood", tmp_path)
    with pytest.raises(ValidationError, match="does not exist"):
        validation.run("sentiment", tmp_path / "none")


def test_a_card_rounds_what_it_writes_and_aligns_what_it_prints(data):
    row = CardRow("F1", "Set", "news", 1200, "articles", 56.4444, 50.05, 61.0, peer="80 Other")
    card = Card("Rules", [row], "dev", "MIT", "run it", "2020-01-02")
    assert json.loads(card.write("x").read_text())["rows"][0]["score"] == 56.4
    assert (
        str(card).splitlines()[2]
        == "F1       Set, news (1,200 articles)  56.4 (50.0 to 61.0)           80 Other"
    )
