"""An executed notebook's cells as HTML."""

import nbformat
import pytest

from analysis.reports import cells

METHODS = "../methods.html"


def body(*parts) -> str:
    notebook = nbformat.v4.new_notebook(cells=list(parts), metadata={"language_info": {"name": "python"}})
    return cells.body(notebook, METHODS)


def code(*outputs, source="show()", **metadata) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def display_data(role: str = "", **data: str) -> nbformat.NotebookNode:
    about = {"presslens": {"role": role, "name": "quotes"}} if role else {}
    known = {key.replace("_", "/"): value for key, value in data.items()}
    return nbformat.v4.new_output("display_data", known, metadata=about)


def test_headings_get_anchors_of_their_own():
    shown = body(nbformat.v4.new_markdown_cell("# One\n\n## Two & *more*\n\n## Two & more"))
    for heading in ('<h1 id="one">', '<h2 id="two-more">', '<h2 id="two-more-2">'):
        assert heading in shown


@pytest.mark.parametrize("tags", [[], ["parameters"], ["injected-parameters"]])
def test_code_stands_in_the_notebook_alone(tags):
    shown = body(code(display_data(text_html="<p>shown</p>"), source="secret = 1", tags=tags))
    assert "<p>shown</p>" in shown
    assert "secret" not in shown


@pytest.mark.parametrize(
    "output, expected",
    [
        (display_data(text_plain="<b>"), "<pre>&lt;b&gt;</pre>"),
        (nbformat.v4.new_output("stream", text="<b>"), "<pre>&lt;b&gt;</pre>"),
        (display_data(text_html="<i>html</i>", text_plain="plain"), "<i>html</i>"),
        (
            display_data(image_png="aGk="),
            '<img alt="Figure without a description" src="data:image/png;base64,aGk="',
        ),
    ],
)
def test_outputs(output, expected):
    assert expected in body(code(output))


def test_warnings_of_programs_stay_in_the_notebook():
    shown = body(code(nbformat.v4.new_output("stream", name="stderr", text="UserWarning")))
    assert "UserWarning" not in shown and "<pre>" not in shown


def test_scripts_are_dropped():
    shown = body(code(display_data(**{"application_javascript": "alert(1)"})))
    assert "alert" not in shown
    assert shown.partition('<div class="output">')[2].split() == ["</div>"]


def test_the_role_of_a_piece_is_a_class():
    assert '<div class="output claims">' in body(code(display_data("claims", text_html="<p>x</p>")))


def test_a_card_is_one_line_that_leads_to_the_whole():
    shown = body(code(display_data("card", text_html="<table>the whole card</table>")))
    assert "the whole card" not in shown
    assert f'<a href="{METHODS}#card-quotes">' in shown
    assert "Who says what" in shown
