"""Pages printed as PDF by a browser, and what is said where there is none."""

import stat
import time
from pathlib import Path

import chromium
import pytest

from analysis.errors import UsageError
from analysis.reports import pdf

pytestmark = pytest.mark.slow

DAY = "2026-11-22"


def program(place: Path, script: str) -> str:
    """A stand-in for the browser: a script that gets its command line."""
    path = place / "chromium"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_no_browser_is_said_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="no Chromium or Chrome is installed") as refusal:
        pdf.browser()
    assert "\n" not in str(refusal.value)


HALF = 'for a in "$@"; do case $a in --print-to-pdf=*) echo %PDF > "${a#*=}";; esac; done'


@pytest.mark.parametrize("script", ["exit 1", "exit 0", HALF])
def test_what_is_not_a_whole_pdf_is_an_error(tmp_path, script):
    with pytest.raises(pdf.PdfError, match="did not print"):
        pdf.print_page(b"<p>page</p>", program(tmp_path, script), DAY)


PRINTED = """%PDF-1.4
/CreationDate (D:20261128132355+00'00') /ModDate (D:20261128132355+00'00')
/ID (node{:08}) /ID (node{:08}) /Headers [(node{:08})]
%%EOF
"""


def test_a_pdf_is_dated_as_its_page_and_its_nodes_are_counted_from_one(tmp_path):
    (tmp_path / "made.pdf").write_text(PRINTED.format(98, 101, 98))
    copy = f'for a; do case $a in --print-to-pdf=*) cp {tmp_path}/made.pdf "${{a#*=}}";; esac; done'
    printed = pdf.print_page(b"<p>page</p>", program(tmp_path, copy), DAY).decode()
    assert printed == PRINTED.replace("20261128132355", "20261122000000").format(1, 2, 1)


@chromium.needed
def test_printed_twice_is_the_same_bytes():
    page = b"<table><tr><th>Speaker</th></tr><tr><td>Ada</td></tr></table>"
    first = pdf.print_page(page, chromium.PATH, DAY)
    time.sleep(1.1)  # the browser's stamps are in seconds
    assert b"CreationDate (D:20261122000000" in first
    assert pdf.print_page(page, chromium.PATH, DAY) == first


def test_a_printed_page_links_to_itself_and_the_web_only(tmp_path):
    copy = 'for last; do :; done; cp "${last#file://}" ' + str(tmp_path / "seen.html")
    page = (
        "<!DOCTYPE html>\n<html><head><style>a > b { color: red }</style></head><body>"
        '<a class="s" href="#s1">1</a><a href="../index.html">Älle</a><a href="https://e.org/">web</a></body></html>'
    )
    with pytest.raises(pdf.PdfError):
        pdf.print_page(page.encode(), program(tmp_path, copy), DAY)
    assert (tmp_path / "seen.html").read_text() == page.replace(' href="../index.html"', "")
