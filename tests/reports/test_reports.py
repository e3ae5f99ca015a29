import csv
import json
import re
import signal
import tempfile
import threading
import time
from base64 import b64encode
from contextlib import nullcontext
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from analysis.articles import Article, items, load_article
from analysis.articles.items import SourcedArticle
from analysis.errors import UsageError
from analysis.reports import catalogue, cells, folder, kernels, parameters
from analysis.reports.catalogue import Report
from analysis.reports.kernels import Kernel, quiet_kernels
from analysis.reports.make import execute, make, today

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
PIECES, BROKEN, DEAD = (
    Report(number, name, name.title(), NOTEBOOKS)
    for number, name in enumerate(("pieces", "broken", "dead"), start=1)
)
HOSTILE = Article(
    id="hostile",
    title='</title><script>alert("title")</script> "quoted" {{ 7 * 7 }}',
    outlet="<img src=x onerror=alert(1)>",
    url="javascript:alert(1)",
    text="""A <script>alert("text")</script> said {{ 7 * 7 }} and {% raw %} to the town on Monday morning.

=HYPERLINK("http://example.org","click") is what the mayor said to the people </style></script> there.

The end of it is --> not a comment, and & not an entity, said \u202e nobody at all.""",
)


def item(article: Article) -> SourcedArticle:
    return SourcedArticle("tests/somewhere.txt", article)


# --- choosing reports and parameters


@pytest.mark.parametrize(
    "only, names",
    [
        (None, ["sentiment", "quotes", "framing"]),
        ("quotes", ["quotes"]),
        ("3,1", ["sentiment", "framing"]),
        (" Quotes , 2 ", ["quotes"]),
    ],
)
def test_reports_are_chosen_by_name_or_number(only, names):
    assert [report.name for report in catalogue.choose(only)] == names


@pytest.mark.parametrize(
    "only, message",
    [
        ("quote", "no report “quote”; did you mean quotes? There are sentiment, quotes, framing"),
        ("4", "no report “4”; there are"),
        ("", "no report “”"),
        (",", "no report “,”"),
    ],
)
def test_unknown_reports_are_refused(only, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        catalogue.choose(only)


@pytest.mark.parametrize(
    "assignment, name, value",
    [
        ("bootstrap_samples=50", "bootstrap_samples", 50),
        ("ratio=0.25", "ratio", 0.25),
        ("ratio=1", "ratio", 1.0),
        ("verbose=true", "verbose", True),
        ("verbose=0", "verbose", False),
        ("name=007", "name", "007"),
        ("name=", "name", ""),
        ("name=a=b", "name", "a=b"),
    ],
)
def test_a_parameter_has_the_type_that_its_notebook_gives_it(assignment, name, value):
    read = parameters.check(parameters.split([assignment]), [PIECES.notebook])[PIECES.notebook]
    assert read == {name: value}
    assert type(read[name]) is type(value)


@pytest.mark.parametrize(
    "assignment, message",
    [
        ("bootstrap_sample=50", "no parameter “bootstrap_sample”; did you mean bootstrap_samples? There are"),
        ("bootstrap_samples=many", "“bootstrap_samples” has to be a whole number from 1 on, not “many”"),
        ("bootstrap_samples=1.5", "“bootstrap_samples” has to be a whole number"),
        ("ratio=nan", "“ratio” has to be a number, not “nan”"),
        ("verbose=perhaps", "“verbose” has to be true or false"),
        ("seed", "NAME=VALUE, not as “seed”"),
        ("=3", "NAME=VALUE"),
        ("article=x.txt", "“article” cannot be set"),
        ("tables_dir=x", "“tables_dir” cannot be set"),
    ],
)
def test_wrong_parameters_are_refused_in_one_sentence(assignment, message):
    with pytest.raises(UsageError, match=re.escape(message)) as refusal:
        parameters.check(parameters.split([assignment]), [PIECES.notebook])
    assert "\n" not in str(refusal.value)


def test_a_notebook_that_is_not_there_is_named():
    with pytest.raises(UsageError, match=r"nowhere\.ipynb cannot be read"):
        parameters.check({}, [Path("nowhere.ipynb")])


# --- taking in sources

STORY = (
    "The council said on Monday that it would close the library, and many people in the town were angry. " * 3
)


def test_a_folder_stands_for_the_articles_in_it(tmp_path):
    for name in ("b.txt", "a.md", ".hidden.txt", "README.md", "picture.png"):
        (tmp_path / name).write_text(STORY)
    taken = items.collect([str(tmp_path)])
    assert [Path(each.source).name for each in taken.items] == ["a.md", "b.txt"]
    assert not taken.refused


def test_a_folder_without_articles_is_refused_as_such(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"")
    (refused,) = items.collect([str(tmp_path)]).refused
    assert refused.endswith("is a folder with no article in it (.txt .md .html .json).")


def test_an_article_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    assert len(items.collect([str(tmp_path), str(tmp_path / "a.txt")]).items) == 1


def test_articles_of_the_same_id_become_distinct_and_it_is_said(tmp_path):
    for name in ("one/story.txt", "two/Story.txt", "three/story.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(STORY)
    taken = items.collect(
        [str(tmp_path / name) for name in ("one/story.txt", "two/Story.txt", "three/story.txt")]
    )
    assert [each.article.id for each in taken.items] == ["story", "Story-2", "story-3"]
    assert len(taken.notes) == 2
    assert "becomes “story-3”" in taken.notes[1]


def test_a_name_with_line_breaks_is_said_on_one_line(tmp_path):
    folders = [tmp_path / "one", tmp_path / "two\u2028three"]
    for place in folders:
        place.mkdir()
        (place / "story.txt").write_text(f"{STORY} In {place.name[:3]}.")
    (note,) = items.collect([str(place / "story.txt") for place in folders]).notes
    assert len(note.splitlines()) == 1
    assert note.endswith("becomes “story-2”.")


def test_an_article_never_takes_the_name_of_the_index(tmp_path):
    (tmp_path / "index.html.txt").write_text(STORY)
    assert items.collect([str(tmp_path / "index.html.txt")]).items[0].article.id == "index.html-2"


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path):
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "none").mkdir()
    taken = items.collect([str(tmp_path / name) for name in ("missing.txt", "empty.txt", "good.txt", "none")])
    assert [each.article.id for each in taken.items] == ["good"]
    assert len(taken.refused) == 3
    assert all("\n" not in sentence for sentence in taken.refused)


def test_an_article_survives_the_way_to_the_kernel(tmp_path):
    article = Article(
        STORY, id="007", title="A <title>", outlet="O", published="2020-01-05", url="https://example.org/"
    )
    (tmp_path / "article.json").write_bytes(items.as_json(article))
    assert replace(load_article(tmp_path / "article.json"), warnings=()) == article


# --- the folder of an article


def staged(place: Path, name: str, tables: dict[str, int] | None = None, failed: str = "") -> folder.Result:
    entry = folder.Entry(1, name, name.title(), tables=tables or {}, failed=failed)
    for file in entry.files:
        (place / name / file).parent.mkdir(parents=True, exist_ok=True)
        (place / name / file).write_text(name)
    return folder.Result(entry, place / name)


def files(place: Path) -> set[str]:
    return {str(file.relative_to(place)) for file in place.rglob("*") if file.is_file()}


def test_publishing_keeps_the_other_reports_of_the_same_text(tmp_path):
    home, article = tmp_path / "home", Article("One text.")
    folder.publish(home, article, "a.txt", "2026-01-01", [staged(tmp_path / "1", "quotes", {"quotes": 3})])
    manifest = folder.publish(home, article, "a.txt", "2026-01-02", [staged(tmp_path / "2", "framing")])
    assert {entry.name for entry in manifest.reports} == {"quotes", "framing"}
    assert files(home) == {"report.json", "quotes.html", "framing.html", "tables/quotes.csv"}
    assert folder.read(home) == manifest


def test_a_new_text_under_an_old_id_takes_the_old_reports_away(tmp_path):
    home = tmp_path / "home"
    folder.publish(
        home, Article("One."), "a", "2026-01-01", [staged(tmp_path / "1", "quotes", {"quotes": 3})]
    )
    folder.publish(home, Article("Two."), "a", "2026-01-02", [staged(tmp_path / "2", "framing")])
    assert files(home) == {"report.json", "framing.html"}


def test_a_failed_report_takes_its_older_page_and_tables_away_and_the_other_way_round(tmp_path):
    home, article = tmp_path / "home", Article("One.")
    folder.publish(home, article, "a", "2026-01-01", [staged(tmp_path / "1", "quotes", {"quotes": 3})])
    folder.publish(home, article, "a", "2026-01-01", [staged(tmp_path / "2", "quotes", failed="cell 1")])
    assert files(home) == {"report.json", "quotes.failed.ipynb"}
    folder.publish(home, article, "a", "2026-01-01", [staged(tmp_path / "3", "quotes")])
    assert files(home) == {"report.json", "quotes.html"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"reports": 3}', '{"id": "x", "reports": []}'],
)
def test_a_manifest_that_cannot_be_read_is_as_good_as_none(tmp_path, text):
    (tmp_path / folder.MANIFEST).write_text(text)
    assert folder.read(tmp_path) is None


def test_a_manifest_cannot_name_files_elsewhere(tmp_path):
    home = tmp_path / "home"
    manifest = folder.publish(home, Article("One."), "a", "2026-01-01", [staged(tmp_path / "1", "quotes")])
    known = json.loads((home / folder.MANIFEST).read_text())
    known["reports"][0]["name"] = "../../precious"
    (home / folder.MANIFEST).write_text(json.dumps(known))
    assert manifest
    assert folder.read(home) is None


# --- pages


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


# --- whole reports


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


def forking():
    """The kernels where there is one."""
    return kernels.KernelServer() if kernels.can_fork() else nullcontext()


def test_a_report_leaves_these_files_and_nothing_else(made):
    assert files(made) == {
        "index.html",
        "hostile/article.json",
        "hostile/index.html",
        "hostile/pieces.html",
        "hostile/report.json",
        "hostile/tables/lines.csv",
        "us-iraq-withdrawal/article.json",
        "us-iraq-withdrawal/broken.failed.ipynb",
        "us-iraq-withdrawal/dead.failed.ipynb",
        "us-iraq-withdrawal/index.html",
        "us-iraq-withdrawal/pieces.html",
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


def test_the_index_has_findings_that_lead_to_their_sentences_and_says_what_failed(made):
    index = (made / "us-iraq-withdrawal" / "index.html").read_text()
    assert "the name is 007" in index
    assert 'href="pieces.html#s1"' in index
    assert '<a href="tables/lines.csv">lines.csv</a> (22 rows)' in index
    assert index.count("This report could not be made") == 2
    assert '<a href="broken.failed.ipynb">' in index


def test_the_index_of_all_lists_every_article(made):
    index = (made / "index.html").read_text()
    assert '<a href="hostile/index.html">' in index
    assert '<a href="us-iraq-withdrawal/pieces.html">Pieces</a>' in index
    assert "Broken (failed)" in index


def test_reports_name_their_source_and_no_path_of_this_machine(made):
    report = (made / "us-iraq-withdrawal" / "pieces.html").read_text()
    assert "<code>tests/somewhere.txt</code>" in report
    assert str(made) not in report
    assert str(Path.home()) not in report
    assert str(Path(__file__).parents[2]) not in report


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


PAGES = ["index.html", "hostile/index.html", "hostile/pieces.html", "us-iraq-withdrawal/pieces.html"]


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
    for name in ("index.html", "pieces.html", "tables/lines.csv", "article.json"):
        first = (made / "hostile" / name).read_bytes().replace(b"2020-01-01", today().encode())
        assert (tmp_path / "hostile" / name).read_bytes() == first, name


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Report:
    """A notebook that fails unless its article was read before it began."""
    cells = [
        nbformat.v4.new_code_cell('article = ""\ntables_dir = ""', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(
            "import analysis\n"
            "import importlib\n"
            "quotes = importlib.import_module('analysis.attribution.attributions')\n"
            "from analysis.models import sentences\n"
            "one, same = (analysis.annotate(analysis.load_article(article)) for _ in range(2))\n"
            "quotes.attribution_model = sentences.sentence_reader = None\n"
            "assert one is same and sentences.read(one) and analysis.quotes(one) is not None"
        ),
    ]
    report = Report(1, "kept", "Kept", tmp_path_factory.mktemp("notebooks"))
    node = notebook(*cells)
    node.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, report.notebook)
    return report


@pytest.mark.skipif(not kernels.can_fork(), reason="kernels cannot be forked here")
def test_kernels_that_are_forked_find_their_article_read(kept, tmp_path):
    articles = [item(Article(STORY, id="one")), item(Article(f"{STORY} And it rained.", id="two"))]
    with forking() as source:
        published = list(make(articles, [kept], {}, tmp_path, source))
    assert [each.failures for each in published] == [(), ()]


@pytest.mark.skipif(not kernels.can_fork(), reason="kernels cannot be forked here")
def test_an_article_that_kills_who_reads_it_fails_in_its_cell_and_harms_no_other(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1] / "poison"))
    deadly = Article(f"{STORY} This is deadly to every process.", id="deadly")
    with forking() as source:
        made = list(make([item(deadly), item(Article(STORY, id="good"))], [PIECES], {}, tmp_path, source))
        assert source.alive
    failed = {each.index.parent.name: [entry.failed for entry in each.failures] for each in made}
    assert failed["good"] == []
    assert "died" in failed["deadly"][0]


@pytest.mark.skipif(not kernels.can_fork(), reason="kernels cannot be forked here")
def test_a_reading_that_was_ended_reads_no_more_but_still_gives_kernels(tmp_path):
    with forking() as source, quiet_kernels():
        reading = kernels.Reading(source)
        reading.end()
        (tmp_path / kernels.ARTICLE).write_bytes(items.as_json(Article(STORY, id="one")))
        ran, failure = execute(PIECES.notebook, tmp_path, {"article": kernels.ARTICLE}, reading)
    assert failure is None
    assert ran.cells


def test_stopping_in_between_leaves_whole_files_and_no_kernel(tmp_path):
    slow = Report(4, "slow", "Slow", NOTEBOOKS)
    making = make([item(Article(STORY, id="one"))], [slow], {}, tmp_path)
    interrupt_soon()
    with pytest.raises(KeyboardInterrupt):
        next(making)
    assert not Kernel.running
    assert files(tmp_path) == {"index.html"}


def test_a_temporary_folder_far_down_does_no_harm(tmp_path, monkeypatch):
    deep = tmp_path / ("deep" * 25)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    (published,) = make([item(Article(STORY, id="one"))], [PIECES], {}, tmp_path / "reports")
    assert not published.failures


def interrupt_soon() -> None:
    """Send this process what Ctrl-C sends, once a kernel runs: a signal, which wakes a thread that waits."""

    def wait_and_interrupt():
        while not Kernel.running:
            time.sleep(0.05)
        time.sleep(0.5)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    threading.Thread(target=wait_and_interrupt).start()
