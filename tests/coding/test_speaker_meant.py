"""Whom a reader means by a name, and what the article says of that person."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.coding import corrected, to_correct
from analysis.coding.statements import speaker_meant
from analysis.files import as_csv

TEXT = (
    "Senators Ann Lee and Bob Stone said that the bill was dead. Minister John Carr said nothing was "
    "decided yet. “The wall is low,” said Fay Wood, a professor of hydrology at Oxford University. The White "
    "House said that it would wait. Actor Will Gray said he was scared. Al Wood said he was glad."
)


@pytest.fixture(scope="module")
def story():
    return annotate(Article(TEXT, id="story"))


@pytest.mark.parametrize(
    "name, meant",
    [
        ("carr", ("John Carr", "official", None)),
        ("Mr. Carr", ("John Carr", "official", None)),
        ("Prime Minister John Carr", ("John Carr", "official", None)),
        ("Minister of Trade John Carr", ("John Carr", "official", None)),
        ("Prof. Fay Wood", ("Fay Wood", "expert", "Oxford University")),
        ("the White House", ("White House", "organisation", None)),
        ("Ann Lee and  Bob Stone", ("Ann Lee and Bob Stone", "official", None)),
        ("Mrs. Carr", ("Mrs. Carr", None, None)),
        ("Ivanka Carr", ("Ivanka Carr", None, None)),
        ("Minister Jane Roe", ("Minister Jane Roe", None, None)),
        ("Minister John Carr and Will Gray", ("Minister John Carr and Will Gray", None, None)),
    ],
)
def test_whoever_the_article_knows_has_the_role_that_it_gives(story, name, meant):
    assert speaker_meant(story, " ".join(name.split())) == meant


@pytest.mark.parametrize(
    "name, speaker, role",
    [
        ("US Secretary of State Mike Pompeo", "Mike Pompeo", "official"),
        ("Iraq's caretaker prime minister", "Iraq’s caretaker prime minister", "official"),
        ("Professor Gerges", "Fawaz Gerges", "expert"),
    ],
)
def test_a_statement_given_to_somebody_else_has_their_role(example, tmp_path, name, speaker, role):
    sheet = to_correct(example, ["quotes"])
    row = sheet.index[sheet["speaker"] == "Donald Trump"][0]
    sheet.loc[row, "speaker"] = name
    path = tmp_path / f"{example.article.id}.csv"
    path.write_bytes(as_csv(sheet))
    (changed,) = [each for each in corrected(example, path).coded.attributions if each.by_hand]
    assert (changed.speaker, changed.role) == (speaker, role)
