"""The sentences that open an article's page: firm where the intervals allow it, and not clear elsewhere."""

import pandas as pd
import pytest

from analysis import findings
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.findings import claims, framing, portrayal, quotes, sentiment
from analysis.schemas import typed
from analysis.tone.portrayal import Estimate


@pytest.fixture(scope="module")
def short():
    return annotate(Article("The mayor left."))


def test_a_short_text_leaves_everything_open(short):
    assert not findings.sentiment.answer(annotate(Article("It rained."))).clear
    assert not any(answer.clear for answer in findings.framing.answers(short))
    assert findings.quotes.answer(short).text.startswith("Only the author")


def claimed(*rows) -> tuple[claims.Claim, ...]:
    return tuple(claims.Claim("most heard", *row) for row in rows)


@pytest.fixture(scope="module")
def two():
    return annotate(
        Article("“The old hall is full,” said Ana Diaz. Ben Roe said that the new hall was much too small.")
    )


@pytest.mark.parametrize(
    "rows, clear, words",
    [
        ([("Ana Diaz", "person", 0.9, (1,))], True, "Ana Diaz is heard most (90%). Of the words"),
        ([("Ana Diaz", "person", 0.6, (1,))], False, "Ana Diaz is probably heard most (60%)."),
        (
            [("Ana Diaz", "person", 0.6, (1,)), ("Ben Roe", "person", 0.55, (2,))],
            False,
            "Ana Diaz is probably heard most (60%). Ben Roe is probably heard most (55%).",
        ),
        ([("officials", "unnamed", 0.7, (1,))], False, "Officials are probably heard most (70%)."),
        ([("Ana Diaz", "person", 0.4, (1,))], False, "Not clear who is heard most: of the words"),
        ([], False, "62% are by Ben Roe and 38% are by Ana Diaz."),
    ],
)
def test_who_is_heard_most_is_as_firm_as_the_claims(monkeypatch, two, rows, clear, words):
    monkeypatch.setattr(quotes, "all_claims", lambda *_: claimed(*rows))
    answer = findings.quotes.answer(two)
    assert answer.clear == clear
    assert words in answer.text
    firm = [row for row in rows if row[2] >= 0.5]
    assert answer.sentences == (tuple(sorted(row[3][0] for row in firm)) if firm else (1, 2))


def test_views_without_words_are_told_as_the_claims_tell_them(monkeypatch, short):
    firm = (claims.Claim("speaker", "Ana Diaz", "person", 0.6, (1,)),)
    monkeypatch.setattr(quotes, "all_claims", lambda *_: firm)
    answer = findings.quotes.answer(short)
    assert answer.text.startswith("Hardly anybody but the author")
    assert answer.text.endswith("Ana Diaz probably speaks (60%).")
    assert not answer.clear


def shown(name: str, value: int, chance: float, *sentences: int) -> claims.Claim:
    return claims.Claim("portrayal", name, str(value), chance, sentences)


def suffering(name: str, chance: float, *sentences: int) -> claims.Claim:
    return claims.Claim("suffers", name, "", chance, sentences)


def read(*names: str) -> list[portrayal.Shown]:
    return [portrayal.Shown(name, 0, 0.4, (number,), 0.6, (9,), ()) for number, name in enumerate(names, 1)]


BAD, ALSO_BAD, WORST = (shown("Ana", -1, 0.9, 3), shown("Ben", -1, 0.7, 4, 5), shown("Eve", -1, 0.6, 9))
GOOD, NEITHER, MAYBE = shown("Cleo", 1, 0.6, 6), shown("Dan", 0, 0.85, 7), shown("Fay", -1, 0.4, 1)
HURT = suffering("Gil", 0.75, 8)


@pytest.mark.parametrize(
    "found, told, clear",
    [
        ([BAD, ALSO_BAD, WORST, GOOD, NEITHER], [BAD, ALSO_BAD, GOOD], True),
        ([GOOD], [GOOD], False),
        ([NEITHER, MAYBE], [NEITHER], True),
        ([NEITHER, HURT], [NEITHER, HURT], True),
        ([HURT, MAYBE], [HURT], False),
    ],
)
def test_who_is_shown_how_is_as_firm_as_the_claims(monkeypatch, short, found, told, clear):
    monkeypatch.setattr(sentiment, "all_claims", lambda *_: tuple(found))
    answer = findings.sentiment.answer(short)
    assert answer.text == " ".join(claim.text for claim in told)
    assert answer.sentences == tuple(sorted(number for claim in told for number in claim.sentences))
    assert answer.clear == clear


@pytest.mark.parametrize(
    "names, words, sentences",
    [
        ((), "Nobody is named", ()),
        (("Iran",), "shows Iran cannot be told", (1,)),
        (("Iran", "Ana", "Ben", "Eve"), "shows Iran, Ana, Ben and 1 more cannot", (1, 2, 3)),
    ],
)
def test_what_no_claim_tells_is_said_to_be_open(monkeypatch, short, names, words, sentences):
    monkeypatch.setattr(sentiment, "all_claims", lambda *_: (MAYBE,))
    monkeypatch.setattr(sentiment, "shown", lambda *_: read(*names))
    answer = findings.sentiment.answer(short)
    assert words in answer.text
    assert answer.sentences == sentences
    assert not answer.clear


def test_main_actors_are_as_the_claims_show_them_with_firm_other_views(monkeypatch, short):
    views = [("all", 0, 0.9), ("author", -1, 0.85), ("Ben", 1, 0.7), ("Eve", 1, 0.4), ("Dan", 0, 0.9)]
    rows = [("x", "Iran", *view, 0.1, 0.2, 0.3, 5, 4, [4]) for view in views]
    monkeypatch.setattr(sentiment, "portrayal", lambda *_: typed("portrayal", rows))
    monkeypatch.setattr(sentiment, "reading", lambda *_: None)
    monkeypatch.setattr(sentiment.Model, "estimate", lambda *_: Estimate(0, 0.9, 0.1, 0.2, 0.3, 5, 4, [4]))
    monkeypatch.setattr(sentiment, "shown", lambda *_: read("Iran"))
    (row,) = sentiment.main_actors(short).to_dict("records")
    assert (row["name"], row["value"], row["chance"], row["suffers"]) == ("Iran", 0, 0.4, 0.6)
    assert (row["harms"], row["mentions"], row["sentences"], row["evidence"]) == (0.2, 5, 4, [1, 9])
    assert row["others"] == ["the author: in a bad light (85%)", "Ben: probably in a good light (70%)"]


def test_findings_name_whom_the_answer_has_no_room_for(monkeypatch, short):
    also = shown("Hal", 0, 0.7, 2)
    found = (BAD, ALSO_BAD, WORST, NEITHER, also, MAYBE, HURT)
    monkeypatch.setattr(sentiment, "all_claims", lambda *_: found)
    told = findings.sentiment.findings(short)
    assert (WORST.text, WORST.sentences) in told
    assert (f"{NEITHER.text} {also.text}", (2, 7)) in told
    text = " ".join(finding.text for finding in told)
    assert not any(claim.text in text for claim in (BAD, ALSO_BAD, HURT, MAYBE))


def acting(sentences: int | None = None, **rows) -> pd.DataFrame:
    """Return actors with how often they act and are acted upon, an action a sentence or all in so many."""
    roles = ("acts", "acts_hypothetical", "acts_negated")
    columns = ["actor", *roles, *(role.replace("acts", "undergoes") for role in roles), "sentences"]
    told = ((name, *row, list(range(1, (sentences or sum(row)) + 1))) for name, row in rows.items())
    return pd.DataFrame(told, columns=columns)


def test_actions_of_few_sentences_leave_open_who_acts(monkeypatch, short):
    monkeypatch.setattr(framing, "actors", lambda _: acting(2, Ana=(5, 0, 0, 0, 0, 0)))
    answer = findings.framing.answers(short)[0]
    assert not answer.clear
    assert "Ana acts (5 of 5 times in 2 sentences; 95% interval 34 to 100%)" in answer.text


@pytest.mark.parametrize(
    "rows, clear, words",
    [
        (
            {"Ana": (9, 0, 0, 0, 0, 0)},
            True,
            "mostly acts (9 of 9 times in 9 sentences; 95% interval 70 to 100%).",
        ),
        ({"Ana": (0, 0, 0, 8, 0, 0)}, True, "Ana is mostly acted upon (8 of 8 times in 8 sentences;"),
        ({"Ana": (1, 4, 1, 0, 0, 0)}, True, "5 of the 6 only as possible or denied"),
        ({"Ana": (3, 0, 0, 3, 0, 0)}, False, "Not clear who mostly acts: Ana acts (3 of 6 times"),
        (
            {"Ana": (5, 0, 0, 5, 0, 0), "Ben": (6, 0, 0, 0, 0, 0)},
            True,
            "not clear for Ana, the busiest",
        ),
        ({}, False, "no named actor"),
    ],
)
def test_who_acts_is_as_firm_as_the_counts(monkeypatch, short, rows, clear, words):
    monkeypatch.setattr(framing, "actors", lambda _: acting(**rows))
    answer = findings.framing.answers(short)[0]
    assert answer.clear == clear
    assert words in answer.text


@pytest.mark.parametrize(
    "sentences, said", [([4], "Ana acts (1 of"), ([4, 7], "; most often Ana upon Ben (in 2 sentences).")]
)
def test_one_sentence_makes_no_pair(monkeypatch, short, sentences, said):
    names = ["Ana", "Ben"]
    matrix = pd.DataFrame([[[], sentences], [[], []]], index=names, columns=names)
    monkeypatch.setattr(framing, "actor_matrix", lambda _: matrix)
    monkeypatch.setattr(framing, "actors", lambda _: acting(Ana=(1, 0, 0, 0, 0, 0)))
    text = findings.framing.answers(short)[0].text
    assert said in text
    assert ("most often" in text) == (len(sentences) > 1)


def test_the_example_has_four_answers_with_their_sentences(example):
    answers = [
        findings.quotes.answer(example),
        findings.sentiment.answer(example),
        *findings.framing.answers(example),
    ]
    assert len({answer.question for answer in answers}) == 4
    assert all(answer.sentences and answer.text.endswith(".") for answer in answers)
    assert all(1 <= number <= len(example.sentences) for answer in answers for number in answer.sentences)
    assert "Fawaz Gerges" in answers[0].text
