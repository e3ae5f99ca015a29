"""Pages as PDF, printed by a Chromium of the reader's: no other program is needed, and none is shipped."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from lxml.html import HTMLParser, document_fromstring, tostring

from analysis.errors import PdfError, UsageError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 120
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
    "--no-pdf-header-footer",
)
_STAMP = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
_NODE = re.compile(rb"\(node\d{8}\)")


def browser() -> str:
    """Return the path of a Chromium; raise UsageError, in one sentence, where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise UsageError(
            "No PDF can be made, because no Chromium or Chrome is installed (chromium, google-chrome); "
            "install one, or leave out --pdf and print the pages from any browser."
        )
    return found


def print_page(page: bytes, chromium: str, made: str) -> bytes:
    """Return a page as PDF, on paper as its style says. Raises PdfError when the browser does not print it.

    Links to other files of the reports lead nowhere from a PDF that is sent to somebody, so they are dropped;
    those within the page and to the web are kept. The same page, `made` on the same day (as YYYY-MM-DD),
    gives the same bytes.
    """
    with tempfile.TemporaryDirectory(prefix="presslens-pdf-") as own:
        source, target = Path(own) / "page.html", Path(own) / "page.pdf"
        source.write_bytes(_without_neighbours(page))
        sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []  # root has none
        command = [chromium, *_FLAGS, *sandbox, f"--user-data-dir={own}/profile", f"--print-to-pdf={target}"]
        try:
            subprocess.run(
                [*command, source.as_uri()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PdfError(f"{chromium} did not print a page within {SECONDS} seconds") from None
        printed = target.read_bytes() if target.exists() else b""
    if not printed.startswith(b"%PDF") or b"%%EOF" not in printed[-32:]:
        raise PdfError(f"{chromium} did not print a page")
    return _alike(printed, made)


def _without_neighbours(page: bytes) -> bytes:
    """Return a page whose links lead to places on it and on the web only."""
    document = document_fromstring(page, parser=HTMLParser(encoding="utf-8", huge_tree=True))
    for link in document.iter("a"):
        if not link.get("href", "").startswith(("#", "http://", "https://")):
            link.attrib.pop("href", None)
    return tostring(document, encoding="utf-8", doctype="<!DOCTYPE html>")


def _alike(printed: bytes, made: str) -> bytes:
    """Return a PDF without what differs from run to run: dated as its page, its nodes counted from 1.

    What is put in is as long as what was there and sorts as it did, so places and trees in the file hold.
    """
    midnight = made.replace("-", "").encode() + b"000000"
    printed = _STAMP.sub(lambda stamp: stamp[1] + midnight, printed)
    numbers = {node: number for number, node in enumerate(sorted(set(_NODE.findall(printed))), start=1)}
    return _NODE.sub(lambda node: b"(node%08d)" % numbers[node[0]], printed)
