"""The README's pictures: `make report`, then `python tests/screenshots.py`."""

import chromium

from analysis.paths import EXAMPLE, ROOT

SHOTS = {  # picture: page of the example, what to show of it, width of the window
    "index": ("index", "main", 1180),
    "sentiment": ("sentiment", "#how-its-actors-are-shown", 1180),
    "quotes": ("quotes", "#the-article", 1180),
    "framing": ("framing", "#generic-frames", 1180),
}
HEIGHT = 880


def main() -> None:
    """Write a picture of each page, from the place named on, into reports/screenshots."""
    target = ROOT / "reports" / "screenshots"
    target.mkdir(exist_ok=True)
    with chromium.browser() as browser:
        for name, (page_name, place, width) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": HEIGHT})
            page.goto((ROOT / "reports" / EXAMPLE.stem / f"{page_name}.html").as_uri())
            page.locator(place).first.evaluate("element => element.scrollIntoView({behavior: 'instant'})")
            page.wait_for_timeout(200)
            page.screenshot(path=target / f"{name}.png")


if __name__ == "__main__":
    main()
