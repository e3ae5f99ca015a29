"""The base reader's training: rows with marks, what is learned of each, and what is cut; needs `train`."""

import json

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
base = pytest.importorskip("analysis.training.base")
distillation = pytest.importorskip("analysis.training.base_distillation")
data = pytest.importorskip("analysis.training.sentence_data")
trimming = pytest.importorskip("analysis.training.trimming")

WORDS = ("<s>", "<pad>", "</s>", "<unk>", "[UNK]", "*", "ana", "praised", "bo", "moss", "##bank", "m", "##b")
ROLES = (0.0, 0.0, 1.0)
PRAISED = data.Sentence(
    "ana praised bo", (data.Target(0, 3, "CODED", 1, roles=ROLES), data.Target(12, 14, "CODED", 2))
)


@pytest.fixture
def folder(tmp_path):
    made = Tokenizer(models.WordPiece({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    made.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "[UNK]"])
    made.save(str(tmp_path / "tokenizer.json"))
    return tmp_path


def test_a_row_has_marks_around_its_target_and_what_is_known_of_it(folder):
    ana, bo = base.rows([PRAISED], base.tokenizer(folder), smoothing=0.0)
    assert ana.ids == [0, 5, 6, 5, 7, 8, 2]
    assert bo.ids == [0, 6, 7, 5, 8, 5, 2]
    assert [WORDS[each] for row in (ana, bo) for each in row.ids[slice(*row.target)]] == ["ana", "bo"]
    assert (ana.classes, bo.classes) == ((0, 1, 0), (0, 0, 1))
    assert ana.roles == ROLES
    assert np.isnan(bo.roles).all()


def test_a_rating_is_read_without_marks(folder):
    (row,) = base.rows([data.Sentence("ana praised bo", rating=0.5)], base.tokenizer(folder), 0.05)
    assert row.ids == [0, 6, 7, 8, 2]
    assert (row.target, row.rating, sum(row.classes)) == ((0, 0), 0.5, 0)


def test_what_nobody_knows_costs_nothing(folder):
    torch.manual_seed(0)
    network = base.MarkedNetwork(1, words=len(WORDS)).eval()
    rows = list(base.rows([PRAISED], base.tokenizer(folder), 0.0))
    unknown = [row._replace(classes=base.UNKNOWN_CLASSES, roles=base.UNKNOWN_ROLES) for row in rows]
    with torch.no_grad():
        assert float(base.loss(base.BaseSettings(), network, unknown)) == 0
        assert float(base.loss(base.BaseSettings(), network, rows)) > 0


def test_roles_are_learned_after_the_first_epoch_and_ratings_in_it(folder):
    rated = data.Sentence("ana", rating=1.0)
    steps = base.epochs([rated], [PRAISED], folder, base.BaseSettings(epochs=2, batch=1))
    assert [np.isnan(step[0].rating) for step in steps] == [False, True, True]


def test_lower_layers_learn_more_slowly_and_words_not_at_all():
    network = base.MarkedNetwork(2, words=len(WORDS))
    groups = base.groups(network, base.BaseSettings())
    rates = {id(parameter): group["lr"] for group in groups for parameter in group["params"]}
    lower, upper = (rates[id(layer.query.weight)] for layer in network.body.layers)
    assert lower == pytest.approx(0.9 * upper)
    assert rates[id(network.towards.weight)] > upper
    assert id(network.body.words.weight) not in rates


def test_a_word_that_is_left_out_is_cut_into_what_stays(folder):
    whole = base.tokenizer(folder)
    kept = trimming.kept_pieces(whole, ["ana praised bo", "ana mb"], number=11)
    (folder / "fewer").mkdir()
    (folder / "fewer" / "tokenizer.json").write_text(trimming.trimmed(folder, kept))
    fewer = Tokenizer.from_file(str(folder / "fewer" / "tokenizer.json"))
    assert "moss" not in fewer.get_vocab()
    assert fewer.encode("ana mb").tokens == ["<s>", "ana", "m", "##b", "</s>"]
    assert sorted(fewer.get_vocab().values()) == list(range(len(kept)))
    assert json.loads((folder / "fewer" / "tokenizer.json").read_text())["post_processor"]["cls"] == [
        "<s>",
        0,
    ]


def test_teacher_and_people_share_what_is_learned():
    told = data.Target(
        0, 3, "CODED", 2, soft=(0.2, 0.2, 0.6), roles=(1.0, 0.0, 0.0), soft_roles=(0.5, 0.5, 0.0)
    )
    (mixed,) = distillation.mixed(data.Sentence("ana", (told,)), share=0.5).targets
    assert mixed.soft == pytest.approx((0.1, 0.1, 0.8))
    assert mixed.roles == pytest.approx((0.75, 0.25, 0.0))
    uncoded = data.replace(told, roles=None)
    assert distillation.mixed(data.Sentence("ana", (uncoded,)), 0.5).targets[0].roles == (0.5, 0.5, 0.0)
    silent = data.Sentence("ana", (data.Target(0, 3, "PERSON", 2),), rating=0.4)
    assert distillation.mixed(silent, 0.5) == silent
