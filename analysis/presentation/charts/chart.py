"""Charts that show themselves as SVG with a text alternative, the same bytes on every run, light and dark."""

import base64
import io
import re
from collections.abc import Collection, Iterable
from textwrap import wrap
from typing import Any

import matplotlib
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from analysis.presentation import palette
from analysis.presentation.html import Html, text
from analysis.wording import as_sentences

INK, SOFT, RULE, PAPER = (palette.light(name) for name in ("ink", "soft", "rule", "paper"))
VOICE = {name: palette.light(name) for name in ("author", "quoted", "reported")}
POLARITY = {name: palette.light(name) for name in ("negative", "neutral", "positive")}
PART = {name: palette.light(name) for name in ("agent", "patient")}
HATCH = {"author": "", "quoted": "", "reported": "////"}  # cues that survive grey print
POLARITY_SHAPE = {"negative": "v", "neutral": "o", "positive": "^"}
GROUP = tuple(palette.light(f"group-{number}") for number in range(1, 7))  # of texts, such as an outlet's
GROUP_SHAPE = (">", "X", "p", "<", "*", "d")
TITLE: dict[str, Any] = {"loc": "left", "y": 1, "fontsize": 11, "fontweight": "bold", "parse_math": False}
"""How axes name their answer; without a height, matplotlib measures all labels once more to find the same."""
SENTIMENT_TICKS: dict[str, Any] = {
    "ticks": [-1, -0.5, 0, 0.5, 1],
    "labels": ["−1", "−0.5", "0", "+0.5", "+1"],
}
SENTIMENT_LIMITS = (-1.08, 1.08)
DARK = palette.dark_of()
SLIM_WIDTH, ROW, SIZE = 4.2, 0.3, 11.5
"""Inches and points of charts that a phone shows at four fifths: then their type is 12 pixels high."""
FEWEST_ROWS = 2  # which a chart can compare
_FOLDED = 1.4
_FONTS = re.compile(r'font-family: [^;"]*(; )?')  # a long list at every text; the style names one for all
_STYLE: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": SOFT,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "font.size": 10,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "text.color": INK,
    "xtick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
    "ytick.major.size": 0,
}


class Chart(Figure):
    """A matplotlib figure that shows itself as SVG; `alt` says in words what it shows, and is required.

    A `title` stands above the drawing, as text of the page; without it, the axes may have one of their own.
    """

    def __init__(self, *args, alt: str = "", title: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.alt, self.title = alt, title

    def add_subplot(self, *args, **kwargs):
        """Add axes in the house style (see `Figure.add_subplot`)."""
        with matplotlib.rc_context(_STYLE):
            axes = super().add_subplot(*args, **kwargs)
        if self.title:
            axes.tick_params(labelsize=SIZE)
            axes.xaxis.label.set_size(SIZE)
        return axes

    @property
    def answer(self) -> str:
        """The chart's title in one line, nothing where it has none."""
        if self.title:
            return self.title
        titles = (axes.get_title(loc) for axes in self.axes for loc in ("left", "center"))
        return " ".join((self.get_suptitle() or next(filter(None, titles), "")).split())

    def svg(self) -> str:
        """Return the chart as SVG: text as text, also with a “$”, transparent, with a style for dark mode."""
        for legend in (*self.legends, *filter(None, (axes.get_legend() for axes in self.axes))):
            legend.set_frame_on(False)
        for words in self.findobj(Text):
            words.set_parse_math(False)
        picture, dpi = io.StringIO(), self.dpi
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "presslens"}):
            FigureCanvasSVG(self).print_svg(picture, metadata=nothing)  # savefig would draw it twice
        self.dpi = dpi
        drawing = _FONTS.sub("", picture.getvalue())
        head, tag, rest = drawing[drawing.index("<svg") :].partition(">")
        return f"{head}{tag}\n <style>{_css()}</style>{rest}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict[str, str], dict[str, object]]:
        if not self.alt.strip():
            raise ValueError("a chart needs a text alternative: say in .alt what it shows")
        svg = self.svg()
        # JupyterLab shows an SVG output without a text alternative, so it gets an image inside HTML.
        shown = {
            "text/html": figure(svg, self.alt, self.answer, slim=bool(self.title))._repr_html_(),
            "image/svg+xml": svg,
            "text/plain": self.alt,
        }
        return shown, {"image/svg+xml": {"alt": self.alt}}


def voice_look(voice: str) -> dict[str, Any]:
    """Return how bars of a voice are filled: in its colour, hatched where it is reported."""
    colour, hatch = VOICE[voice], HATCH[voice]
    return {"facecolor": PAPER if hatch else colour, "edgecolor": colour, "hatch": hatch}


def chart(width: float = 8, height: float = 3, alt: str = "") -> Chart:
    """Return an empty chart of this size in inches; draw on `chart.subplots()`."""
    return Chart(figsize=(width, height), layout="constrained", facecolor="none", alt=alt)


def slim(rows: float, title: str, told: Iterable[str]) -> Chart:
    """Return an empty chart that a phone can show, so many rows of `ROW` inches high, its title above it.

    The text alternative is the title and what is `told`, a sentence each. Draw on `chart.subplots()`, in type
    of `SIZE` points.
    """
    alt = as_sentences(each.rstrip(".") for each in (title, *told))
    height = ROW * max(rows, 1)
    return Chart(figsize=(SLIM_WIDTH, height), layout="constrained", facecolor="none", alt=alt, title=title)


def folded(label: str, width: int = 20) -> str:
    """Return a label in lines of at most so many characters, and at most two of them."""
    lines = wrap(label, width, max_lines=2, placeholder=" …")
    return "\n".join(lines)


def rows_of(labels: Iterable[str]) -> float:
    """Return how many rows a `slim` chart needs for labels, one below the other; folded ones need room."""
    known = list(labels)
    return len(known) * (_FOLDED if any("\n" in label for label in known) else 1)


def label_rows(axes: Axes, labels: Collection[str], answer: str = "") -> None:
    """Give horizontal rows their labels, from the top down, and the axes their answer as title, if any."""
    axes.set_yticks(range(len(labels)), labels, parse_math=False)
    axes.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    if answer:
        axes.set_title(answer, **TITLE)


def count_in_wholes(axis: Axis) -> None:
    """Let an axis of counts, or of sentences, have ticks at whole numbers alone."""
    locator = axis.get_major_locator()
    if isinstance(locator, MaxNLocator):
        locator.set_params(integer=True)


def figure(svg: str, alt: str, title: str = "", slim: bool = False) -> Html:
    """Return an SVG as an image with a text alternative.

    The title stands above a slim one, which fits a phone; above a wide one, once more where the page is so
    narrow that the image has to be scrolled.
    """
    data = base64.b64encode(svg.encode()).decode()
    look = Markup(' class="slim"') if slim else Markup(' tabindex="0"')
    hidden = Markup("") if slim else Markup(' aria-hidden="true"')
    caption = Markup("<figcaption{}>{}</figcaption>").format(hidden, text(title)) if title else ""
    return Html(
        Markup('<figure{}>{}<img alt="{}" src="data:image/svg+xml;base64,{}"></figure>').format(
            look, caption, text(alt), data
        )
    )


def _css() -> str:
    """Return the style of every chart: the reader's own font, and the palette's dark half."""
    dark = "".join(
        f'[style*="{part}: {light}"],[{part}="{light}"]{{{part}:{colour}!important}}'
        for light, colour in DARK.items()
        for part in ("fill", "stroke")
    )
    font = "text{font-family:system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;fill:" + INK + "}"
    return f"{font}@media (prefers-color-scheme: dark){{text{{fill:{DARK[INK]}}}{dark}}}"
