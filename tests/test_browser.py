"""The reports as a reader sees them: in a real browser, on a phone, in the dark, on paper, by keyboard."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe

from analysis.paths import EXAMPLE

pytestmark = [chromium.needed, pytest.mark.slow]

HOSTILE = {
    "id": "hostile",
    "title": "\"Quotes\" & 'more' </title><script>window.hacked = 1</script>{{ 7 * 7 }}",
    "outlet": "<img src=x onerror='window.hacked = 1'>",
    "url": "javascript:window.hacked = 1",
    "text": "\n\n".join(
        [
            'The mayor of the town said on Monday, "<script>window.hacked = 1</script> is not a plan, it is a'
            ' threat," and left.',
            '=HYPERLINK("http://example.org/","click me") was all that the opposition said about'
            " </style><style>body{display:none}</style> it.",
            "\"{{ 7 * 7 }} {% include 'x' %} is what they think of us,\" said Ana Ruiz, a teacher."
            ' <img src=x onerror="window.hacked = 1"> \x07',
            "The council attacked the mayor, who was accused of a terrible crime, and the people of the town"
            " were killed by boredom.",
            "The council of the town met once more on Tuesday and came to no decision at all. " * 16,
        ]
    ),
}
REPORTS = ("sentiment", "quotes", "framing")
EXAMPLES = ["index.html", "methods.html"] + [
    f"us-iraq-withdrawal/{name}.html" for name in ("index", *REPORTS)
]
HOSTILES = [f"hostile/{name}.html" for name in ("index", *REPORTS)]
examples = pytest.mark.parametrize("name", EXAMPLES)
pages = pytest.mark.parametrize("name", EXAMPLES + HOSTILES)


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> Path:
    """Reports of the example and of a hostile article, made by the command line."""
    place = tmp_path_factory.mktemp("browser")
    (place / "hostile.json").write_text(json.dumps(HOSTILE))
    made = subprocess.run(
        [sys.executable, "-m", "analysis", "report", EXAMPLE, "hostile.json", "--reports-dir", "reports"],
        cwd=place,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (made.returncode, made.stderr) == (0, "")
    return place / "reports"


@pytest.fixture(scope="module")
def browser():
    with chromium.browser() as started:
        yield started


@pytest.fixture
def open_page(browser, reports):
    """Open a page of the reports, in a window of this width and colour scheme."""
    contexts = []

    def open_one(name: str, width: int = 1280, scheme: str = "light"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=False
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
        page.goto((reports / name).as_uri())
        return page

    yield open_one
    for context in contexts:
        context.close()


def unfold(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


@pages
def test_a_page_asks_nobody_for_anything_and_has_nothing_to_complain_of(open_page, reports, name):
    page = open_page(name)
    unfold(page)
    assert [url for url in page.asked if not url.startswith("data:")] == [(reports / name).as_uri()]
    assert page.said == []


@examples
@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 1280), ("light", 360)])
def test_axe_finds_no_serious_or_moderate_fault(open_page, name, scheme, width):
    page = open_page(name, width, scheme)
    unfold(page)
    found = Axe().run(page).response["violations"]
    faults = [
        (fault["id"], fault["nodes"][0]["html"][:200], fault["nodes"][0]["failureSummary"][:300])
        for fault in found
        if fault["impact"] in {"moderate", "serious", "critical"}
    ]
    assert faults == []


@pages
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_fits_its_window(open_page, tmp_path, name, width):
    page = open_page(name, width)
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert (tmp_path / "page.png").stat().st_size > 10_000
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@examples
def test_a_page_prints_in_ink_on_paper_without_buttons(open_page, name):
    page = open_page(name)
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("button:visible:not(.sort, .n)").count() == 0
    assert page.locator("h1").is_visible()
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert sum(numbers(ink)[:3]) < 200
    assert sum(numbers(paper)[:3]) > 700


def test_an_opening_page_prints_its_methods_and_notes(open_page):
    page = open_page(f"{EXAMPLE.stem}/index.html")
    page.emulate_media(media="print")
    assert page.locator(".paste").bounding_box()["height"] > 50
    assert page.locator(".notes").first.is_visible()


@examples
def test_a_caption_stays_in_the_window_of_a_phone(open_page, name):
    page = open_page(name, 360)
    unfold(page)
    ends = page.locator("caption").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert all(end <= 360 for end in ends)


@examples
def test_a_chart_can_be_read_on_a_phone_without_scrolling(open_page, name):
    page = open_page(name, 360)
    unfold(page)
    for image in page.locator("figure img").all():
        box = image.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
        drawing = base64.b64decode(image.get_attribute("src").partition(",")[2]).decode()
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', drawing)[1])
        sizes = [float(size) for size in re.findall(r"font(?:-size)?: ?(?:[a-z0-9]+ )*([\d.]+)px", drawing)]
        assert min(sizes) * box["width"] / width >= 12
    boxes = page.locator("figcaption").evaluate_all("all => all.map(one => one.getBoundingClientRect())")
    assert all(each["width"] > 100 and each["right"] <= 360 for each in boxes)


def numbers(colour: str) -> list[float]:
    return [float(part) for part in colour.strip("rgba()").split(",")]


def test_the_dark_page_is_dark(open_page):
    page = open_page("us-iraq-withdrawal/quotes.html", scheme="dark")
    assert sum(numbers(page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]) < 150


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_is_drawn_and_has_a_text_alternative(open_page, name):
    page = open_page(f"us-iraq-withdrawal/{name}.html")
    images = page.locator("img").evaluate_all("all => all.map(one => [one.alt, one.naturalWidth])")
    assert images
    assert all(len(alt) > 20 and width > 100 for alt, width in images)


@pytest.mark.parametrize("name", REPORTS)
def test_a_sentence_number_leads_to_the_sentence(open_page, name):
    page = open_page(f"us-iraq-withdrawal/{name}.html")
    link = page.locator("a.s").first
    number = link.inner_text()
    link.click()
    target = page.locator(":target")
    assert target.get_attribute("id") == f"s{number}"
    page.wait_for_function("0 <= document.querySelector(':target').getBoundingClientRect().top < 900")


def test_the_index_leads_to_a_sentence_of_a_report(open_page):
    page = open_page("us-iraq-withdrawal/index.html")
    page.locator("a.s").first.click()
    page.wait_for_url("**/us-iraq-withdrawal/*.html#s*")
    assert page.locator(":target.sentence").count() == 1


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page("us-iraq-withdrawal/sentiment.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


REACHABLE = "a[href], button, summary, textarea, input, select, [tabindex='0']"
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return one === document.body ? null : {
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0,
    what: one.outerHTML.slice(0, 120),
    mark: one.dataset.walked || (one.dataset.walked = "once", "new"),
  };
}"""


@examples
def test_the_keyboard_walks_to_everything_and_shows_where_it_is(open_page, name):
    page = open_page(name)
    unfold(page)
    wanted = page.evaluate(
        "all => [...document.querySelectorAll(all)].filter(one => one.checkVisibility()).length", REACHABLE
    )
    walked = 0
    for _ in range(min(wanted, 150)):
        page.keyboard.press("Tab")
        place = page.evaluate(SEEN)
        assert place and place["seen"], place
        assert place["mark"] == "new", place
        walked += 1
    assert walked == min(wanted, 150)


def test_a_sentence_leads_back_to_where_it_is_used_by_keyboard(open_page):
    page = open_page("us-iraq-withdrawal/quotes.html")
    number = page.locator(".sentence button.n").first
    number.focus()
    page.keyboard.press("Enter")
    opened = page.locator(":popover-open")
    assert opened.count() == 1
    opened.locator("li a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll(':popover-open').length === 0")
    target = page.locator("a:target")
    assert target.inner_text() == number.inner_text()
    assert target.is_visible()


def test_a_term_leads_to_its_definition_by_keyboard(open_page):
    page = open_page("us-iraq-withdrawal/framing.html")
    unfold(page)
    term = page.locator("a.term").first
    term.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/methods.html#term-*")
    assert page.locator("dt:target").is_visible()


def test_notes_stand_in_the_margin_of_a_desk_and_open_under_their_sentence_on_a_phone(open_page):
    page = open_page("us-iraq-withdrawal/index.html")
    note, sentence = page.locator(".notes").first, page.locator(".sentence:has(.notes)").first
    text = page.locator(".pl-article p").first.bounding_box()
    assert note.bounding_box()["x"] > text["x"] + text["width"] / 2
    assert page.locator("button.noted:visible").count() == 0
    page.set_viewport_size({"width": 360, "height": 900})
    assert not note.is_visible()
    sentence.locator("button.noted").focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    below = note.bounding_box()
    assert below["x"] >= 0 and below["x"] + below["width"] <= 360
    page.keyboard.press("Escape")
    assert not note.is_visible()
    page.locator("[data-unfold]").click()
    assert all(each.is_visible() for each in page.locator(".notes").all())


def test_a_table_is_sorted_by_keyboard_and_back(open_page):
    page = open_page("index.html")
    table = page.locator("main table")

    def words() -> list[int]:
        return [int(text) for text in table.locator("td.number").all_inner_texts()]

    before = words()
    head = table.locator("th", has_text="Words")
    head.locator("button").focus()
    orders = []
    for _ in range(3):
        page.keyboard.press("Enter")
        orders.append((head.get_attribute("aria-sort"), words()))
    assert len(set(before)) == 2
    assert orders == [("ascending", sorted(before)), ("descending", sorted(before)[::-1]), (None, before)]


def test_evidence_is_folded_on_the_screen_and_open_on_paper(open_page):
    page = open_page("us-iraq-withdrawal/framing.html")
    row = page.locator("details.evidence .prose p").first
    assert not row.evaluate("one => one.checkVisibility()")
    page.emulate_media(media="print")
    assert row.bounding_box()["height"] > 5


def test_without_its_script_a_page_is_still_whole(browser, reports):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((reports / "us-iraq-withdrawal" / "index.html").as_uri())
    assert page.locator("main table").first.is_visible()
    assert page.locator(".notes").first.is_visible()
    assert page.locator("button:visible").count() == 0
    assert "PolNeAR" in page.locator(".paste").text_content()
    context.close()


@pytest.mark.parametrize("name", ["index.html", *HOSTILES])
def test_hostile_text_is_shown_and_does_nothing(open_page, name):
    page = open_page(name)
    unfold(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 1
    assert "</title><script>window.hacked = 1</script>{{ 7 * 7 }}" in page.locator("main").inner_text()
    assert page.locator("a[href^=javascript]").count() == 0
    if not name.endswith("index.html"):
        assert "<script>window.hacked = 1</script> is not a plan" in page.locator("main").inner_text()
