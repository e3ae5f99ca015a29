"""What a mention says of itself: the chance of its step to the name, and what that step rests on."""

from analysis import entities
from analysis.annotation import annotate
from analysis.articles import Article

TEXT = "Ruth Dale, who lost the vote, left. Dale is a nurse. She blamed the press. The nurse then slept."
BASES = {
    "Ruth Dale": "name",
    "who": "relative",
    "Dale": "short name",
    "She": "pronoun",
    "The nurse": "description",
}


def test_every_mention_says_what_its_step_to_the_name_rests_on():
    table = entities(annotate(Article(text=TEXT)))
    assert set(table["entity"]) == {"Ruth Dale"}
    assert dict(zip(table["text"], table["basis"], strict=True)) == BASES


def test_a_name_in_full_is_certain():
    table = entities(annotate(Article(text=TEXT)))
    assert (table.loc[table["basis"] == "name", "chance"] == 1).all()
    assert table["chance"].between(0, 1).all()


def test_a_pronoun_of_several_is_a_mention_of_each_and_of_no_third():
    document = annotate(Article(text="Maria Lopez and John Miller won. They smiled."))
    (they,) = (mention for mention in document.mentions if mention.text == "They")
    assert they.members == ("Maria Lopez", "John Miller")
    each = [mention for mention in document.single_mentions if mention.text == "They"]
    assert [(mention.entity, mention.label) for mention in each] == [
        (name, "PERSON") for name in they.members
    ]
    assert set(entities(document)["entity"]) == set(they.members)


def test_who_is_told_about_is_not_the_teller():
    text = "Ruth Dale claimed the mayor had admitted that the money was gone."
    table = entities(annotate(Article(text=text)))
    assert dict(zip(table["text"], table["entity"], strict=True))["the mayor"] != "Ruth Dale"
