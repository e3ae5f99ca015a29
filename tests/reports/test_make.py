"""Reports of two articles by three notebooks: the files, the pages, what is said of those that fail."""

import csv
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from small_reports import BROKEN, DEAD, PIECES, files, forking, item

from analysis.articles import Article
from analysis.reports import folder
from analysis.reports.make import make, today

pytestmark = pytest.mark.slow

HOSTILE = Article(
    id="hostile",
    title='</title><script>alert("title")</script> "quoted" {{ 7 * 7 }}',
    outlet="<img src=x onerror=alert(1)>",
    url="javascript:alert(1)",
    text="""A <script>alert("text")</script> said {{ 7 * 7 }} and {% raw %} to the town on Monday morning.

=HYPERLINK("http://example.org","click") is what the mayor said to the people </style></script> there.

The end of it is --> not a comment, and & not an entity, said \u202e nobody at all.""",
)
GIVEN = {PIECES.notebook: {"name": "007", "bootstrap_samples": 50}}


@pytest.fixture(scope="module")
def made(tmp_path_factory, example_article) -> Path:
    """Reports of two articles by three notebooks: one works, one fails, one kills its kernel."""
    target = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch, forking() as source:
        patch.setenv("SOURCE_DATE_EPOCH", "1577880000")
        published = list(make([item(HOSTILE)], [PIECES], GIVEN, target, source))
        published += make([item(example_article)], [PIECES, BROKEN, DEAD], GIVEN, target, source)
        assert source is None or source.alive
    assert [each.index.parent.name for each in published] == ["hostile", "us-iraq-withdrawal"]
    return target


def test_a_report_leaves_these_files_and_nothing_else(made):
    assert files(made) == {
        "index.html",
        "methods.html",
        "hostile/article.json",
        "hostile/index.html",
        "hostile/pieces.html",
        "hostile/pieces.ipynb",
        "hostile/report.json",
        "hostile/tables/lines.csv",
        "us-iraq-withdrawal/article.json",
        "us-iraq-withdrawal/broken.failed.ipynb",
        "us-iraq-withdrawal/dead.failed.ipynb",
        "us-iraq-withdrawal/index.html",
        "us-iraq-withdrawal/pieces.html",
        "us-iraq-withdrawal/pieces.ipynb",
        "us-iraq-withdrawal/report.json",
        "us-iraq-withdrawal/tables/lines.csv",
    }


def test_a_failure_names_cell_heading_and_cause(made):
    failed = {
        entry.name: entry.failed for entry in folder.read(made / "us-iraq-withdrawal").reports if entry.failed
    }
    assert failed["broken"] == "cell 4 under “What goes wrong”: ZeroDivisionError: division by zero"
    assert failed["dead"].startswith("cell 4 under “The end”: ")
    assert "died" in failed["dead"]


def test_a_failed_notebook_is_kept_as_it_ran(made):
    failed = nbformat.read(made / "us-iraq-withdrawal" / "broken.failed.ipynb", as_version=4)
    outputs = [output for cell in failed.cells for output in cell.get("outputs", ())]
    assert any(output.output_type == "error" and output.ename == "ZeroDivisionError" for output in outputs)
    assert "papermill" not in failed.metadata


def test_the_notebook_that_ran_stands_beside_its_page_with_its_code_and_outputs(made):
    page = (made / "hostile" / "pieces.html").read_text()
    assert '<a href="pieces.ipynb">' in page
    assert "presentation.claims" not in page
    notebook = nbformat.read(made / "hostile" / "pieces.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert any(
        "presentation.claims" in cell.source and cell.outputs
        for cell in notebook.cells
        if cell.cell_type == "code"
    )
    assert any('name = "007"' in cell.source for cell in notebook.cells)


def test_the_index_has_claims_and_text_and_says_what_failed(made):
    index = (made / "us-iraq-withdrawal" / "index.html").read_text()
    assert "007 is probably heard most (70%)" in index
    assert 'id="s1"' in index
    assert 'popovertarget="notes-1"' in index
    assert '<a href="tables/lines.csv">lines</a>' in index
    assert index.count("could not be made") == 2
    assert '<a href="broken.failed.ipynb">' in index


def test_sections_that_show_nothing_are_not_there(made):
    page = (made / "hostile" / "pieces.html").read_text()
    assert "Nothing at all" not in page
    assert "How far to trust this" in page
    assert '<a href="../methods.html#card-quotes">' in page


def test_the_index_of_all_lists_every_article(made):
    index = (made / "index.html").read_text()
    assert '<a href="hostile/index.html">' in index
    assert '<a href="us-iraq-withdrawal/index.html">' in index
    assert "(Broken failed)" in index
    assert index.count("007") == 2


def test_reports_name_their_source_and_no_path_of_this_machine(made):
    page, notebook = (
        (made / "us-iraq-withdrawal" / f"pieces.{kind}").read_text() for kind in ("html", "ipynb")
    )
    assert "<code>tests/somewhere.txt</code>" in page
    for place in (made, Path.home(), Path(__file__).parents[2]):
        assert str(place) not in page
        assert str(place) not in notebook


class _Page(HTMLParser):
    """What a page is made of: tags with attributes, and the ids and inner links in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


PAGES = [
    "index.html",
    "methods.html",
    "hostile/index.html",
    "hostile/pieces.html",
    "us-iraq-withdrawal/pieces.html",
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_asks_the_network_for_nothing(made, name):
    text = (made / name).read_text()
    found = _Page(text)
    assert found.all("html") == [{"lang": "en"}]
    assert len(found.all("title")) == len(found.all("h1")) == len(found.all("main")) == 1
    assert not any(found.all(tag) for tag in ("link", "iframe", "object", "embed", "form", "base"))
    assert found.all("script") == [{}]
    assert all(image["src"].startswith("data:") and image["alt"] for image in found.all("img"))
    policy = found.all("meta")[1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith("default-src 'none'; script-src 'sha256-")
    script = text.partition("<script>")[2].partition("</script>")[0]
    assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy["content"]
    assert "url(" not in text.partition("</head>")[0]
    assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)


@pytest.mark.parametrize("name", PAGES)
def test_headings_stand_in_order_and_links_lead_somewhere(made, name):
    found = _Page((made / name).read_text())
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in found.all("a"):
        address, _, anchor = link["href"].partition("#")
        if address and "://" not in address:
            assert (made / name).parent.joinpath(address).is_file(), address
        elif anchor:
            assert anchor in ids


def test_the_style_of_the_pieces_is_there_once(made):
    assert (made / "hostile" / "pieces.html").read_text().count(".pl mark.quoted {") == 1


def test_hostile_text_is_shown_as_it_is(made):
    for name in ("index.html", "hostile/index.html", "hostile/pieces.html"):
        text = (made / name).read_text()
        assert text.count("<script") == 1
        assert "alert(" not in text.partition("<script>")[2]
        assert "<img src=x" not in text
        assert "{{ 7 * 7 }}" in text
    assert "&lt;script&gt;" in text


def test_hostile_text_starts_no_formula(made, tmp_path):
    with (made / "hostile" / "tables" / "lines.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_date_is_that_of_the_source_date_epoch(made, monkeypatch):
    assert 'datetime="2020-01-01"' in (made / "hostile" / "pieces.html").read_text()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert today() == "1970-01-01"


def test_two_runs_give_the_same_bytes_but_for_the_date_forked_or_not(made, tmp_path):
    list(make([item(HOSTILE)], [PIECES], GIVEN, tmp_path))
    for name in ("index.html", "pieces.html", "pieces.ipynb", "tables/lines.csv", "article.json"):
        first = (made / "hostile" / name).read_bytes().replace(b"2020-01-01", today().encode())
        assert (tmp_path / "hostile" / name).read_bytes() == first, name
