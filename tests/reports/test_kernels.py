"""Kernels that are forked: what they find read, and what is left when something dies or is stopped."""

import signal
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import pytest
from small_reports import PIECES, SLOW, STORY, files, forking, item

from analysis.articles import Article
from analysis.articles.items import as_json
from analysis.reports import kernels
from analysis.reports.catalogue import Report
from analysis.reports.kernels import Kernel, quiet_kernels
from analysis.reports.make import execute, make

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Report:
    """A notebook that fails unless its article was read before it began."""
    cells = [
        nbformat.v4.new_code_cell('article = ""\ntables_dir = ""', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(
            "import analysis, onnxruntime\n"
            "one, same = (analysis.annotate(analysis.load_article(article)) for _ in range(2))\n"
            "onnxruntime.InferenceSession.run = None  # what is not known yet can be read no more\n"
            "assert one is same and len(analysis.sentiment(one)) and analysis.quotes(one) is not None"
        ),
    ]
    report = Report(1, "kept", "Kept", tmp_path_factory.mktemp("notebooks"))
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    node = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})
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
def test_an_article_that_is_done_is_read_no_more_but_still_gets_kernels(tmp_path):
    with forking() as source, quiet_kernels():
        own = kernels.ArticleKernels(source)
        own.end()
        (tmp_path / kernels.ARTICLE).write_bytes(as_json(Article(STORY, id="one")))
        ran, failure = execute(PIECES.notebook, tmp_path, {"article": kernels.ARTICLE}, own)
    assert failure is None
    assert ran.cells


def test_stopping_in_between_leaves_whole_files_and_no_kernel(tmp_path):
    making = make([item(Article(STORY, id="one"))], [SLOW], {}, tmp_path)
    interrupt_soon()
    with pytest.raises(KeyboardInterrupt):
        next(making)
    assert not Kernel.running
    assert files(tmp_path) == {"index.html", "methods.html"}


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
