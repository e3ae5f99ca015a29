"""Validation of framing: on labelled sets of our own making, as files of the real sets' shape."""

import gzip
import hashlib
import json

import pytest

from analysis import paths, validation
from analysis.errors import ValidationError
from analysis.framing import classify_frames
from analysis.statistics.metrics import Estimate
from analysis.validation import actions as validated_actions
from analysis.validation import framing as validated
from analysis.validation import framing_heads
from analysis.validation import loaded as validated_loaded
from analysis.validation.actions import RoleScores, cross_validated_scores, measure_actions, stems
from analysis.validation.data import BACKGROUND
from analysis.validation.framing import frac_classes, measure, measure_morals
from analysis.validation.framing_heads import FRAC_CLASSES
from analysis.validation.marking import PTC

pytestmark = pytest.mark.slow

SENTENCES = [
    ("Prices and wages rose.", "Economic"),
    ("The gunman was jailed for murder.", "Legality and crime"),
    ("The bishop spoke of sin.", "Morality"),
    ("The train left at noon.", "Other"),
]
EVENTS = {
    "id": "a",
    "sentences": ["Anna Weber praised the farmers.", "The farmers were fined by Boris Lang.", "It rained."],
    "events": [
        {"para": 0, "event_trigger": "praised", "agent": "Anna Weber", "patient": "Farmers"},
        {"para": 1, "event_trigger": "fined", "agent": "Boris Lang", "patient": "Farmers"},
        {"para": 1, "event_trigger": "fined", "agent": "Carla Moss", "patient": "Farmers"},
    ],
}
for event, morality in zip(EVENTS["events"], ("Loyalty", "Authority", "Authority"), strict=True):
    event["morality"] = morality
FRAMED = [
    (
        {
            "of": "article",
            "id": f"f{number}",
            "start": 0,
            "end": len(text),
            "sha256": hashlib.sha256(text.encode()).hexdigest()[:12],
            "frames": ["Crime and punishment" if frame == "Legality and crime" else frame],
            "subjective": int(frame == "Morality"),
        },
        text,
    )
    for number, (text, frame) in enumerate(SENTENCES * 5)
]
CODED = {
    "e": ("episodic", "Rosa Lind left on Monday. Omar Haddad spoke at a rally on Friday."),
    "t": ("thematic", "Growth fell by 3 percent. Most schools teach languages in a society of immigrants."),
}


def articles(cue: dict[str, str]) -> list[dict]:
    """Return ten articles: each has one frame, in every second sentence."""
    frames = [frame for frame in cue for _ in range(5)]
    return [
        {"id": str(n), "text": f"{cue[f]} Grass is green. " * 3, "frames": [f]} for n, f in enumerate(frames)
    ]


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CARDS", tmp_path / "cards")
    monkeypatch.setattr(validated_actions, "role_weights", lambda: None)
    sets = tmp_path / "sets"
    write(sets / "frac/train.jsonl", [{"sentence": text, "frame": frame} for text, frame in SENTENCES * 5])
    policy = {"Economic": "Prices rose.", "Crime and punishment": "A gunman was jailed."}
    write(sets / "semeval2023_frames/train.jsonl", articles(policy))
    generic = {"economic": "Prices rose.", "morality": "The bishop prayed."}
    write(sets / "narrative_frames/train.jsonl", articles(generic))
    biased = [("It was a disgrace.", ["disgrace"]), ("An outrageous lie.", ["lie"]), ("It was Monday.", [])]
    rows = [{"text": text, "biased": bool(marked), "words": marked} for text, marked in biased * 10]
    write(sets / "babe/train.jsonl", rows)
    write(sets / "moral_events/train.jsonl", [EVENTS, EVENTS])
    coded(sets, tmp_path / "codes.csv", monkeypatch)
    loaded_spans(sets / PTC)
    monkeypatch.setattr(framing_heads, "GOLD", tmp_path / "gold")
    monkeypatch.setattr(validated_loaded, "FOLDER", tmp_path / "gold")
    write(tmp_path / "gold/sentences.jsonl", [row for row, _ in FRAMED])
    (tmp_path / "gold/written-1.txt").write_text("# Economic\nWages fell.\n\n# Morality\nHe sinned.\n")
    return sets


def coded(sets, codes, monkeypatch):
    lines = [f"{name},{code},yes,test" for name, (code, _) in CODED.items()]
    codes.write_text("\n".join(["article,code,sure,part", *lines, "d,thematic,no,development", ""]))
    monkeypatch.setattr(validated, "CODES", codes)
    with gzip.open(sets / BACKGROUND, "wt", encoding="utf-8") as file:
        texts = {name: text for name, (_, text) in CODED.items()} | {"other": "It rained."}
        texts |= {row["id"]: text for row, text in FRAMED}
        for number, (name, text) in enumerate(texts.items()):
            topic = ("violence_in_america", "energy", "sports")[number % 3]
            row = {"ID": name, "content_original": text, "title": "", "topic": topic}
            file.write(f"{json.dumps(row)}\n")


def loaded_spans(path):
    """Write articles with spans of loaded words."""
    span = {"technique": "Loaded_Language", "start": 10, "end": 16}
    articles = [{"id": str(n), "text": "It is the farce of a vote.", "spans": [span]} for n in range(5)]
    path.parent.mkdir()
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(article)}\n" for article in articles)


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_the_card_has_a_row_for_each_measure(data):
    card = measure(data)
    scores = {row.measure: row.score for row in card.rows}
    assert len(card.rows) == len(scores) == 34
    assert scores["policy frame of a sentence, 10 classes, macro-F1"] == 100
    assert scores["policy frame of a sentence, 15 frames, guns and violence, macro-F1"] == 100
    assert scores["policy frames of an article, 14 frames, micro-F1"] == 100
    assert scores["generic frames of an article, 5 frames, macro-F1"] == pytest.approx(40)
    assert scores["policy frame of a sentence by cue lists alone, 10 classes, macro-F1"] == 100
    assert scores["sentence called biased or not, macro-F1"] == 100
    assert scores["agent of a moral event, by grammar alone, precision"] == 100
    assert all(row.low <= row.score <= row.high for row in card.rows)


def test_another_text_than_the_coded_one_is_refused(data):
    coded = data.parent / "gold/sentences.jsonl"
    coded.write_text(coded.read_text().replace('"end": 22', '"end": 21'))
    with pytest.raises(ValidationError, match="not the one whose sentences were coded"):
        framing_heads.coded_sentences(data, "small")


def test_run_writes_the_card(data):
    assert "macro-F1" in validation.run("framing", data)
    card = json.loads((data.parent / "cards" / "framing.json").read_text(encoding="utf-8"))
    assert card["command"] == "presslens validate framing --data DIR"


def test_a_missing_set_is_named(tmp_path):
    with pytest.raises(ValidationError, match=r"frac/train\.jsonl is not in"):
        measure(tmp_path)


def test_frac_s_classes_cover_the_policy_frames():
    assert len(FRAC_CLASSES) == 15 and len(set(FRAC_CLASSES.values())) == 10
    chances = classify_frames([text for text, _ in SENTENCES]).to_numpy()
    assert frac_classes(chances) == [frame for _, frame in SENTENCES]


def test_fitted_actions_are_shown_with_their_cross_validation(data, monkeypatch):
    scores = {
        role: RoleScores(Estimate(0.5, 0.4, 0.6), Estimate(0.3, 0.2, 0.4), 9) for role in ("agent", "patient")
    }
    monkeypatch.setattr(validation.framing, "cross_validated_scores", lambda: scores)
    row = next(row for row in measure(data).rows if row.measure == "agent of a moral event, precision")
    assert (row.score, row.n) == (50, 9)
    assert row.note.startswith("fitted on the other four of five folds")


def test_the_cross_validation_beside_the_weights_is_whole():
    scores = cross_validated_scores()
    assert set(scores) == {"agent", "patient"}
    for each in scores.values():
        assert all(0 < figure.low <= figure.value <= figure.high < 1 for figure in each[:2])


def test_agents_and_patients_by_stems():
    scores = measure_actions([EVENTS, EVENTS])
    assert scores["agent"].events == 4  # Carla Moss is not named in her sentence
    assert (scores["agent"].precision.value, scores["agent"].recall.value) == (1, 1)
    assert (scores["patient"].precision.value, scores["patient"].recall.value) == (1, 1)
    empty = measure_actions([{"sentences": ["It rained."], "events": []}] * 2)
    assert empty["agent"].precision.value == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("President Anna Weber", {"anna", "weber"}), ("the farmers’ unions", {"farme", "union"}), (None, set())],
)
def test_stems(text, expected):
    assert stems(text) == expected


def test_morals_are_compared_by_sentence():
    article = {
        "sentences": ["He betrayed his party.", "It rained.", "They protect orphans."],
        "events": [{"para": 0, "morality": "Betrayal"}, {"para": 1, "morality": "Harm"}],
    }
    scores = measure_morals([article, article])
    assert scores["virtue or vice"].precision.value == scores["virtue or vice"].recall.value == 0.5
    turned = {**article, "events": [{"para": 2, "morality": "Harm"}]}
    assert measure_morals([turned, turned])["virtue or vice"].recall.value == 0
    assert measure_morals([turned, turned])["foundation"].recall.value == 1


def test_episodic_articles_are_compared_with_the_coder(data):
    scores = validated.measure_episodic(data)
    assert (scores.f1.value, scores.kappa.value, scores.n) == (1, 1, 2)
    with pytest.raises(ValidationError, match="1 of the coded articles"):
        validated.measure_episodic(data, "development")
    with pytest.raises(ValidationError, match="are not in"):
        validated.measure_episodic(data / "nowhere")


def test_our_own_coding_is_whole():
    lines = [line.split(",") for line in validated.CODES.read_text().split()[1:]]
    assert len({article for article, *_ in lines}) == len(lines) == 100
    assert {code for _, code, *_ in lines} == {"episodic", "thematic"}
    assert sum(part == "test" for *_, part in lines) == 70
