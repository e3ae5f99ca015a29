"""The opening paragraph and titles: rendered from the rows of the table alone."""

import json

import pandas as pd
import pytest

import analysis
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.findings.opening import answers, opening, title_for
from analysis.findings.telling import text_of
from analysis.presentation.claims import of_rows, rows
from analysis.schemas import TABLES

NAN = float("nan")
ROWS = [
    ("form", "", "opinion", "plain", 0.93, []),
    ("voices", "", "4", "plain", NAN, [2, 3]),
    ("statements", "Unison", "6", "plain", NAN, [2]),
    ("statements", "Port Authority", "3", "plain", NAN, [3]),
    ("statements", "Ann Lee", "1", "plain", NAN, [4]),
    ("statements", "Bo Day", "1", "plain", NAN, [5]),
    ("words", "Unison", "64", "plain", NAN, [2]),
    ("most heard", "Unison", "body", "plain", 0.84, [2]),
    ("most heard", "Bo Day", "person", "open", 0.24, [5]),
    ("silent", "passengers", "group", "probable", 0.72, [7]),
    ("portrayal", "Iran", "-1", "plain", 0.91, [8]),
    ("portrayal", "Peru", "-1", "probable", 0.7, [9]),
    ("portrayal", "Chad", "0", "plain", 0.9, [9]),
    ("suffers", "drivers", "", "probable", 0.6, [9]),
    ("agent", "Iran", "", "probable", 0.7, [8]),
    ("agent", "Peru", "", "probable", 0.6, [9]),
    ("generic frame", "conflict", "lead", "plain", 0.88, [1]),
    ("question", "harmed", "cannot tell", "open", NAN, [1, 2, 3]),
]


def table(rows) -> pd.DataFrame:
    named = ["about", "name", "value", "grade", "chance", "sentences"]
    found = pd.DataFrame(rows, columns=named).assign(article_id="x")
    return found.assign(text=[text_of(*row[:5]) for row in rows])


def told(rows) -> str:
    return " ".join(said.text for said in opening(table(rows)))


def test_facts_come_first_and_firm_claims_after():
    assert told(ROWS) == (
        "This is an opinion piece (93%). "
        "Four persons and bodies speak: Unison six times, the Port Authority three times, the others once. "
        "Unison is heard most (84%; 64% of the words given to others). "
        "The text shows Iran (91%) and probably Peru (70%) in a bad light. "
        "Drivers are probably shown to suffer (60%). "
        "Iran and Peru are probably among those who act most upon others (60 to 70%). "
        "Passengers are probably central and not heard (72%). "
        "The conflict frame leads (88%). "
        "It cannot be told who is harmed."
    )


def test_each_sentence_has_its_sentences_and_the_weakest_grade():
    said = {" ".join(each.text.split()[:2]): each for each in opening(table(ROWS))}
    assert said["The text"].sentences == (8, 9) and said["The text"].grade == "probable"
    assert said["Unison is"].sentences == (2,) and said["Unison is"].grade == "plain"
    assert said["It cannot"].sentences == (1, 2, 3) and said["It cannot"].grade == "open"


@pytest.mark.parametrize("place", [0, 1, 2, 6, 7, 10, 11, 14, 16, 17])
def test_a_changed_row_changes_the_opening(place):
    changed = list(ROWS)
    about, name, value, grade, chance, numbers = ROWS[place]
    other = {"form": "news", "portrayal": "1", "generic frame": "1", "question": "none"}
    name = "Samoa" if about in {"most heard", "agent"} else name
    value = other.get(about, f"{value}0" if value.isdigit() else value)
    changed[place] = about, name, value, grade, chance, numbers
    assert told(changed) != told(ROWS)


@pytest.mark.parametrize(
    "counts, said",
    [
        ((1,), "One person or body speaks: A."),
        ((4,), "One person or body speaks: A, four times."),
        ((1, 1), "Two persons and bodies speak: A and B."),
        ((1, 1, 1, 1), "Four persons and bodies speak, once each."),
        ((3, 1), "Two persons and bodies speak: A three times and B once."),
        (
            (9, 8, 7, 2, 1),
            "Five persons and bodies speak: A nine times, B eight times, C seven times, "
            "the others less often.",
        ),
        (
            (3, 2, 2, 2, 2),
            "Five persons and bodies speak: A three times, B twice, C twice, the others no more often.",
        ),
    ],
)
def test_how_often_they_speak_reads_well(counts, said):
    rows = [("statements", "ABCDE"[i], str(n), "plain", NAN, [1]) for i, n in enumerate(counts)]
    assert told([("voices", "", str(len(counts)), "plain", NAN, [1]), *rows]) == said


@pytest.mark.parametrize(
    "rows, said",
    [
        (
            [
                ("portrayal", "Iran", "-1", "probable", 0.7, [1]),
                ("portrayal", "Ann Lee", "1", "probable", 0.6, [2]),
            ],
            "The text probably shows Iran in a bad light, and Ann Lee in a good light (60 to 70%).",
        ),
        (
            [
                ("harmed", name, "", "probable", chance, [1])
                for name, chance in zip("ABC", (0.8, 0.7, 0.6), strict=True)
            ],
            "A and B are probably harmed (70 to 80%).",
        ),
        (
            [
                ("most heard", "A", "person", "plain", 0.9, [1]),
                ("most heard", "B", "body", "probable", 0.6, [1]),
            ],
            "A is heard most (90%).",
        ),
        (
            [("voices", "", "0", "plain", NAN, []), ("voices", "name", "1", "plain", NAN, [3])],
            "Nobody but the author speaks by name; one voice has no name.",
        ),
        (
            [("policy frame", "Economic", "2", "probable", 0.6, [1])],
            "Economic is probably among its policy frames (60%).",
        ),
        (
            [
                ("generic frame", "conflict", "1", "plain", 0.9, [1]),
                ("generic frame", "morality", "1", "plain", 0.8, [1]),
                ("question", "generic frame", "balanced", "open", NAN, [1]),
            ],
            "Several generic frames lead about equally: conflict (90%) and morality (80%).",
        ),
    ],
)
def test_a_subject_has_one_sentence_with_few_names_and_one_hedge(rows, said):
    assert told(rows) == said


def test_answers_and_titles_are_the_claims():
    found = answers(table(ROWS))
    assert [said.text for said in found["portrayal"]] == [
        "Iran is shown in a bad light (91%).",
        "Peru is probably shown in a bad light (70%).",
    ]
    assert found["harmed"][0].text == title_for(table(ROWS), "harmed") == "Who is harmed cannot be told."
    assert title_for(table(ROWS), "most heard") == "Unison is heard most (84%)."
    assert "policy frame" not in found and title_for(table(ROWS), "policy frame") == ""


def test_a_table_that_a_page_kept_gives_the_same_page():
    text = (
        "The mayor’s plan failed.\n\n“We have no money,” said Ruth Okoye, the mayor. Villagers were killed."
    )
    made = analysis.claims(annotate(Article(text)))
    read = of_rows(json.loads(json.dumps(rows(made))), "town")
    assert list(read.columns) == list(TABLES["claims"].columns)
    assert opening(read) == opening(made) and answers(read) == answers(made)
    assert read["text"].tolist() == [
        text_of(*row) for row in read[["about", "name", "value", "grade", "chance"]].itertuples(index=False)
    ]
