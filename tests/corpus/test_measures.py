"""What is measured of articles: figures worked out by hand on tables made by hand."""

import pytest

from analysis.corpus.actors import Actors
from analysis.corpus.measures import MEASURES, bias, values
from analysis.corpus.measures.hedging import is_hedge
from tests.corpus import made


def words(number: int) -> str:
    return " ".join(["word"] * number)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two articles on one story: a quotes Ana Ruiz, Acme and others, b nobody with a name."""
    told = (
        (4, "headline", 0, 0),
        (30, "lead", 1, 0),
        (30, "body", 0, 1),
        (60, "body", 0, 0),
        (60, "body", 0, 0),
    )
    sentences = [
        {
            "article_id": article,
            "sentence": number,
            "part": part,
            "text": words(length),
            "quoted_share": float(quoted),
            "reported_share": float(reported),
            "model": -0.4 if part == "headline" else 0.1,
        }
        for article in ("a", "b")
        for number, (length, part, quoted, reported) in enumerate(told, 1)
    ]
    quotes = [
        {"article_id": "a", "speaker": "Ruiz", "words": 30, "sense": "statement", "sentence": 2},
        {"article_id": "a", "speaker": None, "role": "unnamed", "words": 10, "sense": "statement"},
        {"article_id": "a", "speaker": "Acme", "words": 10, "sense": "statement"},
        {"article_id": "a", "speaker": None, "role": "unresolved", "words": 40, "sense": "statement"},
        {
            "article_id": "a",
            "speaker": None,
            "role": "unnamed",
            "source_text": "Mr. Cabrera",
            "words": 10,
            "sense": "statement",
        },
        {"article_id": "a", "speaker": "Acme", "words": 90, "sense": "attitude"},
        {"article_id": "b", "speaker": None, "role": "unnamed", "words": 40, "sense": "statement"},
    ]
    target = {"article_id": "a", "entity": "Ruiz", "voice": "author"}
    targets = [
        target | {"sentence": 4, "positive": 0.9, "negative": 0.1},
        target | {"sentence": 4, "positive": 0.5, "negative": 0.5},
        target | {"sentence": 5, "positive": 0.1, "negative": 0.7},
        target | {"sentence": 2, "positive": 0.0, "negative": 1.0, "voice": "quoted"},
    ]
    claim = {"article_id": "a", "sentences": [4]}
    claims = [
        claim | {"about": "portrayal", "name": "Ruiz", "value": "-1", "chance": 0.8},
        claim | {"about": "suffers", "name": "Ruiz", "value": "", "chance": 0.6},
        claim | {"about": "suffers", "name": "customers", "value": "", "chance": 0.7},
        claim | {"about": "voices", "name": "", "value": "2"},
        claim | {"about": "generic frame", "name": "conflict", "value": "lead", "chance": 0.9},
        claim | {"about": "policy frame", "name": "Economic", "value": "1", "chance": 0.75},
        claim | {"about": "policy frame", "name": "Other", "value": "2", "chance": 0.75},
    ]
    marked = {"article_id": "a", "sentence": 4, "voice": "author"}
    loaded = [
        marked | {"kind": "loaded"},
        marked | {"kind": "loaded", "voice": "quoted"},
        marked | {"kind": "hedge"},
        marked | {"kind": "hedge"},
    ]
    frame = {"article_id": "a", "typology": "policy", "frame": "Political", "score": 0.2}
    frames = [
        frame,
        frame | {"sentence": 4, "score": 1.0},
        frame | {"article_id": "b", "score": 0.0},
        frame | {"frame": "Other", "score": 0.6},
        frame | {"typology": "generic", "frame": "conflict", "score": 0.4},
        frame
        | {"typology": "generic", "frame": "conflict", "score": 1.0, "sentence": 4, "evidence": ["fight"]},
    ]
    names = [
        {"article_id": "a", "entity": "Ruiz", "name": "Ana Ruiz", "kind": "person"},
        {"article_id": "a", "entity": "Acme", "name": "Acme", "kind": "body"},
        {"article_id": "a", "entity": "Post", "name": "Post", "kind": "body"},
        {"article_id": "a", "entity": "ALDEN", "name": "ALDEN", "kind": "nobody"},
    ]
    return made.corpus(
        tmp_path_factory.mktemp("corpus"),
        articles=[
            {"article_id": "a", "outlet": "Post", "words": 184, "form": "opinion"},
            {"article_id": "b", "outlet": "Times", "words": 184, "form": "news"},
        ],
        stories=[{"article_id": name, "story": "a"} for name in ("a", "b")],
        sentences=sentences,
        quotes=quotes,
        targets=targets,
        claims=claims,
        loaded=loaded,
        frames=frames,
        names=names,
    )


@pytest.fixture(scope="module")
def actors(corpus) -> Actors:
    return Actors(corpus, fewest=1)


@pytest.fixture(scope="module")
def measured(corpus, actors) -> dict[tuple[str, str, str], float]:
    table = values(corpus, actors)
    return {(row.measure, row.name, row.article_id): row.value for row in table.itertuples(index=False)}


@pytest.mark.parametrize(
    ("measure", "name", "expected"),
    [
        ("words of others", "", (60 / 184, 60 / 184)),
        ("quoted directly", "", (0.5, 0.5)),
        ("kind of source", "person", (0.6, 0)),
        ("kind of source", "body", (0.2, 0)),
        ("kind of source", "unnamed", (0.2, 1)),
        ("words of an actor", "Ana Ruiz", (0.3, 0)),
        ("words of an actor", "Acme", (0.1, 0)),
        ("tone towards", "Ana Ruiz", ((0.4 - 0.6) / 2, None)),
        ("portrayal", "Ana Ruiz", (-0.8, None)),
        ("suffers", "Ana Ruiz", (0.6, None)),
        ("silent", "Ana Ruiz", (0, None)),
        ("somebody suffers", "", (0.7, 0)),
        ("voices", "", (2, None)),
        ("generic frame", "conflict", (0.9, 0)),
        ("policy frame", "Economic", (0.75, 0)),
        ("policy frame", "Other", (None, None)),
        ("policy frame in sentences", "Political", (0.2, 0)),
        ("generic frame in sentences", "conflict", (0.4, None)),
        ("loaded words", "", (1000 / 124, 0)),
        ("headline tone", "", (-0.4, -0.4)),
        ("opinion", "", (1, 0)),
        ("length", "", (184, 184)),
    ],
)
def test_an_article_has_the_value(measured, measure, name, expected):
    found = tuple(measured.get((measure, name, article)) for article in ("a", "b"))
    assert found == tuple(None if value is None else pytest.approx(value) for value in expected)


def test_outlets_datelines_and_those_whom_few_name_are_no_actors(corpus, actors, measured):
    assert actors.names == ["Acme", "Ana Ruiz"] and actors.kinds["Ana Ruiz"] == "person"
    assert not {"Post", "ALDEN"} & {name for _, name, _ in measured}
    assert Actors(corpus).names == []


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_can_be_said_and_shown(corpus, actors, measure):
    said = measure.more.format(one="Post", other="Times", name="Ana Ruiz")
    assert "{" not in said and "Post" in said and "Times" in said
    shown = measure.sentences(
        corpus, actors, ["a"], {"actor": "Ana Ruiz", "frame": "conflict"}.get(measure.of, "")
    )
    assert list(shown.columns) == ["article_id", "sentence", "value"]
    assert measure.smallest > 0 and measure.unit and measure.meaning
    assert MEASURES.get(measure.beside or "length")


def test_hedges_are_counted_in_the_authors_sentences_without_headlines(tmp_path):
    told = [
        ("headline", 0, "It may rain, they say."),
        ("body", 0, "The council may vote on it, perhaps."),
        ("body", 0, "Owners are more likely to vote."),
        ("body", 0, "Nobody came."),
        ("body", 1, "It may be late."),
    ]
    sentences, marks, start = [], [], 0
    for number, (part, quoted, text) in enumerate(told, 1):
        place = {"article_id": "a", "sentence": number}
        sentences.append(
            place | {"part": part, "text": text, "start": start, "quoted_share": quoted, "reported_share": 0}
        )
        marks += [
            place | {"kind": "hedge", "voice": "author", "text": word, "start": start + text.index(word)}
            for word in ("may", "perhaps", "likely")
            if word in text
        ]
        start += len(text) + 1
    hedging = made.corpus(tmp_path, articles=[{"article_id": "a"}], sentences=sentences, loaded=marks)
    table = values(hedging).set_index("measure")
    assert table.loc["hedging", "value"] == pytest.approx(1 / 3)
    shown = MEASURES["hedging"].sentences(hedging, Actors(hedging), ["a"], "")
    assert shown[["sentence", "value"]].to_numpy().tolist() == [[2, 2]]


@pytest.mark.parametrize(
    ("before", "word", "after", "expected"),
    [
        ("It is ", "likely", " to rain.", True),
        ("They are more ", "likely", " to vote.", False),
        ("She ", "suggested", " that it was late.", True),
        ("She ", "suggested", " a higher cap.", False),
        ("He ", "appeared", " to be ill.", True),
        ("He ", "appeared", " on television.", False),
        ("It ", "could", " rain.", True),
        ("He ", "could", " not come.", False),
        ("It was ", "rather", " late.", True),
        ("She walked ", "rather", " than wait.", False),
        ("It is ", "kind of", " late.", True),
        ("This ", "kind of", " law is new.", False),
    ],
)
def test_a_word_that_may_hedge_does_not_always(before, word, after, expected):
    assert is_hedge(word, before, after) == expected


def test_tables_without_rows_have_no_values(tmp_path):
    empty = made.corpus(tmp_path, articles=[{"article_id": "a"}], stories=[{"article_id": "a", "story": "a"}])
    found = set(values(empty)["measure"])
    assert found <= {"length", "opinion", "somebody suffers"}


def test_what_was_not_measured_has_no_bias():
    assert bias("no such measure") != bias("no such measure")  # nan
