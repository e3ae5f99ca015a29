"""The teacher's parts: mining sentences and MPNet's halves; they need the `train` extras."""

import gzip
import json

import pytest

from analysis.validation.data import BACKGROUND

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
mpnet = pytest.importorskip("analysis.training.mpnet")
teacher = pytest.importorskip("analysis.training.teacher")
data = pytest.importorskip("analysis.training.sentence_data")
validation = pytest.importorskip("analysis.validation")

STORY = (
    "The day began with rain. Barack Obama praised the new mayor of Chicago on Monday. She said that the "
    "city's schools had never looked better. The Lakeside Group's offer was refused by the council. "
    "It was late."
)


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
    with pytest.raises(validation.ValidationError, match="are not in"):
        data.mine(tmp_path, 0)
    with pytest.raises(validation.ValidationError, match=r"no model\.safetensors of MPNet"):
        mpnet.pretrained(tmp_path)


def test_distances_share_buckets_the_farther_they_are():
    buckets = mpnet._bucket(torch.arange(-200, 201))
    assert buckets[200] == 0
    assert len(set(buckets[193:208].tolist())) == 15
    assert buckets[0] == mpnet.BUCKETS // 2 - 1 and buckets[-1] == mpnet.BUCKETS - 1
    assert buckets.max() < mpnet.BUCKETS


def test_padding_is_not_read_and_the_mark_is():
    torch.manual_seed(0)
    upper = mpnet.Upper().eval()
    states = torch.randn(1, 5, mpnet.WIDTH)
    text, nothing = torch.ones(1, 5, dtype=torch.bool), torch.zeros(1, 5, dtype=torch.bool)
    marked = nothing.clone()
    marked[0, 2] = True
    padded = [torch.cat([part, torch.zeros_like(part[:, :2])], 1) for part in (states, text, marked)]
    with torch.no_grad():
        plain, other = upper(states, text, marked), upper(*padded)
        rated = upper(states, text, nothing)
    assert torch.allclose(plain[0], other[0], atol=1e-5)
    assert not torch.allclose(plain[0], rated[0], atol=1e-5)


def test_headlines_take_turns_and_ratings_end(monkeypatch):
    headline = data.Sentence("Alba Corp falls.", (data.Target(0, 9, "ORG", 0),))
    person = data.Sentence("Ana won.", (data.Target(0, 3, "PERSON", 2),))
    opinion = data.Sentence("A fine day.", rating=0.5)
    texts = object.__new__(teacher.Texts)
    texts.sentences = [headline, headline, person, opinion]
    texts.states = dict.fromkeys(range(4))
    monkeypatch.setattr(teacher.Texts, "pieces", lambda self, n, start, end: (1, 2))
    settings = teacher.TeacherSettings(rated_epochs=1)
    seen = [[row.text for row in teacher._epoch(texts, epoch, settings)] for epoch in range(2)]
    assert seen == [[0, 2, 3], [1, 2]]
