"""A user's mistake in a notebook's cell is one readable sentence."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

MISTAKES = {
    "analysis.load_article('nowhere.txt')": "ArticleError",
    "tone.read_lexicon('nowhere.csv')": "LexiconError",
    "framing.read_frames('nowhere.yaml')": "FramesError",
    "codings.read(['nowhere.csv'])": "CodingError",
}


@pytest.fixture(scope="module")
def shell():
    shell = InteractiveShell.instance()
    shell.run_cell("import analysis\nfrom analysis import codings, framing, tone")
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
