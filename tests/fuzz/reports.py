"""Hostile articles through `python -m analysis report`: what is made, written, asked for, shown and run."""

import csv
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from random import Random

from analysis.articles import load_article
from analysis.errors import ArticleError
from analysis.paths import ROOT, TEMPLATES
from analysis.reports.catalogue import REPORTS

from .payloads import NAMES, PAYLOADS
from .texts import MAKERS, Case, draw, passage

_TAGS_THAT_ACT = {
    "iframe",
    "object",
    "embed",
    "link",
    "base",
    "form",
    "input",
    "svg",
    "math",
    "video",
}
OPTIONS = ("--reports-dir", "../reports")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_OURS = {"index.html", "article.json", "report.json"} | {
    f"{report.name}.{kind}" for report in REPORTS for kind in ("html", "ipynb")
}
_OF_ALL = {"index.html", "methods.html"}


@dataclass
class Made:
    """What the command left, and how it ended."""

    folder: Path
    accepted: int
    refused: int
    seconds: float = 0
    status: int | None = None
    said: str = ""
    guard: list[str] = field(default_factory=list)

    @property
    def reports(self) -> Path:
        """Where the reports are."""
        return self.folder / "reports"

    @property
    def pages(self) -> list[Path]:
        """Every page."""
        return sorted(path for path in self.reports.rglob("*.html") if path.is_file())


def write_sources(folder: Path, count: int, seed: int) -> Made:
    """Write files under hostile names until `count` of them hold an article; those refused stay, too."""
    folder.mkdir(parents=True)
    sources = folder / "sources"
    sources.mkdir()
    kinds, number, made = list(MAKERS), 0, Made(folder, 0, 0)
    while made.accepted < count:
        try:
            path = _written(
                sources, draw(kinds[number % len(kinds)], number, seed), Random(f"{seed} {number}")
            )
        except OSError:  # a name that this file system does not take
            continue
        finally:
            number += 1
        try:
            load_article(path)
            made.accepted += 1
        except ArticleError:
            made.refused += 1
    return made


def make(made: Made, seconds: float) -> None:
    """Run the command on the folder of sources, watched by `tests/guard`."""
    own = {name: made.folder / name for name in ("reports", "temporary", "home", "work")}
    for place in own.values():
        place.mkdir()
    guard = Path(__file__).parents[1] / "guard"
    log = made.folder / "guard.log"
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, (guard, ROOT))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GUARD_FOLDERS": os.pathsep.join(str(own[name]) for name in ("reports", "temporary", "home")),
        "GUARD_LOG": str(log),
        "TMPDIR": str(own["temporary"]),
        "HOME": str(own["home"]),
    }
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "report", "../sources", *OPTIONS],
        cwd=own["work"],
        env=environment,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    made.seconds, made.status = time.monotonic() - start, done.returncode
    made.said = done.stderr.decode(errors="replace")
    made.guard = log.read_text(encoding="utf-8").splitlines()


def faults(made: Made) -> Iterator[str]:
    """Yield what is wrong with what the command did and left."""
    if made.status != (2 if made.refused else 0):
        yield f"exit status {made.status}"
    for line in made.said.splitlines():
        if not line.endswith("."):
            yield f"said {line[:300]!r}"
    homes = [place for place in made.reports.iterdir() if place.is_dir()]
    if len(homes) != made.accepted:
        yield f"reports of {len(homes)} articles for {made.accepted}"
    yield from (f"did {line}" for line in sorted(set(made.guard)))
    for name in ("temporary", "work"):
        yield from (f"left {path}" for path in (made.folder / name).rglob("*"))
    for home in homes:
        yield from (f"{home.name}/{name} is missing" for name in _OURS if not (home / name).is_file())
    for path in (each for each in made.reports.rglob("*") if not each.is_dir() or each.is_symlink()):
        name = path.relative_to(made.reports)
        ours = _OF_ALL if path.parent == made.reports else _OURS
        expected = path.name in ours if path.suffix != ".csv" else path.parent.name == "tables"
        if path.is_symlink() or not expected:
            yield f"wrote {name}"
        elif path.suffix == ".html":
            yield from (f"{name}: {fault}" for fault in page_faults(path))
        elif path.suffix == ".csv":
            yield from (f"{name}: a formula, {cell[:40]!r}" for cell in _formulas(path))


def page_faults(path: Path) -> Iterator[str]:
    """Yield what in a page could do something, or leads nowhere."""
    text = path.read_text(encoding="utf-8")
    found = _Tags(text).found
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)
    if [tag for tag, _ in found].count("script") != 1 or scripts != [_our_script()]:
        yield "a script that is not ours"
    for tag, attributes in found:
        if tag in _TAGS_THAT_ACT:
            yield f"an element {tag}"
        for name, value in attributes.items():
            if name.startswith("on") or name in {"srcdoc", "autofocus", "formaction", "action"}:
                yield f"an attribute {name}={value!r}"
        if tag == "meta" and attributes.get("http-equiv") not in (None, "Content-Security-Policy"):
            yield f"a meta {attributes}"
        if not attributes.get("src", "data:").startswith("data:"):
            yield f"a source {attributes['src'][:60]!r}"
        if (fault := _link_fault(path, attributes.get("href"))) is not None:
            yield f"a link {fault!r}"


def browser_faults(made: Made, browser) -> Iterator[str]:
    """Open every page with its own policy and without it, and yield what ran, asked or complained."""
    for relaxed in (False, True):
        context = browser.new_context(bypass_csp=relaxed)
        context.add_init_script(
            "for (const name of ['fired', 'hacked']) Object.defineProperty(window, name, "
            "{get() {}, set() { console.log('fired') }});"
            "for (const name of ['alert', 'confirm', 'prompt', 'open', 'fetch'])"
            "window[name] = () => console.log('fired ' + name);"
        )
        context.set_default_timeout(120_000)
        page, heard = context.new_page(), []
        page.on("console", lambda message, heard=heard: heard.append(message.text))
        page.on("pageerror", lambda error, heard=heard: heard.append(str(error)))
        page.on("request", lambda request, heard=heard: heard.append(request.url))
        for path in made.pages:
            heard.clear()
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            page.mouse.move(200, 200)
            extra = [said for said in heard if not said.startswith("data:") and said != path.as_uri()]
            yield from (f"{path.relative_to(made.reports)} in the browser: {said[:200]}" for said in extra)
        context.close()


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@cache
def _our_script() -> str:
    return (TEMPLATES / "page.js").read_text(encoding="utf-8")


def _link_fault(path: Path, address: str | None) -> str | None:
    if address is None or address.startswith(("#", "http://", "https://")):
        return None
    from urllib.parse import unquote

    target = unquote(address.partition("#")[0])
    inside = "://" not in address and (path.parent / target).is_file()
    return None if inside else address


def _formulas(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                if cell.startswith(_FORMULA) and not _is_number(cell):
                    yield cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _written(sources: Path, case: Case, random: Random) -> Path:
    """Write a case as a file of some kind under a hostile name."""
    name = random.choice((*NAMES, *PAYLOADS)).replace("/", "\u2215").replace("\0", "\u2400")
    name = f"{case.number}{name.encode(errors='replace').decode()[:60]}"  # what begins with a dot is left out
    if random.random() < 0.1:
        name = os.fsdecode(b"\xff\xfe" + os.fsencode(name)[:100])
    if case.suffix:
        path, data = sources / f"{name}{case.suffix}", case.data
    else:
        text = f"{case.text}\n\n{passage(random, 600)}" if random.random() < 0.7 else case.text
        path, data = _as_file(sources, name, text, random)
    path.write_bytes(data)
    return path


def _as_file(sources: Path, name: str, text: str, random: Random) -> tuple[Path, bytes]:
    suffix = random.choice((".json", ".json", ".txt", ".html", ".md"))
    fields = {
        "id": random.choice(NAMES) if random.random() < 0.7 else None,
        "title": random.choice(PAYLOADS),
        "outlet": random.choice(PAYLOADS),
        "published": random.choice(PAYLOADS),
        "url": random.choice(
            ("javascript:window.fired = 1", 'https://example.org/"onclick="window.fired=1', *PAYLOADS)
        ),
    }
    if suffix == ".json":
        return sources / f"{name}.json", json.dumps(fields | {"text": text}).encode()
    if suffix == ".html":
        body = f"<p>{text}</p><p>{passage(random, 900)}</p>"
        text = f"<!doctype html><title>{fields['title']}</title><article>{body}</article>"
    if suffix == ".md":
        head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items() if value)
        text = f"---\n{head}---\n{text}"
    return sources / f"{name}{suffix}", text.encode("utf-8", "replace")
