"""Web addresses: what is read, and how everything that a server can do wrong ends in one sentence."""

import gzip
import re
import threading
import time
import tracemalloc
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from analysis.articles import fetch, load_article
from analysis.errors import ArticleError

STORY = (
    "The council agreed a budget on Tuesday after nine hours of talks that left both sides tired, "
    "officials said.\n\n“We gave up a lot,” said María López, the harbor minister. “But the port stays "
    "open, and that is what matters to the town.”\n\nCritics said the plan would cost jobs, and asked "
    "for a vote in May."
)
PAGE = (
    '<!doctype html><html lang="en"><head><title>Budget agreed</title>'
    '<meta property="og:site_name" content="Harbor Times"></head><body><nav><a href="/">Home</a></nav>'
    "<article><h1>Budget agreed</h1>{}</article><footer>All rights reserved</footer></body></html>"
).format("".join(f"<p>{paragraph}</p>" for paragraph in STORY.split("\n\n")))
BOMB = gzip.compress(b"word " * 8_000_000, 1)
HEADED = f"Budget agreed\n\n{STORY}"
LATIN = HEADED.replace("“", '"').replace("”", '"')
LATIN_PAGE = PAGE.replace("“", '"').replace("”", '"')


class Site(BaseHTTPRequestHandler):
    """A news site with every fault there is; each path is one of them."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        getattr(self, "page_" + self.path.strip("/").partition(".")[0].partition("?")[0].replace("-", "_"))()

    def log_message(self, *_):
        pass

    def answer(self, body=b"", content_type="text/html; charset=utf-8", status=200, **headers):
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        headers = {"Content_Length": len(body), "Connection": "close"} | headers
        for name, value in headers.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def move(self, target, status=302):
        self.answer(status=status, Location=target)

    def page_story(self):
        self.answer(PAGE.encode())

    def page_latin(self):
        self.answer(LATIN_PAGE.encode("latin-1"), "text/html; charset=ISO-8859-1")

    def page_latin_meta(self):
        page = LATIN_PAGE.replace("<head>", '<head><meta charset="iso-8859-1">')
        self.answer(page.encode("latin-1"), "text/html")

    def page_mislabelled(self):
        self.answer(PAGE.encode(), "text/html; charset=ISO-8859-1")

    def page_plain(self):
        self.answer(STORY.encode(), "text/plain; charset=utf-8")

    def page_untyped(self):
        self.answer(PAGE.encode(), None)

    def page_raw(self):
        self.answer(f"---\ntitle: Budget\nid: 007\n---\n{STORY}".encode(), "text/plain")

    def page_record(self):
        self.answer(b'{"text": "The port stays open, said the minister.", "id": "9"}', "application/json")

    def page_zipped(self):
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def page_agent(self):
        self.answer(
            f"The visitor says that it is called {self.headers['User-Agent']}.".encode(), "text/plain"
        )

    def page_moved(self):
        self.move("/story?from=moved#part", 301)

    def page_loop(self):
        self.move("/loop")

    def page_to_file(self):
        self.move("file:///etc/hostname")

    def page_to_nowhere(self):
        self.move("http://[/")

    def page_missing(self):
        self.answer(b"gone", status=404)

    def page_forbidden(self):
        self.answer(b"no", status=403)

    def page_broken(self):
        self.answer(b"oops", status=500)

    def page_nothing(self):
        self.answer(b"")

    def page_empty(self):
        self.answer(b"<html><head><title>App</title></head><body><div id='app'></div></body></html>")

    def page_document(self):
        self.answer(b"%PDF-1.7", "application/pdf")

    def page_hidden_document(self):
        self.answer(b"%PDF-1.7 text", "text/html")

    def page_german(self):
        sentence = "Die Regierung hat am Dienstag beschlossen, die Steuern auf Benzin deutlich zu senken. "
        self.answer((sentence * 5).encode(), "text/plain; charset=utf-8")

    def page_short_of_length(self):
        self.answer(PAGE.encode()[:300], Content_Length=5000)

    def page_broken_chunks(self):
        self.answer(b"400\r\n<html>", Content_Length=None, Transfer_Encoding="chunked")

    def page_broken_zip(self):
        self.answer(b"this is not gzip", Content_Encoding="gzip")

    def page_bomb(self):
        self.answer(BOMB, Content_Encoding="gzip")

    def page_bomb_in_a_bomb(self):
        self.answer(gzip.compress(BOMB), Content_Encoding="gzip, gzip")

    def page_deflated_bomb(self):
        self.answer(zlib.compress(b"word " * 8_000_000, 1), Content_Encoding="deflate")

    def page_more_than_length(self):
        self.answer(PAGE.encode(), Content_Length=len(PAGE.encode()) - 10)

    def page_absurd_length(self):
        self.answer(PAGE.encode(), Content_Length=10**30)

    def page_negative_length(self):
        self.answer(PAGE.encode(), Content_Length=-5)

    def page_endless_chunks(self):
        self.answer(b"", Content_Length=None, Transfer_Encoding="chunked")
        while True:
            self.wfile.write(b"c350\r\n" + b"word " * 10_000 + b"\r\n")

    def page_wide_chunk(self):
        self.answer(b"f" * 40 + b"\r\n<html>", Content_Length=None, Transfer_Encoding="chunked")

    def page_to_script(self):
        self.move("javascript:alert(1)")

    def page_to_data(self):
        self.move("data:text/html,<p>The port stays open.</p>")

    def page_to_local_path(self):
        self.move("//localhost:0/etc/hostname")

    def page_to_password(self):
        self.move("http://ann:secret@127.0.0.1/story")

    def page_to_many(self):
        number = int(self.path.rpartition(".")[2]) if "." in self.path else 0
        self.move(f"/to-many.{number + 1}")

    def page_endless_header(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while True:
            self.wfile.write(b"a" * 10_000)

    def page_many_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X-Header: a\r\n" * 100)

    def page_trickling_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while True:
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.05)

    def page_silent(self):
        time.sleep(2)

    def page_trickle(self):
        self.answer(b"<html>", Content_Length=None)
        while True:
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.05)

    def page_endless(self):
        self.answer(b"<html>", Content_Length=None)
        while True:
            self.wfile.write(b"word " * 10_000)

    def page_endless_redirect(self):
        self.answer(b"x", status=302, Location="/story", Content_Length=None)
        while True:
            self.wfile.write(b"word " * 10_000)


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_):
        """Say nothing of clients that hang up: that is what these tests make them do."""


@pytest.fixture(scope="module")
def site():
    with QuietServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "path", ["story", "mislabelled", "untyped", "zipped", "more-than-length", "negative-length"]
)
def test_a_page_gives_text_title_outlet_and_address(site, path):
    article = load_article(f"{site}/{path}")
    assert article.text == HEADED
    assert (article.title, article.outlet, article.id) == ("Budget agreed", "Harbor Times", "Budget agreed")
    assert article.url == f"{site}/{path}"


@pytest.mark.parametrize("path", ["latin", "latin-meta"])
def test_the_declared_encoding_is_followed(site, path):
    assert load_article(f"{site}/{path}").text == LATIN


def test_plain_text_is_taken_as_it_is(site):
    article = load_article(f"{site}/plain.txt")
    assert article.text == STORY
    assert article.id == article.sha256[:12]


def test_json_and_markdown_are_read_as_such(site):
    record = load_article(f"{site}/record")
    assert (record.text, record.id) == ("The port stays open, said the minister.", "9")
    assert record.url == f"{site}/record"
    raw = load_article(f"{site}/raw.md")
    assert (raw.text, raw.title, raw.id) == (f"Budget\n\n{STORY}", "Budget", "007")


def test_redirects_are_followed_to_the_address_that_is_kept(site):
    article = load_article(f"{site}/moved")
    assert article.text == HEADED
    assert article.url == f"{site}/story?from=moved"


def test_the_user_agent_names_the_program(site):
    assert "Presslens" in load_article(f"{site}/agent").text


def test_an_endless_redirect_is_not_read(site):
    assert load_article(f"{site}/endless-redirect").text == HEADED


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("loop", "redirects more than 8 times"),
        ("to-file", "leads to a “file” address"),
        ("to-nowhere", "is not a web address, or leads to none"),
        ("missing", "answered 404 Not Found"),
        ("forbidden", "answered 403 Forbidden"),
        ("broken", "answered 500 Internal Server Error and no page; try again later"),
        ("nothing", "is empty"),
        ("empty", "No article was found"),
        ("document", "is of type application/pdf"),
        ("hidden-document", "is a PDF"),
        ("german", "looks like German"),
        ("short-of-length", "broke off"),
        ("broken-chunks", "broke off"),
        ("broken-zip", "arrived damaged"),
        ("endless", "over 5 MB"),
        ("bomb", "over 5 MB"),
        ("bomb-in-a-bomb", "over 5 MB"),
        ("deflated-bomb", "over 5 MB"),
        ("absurd-length", "broke off"),
        ("endless-chunks", "over 5 MB"),
        ("wide-chunk", "broke off"),
        ("to-script", "leads to a “javascript” address"),
        ("to-data", "leads to a “data” address"),
        ("to-local-path", "cannot be reached"),
        ("to-password", "holds a user name"),
        ("to-many", "redirects more than 8 times"),
        ("endless-header", "broke off"),
        ("many-headers", "broke off"),
    ],
)
def test_what_a_site_does_wrong_is_one_sentence(site, path, says):
    with pytest.raises(ArticleError, match=re.escape(says)) as caught:
        load_article(f"{site}/{path}")
    message = str(caught.value)
    assert site in message
    assert "\n" not in message
    assert message.endswith(".")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["silent", "trickle", "trickling-headers"])
def test_a_slow_site_is_given_up(site, path, monkeypatch):
    monkeypatch.setattr(fetch, "SECONDS_TO_ANSWER", 0.3)
    monkeypatch.setattr(fetch, "SECONDS_IN_ALL", 0.6)
    start = time.monotonic()
    with pytest.raises(ArticleError, match="takes too long to answer"):
        load_article(f"{site}/{path}")
    assert time.monotonic() - start < 1.5


def test_a_bomb_does_not_fill_the_memory(site):
    tracemalloc.start()
    with pytest.raises(ArticleError):
        fetch.fetch(f"{site}/bomb")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("file:///etc/hostname", "only http and https addresses are read"),
        ("ftp://example.org/a.txt", "only http and https addresses are read"),
        ("http://", "is not a web address"),
        ("http://two words/", "is not a web address"),
        ("http://127.0.0.1:99999/", "is not a web address"),
        ("http://127.0.0.1:1/", "cannot be reached"),
        ("http://nowhere.invalid/story", "cannot be reached"),
        ("https://ann:secret@127.0.0.1/story", "holds a user name"),
    ],
)
def test_addresses_that_lead_nowhere(address, says):
    with pytest.raises(ArticleError, match=says):
        load_article(address)


def test_white_space_around_an_address_is_forgiven(site):
    assert load_article(f"  {site}/story\n").text == HEADED
