"""Validation of sentiment: on labelled sets of our own making, as files of the real sets' shape."""

import json

import pytest

from analysis import paths, presentation, validation
from analysis.errors import ValidationError
from analysis.validation import sentiment as validated
from analysis.validation.cards import Card, CardRow
from analysis.validation.data import held_out, read_jsonl
from analysis.validation.sentiment import by_clause, by_sentence, measure, renamed, swapped

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


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CARDS", tmp_path / "cards")
    monkeypatch.setattr("analysis.presentation.cards.CARDS", tmp_path / "cards")
    examples = [
        {"sentence": text, "start": text.index(who), "end": text.index(who) + len(who), "label": label}
        for text, who, label in TARGETS
    ]
    for name in ("newsmtsc/mt_dev", "newsmtsc/rw_dev"):
        write(tmp_path / "sets" / f"{name}.jsonl", examples)
    many = [row | {"sentence": f"{row['sentence']} {n}"} for n in range(10) for row in examples]
    write(tmp_path / "sets" / "sentfin" / "train.jsonl", many)
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
    assert len(rows) == 3 * 3 + 3 + 2 + 2 + 7
    perfect = [row.score for row in rows if row.measure.endswith("VADER by clause")]
    assert perfect[:2] == [100, 100]
    assert all(row.low <= row.high for row in rows)
    assert all(0 <= row.score <= 1 for row in rows if "calibration" in row.measure)
    assert {row.n for row in rows if row.unit == "pairs"} == {14, 84}
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
        model, clause = score["macro-F1, the model", data], score["macro-F1, VADER by clause", data]
        assert model > clause + 15 and model > score["macro-F1, TextBlob by sentence", data] + 15
    error = "expected calibration error of the model, 0 to 1"
    assert score[error, "NewsMTSC mt and rw dev"] < 0.035


def test_held_out_sentences_are_whole_and_always_the_same():
    examples = [{"sentence": str(n // 2)} for n in range(40)]
    kept, out = held_out(examples, 0.1)
    assert len(out) == 4
    assert not {row["sentence"] for row in kept} & {row["sentence"] for row in out}
    assert held_out(examples[::-1], 0.1)[1] == out[::-1]


def test_there_are_enough_minimal_pairs_and_their_targets_are_whole_words():
    assert len(validated.pairs()) == 168
    for one, other in zip(validated.pairs()[::2], validated.pairs()[1::2], strict=True):
        assert (one.pair, one.kind) == (other.pair, other.kind)
        assert one[2:5] != other[2:5]
    for each in validated.pairs():
        around = f" {each.sentence} "[each.start : each.end + 2]
        assert not around[0].isalnum() and not around[-1].isalnum()
        assert not {"negative", "neutral", "positive"}.isdisjoint(each.expected.split())


def test_not_negative_leaves_room():
    each = validated.Judgement(1, "quoted", "x", 0, 1, "not negative")
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
