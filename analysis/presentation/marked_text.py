"""The article's text with marks, as accessible HTML: sentences have numbers, marks a cue beside colour."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from analysis.annotation import Document
from analysis.presentation import html
from analysis.presentation.html import Html
from analysis.wording import signed

KINDS = {
    "quoted": "somebody's own words",
    "reported": "somebody's words, told by the author",
    "source": "who speaks",
    "loaded": "loaded word",
    "evidence": "evidence",
}

_LEVELS = {"headline": 3, "heading": 4}


@dataclass(frozen=True)
class Mark:
    """A stretch `start:end` of the article's text (character offsets) of one `kind`, with a short `label`.

    The kinds of `KINDS` have a look of their own; any other is shown as evidence. The label stands in small
    type behind the stretch.
    """

    start: int
    end: int
    kind: str = "evidence"
    label: str = ""


class Note(NamedTuple):
    """A note on a sentence: what it is about, in a word, and what it says."""

    about: str
    text: str


def text(
    document: Document,
    marks: Iterable[Mark],
    legend: Mapping[str, str] | None = None,
    anchors: bool = True,
    prefix: str = "",
    notes: Mapping[int, Sequence[Note]] | None = None,
) -> Html:
    """Return the whole text with marks; they may nest and overlap.

    `legend` says what each kind means, in the order to show; by default the kinds that occur, in the words of
    `KINDS`. Sentences carry the anchors `s1`, `s2`, ... unless `anchors` is false: one text a page has them,
    or each with a `prefix` of its own. `notes`, by the number of their sentence, stand in the margin; where
    there is none, a button behind the sentence opens them.
    """
    marks = list(marks)
    marked = _Marked(document.article.text, marks)
    if legend is None:
        legend = {kind: KINDS.get(kind, kind) for kind in dict.fromkeys(mark.kind for mark in marks)}
    return Html(key(legend) + _body(document, marked.render, anchors, prefix, notes or {}))


def heat(
    document: Document, values: Sequence[float | None], label: str = "score", anchors: bool = True
) -> Html:
    """Return the whole text, each sentence shaded by its value in -1..1, with the signed number behind it.

    `values` has one number for each sentence (None or nan: no score); ValueError when the lengths differ.
    """
    if len(values) != len(document.sentences):
        raise ValueError(f"{len(values)} values for {len(document.sentences)} sentences")
    plain = _Marked(document.article.text, ())
    scores = {(each.start, each.end): value for each, value in zip(document.sentences, values, strict=True)}

    def render(start: int, end: int) -> Markup:
        return _shaded(plain.render(start, end), scores.get((start, end)), label)

    note = Markup('<p class="pl-note">{} of each sentence, from −1 (negative) to +1 (positive)</p>')
    return Html(note.format(html.text(label)) + _body(document, render, anchors))


def sentences(document: Document, numbers: Iterable[int], marks: Iterable[Mark] = ()) -> Html:
    """Return the sentences of these numbers, with marks, each with a link to its place in the text."""
    marked = _Marked(document.article.text, marks)
    shown = [document.sentences[number - 1] for number in numbers]
    entries = (
        Markup('<li><a class="n" href="#s{0}" title="sentence {0}">{0}</a><span>{1}</span></li>').format(
            each.number, marked.render(each.start, each.end)
        )
        for each in shown
    )
    return Html(Markup('<ol class="pl-sentences">{}</ol>').format(Markup("").join(entries)))


class _Marked:
    """A text cut at the borders of its marks, so that any part of it can be shown with them."""

    def __init__(self, source: str, marks: Iterable[Mark]) -> None:
        self.source = source
        self.pieces = list(_pieces([_trimmed(mark, source) for mark in marks]))
        self.ends = [end for _, end, _ in self.pieces]

    def render(self, start: int, end: int) -> Markup:
        """Return source[start:end] with its marks."""
        parts: list[Markup] = []
        at = start
        for index in range(bisect_right(self.ends, start), len(self.pieces)):
            left, right, active = self.pieces[index]
            left, right = max(left, start), min(right, end)
            if left >= end:
                break
            parts += html.text(self.source[at:left]), self._wrap(left, right, active)
            at = right
        return Markup("").join([*parts, html.text(self.source[at:end])])

    def _wrap(self, start: int, end: int, active: Sequence[Mark]) -> Markup:
        """Return source[start:end] inside one element for each active mark, the longest outside.

        The labels of the marks that end here stand together behind it.
        """
        inside = html.text(self.source[start:end])
        for mark in reversed(active):
            spoken = _spoken(mark.kind if mark.start == start else "")
            inside = Markup('<mark class="{}">{}{}</mark>').format(mark.kind, spoken, inside)
        labels = ", ".join(mark.label for mark in active if mark.label and mark.end == end)
        return inside + _label(html.text(labels)) if labels else inside


def _trimmed(mark: Mark, source: str) -> Mark:
    """Return the mark without white space at its ends."""
    inside = source[mark.start : mark.end]
    start = mark.start + len(inside) - len(inside.lstrip())
    return Mark(start, start + len(inside.strip()), mark.kind, mark.label)


def _pieces(marks: Sequence[Mark]) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """Yield (start, end, marks) between neighbouring borders, wherever a mark covers the text."""
    waiting = sorted((mark for mark in marks if mark.start < mark.end), key=lambda m: (m.start, -m.end))[::-1]
    borders = sorted({border for mark in waiting for border in (mark.start, mark.end)})
    active: list[Mark] = []
    for left, right in pairwise(borders):
        active = [mark for mark in active if mark.end > left]
        while waiting and waiting[-1].start == left:
            active.append(waiting.pop())
        if active:
            yield left, right, tuple(active)


def _body(
    document: Document,
    render: Callable[[int, int], Markup],
    anchors: bool,
    prefix: str = "",
    notes: Mapping[int, Sequence[Note]] | None = None,
) -> Markup:
    """Return the article's paragraphs, with `render` showing each sentence."""
    paragraphs: list[list[Markup]] = [[] for _ in document.paragraphs]
    for each in document.sentences:
        in_margin, button = _noted(each.number, prefix, (notes or {}).get(each.number, ()))
        shown = in_margin + render(each.start, each.end) + button
        paragraphs[each.paragraph - 1].append(_sentence(each.number, shown, anchors, prefix))
    kinds = {block.start: block.kind for block in document.article.blocks}
    blocks = (
        Markup("<p{}>{}</p>").format(
            _look(kinds.get(start, "paragraph")),
            Markup(" ").join(parts) or html.text(document.article.text[start:end]),
        )
        for (start, end), parts in zip(document.paragraphs, paragraphs, strict=True)
    )
    look = "pl-article noted" if notes else "pl-article"
    return Markup('<div class="{}">{}</div>').format(look, Markup("\n").join(blocks))


def _sentence(number: int, shown: Markup, anchors: bool, prefix: str) -> Markup:
    """Return a sentence behind its number."""
    name = f"{prefix}s{number}"
    anchor = Markup(' id="{}"').format(name) if anchors else ""
    return Markup(
        '<span class="sentence"{0}><a class="n" href="#{1}" title="sentence {2}">{2}</a>{3}</span>'
    ).format(anchor, name, number, shown)


def _noted(number: int, prefix: str, notes: Sequence[Note]) -> tuple[Markup, Markup]:
    """Return the notes on a sentence, and the button that opens them where the page has no margin."""
    if not notes:
        return Markup(""), Markup("")
    name = f"{prefix}notes-{number}"
    lines = Markup("").join(
        Markup('<span class="note"><b>{}</b> {}</span>').format(html.text(note.about), html.text(note.text))
        for note in notes
    )
    return (
        Markup('<span class="notes" id="{}" popover>{}</span>').format(name, lines),
        Markup(
            '<button type="button" class="noted" popovertarget="{}" '
            'aria-label="Notes on sentence {}">+{}</button>'
        ).format(name, number, len(notes)),
    )


def _look(kind: str) -> Markup:
    """Return the attributes that show a block as what it is, and say so to a screen reader."""
    level = _LEVELS.get(kind)
    role = Markup(' role="heading" aria-level="{}"').format(level) if level else ""
    return Markup("") if kind == "paragraph" else Markup(' class="{}"{}').format(kind, role)


def _shaded(inside: Markup, value: float | None, label: str) -> Markup:
    if value is None or value != value:
        return inside
    sign = "positive" if value > 0 else "negative" if value < 0 else "neutral"
    strength = min(5, round(abs(value) * 5 + 0.4)) if value else 0
    score = _label(_spoken(label) + signed(value))
    return Markup('<span class="heat {} h{}">{}{}</span>').format(sign, strength, inside, score)


def _label(words: Markup) -> Markup:
    return Markup('<sup class="label">{}</sup>').format(words)


def _spoken(words: str) -> Markup:
    """Return words for screen readers only."""
    return Markup('<span class="pl-hidden">[{}] </span>').format(html.text(words)) if words else Markup("")


def key(legend: Mapping[str, str]) -> Markup:
    """Return a legend: what each kind of mark means; nothing for none."""
    if not legend:
        return Markup("")
    entries = Markup("").join(
        Markup('<li><mark class="{}">{}</mark></li>').format(kind, html.text(meaning))
        for kind, meaning in legend.items()
    )
    return Markup('<ul class="pl-legend" aria-label="Legend">{}</ul>').format(entries)
