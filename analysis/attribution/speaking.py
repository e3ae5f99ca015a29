"""Who gets to speak: how much, when, by which verbs, and who never does."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.annotation import Document, Mention
from analysis.annotation.no_actors import is_no_actor
from analysis.attribution import cues
from analysis.attribution.attributions import (
    Attribution,
    attributions,
    sentence_number,
    spoken_regions,
    statements,
    within,
    words,
)
from analysis.attribution.speakers import each_of
from analysis.attribution.unnamed import called_in_text
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling, ends
from analysis.word_lists import words as listed
from analysis.wording import NOBODY_NAMED, NOT_FOUND

FEWEST = 5
ABLE_TO_SPEAK = {"PERSON", "ORG", "ROLE", "GPE"}
_SUBJECTS = {"nsubj", "nsubjpass", "agent"}
_Value = TypeVar("_Value")


def who(each: Attribution) -> str:
    """Return the speaker's name, "nobody named", or "speaker not found" where the text names one, but not
    clearly.
    """
    return each.speaker or (NOT_FOUND if each.role == "unresolved" else NOBODY_NAMED)


def called(document: Document, each: Attribution) -> str:
    """Return the speaker's name, or the words for a source that has none, as in a table of sources; else as
    `who`.
    """
    has_none = each.speaker is None and each.role != "unresolved"
    return (called_in_text(document, each) if has_none else None) or who(each)


def sentences_of(document: Document, each: Attribution) -> list[int]:
    """Return the numbers of the sentences that an attribution's content stands in."""
    return sorted({sentence_number(document, start) for start, _ in words(document, each.content)})


def speaking_share(document: Document, resampling: Resampling = Resampling()) -> pd.DataFrame:
    """Return how much each speaker speaks, the most first.

    `quotes` counts statements (what only tells an attitude or an act is none), `direct` those that are direct
    quotes, `words` their words; `share` is the share (0..1) of all stated words, `low` and `high` its 95%
    interval: a percentile bootstrap over statements, nan for fewer than five of them. `speaks_for` is the
    body whose voice the speaker is, `first` the sentence in which they are first heard, `confidence` the mean
    chance that their statements are theirs. People without a name are one row, those who could not be found
    another.
    """
    found = statements(document)
    lengths = _lengths(document, found)
    names = [who(each) for each in found]
    speakers = list(dict.fromkeys(names))
    own = np.array([[name == speaker for speaker in speakers] for name in names]).reshape(
        len(found), len(speakers)
    )
    totals = lengths @ own
    low, high = share_intervals(lengths, own, resampling)
    rows = []
    for column, speaker in enumerate(speakers):
        said = [each for each, is_own in zip(found, own[:, column], strict=True) if is_own]
        rows.append(
            {
                "article_id": document.article.id,
                "speaker": speaker,
                "role": _first(each.role for each in said if each.speaker),
                "affiliation": _first(each.affiliation for each in said if each.speaker),
                "speaks_for": _first(each.speaks_for for each in said if each.speaker),
                "first": min(number for each in said for number in sentences_of(document, each)),
                "quotes": len(said),
                "direct": sum(each.kind == "direct" for each in said),
                "words": int(totals[column]),
                "confidence": float(np.mean([each.confidence for each in said])),
                "share": totals[column] / lengths.sum(),
                "low": low[column],
                "high": high[column],
            }
        )
    frame = typed("speaking_share", rows)
    return frame.sort_values("words", ascending=False, kind="stable", ignore_index=True)


def _lengths(document: Document, found: Iterable[Attribution]) -> np.ndarray:
    return np.array([len(words(document, each.content)) for each in found], dtype=float)


def share_intervals(
    lengths: np.ndarray, own: np.ndarray, resampling: Resampling
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the 95% intervals of the columns' shares of the words."""
    if len(lengths) < FEWEST:
        nothing = np.full(own.shape[1], np.nan)
        return nothing, nothing
    times = resampling.times(len(lengths))
    shares = (times @ (lengths[:, None] * own)) / (times @ lengths)[:, None]
    return ends(shares, len(lengths))


def timeline(document: Document) -> pd.DataFrame:
    """Return how many words of each speaker stand in each sentence, quoted and reported."""
    counts: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for each in statements(document):
        said = words(document, each.content)
        quoted = set(within(said, spoken_regions(document)))
        for word in said:
            place = sentence_number(document, word[0]), called(document, each)
            counts[place]["quoted" if word in quoted else "reported"] += 1
    rows = [
        [document.article.id, sentence, speaker, count["quoted"], count["reported"]]
        for (sentence, speaker), count in sorted(counts.items())
    ]
    return typed("timeline", rows)


def reporting_verbs(document: Document) -> pd.DataFrame:
    """Return the words that attribute, the most used first.

    `kind` is neutral, loaded, belief or denial, "other" for a word that is not in the list; `speakers` and
    `sentence` are lists: who is introduced by it, and where.
    """
    uses: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for each in attributions(document):
        tokens = document.tokens(*each.cue) if each.cue else []
        if word := cues.word_of(tokens) or next((t for t in reversed(tokens) if t.pos_ == "VERB"), None):
            uses[cues.name_of(word), cues.kind_of(word) or "other"].append(
                (called(document, each), document.sentence_at(word).number)
            )
    rows = [
        [document.article.id, verb, kind, len(used), _unique(s for s, _ in used), _unique(n for _, n in used)]
        for (verb, kind), used in uses.items()
    ]
    frame = typed("reporting_verbs", rows)
    return frame.sort_values(["uses", "verb"], ascending=[False, True], ignore_index=True)


def unquoted(document: Document, mentions: int = 2) -> pd.DataFrame:
    """Return who is mentioned at least so many times and makes no statement; the most mentioned first.

    People and bodies count; a country or an organisation only where it acts in the text (is a subject once),
    and where nobody speaks who belongs to it or for it ("the chief of Acme"); the author does not count. A
    government's words are its country's, too.
    """
    found = statements(document)
    speakers = {name for each in found if each.speaker for name in each_of(document, each.speaker)}
    speakers |= {each.speaks_for for each in found if each.speaks_for}
    affiliations = {each.affiliation for each in found if each.affiliation} | _countries(speakers)
    speakers |= {mention.entity for mention in document.mentions if mention.text in affiliations}
    by_entity: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in document.single_mentions:
        if mention.label in ABLE_TO_SPEAK and mention.entity not in speakers:
            by_entity[mention.entity, mention.label].append(mention)
    rows = [
        [document.article.id, entity, label, len(found), _unique(mention.sentence for mention in found)]
        for (entity, label), found in by_entity.items()
        if len(found) >= mentions
        and (label in {"PERSON", "ROLE"} or _acts(document, found))
        and not is_no_actor(document, entity, label, [document.doc[mention.head] for mention in found])
        and not (label == "ORG" and any(name.endswith(f" {entity}") for name in speakers))
    ]
    frame = typed("unquoted", rows)
    return frame.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def _countries(speakers: Iterable[str]) -> set[str]:
    """Return the words before a government's kind: "British" of "British government"."""
    parted = [name.rpartition(" ") for name in speakers]
    return {country for country, _, kind in parted if kind.lower() in listed("names", "bodies of a country")}


def _acts(document: Document, found: Iterable[Mention]) -> bool:
    return any(document.doc[mention.head].dep_ in _SUBJECTS for mention in found)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _unique(values: Iterable[_Value]) -> list[_Value]:
    return list(dict.fromkeys(values))
