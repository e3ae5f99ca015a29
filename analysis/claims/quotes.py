"""What the report on quotes says first, in plain words, as firmly as the intervals allow."""

from collections import Counter

import pandas as pd

from analysis.annotation import Document
from analysis.attribution.attributions import Attribution, attributions, voices
from analysis.attribution.speaking import (
    FEWEST,
    is_ahead,
    loaded_share,
    reporting_verbs,
    sentences_of,
    speaking_share,
    unquoted,
    who,
)
from analysis.statistics.resampling import Resampling
from analysis.wording import (
    KINDS,
    NOBODY_NAMED,
    NOT_FOUND,
    Answer,
    Finding,
    called,
    counted,
    interval,
    listed,
    percent,
)

_MOST_NAMES = 4


def findings(document: Document) -> list[Finding]:
    """Return the findings on who speaks in an article beside the `answer`, the most general one first."""
    found = attributions(document)
    if not found:
        nobody = Finding("Nobody is quoted or reported: no attribution is found in this text.")
        return [nobody, *document.coded.said("quotes")]
    return [
        _overall(document, found),
        *_without_name(document, found),
        *_verbs(document),
        *_unquoted(document),
        _certainty(document, found),
        *document.coded.said("quotes"),
    ]


def _overall(document: Document, found: tuple[Attribution, ...]) -> Finding:
    kinds = Counter(each.kind for each in found)
    parts = listed([f"{kinds[kind]} {name}" for kind, name in KINDS.items() if kinds[kind]])
    spoken = [voice for voice, token in zip(voices(document), document.doc, strict=True) if token.is_alpha]
    share = sum(voice != "author" for voice in spoken) / max(len(spoken), 1)
    named = {each.speaker for each in found if each.speaker}
    return Finding(
        f"{counted(len(found), 'statement')} of others ({parts}) by {counted(len(named), 'speaker')} with a "
        f"name or title make up {percent(share)} of the article's words.",
        _sentences(document, found),
    )


def _without_name(document: Document, found: tuple[Attribution, ...]) -> list[Finding]:
    nameless = [each for each in found if who(each) == NOBODY_NAMED]
    lost = [each for each in found if who(each) == NOT_FOUND]
    out = []
    if nameless:
        sources = list(
            dict.fromkeys(document.article.text[slice(*each.source)] for each in nameless if each.source)
        )
        shown = listed([f"“{words}”" for words in sources[:_MOST_NAMES]])
        come = "comes" if len(nameless) == 1 else "come"
        examples = f", such as {shown}" if shown else ""
        text = f"{counted(len(nameless), 'statement')} {come} from sources without a name{examples}."
        out.append(Finding(text, _sentences(document, nameless)))
    if lost:
        them = "it" if len(lost) == 1 else "them"
        text = f"For {counted(len(lost), 'statement')} it is not clear who speaks: please read {them}."
        out.append(Finding(text, _sentences(document, lost)))
    return out


def _verbs(document: Document) -> list[Finding]:
    verbs = reporting_verbs(document)
    if verbs.empty:
        return []
    loaded = verbs[verbs["kind"] == "loaded"]
    some, words = loaded["uses"].sum(), counted(verbs["uses"].sum(), "reporting word")
    shown = listed([f"“{verb}”" for verb in loaded["verb"].head(_MOST_NAMES)])
    more = " and others" if len(loaded) > _MOST_NAMES else ""
    numbers = sorted({number for places in loaded["sentence"] for number in places})
    share, low, high = loaded_share(verbs)
    hedge = f"95% interval {interval(low, high)}" if share == share else "not enough text for an interval"
    text = f"Of {words}, {some or 'none'} {'is' if some < 2 else 'are'} loaded ({hedge})"
    return [Finding(f"{text}: {shown}{more}." if shown else f"{text}.", tuple(numbers))]


def _unquoted(document: Document) -> list[Finding]:
    silent = unquoted(document)
    if silent.empty:
        return []
    names = [
        f"{row.entity} ({counted(row.mentions, 'mention')})" for row in silent.head(_MOST_NAMES).itertuples()
    ]
    more = len(silent) - len(names)
    text = f"Mentioned, but never heard: {listed([*names, *([f'{more} more'] if more else [])])}."
    return [Finding(text)]


def _certainty(document: Document, found: tuple[Attribution, ...]) -> Finding:
    right = round(sum(each.confidence for each in found))
    doubtful = [each for each in found if each.doubtful]
    text = (
        f"Of {counted(len(found), 'statement')}, about {right} can be expected to have the right speaker and "
        f"content, and {len(doubtful) or 'none'} {'is' if len(doubtful) < 2 else 'are'} doubtful"
    )
    return Finding(f"{text}, marked “?”." if doubtful else f"{text}.", _sentences(document, doubtful))


def _sentences(document: Document, found) -> tuple[int, ...]:
    return tuple(sorted({number for each in found for number in sentences_of(document, each)}))


# Who speaks, in one sentence for the page that opens an article's reports.

QUESTION = "Who speaks"
SECTION = "Who speaks how much"


def answer(document: Document, resampling: Resampling = Resampling()) -> Answer:
    """Return who has most of the words given to others; not clear where the next may have as many."""
    heard = speaking_share(document, resampling)
    heard = heard[heard["speaker"] != NOT_FOUND]
    if heard.empty:
        return Answer(QUESTION, "Only the author: no words of others are found that have a speaker.", SECTION)
    first = heard.iloc[0]
    numbers = _sentences_of(document, first["speaker"])
    share = f"{percent(first['share'])} of the words given to others"
    if first["low"] != first["low"]:
        text = (
            f"Not clear: {_called(first)} {_has(first)} {share}, but with fewer than {FEWEST} statements "
            "there is not enough text for an interval."
        )
        return Answer(QUESTION, text, SECTION, numbers, clear=False)
    estimate = f"95% interval {interval(first['low'], first['high'])}"
    text = f"Most of all {_called(first)}, with {share} ({estimate})"
    if len(heard) == 1:
        return Answer(QUESTION, f"{text}.", SECTION, numbers)
    second = heard.iloc[1]
    next_best = f"{percent(second['share'])} ({interval(second['low'], second['high'])})"
    if is_ahead(document, first["speaker"], second["speaker"], resampling):
        beside = f"clearly more than the next, {_called(second)}, with {next_best}"
        return Answer(QUESTION, f"{text}, {beside}.", SECTION, numbers)
    text = (
        f"Not clear who is heard most: {_called(first)} {_has(first)} {share} ({estimate}) and "
        f"{_called(second)} {next_best}; the difference may be chance."
    )
    numbers = tuple(sorted({*numbers, *_sentences_of(document, second["speaker"])}))
    return Answer(QUESTION, text, SECTION, numbers, clear=False)


def _called(row: pd.Series) -> str:
    if row["speaker"] == NOBODY_NAMED:
        return "sources without a name"
    return called(row["speaker"], row["role"], row["affiliation"])


def _has(row: pd.Series) -> str:
    return "have" if row["speaker"] == NOBODY_NAMED else "has"


def _sentences_of(document: Document, speaker: str) -> tuple[int, ...]:
    own = [each for each in attributions(document) if who(each) == speaker]
    return tuple(sorted({number for each in own for number in sentences_of(document, each)}))
