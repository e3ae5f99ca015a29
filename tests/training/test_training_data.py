"""PolNeAR's format and what the network learns from it."""

import numpy as np
import pytest

from analysis.errors import ValidationError
from analysis.models.attribution import ARCS, TAGS
from analysis.training.data import IGNORED, NOWHERE, load, split
from analysis.validation.data import CodedAttribution

pytestmark = pytest.mark.slow

TEXT = "“No,” Ms. Okafor said, “never.”\n\nShe resigned, it was reported."
CODING = """T1\tSource 6 16\tMs. Okafor
T2\tCue 17 21\tsaid
T3\tContent 0 5;23 31\t“No,” “never.”
T4\tAttribution 17 21\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tContent 33 45\tShe resigned
T6\tCue 47 62\tit was reported
T7\tAttribution 47 62\tit was reported
E2\tAttribution:T7 Content:T5 Cue:T6
T8\tDiscard 0 1\t“
E3\tAttribution:T7 Cue:T6
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a_day.txt").write_text(TEXT, encoding="utf-8", newline="")
    for annotator in ("one", "two"):
        path = tmp_path / "attributions" / f"a_day_{annotator}.ann"
        path.write_text(CODING, encoding="utf-8", newline="")
    return tmp_path


def test_fragments_roles_and_annotators_are_read(folder):
    (example,) = load(folder, workers=1)
    article = example.article
    assert (article.name, article.text, len(article.codings)) == ("a_day", TEXT, 2)
    assert article.attributions == (
        CodedAttribution(source=((6, 16),), cue=((17, 21),), content=((0, 5), (23, 31))),
        CodedAttribution(source=(), cue=((47, 62),), content=((33, 45),)),
    )


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    with pytest.raises(ValidationError, match="PolNeAR is not in"):
        load(tmp_path, workers=1)


def test_tags_mark_each_fragment(folder):
    (example,) = load(folder, workers=1)
    tags, _ = example.labels[0]
    named = {
        TEXT[a:b]: TAGS[tag]
        for (a, b), tag in zip(example.prepared.pieces.offsets, tags, strict=True)
        if b > a
    }
    assert named["Ms"] == "B-source"
    assert named["said"] == "S-cue"
    assert named["No"] == "I-content"
    assert named["never"] == "I-content"
    assert named["resigned"] == "E-content"


@pytest.mark.parametrize(
    ("arc", "origin", "target"),
    [
        ("content to cue", "never", "said"),
        ("content to source", "never", "Ms"),
        ("cue to source", "said", "Ms"),
        ("content to cue", "resigned", "it"),
        ("content to source", "resigned", None),
        ("cue to source", "reported", None),
        ("content to cue", "said", IGNORED),
    ],
)
def test_arcs_lead_to_the_first_piece(folder, arc, origin, target):
    (example,) = load(folder, workers=1)
    first, _ = example.prepared.pieces.covering(TEXT.index(origin), TEXT.index(origin) + len(origin))
    found = example.labels[0][1][ARCS.index(arc), first]
    if isinstance(target, str):
        assert found == example.prepared.pieces.covering(TEXT.index(target), TEXT.index(target) + 1)[0]
    else:
        assert found == (NOWHERE if target is None else target)


def test_the_split_depends_on_the_seed_alone():
    articles = list(range(100))
    kept, held_out = split(articles, 0.1, seed=0)
    assert len(held_out) == 10
    assert sorted(kept + held_out) == articles
    assert split(articles, 0.1, seed=0) == (kept, held_out)
    assert split(articles, 0.1, seed=1) != (kept, held_out)
    assert np.array_equal(split(articles, 0.0, seed=0)[1], [])
