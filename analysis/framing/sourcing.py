"""Who gets to speak in an article, as a matter of framing: by name, role, affiliation and gender, and where.

To let somebody speak is to let them frame (Gans 1979, "Deciding What's News"; the coding of quoted against
mentioned people follows the Global Media Monitoring Project). Everything is counted from the attributions of
`analysis.attribution`, so the card of the report on quotes holds here. Intervals resample statements, as in
`attribution.speaking_share`.

Gender is what the text itself tells by titles ("Ms.") and pronouns; a given name alone tells nothing here.

Headline and lead are what most readers take away (van Dijk 1988, "News as Discourse"), so it matters whose
words stand there; intervals of `positions` resample the sentences of a part.
"""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.annotation import Document, Mention, once
from analysis.attribution import VOICES, Attribution, statements, voices
from analysis.attribution.attributions import spoken_regions, within, words
from analysis.attribution.speakers import each_of
from analysis.attribution.speaking import ABLE_TO_SPEAK, sentences_of, share_intervals, who
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling, ends

GROUPS = ("speaker", "role", "affiliation", "gender")
UNKNOWN = "unknown"
PARTS = ("headline", "lead", "body", "first third", "middle third", "last third")


def shares(
    document: Document, by: str = "speaker", quoted_only: bool = False, resampling: Resampling = Resampling()
) -> pd.DataFrame:
    """Return the share (0..1) of others' words of each speaker, role, affiliation or gender, largest first.

    `counted` says of which words: "quoted" (between quotation marks) or "attributed" (reported ones, too);
    `low` and `high` are the 95% interval, a percentile bootstrap over statements, nan for fewer than five
    or for a single group. What the text does not tell is "unknown". ValueError for another `by`.
    """
    if by not in GROUPS:
        raise ValueError(f"shares are by {', '.join(GROUPS)}, not by {by!r}")
    return _shares(document, by, quoted_only, resampling).copy()


@once
def _shares(document: Document, by: str, quoted_only: bool, resampling: Resampling) -> pd.DataFrame:
    said = [(each, _length(document, each, quoted_only)) for each in statements(document)]
    said = [(each, length) for each, length in said if length]
    lengths = np.array([length for _, length in said], dtype=float)
    groups = [_group_of(document, by)(each) for each, _ in said]
    names = list(dict.fromkeys(groups))
    own = np.array([[group == name for name in names] for group in groups]).reshape(len(said), len(names))
    low, high = share_intervals(lengths, own, resampling)
    if len(names) == 1:
        low = high = np.array([np.nan])
    rows = []
    for column, name in enumerate(names):
        mine = [each for (each, _), is_own in zip(said, own[:, column], strict=True) if is_own]
        total = lengths[own[:, column]].sum()
        scores = total / lengths.sum(), low[column], high[column]
        numbers = sorted({number for each in mine for number in sentences_of(document, each)})
        counted = "quoted" if quoted_only else "attributed"
        rows.append([document.article.id, by, name, counted, len(mine), int(total), *scores, numbers])
    table = typed("voices", rows)
    return table.sort_values("words", ascending=False, kind="stable", ignore_index=True)


def all_shares(document: Document, resampling: Resampling = Resampling()) -> pd.DataFrame:
    """Return the shares of the quoted words by speaker, then of all attributed words by each of GROUPS."""
    tables = [shares(document, "speaker", True, resampling)]
    tables += [shares(document, by, False, resampling) for by in GROUPS]
    return pd.concat(tables, ignore_index=True)


def presence(document: Document) -> pd.DataFrame:
    """Return who is mentioned and who speaks: quoted against talked about, the most mentioned first.

    One row a person, body or country, with gender (null but for people), the times it is mentioned, its
    statements and their words (0: it is talked about and never speaks), and the sentences that mention it.
    """
    spoken: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for each in statements(document):
        for name in each_of(document, each.speaker) if each.speaker else ():
            spoken[name] += _length(document, each)
            times[name] += 1
    found: dict[tuple[str, str], list[Mention]] = {}
    for mention in document.single_mentions:
        if mention.label in ABLE_TO_SPEAK:
            found.setdefault((mention.entity, mention.label), []).append(mention)
    rows = []
    for (entity, label), mentions in found.items():
        stated = next((mention.gender for mention in mentions if mention.gender), UNKNOWN)
        gender = stated if label in {"PERSON", "ROLE"} else None
        counts = len(mentions), times[entity], spoken[entity]
        numbers = list(dict.fromkeys(mention.sentence for mention in mentions))
        rows.append([document.article.id, entity, label, gender, *counts, numbers])
    table = typed("presence", rows)
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def _length(document: Document, each: Attribution, quoted_only: bool = False) -> int:
    said = words(document, each.content)
    return len(within(said, spoken_regions(document)) if quoted_only else said)


def _group_of(document: Document, by: str) -> Callable[[Attribution], str]:
    if by == "speaker":
        return who
    if by == "gender":
        known = {mention.entity: mention.gender for mention in document.mentions if mention.gender}
        return lambda each: known.get(each.speaker or "", UNKNOWN)
    return lambda each: getattr(each, by) or UNKNOWN


def positions(document: Document, resampling: Resampling = Resampling()) -> pd.DataFrame:
    """Return whose words stand where: in headline, lead and body, and in the thirds of the text.

    One row a part that the text has: its words, the shares (0..1) of author, quoted and reported words, the
    95% interval of what is not the author's (a bootstrap over the part's sentences, nan for fewer than two),
    and who speaks in it. The parts are those of `Sentence.part`.
    """
    return _positions(document, resampling).copy()


@once
def _positions(document: Document, resampling: Resampling) -> pd.DataFrame:
    counts, speakers = _by_sentence(document)
    rows = []
    for part, numbers in _parts(document).items():
        here = counts[numbers]
        total = here.sum()
        if total:
            others = here[:, 1:].sum(axis=1), here.sum(axis=1)
            low, high = _ratio_interval(*others, resampling)
            who_speaks = list(dict.fromkeys(name for number in numbers for name in speakers[number]))
            of_voices = here.sum(axis=0) / total
            sentences = [number + 1 for number in numbers]
            rows.append([document.article.id, part, total, *of_voices, low, high, who_speaks, sentences])
    return typed("positions", rows)


def _by_sentence(document: Document) -> tuple[np.ndarray, list[list[str]]]:
    """Return the words of each voice in each sentence, an int array (sentences, 3), and who speaks there."""
    counts = np.zeros((len(document.sentences), len(VOICES)), dtype=int)
    spoken = voices(document)
    for row, sentence in enumerate(document.sentences):
        for token in sentence.span:
            if not token.is_punct and not token.is_space:
                counts[row, VOICES.index(spoken[token.i])] += 1
    speakers: list[list[str]] = [[] for _ in document.sentences]
    for each in statements(document):
        for number in sentences_of(document, each):
            speakers[number - 1].append(who(each))
    return counts, speakers


def _parts(document: Document) -> dict[str, list[int]]:
    """Return the rows of the sentences (from 0) of each part, in the order of PARTS."""
    parts = [sentence.part for sentence in document.sentences]
    thirds = np.array_split(range(len(parts)), 3)
    return {
        **{name: [row for row, part in enumerate(parts) if part == name] for name in PARTS[:3]},
        **{name: rows.tolist() for name, rows in zip(PARTS[3:], thirds, strict=True)},
    }


def _ratio_interval(part: np.ndarray, whole: np.ndarray, resampling: Resampling) -> tuple[float, float]:
    """Return the 95% interval of sum(part) / sum(whole) over resampled sentences."""
    if len(part) < 2:
        return float("nan"), float("nan")
    times = resampling.times(len(part))
    low, high = ends((times @ part) / np.maximum(times @ whole, 1), len(part))
    return float(low), float(high)
