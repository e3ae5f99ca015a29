"""What a page leaves out and folds, so that it is soon read: empty sections, prose, further evidence.

A section is a cell of prose that begins with a heading, and what follows it up to the next one.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml.html import HtmlElement

from analysis.reports.tree import HEADINGS, element, words

MOST_ROWS = 12  # of a table that stands open
MOST_BESIDE = 6  # of one beside a figure that shows the same
MOST_FINDINGS = 6
HOW = "How this is found"
_ASIDE = {"card", "tables", "provenance"}  # roles of what prose introduces rather than explains

Section = list[HtmlElement]


def fold(page: HtmlElement, brief: bool = False) -> None:
    """Drop the sections of a page that show nothing, and fold what else few will read, each under its name.

    What shows something comes first in its section, and the prose that explains it behind it, folded.
    Subsections (h3), long tables and further findings are folded as they are. A `brief` page, of a text that
    is soon read itself, goes without the text, the subsections and the prose of its sections.
    """
    if brief:
        _shorten(page)
    sections = _with_something(list(_sections(page)))
    for section in sections:
        heading = _heading(section[0], "h2", "h3")
        if heading is not None and heading.tag == "h3":
            _put_prose_behind(section)
            _fold_subsection(section, heading)
            continue
        if heading is not None:
            _put_prose_behind(section, folded=True)
        _fold_findings(section)
        _fold_tables(section)


def _shorten(page: HtmlElement) -> None:
    """Remove what a brief page goes without."""
    for section in list(_sections(page)):
        heading = _heading(section[0], "h2", "h3")
        for part in list(section):
            if "text" in _kinds(part) or (heading is not None and heading.tag == "h3"):
                _remove(section, part)
            elif heading is not None and "prose" in _kinds(part):
                del part[1 if part is section[0] else 0 :]


def _sections(page: HtmlElement) -> Iterator[Section]:
    """Yield the parts of a page, section by section."""
    section: Section = []
    for part in page:
        if section and _heading(part, *HEADINGS) is not None:
            yield section
            section = []
        section.append(part)
    if section:
        yield section


def _heading(part: HtmlElement, *levels: str) -> HtmlElement | None:
    """Return the heading with which a cell of prose begins, where it is of one of these levels."""
    first = part[0] if part.get("class") == "prose" and len(part) else None
    return first if first is not None and first.tag in levels else None


def _with_something(sections: list[Section]) -> list[Section]:
    """Remove outputs without content, and sections all of whose outputs are so; return the other sections.

    A section stands as long as one of its subsections does, and where nothing was to be shown in it.
    """
    kept: list[Section] = []
    below: list[bool] = []  # of each subsection of the next section further up, whether it stands
    for section in reversed(sections):
        level = _heading(section[0], *HEADINGS)
        has_outputs = any(_is_output(part) for part in section)
        for part in [part for part in section if _is_output(part) and not _shows(part)]:
            _remove(section, part)
        shows = any(_is_output(part) for part in section)
        if level is not None and level.tag == "h3":
            stands = shows or not has_outputs
            below.append(stands)
        else:
            is_top = level is None or level.tag != "h2"
            is_prose = not has_outputs and not below and len(section[0]) > 1
            stands = is_top or shows or any(below) or is_prose
            below = []
        if stands and section:
            kept.append(section)
        else:
            for part in list(section):
                _remove(section, part)
    return kept[::-1]


def _is_output(part: HtmlElement) -> bool:
    return "output" in _kinds(part)


def _kinds(part: HtmlElement) -> set[str]:
    return set(part.get("class", "").split())


def _shows(output: HtmlElement) -> bool:
    return bool(words(output)) or next(output.iter("img"), None) is not None


def _remove(section: Section, part: HtmlElement) -> None:
    section.remove(part)
    part.getparent().remove(part)


def _put_prose_behind(section: Section, folded: bool = False) -> None:
    """Put the prose of a section behind what it explains, if there is any."""
    if not any(_is_output(part) and not _ASIDE & _kinds(part) for part in section):
        return
    explained = [part for part in section if part.get("class") == "prose"]
    paragraphs = [*explained[0][1:], *(each for part in explained[1:] for each in part)]
    if not paragraphs:
        return
    for part in explained[1:]:
        _remove(section, part)
    behind = element("div", *paragraphs, class_="prose")
    if folded:
        behind = element("details", element("summary", HOW), behind, class_="evidence")
    section[-1].addnext(behind)
    section.append(behind)


def _fold_subsection(section: Section, heading: HtmlElement) -> None:
    """Fold all of a section under its heading."""
    _wrap(section, element("details", class_="evidence"))
    section[0].addprevious(element("summary", heading))
    heading.tail = None


def _fold_findings(section: Section) -> None:
    for found in _all(section, "ul", "pl-findings"):
        if len(found) <= MOST_FINDINGS + 1:  # one alone is as long as the line that would fold it
            continue
        more = element("ul", *found[MOST_FINDINGS:], class_="pl-findings")
        summary = element("summary", f"{len(more)} more findings")
        found.addnext(element("details", summary, more, class_="evidence"))


def _fold_tables(section: Section) -> None:
    has_figure = any(next(part.iter("figure"), None) is not None for part in section)
    most = MOST_BESIDE if has_figure else MOST_ROWS
    for found in _all(section, "div", "pl-scroll"):
        rows = len(found.findall("table/tbody/tr"))
        if rows <= most:
            continue
        caption = deepcopy(found.find("table/caption"))
        number = element("span", f"({rows} rows)", class_="pl-note")
        summary = element("summary", caption.text or "", *caption, " ", number)
        _wrap([found, *_note_below(found)], element("details", summary, class_="evidence"))


def _note_below(table: HtmlElement) -> list[HtmlElement]:
    """Return the note that says how many rows a table leaves out, if there is one."""
    below = table.getnext()
    is_note = below is not None and below.tag == "p" and below.get("class") == "pl-note"
    return [below] if is_note else []


def _wrap(parts: Section, wrapper: HtmlElement) -> None:
    """Put neighbouring parts into a wrapper, which takes their place."""
    parts[0].addprevious(wrapper)
    wrapper.extend(parts)
    wrapper.tail, parts[-1].tail = parts[-1].tail, None


def _all(section: Iterable[HtmlElement], tag: str, kind: str) -> list[HtmlElement]:
    """Return the elements of a section that have this tag and class."""
    return [each for part in section for each in part.iter(tag) if each.get("class") == kind]
