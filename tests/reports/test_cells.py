"""An executed notebook's cells as HTML."""

import nbformat
import pytest

from analysis.reports import cells


def notebook(*cells) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells), metadata={"language_info": {"name": "python"}})


def code(*outputs, source="show()", **metadata) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def display_data(**data: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output(
        "display_data", {key.replace("_", "/"): value for key, value in data.items()}
    )


def test_headings_get_anchors_of_their_own():
    _, headings = cells.body(
        notebook(nbformat.v4.new_markdown_cell("# One\n\n## Two & *more*\n\n## Two & more"))
    )
    assert [(each.level, each.text, each.anchor) for each in headings] == [
        (1, "One", "one"),
        (2, "Two & more", "two-more"),
        (2, "Two & more", "two-more-2"),
    ]


def test_code_is_folded_below_what_it_shows():
    shown, _ = cells.body(notebook(code(display_data(text_html="<p>shown</p>"), source="x < 1")))
    assert shown.index("shown") < shown.index('<details class="code"><summary>Code</summary>')
    assert "&lt;" in shown


@pytest.mark.parametrize(
    "tag, label",
    [("parameters", "Parameters and their defaults"), ("injected-parameters", "Parameters of this run")],
)
def test_parameters_are_named_as_such(tag, label):
    assert f"<summary>{label}</summary>" in cells.body(notebook(code(tags=[tag])))[0]


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
    assert expected in cells.body(notebook(code(output)))[0]


def test_scripts_and_empty_outputs_are_dropped():
    shown, _ = cells.body(notebook(code(display_data(**{"application_javascript": "alert(1)"}))))
    assert "alert" not in shown
    assert 'class="output"' not in shown
