"""Reports made from Python, as `analysis.report` makes them."""

import nbformat
import pandas as pd
import pytest
from lxml.html import fromstring
from nbclient import NotebookClient

import analysis
from analysis.errors import ArgumentError, ArticleError, CorpusError, UsageError, UserError

TEXT = "“It is a shame,” the mayor said on Monday. Many people in the town were angry about the bridge."


@pytest.mark.slow
def test_a_dataframe_of_texts_gives_pages_and_says_what_was_left_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"headline": ["The bridge", "Nothing"], "body": [TEXT, ""]})
    made = analysis.report(frame, only="quotes", mentions=3)
    assert [(each.id, sorted(each.pages)) for each in made.articles] == [("The bridge", ["quotes"])]
    assert [problem[:22] for problem in made.problems] == ["Row 2 of the DataFrame"]
    page = fromstring(made._repr_html_())
    links = [str(link) for link in page.xpath("//a/@href")]
    assert links == [
        "reports/index.html",
        "reports/The%20bridge/index.html",
        "reports/The%20bridge/quotes.html",
    ]
    assert all((tmp_path / link.replace("%20", " ")).is_file() for link in links)
    assert "The bridge" in made.articles[0].pages["quotes"].read_text(encoding="utf-8")


@pytest.mark.slow
def test_in_a_kernel_an_article_gives_links_to_its_pages(tmp_path):
    code = (
        f"import analysis\narticle = analysis.Article({TEXT!r}, id='bridge')\n"
        "analysis.report(article, only='quotes', reports_dir='out')"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = notebook.cells[0].outputs
    page = fromstring(output["data"]["text/html"])
    assert page.xpath("//a/@href") == ["out/index.html", "out/bridge/index.html", "out/bridge/quotes.html"]
    assert (tmp_path / "out" / "bridge" / "quotes.html").is_file()


@pytest.mark.parametrize(
    "source, options, kind, sentence",
    [
        ("no.txt", {}, ArticleError, "There is no file “no.txt”"),
        (analysis.Article(""), {}, ArticleError, "The Article "),
        (pd.DataFrame({"text": []}), {}, ArticleError, "There is no text in the DataFrame"),
        (pd.DataFrame({"words": [TEXT]}), {}, CorpusError, "No column of the DataFrame"),
        ("no.txt", {"only": "quote"}, UsageError, "There is no report “quote”; did you mean quotes?"),
        ("no.txt", {"mention": 3}, UsageError, "There is no parameter “mention”; did you mean mentions?"),
        ("no.txt", {"mentions": "x"}, UsageError, "The parameter “mentions” has to be a whole number"),
        ("no.txt", {"columns": {"text": "body"}}, ArgumentError, "Columns can be chosen of a DataFrame only"),
        (3, {}, ArgumentError, "Reports are made of a path, a web address, an Article or a DataFrame"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(tmp_path, source, options, kind, sentence):
    with pytest.raises(UserError) as error:
        analysis.report(source, reports_dir=tmp_path, **options)
    assert isinstance(error.value, kind)
    assert str(error.value).startswith(sentence)
    assert not list(tmp_path.rglob("*.html"))
