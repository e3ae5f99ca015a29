"""What a page folds, so that it is soon read: the evidence under each finding, the code of each section."""

import re
from itertools import count

from markupsafe import Markup, escape

MOST_ROWS = 12  # of a table that stands open
MOST_BESIDE = 6  # of one beside a figure that shows the same
MOST_FINDINGS = 6

_SECTION = re.compile(r'(?=<div class="prose">\n<h[1-6] )')
_HEADING = re.compile(r'<div class="prose">\n(<h3 .*?</h3>)\n', re.DOTALL)
_CODE = re.compile(r'<details class="code"><summary>Code</summary>(.*?)</details>\n', re.DOTALL)
_FINDINGS = re.compile(r'<ul class="pl-findings">(.*?)</ul>', re.DOTALL)
_TABLE = re.compile(
    r'<div [^>]*class="pl-scroll"[^>]*><table><caption>(?P<caption>.*?)</caption>.*?</table></div>'
    r'(?:<p class="pl-note">.*?</p>)?',
    re.DOTALL,
)


def folded(page: Markup) -> Markup:
    """Return a page whose subsections (h3), long tables and further findings are folded, each under its name.

    The code of a section stands together at its end.
    """
    return Markup("".join(_section(part) for part in _SECTION.split(str(page))))


def _section(part: str) -> str:
    code = "".join(_CODE.findall(part))
    part = _CODE.sub("", part)
    end = f'<details class="code"><summary>Code</summary>{code}</details>\n' if code else ""
    heading = _HEADING.match(part)
    if heading is None:
        most = MOST_BESIDE if "<figure" in part else MOST_ROWS
        return _TABLE.sub(lambda found: _table(found, most), _FINDINGS.sub(_findings, part)) + end
    rest = f'<div class="prose">\n{part[heading.end() :]}{end}'
    return f'<details class="evidence"><summary>{heading[1]}</summary>\n{rest}</details>\n'


def _findings(found: re.Match) -> str:
    entries = [f"<li>{entry}" for entry in found[1].split("<li>")[1:]]
    if len(entries) <= MOST_FINDINGS + 1:  # one alone is as long as the line that would fold it
        return found[0]
    first, more = (_list(part) for part in (entries[:MOST_FINDINGS], entries[MOST_FINDINGS:]))
    summary = f"{len(entries) - MOST_FINDINGS} more findings"
    return f'{first}<details class="evidence"><summary>{summary}</summary>{more}</details>'


def _list(entries: list[str]) -> str:
    return f'<ul class="pl-findings">{"".join(entries)}</ul>'


def _table(found: re.Match, most: int) -> str:
    rows = found[0].partition("<tbody>")[2].count("<tr>")
    if rows <= most:
        return found[0]
    return (
        f'<details class="evidence"><summary>{found["caption"]} '
        f'<span class="pl-note">({rows} rows)</span></summary>{found[0]}</details>'
    )


# From a sentence back to wherever a page uses it: its number in the text opens a list of these places.

_PLACES = re.compile(
    r'<h[1-6] id="(?P<anchor>[^"]+)">(?P<heading>.*?)</h[1-6]>'
    r'|(?P<home><span class="sentence"[^>]*><a class="n")'
    r'|<a (?P<kind>class="[sn]") href="#s(?P<number>\d+)"',
    re.DOTALL,
)
_HOME = re.compile(r'(<span class="sentence" id="s(\d+)">)<a class="n"[^>]*>\d+</a>')

Uses = dict[int, dict[str, tuple[str, str]]]  # by sentence, then by section: its heading, the place's anchor


def with_backlinks(page: Markup) -> tuple[Markup, Markup]:
    """Return a page whose sentence numbers lead both ways, and the lists to which those in the text lead.

    The first link to a sentence in each section becomes a place to return to. Sentences that the page uses
    nowhere keep the number they have.
    """
    page, uses = _anchored(page)
    page = Markup(_HOME.sub(lambda found: _numbered(found, uses), str(page)))
    return page, Markup("\n").join(_list_of_places(number, uses[number]) for number in sorted(uses))


def _anchored(page: Markup) -> tuple[Markup, Uses]:
    """Give the first link to each sentence in each section an anchor."""
    uses: Uses = {}
    section = ("main", "The top of the page")
    names = count(1)

    def visit(found: re.Match) -> str:
        nonlocal section
        if found["anchor"]:
            section = (found["anchor"], Markup(found["heading"]).striptags())
        elif found["number"]:
            places = uses.setdefault(int(found["number"]), {})
            if section[0] not in places:
                anchor = f"use-{next(names)}"
                places[section[0]] = (section[1], anchor)
                return f'<a {found["kind"]} id="{anchor}" href="#s{found["number"]}"'
        return found[0]

    return Markup(_PLACES.sub(visit, str(page))), uses


def _numbered(found: re.Match, uses: Uses) -> str:
    number = int(found[2])
    if number not in uses:
        return found[0]
    return (
        f'{found[1]}<button type="button" class="n" popovertarget="used-{number}" '
        f'aria-label="Sentence {number}: where it is used">{number}</button>'
    )


def _list_of_places(number: int, places: dict[str, tuple[str, str]]) -> Markup:
    entries = Markup("").join(
        Markup('<li><a href="#{}">{}</a></li>').format(anchor, escape(heading))
        for heading, anchor in places.values()
    )
    return Markup(
        '<div popover id="used-{0}" class="pop"><p><a href="#s{0}">Sentence {0}</a> is used in</p>'
        "<ul>{1}</ul></div>"
    ).format(number, entries)
