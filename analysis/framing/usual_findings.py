"""What the framing report says about an article beside others: what is more than usual, how it is told."""

from collections.abc import Iterator

from analysis.annotation import Document
from analysis.findings import Finding
from analysis.framing.background import like
from analysis.framing.episodic import EPISODIC
from analysis.framing.frames import leading
from analysis.framing.usual import more_than_usual
from analysis.wording import listed, percent

_MOST_FRAMES = 4
_TOLD = {
    "episodic": "as single events and persons (episodic)",
    "thematic": "as a matter of groups, figures and causes (thematic)",
}


def usual_findings(
    document: Document, samples: int = 1000, seed: int = 0, topic: str = ""
) -> Iterator[Finding]:
    """Yield the findings; what is more than usual only where a background is there to compare with."""
    prevails = leading(document, EPISODIC, samples, seed).frame
    if prevails is not None:
        yield Finding(f"The story is told {_TOLD[prevails]} in clearly more sentences than the other way.")
    rows = more_than_usual(document, topic)
    if rows.empty:
        return
    unusual = rows[rows["unusual"]]
    beside = f"Beside {len(like(0, topic)):,} other news articles{f' on {topic}' if topic else ''}"
    if unusual.empty:
        yield Finding(f"{beside}, no frame is clearly more than usual.")
        return
    told = [
        f"{row.frame} ({percent(row.share)} of the sentences, percentile {row.percentile:.0f})"
        for row in unusual.head(_MOST_FRAMES).itertuples()
    ]
    more = [f"{len(unusual) - _MOST_FRAMES} more"] if len(unusual) > _MOST_FRAMES else []
    text = f"{beside}, more than usual at a false discovery rate of 5%: {listed([*told, *more])}."
    numbers = {number for numbers in unusual.head(_MOST_FRAMES)["sentences"] for number in numbers}
    yield Finding(text, tuple(sorted(numbers)))
