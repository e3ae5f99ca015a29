"""The sample corpus's page in a real browser: whole, offline, readable by everybody."""

import os
import re
import subprocess
import sys

import chromium
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml.html import document_fromstring

from analysis.paths import ROOT

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "data" / "corpus" / "articles"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What `make corpus` makes."""
    place = tmp_path_factory.mktemp("page")
    command = [
        sys.executable,
        "-m",
        "analysis",
        "corpus",
        SAMPLE,
        "--out",
        "out",
        "--part-size",
        "6",
        "--report",
    ]
    run = subprocess.run(
        command,
        cwd=place,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"SOURCE_DATE_EPOCH": "0"},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == "out/manifest.json\nout/corpus.html\n"
    return place / "out"


def test_the_sample_is_what_the_notebook_says(made):
    about = (made / "corpus.html").read_text()
    assert "60 articles of 5 outlets" in about
    assert "The sample that comes with Presslens, from Marlow Bay" in about


def test_the_tables_behind_the_page_are_beside_it(made):
    assert {path.stem for path in (made / "csv").iterdir()} == {
        *("claims", "differences", "names", "stories", "coverage", "selection", "chosen"),
        *("quoted", "silent", "sentiment", "sentiment_over_time"),
        *("frames", "frames_by_topic", "frames_by_topic_and_group", "words", "word_shift"),
    }
    assert str(made.parent) not in (made / "corpus.html").read_text()


def test_every_claim_is_on_the_page_once_with_its_sentences(made):
    page = document_fromstring((made / "corpus.html").read_text())
    claims = pd.read_csv(made / "csv" / "claims.csv", encoding="utf-8-sig")
    shown = [" ".join(claim.text_content().split()) for claim in page.find_class("claim")]
    assert [each.partition(": ")[2] for each in shown] == list(
        claims["text"].str.replace("\\s+", " ", regex=True)
    )
    for entry in page.xpath("//ul[@class='pl-findings']/li"):
        sentences = entry.find_class("where")
        assert 1 <= len(sentences) <= 10
        for place in sentences:
            assert re.search(r"“.+”, 2025-\d\d-\d\d, sentence \d+", place.text_content())


def test_articles_go_by_their_titles_and_not_by_their_ids(made):
    page = document_fromstring((made / "corpus.html").read_text())
    told = page.get_element_by_id("main").text_content()
    assert not [path.stem for path in SAMPLE.glob("*.md") if "-" in path.stem and path.stem in told]


@pytest.fixture(scope="module")
def browser():
    with chromium.browser() as started:
        yield started


@chromium.needed
@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 1280), ("light", 360)])
def test_the_page_is_offline_fits_its_window_and_has_no_serious_fault(browser, made, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((made / "corpus.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert [url for url in asked if not url.startswith("data:")] == [(made / "corpus.html").as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ] == []
    images = page.locator("img").evaluate_all("all => all.map(one => [one.alt, one.naturalWidth])")
    assert len(images) >= 7 and all(alt and size for alt, size in images)
    assert page.locator(".pl-beside section").count() == 2
    assert (
        page.locator("a[href^='#']").evaluate_all(
            "all => all.filter(one => !document.getElementById(one.hash.slice(1))).map(one => one.hash)"
        )
        == []
    )
    page.close()
