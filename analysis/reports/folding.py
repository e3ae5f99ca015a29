"""What a page folds, so that it is soon read: the evidence under each finding, the code of each section.

A section is a cell of prose that begins with a heading, and what follows it up to the next one.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml.html import HtmlElement

from analysis.reports.tree import HEADINGS, element

MOST_ROWS = 12  # of a table that stands open
MOST_BESIDE = 6  # of one beside a figure that shows the same
MOST_FINDINGS = 6

Section = list[HtmlElement]


def fold(page: HtmlElement) -> None:
    """Fold the subsections (h3), long tables and further findings of a page, each under its name.

    The code of a section stands together at its end.
    """
    for section in list(_sections(page)):
        _gather_code(section)
        heading = _heading(section[0], "h3")
        if heading is not None:
            _fold_subsection(section, heading)
        else:
            _fold_findings(section)
            _fold_tables(section)


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


def _gather_code(section: Section) -> None:
    """Put the code of a section's cells together, at its end."""
    folded = [part for part in section if part.get("class") == "code" and part[0].text_content() == "Code"]
    if not folded:
        return
    all_code, *others = folded
    for other in others:
        all_code.extend(other[1:])
        _remove(section, other)
    if section[-1] is not all_code:
        section.remove(all_code)
        section[-1].addnext(all_code)
        section.append(all_code)


def _remove(section: Section, part: HtmlElement) -> None:
    section.remove(part)
    part.getparent().remove(part)


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
