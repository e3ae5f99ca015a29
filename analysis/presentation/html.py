"""Accessible HTML that shows itself in JupyterLab and in a report, with one visual language for both.

Whatever comes from an article passes through `text`, which escapes it and makes unprintable characters
visible, so that no article can add markup, break the page or turn the reading direction of what follows.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from textwrap import shorten

from markupsafe import Markup, escape

from analysis.paths import TEMPLATES
from analysis.presentation import palette

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_UNSHOWABLE = [
    *range(0x7F, 0xA0),  # further control characters
    *range(0x202A, 0x202F),  # turn the reading direction
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),  # lone surrogates, which UTF-8 cannot write
    *(0xFFFE, 0xFFFF),
]
_VISIBLE = _CONTROLS | dict.fromkeys(_UNSHOWABLE, "\N{REPLACEMENT CHARACTER}")


def text(value: object) -> Markup:
    """Return `value` as text for HTML: escaped, unprintables made visible. `Markup` is kept as it is."""
    if hasattr(value, "__html__"):
        return escape(value)
    return escape(str(value).translate(_VISIBLE))


@cache
def style() -> Markup:
    """Return the `<style>` element of the pieces: once in a report, in JupyterLab in every output."""
    pieces = (TEMPLATES / "pieces.css").read_text(encoding="utf-8")
    return Markup("<style>\n{}</style>").format(Markup(palette.css(".pl") + pieces))


class Html:
    """A piece of HTML that shows itself.

    `role` says what the piece is to a report ("findings", "tables", ...) and travels with `details` in the
    output's metadata, under the key `presslens`, so that nobody has to read it out of the markup again.
    """

    def __init__(self, markup: Markup, role: str = "", **details: object) -> None:
        self.markup = Markup('<div class="pl">{}</div>').format(markup)
        self.metadata = {"presslens": {"role": role, **details}} if role else {}

    def _repr_html_(self) -> str:
        return f"{style()}{self.markup}"

    def _repr_mimebundle_(
        self, include=None, exclude=None
    ) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}, self.metadata

    def __html__(self) -> str:
        return str(self.markup)

    def __repr__(self) -> str:
        apart = Markup(str(self.markup).replace("<", " <"))
        return shorten(apart.striptags(), 200, placeholder=" ...")


def nothing() -> Html:
    """Return a piece that shows nothing: a report leaves out a section that has no others."""
    return Html(Markup())


def sentence_link(number: int) -> Markup:
    """Return a sentence's number as a link to that sentence in the text."""
    return Markup('<a class="s" href="#s{0}" title="sentence {0}">{0}</a>').format(int(number))


def sentence_links(numbers: Iterable[int]) -> Markup:
    """Return the numbers of several sentences as links, separated by commas."""
    return Markup(", ").join(sentence_link(number) for number in numbers)


def voice(name: str) -> Markup:
    """Return the name of a voice, lined as that voice's words are in the text."""
    kind = name.removeprefix("the ")
    look = kind if kind in {"author", "quoted", "reported"} else "other"
    return Markup('<span class="voice {}">{}</span>').format(look, text(name))


def details(summary: object, inside: Markup, is_open: bool = False) -> Markup:
    """Return something to unfold below a summary; a string is escaped, `Markup` is kept."""
    return Markup("<details{}><summary>{}</summary>{}</details>").format(
        Markup(" open") if is_open else "", text(summary), inside
    )


def facts(known: Mapping[str, object]) -> Markup:
    """Return names and what belongs to each; what is empty is left out."""
    entries = (
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, text(value)) for name, value in known.items() if value
    )
    return Markup('<dl class="pl-facts">{}</dl>').format(Markup("").join(entries))


def items(entries: Iterable[object], kind: str = "") -> Markup:
    """Return a bulleted list of the entries; strings are escaped, `Markup` is kept."""
    points = Markup("").join(Markup("<li>{}</li>").format(text(entry)) for entry in entries)
    return Markup('<ul class="{}">{}</ul>').format(kind, points)
