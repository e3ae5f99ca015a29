"""What a rule finds."""

from typing import NamedTuple

from analysis.attribution.spans import Span


class Found(NamedTuple):
    """One attribution as (start, end) offsets: source and cue where there is one, content in one or more
    pieces; `rule` names the evidence.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    rule: str
