"""What a finder of attributions hands on: spans, before anybody asks who the source is."""

from typing import NamedTuple

from analysis.attribution.spans import Span


class Found(NamedTuple):
    """One attribution as (start, end) offsets: source and cue where there is one, content in one or more
    pieces.

    `rule` names the evidence; `confidence` is how often that evidence is right, from 0 to 1.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    rule: str
    confidence: float = 0.0
