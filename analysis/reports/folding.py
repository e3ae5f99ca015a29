"""What a page folds, so that it is soon read: the evidence under each finding, the code of each section."""

import re

from markupsafe import Markup

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
