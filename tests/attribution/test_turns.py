"""Words that belong to somebody by the form of the text: answers, letters, turns."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions, quotes, voices
from analysis.attribution.releases import released_by
from analysis.attribution.turns import asked, turns

QUESTIONS = (
    "Shipwright Nora Quist on tar\n\nNora Quist has built boats in Bergen for thirty years. We spoke to her "
    "there.\n\n"
    "{0}How did you begin?{0}\n\nI swept the yard. I was nine and I liked the smell.\n\n"
    "{0}What has changed?{0}\n\nNothing that matters. My tools were my mother's.\n\nI use her plane.\n\n"
    "{0}Will you ever stop?{0}\n\nI hope not. I should be bored.\n\n"
    "This interview has been edited and condensed."
)
LABELLED = (
    "A shipwright speaks\n\nPAUL HENTY: How did you begin?\n\nNORA QUIST: I swept the yard. I was nine.\n\n"
    "HENTY: Your mother built boats. Did she teach you?\n\nQUIST: She let me watch. I stole the rest.\n\n"
    "HENTY: Will you stop?\n\nQUIST: I hope not."
)
TOLD = (
    "A day at work: the shipwright\n\nAs told to Paul Henty\n\n"
    "I begin at six. I like the yard when it is empty and I can hear the water.\n\n"
    "My mother taught me. I still have her plane, and I use it each day.\n\n"
    "I do not think that I shall ever stop. I would be bored.\n\nNora Quist works in Bergen."
)
LETTERS = (
    "Letters to the editor\n\nThe bridge\n\n"
    "Sir – Your report forgets those who walk. I have crossed it daily for years.\n\nAna Holt, Emsford\n\n"
    "Lorries\n\nSir – The minister said that lorries were quiet (Letters, 3 May). My father drove one.\n\n"
    "Tom Birch\nOld Quay\n\nSir – Could the council not ask us first?\n\nJo Reed, Emsford"
)


def said(text: str) -> list[tuple[str | None, str]]:
    document = annotate(Article(text))
    return [
        (turn.speaker, " ".join(text[slice(*piece)] for piece in turn.content)) for turn in turns(document)
    ]


@pytest.mark.parametrize("mark", ["", "**"])
def test_answers_below_questions_are_the_interviewees(mark):
    assert said(QUESTIONS.format(mark)) == [
        ("Nora Quist", "I swept the yard. I was nine and I liked the smell."),
        ("Nora Quist", "Nothing that matters. My tools were my mother's. I use her plane."),
        ("Nora Quist", "I hope not. I should be bored."),
    ]


def test_labelled_answers_belong_to_full_names_and_questions_to_nobody():
    found = said(LABELLED)
    assert [speaker for speaker, _ in found] == ["Nora Quist"] * 3
    assert found[0][1] == "I swept the yard. I was nine."


def test_a_role_as_a_label_is_whom_the_text_calls_so():
    found = said(
        LABELLED.replace("NORA QUIST:", "MINISTER:")
        .replace("QUIST:", "MINISTER:")
        .replace("How did you begin?", "Minister Nora Quist is here. How did you begin?")
    )
    assert {speaker for speaker, _ in found} == {"Nora Quist"}


def test_an_account_as_told_to_somebody_is_its_tellers():
    found = said(TOLD)
    assert [speaker for speaker, _ in found] == ["Nora Quist"] * 3
    assert found[0][1].startswith("I begin at six.")


def test_answers_are_direct_statements_and_questions_the_authors_voice():
    text = QUESTIONS.format("")
    document = annotate(Article(text))
    table = quotes(document)
    assert table["speaker"].unique().tolist() == ["Nora Quist"]
    assert table["kind"].unique().tolist() == ["direct"]
    assert table["cue_text"].isna().all()
    asking = {text[slice(*span)] for span in asked(document)}
    assert asking == {"What has changed?", "Will you ever stop?"}
    spoken = dict(zip((token.text for token in document.doc), voices(document), strict=True))
    assert (spoken["bored"], spoken["stop"]) == ("quoted", "author")


def test_letters_belong_to_their_signatures():
    found = said(LETTERS)
    assert [speaker for speaker, _ in found] == ["Ana Holt", "Tom Birch", "Jo Reed"]
    assert found[1][1].startswith("Sir – The minister said")


def test_whoever_is_quoted_in_a_letter_stays_a_speaker():
    found = attributions(annotate(Article(LETTERS)))
    outer = next(each for each in found if each.speaker == "Tom Birch")
    inner = [each for each in found if each.source and LETTERS[slice(*each.source)] == "The minister"]
    assert inner and outer.content[0][0] < inner[0].content[0][0] < outer.content[-1][1]


def test_news_has_no_turns():
    document = annotate(
        Article("The bridge was closed on Tuesday, police said.\n\nNobody knows why, they said.")
    )
    assert turns(document) == asked(document) == ()


def test_the_author_is_no_speaker():
    text = (
        "Opinion: Shut the bridge\n\nThe bridge should be shut, as Paul Henty has said in this column.\n\n"
        "“It is absurd,” said Ana Holt, the engineer. I think that we must listen to her."
    )
    speakers = {each.speaker for each in attributions(annotate(Article(text, byline="Paul Henty")))}
    assert speakers == {"Ana Holt"}


def test_a_release_speaks_for_its_organisation():
    text = (
        "FOR IMMEDIATE RELEASE\n\nHarbour Foods today announced the opening of its leading dairy. Harbour "
        "Foods is committed to farmers.\n\n“We are proud,” said Ana Holt.\n\nAbout Harbour Foods\n\n"
        "For more information, visit www.harbour.example.\n\nMedia contact: press@harbour.example"
    )
    assert released_by(annotate(Article(text))) == "Harbour Foods"
    assert released_by(annotate(Article("The bridge was closed on Tuesday, police said."))) is None


STATEMENT = (
    "The harbour will close in May. Governor Ana Holt announced it today.\n\n"
    "## Full statement from the Office of the Governor, Ana Holt\n\nRelease date:\n\n"
    "I would like to tell you about the harbour. It is my duty as Governor to inform you that it will close."
    "\n\nNothing else will change."
)


def test_a_statement_printed_whole_is_its_makers():
    article = Article(text=STATEMENT)
    (own,) = [each for each in attributions(annotate(article)) if len(each.content) > 1]
    assert own.speaker == "Ana Holt"
    assert [article.text[start:end][:7] for start, end in own.content] == ["I would", "Nothing"]


def test_where_somebody_is_to_be_found_is_no_answer():
    text = QUESTIONS.replace("I should be bored.", "I should be bored.\n\nIG: @quist.boats")
    article = Article(text=text)
    assert all("@" not in article.text[slice(*p)] for t in turns(annotate(article)) for p in t.content)
