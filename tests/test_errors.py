"""A user's mistake in a notebook's cell is one readable sentence."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

import analysis
from analysis.errors import ArgumentError, UserError

MISTAKES = {
    "analysis.load_article('nowhere.txt')": "ArticleError",
    "tone.read_lexicon('nowhere.csv')": "LexiconError",
    "framing.read_frames('nowhere.yaml')": "FramesError",
    "coding.read(['nowhere.csv'])": "CodingError",
}


@pytest.fixture(scope="module")
def shell():
    shell = InteractiveShell.instance()
    shell.run_cell("import analysis\nfrom analysis import coding, framing, tone")
    yield shell
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(("cell", "name"), MISTAKES.items())
def test_a_mistake_in_a_cell_is_one_sentence(shell, capsys, cell, name):
    result = shell.run_cell(cell)
    assert type(result.error_in_exec).__name__ == name
    said = capsys.readouterr().out.strip()
    assert "Traceback" not in said
    assert "nowhere" in said
    assert len(said.splitlines()) == 1


WRONG = {
    "analysis.quotes(article)": "quotes takes a Document, not Article; give it annotate(article).",
    "analysis.actions('story.txt')": "not str; give it annotate(load_article(...)) for a file or an address.",
    "analysis.sentiment(document=3)": "sentiment takes a Document, not int; give it what annotate(article)",
    "analysis.annotate('story.txt')": "annotate takes an Article, not str; give it load_article(...) for",
    "analysis.annotate(document)": "annotate takes an Article, not Document",
    "analysis.frames(document, own='file.yaml')": "given as own=analysis.framing.read_frames(...).",
    "analysis.frames(document, own=['file.yaml'])": "given as own=analysis.framing.read_frames(...).",
    "analysis.classify_targets(['Iran fell.'], ['Iran'])": "place in its sentence, (start, end), not 'Iran'.",
    "analysis.classify_targets(['Iran fell.'], [(0.0, 4.0)])": "(start, end), not (0.0, 4.0).",
    "analysis.classify_targets(['Iran fell.'], [])": "takes a span, and these are 1 sentence but 0 spans.",
    "presentation.card('quote')": "There is no card “quote”; there are",
}


@pytest.mark.parametrize(("cell", "said"), WRONG.items())
def test_a_wrong_argument_is_one_sentence_that_says_what_to_give(shell, capsys, cell, said):
    shell.run_cell(
        "from analysis import presentation\n"
        "article = analysis.Article(text='Iran fell.')\n"
        "document = analysis.annotate(article)"
    )
    result = shell.run_cell(cell)
    assert isinstance(result.error_in_exec, UserError) and isinstance(result.error_in_exec, TypeError)
    shown = capsys.readouterr().out.strip()
    assert said in shown and len(shown.splitlines()) == 1


@pytest.mark.parametrize(
    "name",
    [
        "sentences",
        "sentiment",
        "entities",
        "quotes",
        "target_sentiment",
        "entity_sentiment",
        "portrayal",
        "frames",
        "actions",
        "loaded_language",
    ],
)
def test_whatever_takes_a_document_says_so(name):
    with pytest.raises(ArgumentError, match=f"{name} takes a Document, not str"):
        getattr(analysis, name)("story.txt")
