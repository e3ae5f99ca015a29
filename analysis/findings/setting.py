"""What an article is like as a whole: how often a claim is right depends on it, too.

A claim on a politician in a long report on a quarrel is right less often than the same words on a firm in a
short notice. What is weighed are length and form, how much others say, how many are named, how the text
sounds, and whether it is about politics, conflict or crime, by heads that learned from other articles.
"""

import math
from collections.abc import Mapping

import numpy as np

from analysis.annotation import Document, once
from analysis.attribution import voices
from analysis.findings.frames import reader_of_frames
from analysis.framing.classify import article_frames
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.models.readers import read

_ABOUT = {"Political": POLICY, "Crime and punishment": POLICY, "conflict": GENERIC}


@once
def setting(document: Document, reader: str) -> Mapping[str, float]:
    """Return what an article is like, by name; a reader as in `classify_targets`."""
    spoken, form = voices(document), document.article.form.name
    mentions, number = document.single_mentions, max(1, len(document.sentences))
    return {
        "article: sentences": math.log(1 + len(document.sentences)),
        "article: words of others": sum(voice != "author" for voice in spoken) / max(1, len(spoken)),
        "article: opinion": float(form in {"opinion", "letters"}),
        "article: neither news nor opinion": float(form in {"interview", "review", "release"}),
        "article: persons": len({each.entity for each in mentions if each.label == "PERSON"}) / number,
        "article: names": len({each.entity for each in mentions}) / number,
        "article: rating": float(np.mean([each.rating for each in read(document, reader)] or [0.0])),
        **_about(document, reader_of_frames(reader)),
    }


def _about(document: Document, reader: str) -> dict[str, float]:
    found = dict.fromkeys((f"article: {frame}" for frame in _ABOUT), 0.0)
    for typology in (POLICY, GENERIC):
        for row in article_frames(document, typology, reader=reader).itertuples():
            if row.frame in _ABOUT:
                found[f"article: {row.frame}"] = row.chance
    return found
