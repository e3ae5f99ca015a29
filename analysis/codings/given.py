"""What a reader gives the reports beside the article, read before any notebook runs.

A mistake in a file of frames, a lexicon or a coding is said at once, instead of by a notebook that failed.
Whatever is not given is not imported, so that a report without it starts no later.
"""

from collections.abc import Callable, Mapping

from analysis.codings import places
from analysis.codings.places import DRAWN, FOLDER, coding_of
from analysis.reports.usage import unknown


def check(given: Mapping[str, object]) -> None:
    """Read what parameters name for all articles; an error of one sentence for what is wrong."""
    for name, read in _READERS.items():
        if given.get(name):
            read(str(given[name]))


def check_coding(article_id: str, given: Mapping[str, object]) -> None:
    """Read the coding of an article, where there is one; CodingError, in a sentence, for what is none."""
    path = coding_of(article_id, str(given.get("codings", FOLDER)))
    if path is None:
        return
    from analysis.codings.brat import annotations_in
    from analysis.codings.reading import read

    if path.suffix.lower() == DRAWN:
        annotations_in(path, path.name)
    else:
        read([path])


def _frames(path: str) -> None:
    import numpy as np

    from analysis.framing import TYPOLOGIES, read_frames

    read_frames(path, lambda texts: np.zeros((len(texts), 1)), TYPOLOGIES)


def _lexicon(path: str) -> None:
    from analysis.tone.own import read_lexicon

    read_lexicon(path)


def _model(name: str) -> None:
    from analysis.reading.larger import check

    check(name)


def _topic(name: str) -> None:
    from analysis.framing.background import like

    topics = sorted(set(like(0)["topic"]))
    if name not in topics:
        raise unknown("topic", name, topics)


_READERS: Mapping[str, Callable[[str], None]] = {
    "own_frames": _frames,
    "lexicon": _lexicon,
    "model": _model,
    "topic": _topic,
    "codings": places.check,
}
