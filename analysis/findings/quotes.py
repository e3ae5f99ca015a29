"""What the report on quotes says first, in plain words, as firmly as its claims allow.

`answer` is for the page that opens an article's reports, `findings` stand beside it.
`voice_findings` are what the framing report says about voices: who is quoted, in which role, where, and who
never speaks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.annotation import Document, as_written
from analysis.attribution.attributions import Attribution, attributions, statements, voices, words
from analysis.attribution.speaking import (
    loaded_share,
    reporting_verbs,
    sentences_of,
    speaking_share,
    unquoted,
    who,
)
from analysis.findings.chances import OPEN
from analysis.findings.claims import Claim, all_claims
from analysis.findings.heard import Heard, heard, sentence_numbers
from analysis.framing.sourcing import UNKNOWN, positions, shares
from analysis.models.readers import BASE
from analysis.statistics.resampling import Resampling
from analysis.wording import (
    KINDS,
    NOBODY_NAMED,
    NOT_ENOUGH,
    NOT_FOUND,
    Answer,
    Finding,
    called,
    counted,
    interval,
    listed,
    percent,
    with_article,
)

QUESTION = "Who speaks"
SECTION = "Who speaks how much"
_MOST_NAMES = 4
_BESIDE = 2
_FEWEST_WORDS = 20
_MOST_SILENT = 3
_FEWEST_MENTIONS = 3
_MOST_OF_IT = 0.75
_HALF = 0.5
_NOBODY = frozenset({UNKNOWN, NOBODY_NAMED, NOT_FOUND, "unnamed", "unresolved"})
_PLURALS = {
    "official": "officials",
    "expert": "experts",
    "citizen": "citizens",
    "organisation": "organisations",
    "public figure": "public figures",
}


def answer(document: Document, reader: str = BASE) -> Answer:
    """Return who is heard most, as the claims on it say; clear where one of them is plain.

    `reader` is that of the claims, in which it decides only how somebody is shown.
    """
    voices = [each for each in heard(document) if each.spoken]
    if not voices:
        return _no_words(document, reader)
    firm = _firm(document, "most heard", reader)
    shares = _shares(document, voices[:_BESIDE])
    if firm:
        text = f"{' '.join(each.text for each in firm)} Of the words given to others, {shares}."
        plain = any(each.grade == "plain" for each in firm)
        return Answer(QUESTION, text, SECTION, _all_numbers(each.sentences for each in firm), plain)
    numbers = _all_numbers(sentence_numbers(document, each.statements) for each in voices[:_BESIDE])
    text = f"Not clear who is heard most: of the words given to others, {shares}."
    return Answer(QUESTION, text, SECTION, numbers, clear=False)


def _no_words(document: Document, reader: str) -> Answer:
    """Return that only the author speaks, but for those of whom the claims say that they do."""
    none = "no words of others are found that have a speaker"
    if firm := _firm(document, "speaker", reader):
        text = f"Hardly anybody but the author: {none}, only views. {' '.join(each.text for each in firm)}"
        return Answer(QUESTION, text, SECTION, _all_numbers(each.sentences for each in firm), clear=False)
    return Answer(QUESTION, f"Only the author: {none}.", SECTION)


def _firm(document: Document, about: str, reader: str) -> list[Claim]:
    return [each for each in all_claims(document, reader) if each.about == about and each.grade != OPEN]


def _shares(document: Document, voices: Iterable[Heard]) -> str:
    """Return in words which share of all stated words each has; words of two count for both."""
    total = sum(len(words(document, each.content)) for each in statements(document))
    told = [
        (with_article(as_written(document, each.name)), percent(each.words / max(1, total)))
        for each in voices
    ]
    return listed([f"{share} are by {name}" for name, share in told])


def _all_numbers(sentences: Iterable[Iterable[int]]) -> tuple[int, ...]:
    return tuple(sorted({number for numbers in sentences for number in numbers}))


def findings(document: Document) -> list[Finding]:
    """Return the findings on who speaks in an article beside the `answer`, the most general one first."""
    return [*_findings(document), *document.coded.said("quotes")]


def _findings(document: Document) -> Iterator[Finding]:
    found = statements(document)
    if not found:
        stands = "only where they stand or what they do" if attributions(document) else "nobody is quoted"
        yield Finding(f"No statement of others is found in this text: {stands}.")
        return
    yield _overall(document, found)
    yield from _without_name(document, found)
    yield from _verbs(document)
    yield from _unquoted(document)
    yield _certainty(document, found)


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


def _without_name(document: Document, found: tuple[Attribution, ...]) -> Iterator[Finding]:
    nameless = [each for each in found if who(each) == NOBODY_NAMED]
    unclear = [each for each in found if who(each) == NOT_FOUND]
    if nameless:
        sources = list(
            dict.fromkeys(document.article.text[slice(*each.source)] for each in nameless if each.source)
        )
        shown = listed([f"“{words}”" for words in sources[:_MOST_NAMES]])
        come = "comes" if len(nameless) == 1 else "come"
        examples = f", such as {shown}" if shown else ""
        text = f"{counted(len(nameless), 'statement')} {come} from sources without a name{examples}."
        yield Finding(text, _sentences(document, nameless))
    if unclear:
        them = "it" if len(unclear) == 1 else "them"
        text = f"For {counted(len(unclear), 'statement')} it is not clear who speaks: please read {them}."
        yield Finding(text, _sentences(document, unclear))


def _verbs(document: Document) -> Iterator[Finding]:
    verbs = reporting_verbs(document)
    if verbs.empty:
        return
    loaded = verbs[verbs["kind"] == "loaded"]
    some, words = loaded["uses"].sum(), counted(verbs["uses"].sum(), "reporting word")
    shown = listed([f"“{verb}”" for verb in loaded["verb"].head(_MOST_NAMES)])
    more = " and others" if len(loaded) > _MOST_NAMES else ""
    numbers = sorted({number for places in loaded["sentence"] for number in places})
    share, low, high = loaded_share(verbs)
    hedge = f"95% interval {interval(low, high)}" if share == share else "not enough text for an interval"
    text = f"Of {words}, {some or 'none'} {'is' if some < 2 else 'are'} loaded ({hedge})"
    yield Finding(f"{text}: {shown}{more}." if shown else f"{text}.", tuple(numbers))


def _unquoted(document: Document) -> Iterator[Finding]:
    rows = unquoted(document)
    if len(rows):
        names = [f"{row.entity} ({counted(row.mentions, 'mention')})" for row in rows.itertuples()]
        yield Finding(f"Mentioned, but never heard: {listed(names, most=_MOST_NAMES)}.")


def _certainty(document: Document, found: tuple[Attribution, ...]) -> Finding:
    right = round(sum(each.confidence for each in found))
    doubtful = [each for each in found if each.doubtful]
    text = (
        f"Of {counted(len(found), 'statement')}, about {right} can be expected to have the right speaker and "
        f"content, and {len(doubtful) or 'none'} {'is' if len(doubtful) < 2 else 'are'} doubtful"
    )
    return Finding(f"{text}, marked “?”." if doubtful else f"{text}.", _sentences(document, doubtful))


def _sentences(document: Document, found: Iterable[Attribution]) -> tuple[int, ...]:
    return tuple(sorted({number for each in found for number in sentences_of(document, each)}))


def voice_findings(document: Document, resampling: Resampling = Resampling()) -> Iterator[Finding]:
    """Yield the findings on voices; roles only where the text gives one for half of the words."""
    yield from _quoted(document, resampling)
    yield from _roles(document, resampling)
    yield from _late_or_early(document, resampling)
    yield from _silent(document)


def _quoted(document: Document, resampling: Resampling) -> Iterator[Finding]:
    quoted = shares(document, "speaker", True, resampling)
    total = int(quoted["words"].sum())
    named = quoted[~quoted["group"].isin(_NOBODY)]
    if total < _FEWEST_WORDS or named.empty:
        return
    most = named.iloc[0]
    whole = shares(document, "speaker", False, resampling).set_index("group").loc[most["group"]]
    who = _described(document, most["group"])
    if most["words"] == total:
        heard = f"Only {who} is quoted directly, with {total} words"
    else:
        one = f"One speaker, {who}," if most["share"] >= _MOST_OF_IT else who
        share = f"{percent(most['share'])} of the directly quoted words"
        heard = f"{one} has {share} ({most['words']} of {total}; {_interval(most)})"
    rest = f"{percent(whole['share'])} of all words that others are quoted or reported as saying"
    yield Finding(f"{heard}, and has {rest} ({_interval(whole)}).", tuple(most["sentences"]))


def _roles(document: Document, resampling: Resampling) -> Iterator[Finding]:
    roles = shares(document, "role", False, resampling)
    told = [
        f"{_PLURALS[row.group]} have {percent(row.share)} ({_interval(row)})"
        for row in roles.itertuples()
        if row.group in _PLURALS
    ]
    nameless = roles.loc[roles["group"].isin(_NOBODY), "share"].sum()
    if told and nameless <= _HALF:
        rest = f"; for {percent(nameless)} the text gives no role" if nameless else ""
        yield Finding(f"By role, {listed(told)} of the words of others{rest}.")


def _late_or_early(document: Document, resampling: Resampling) -> Iterator[Finding]:
    """Yield a finding where others have clearly more room in the first third than in the last, or less."""
    parts = positions(document, resampling).set_index("part")
    if not {"first third", "last third"} <= set(parts.index):
        return
    first, last = parts.loc["first third"], parts.loc["last third"]
    if first["high"] < last["low"] or last["high"] < first["low"]:
        told = [
            f"{percent(1 - row['author'])} of the {part} ({percent(row['low'])} to {percent(row['high'])})"
            for part, row in (("first third", first), ("last third", last))
        ]
        when = "late" if first["high"] < last["low"] else "early"
        yield Finding(f"Others speak {when}: their words are {listed(told)}.", tuple(last["sentences"]))


def _silent(document: Document) -> Iterator[Finding]:
    rows = unquoted(document, _FEWEST_MENTIONS)
    if len(rows):
        names = [f"{row.entity} ({counted(row.mentions, 'mention')})" for row in rows.itertuples()]
        yield Finding(f"Talked about, but never speaking: {listed(names, most=_MOST_SILENT)}.")


def _described(document: Document, speaker: str) -> str:
    """Return a speaker with the role and the affiliation that the text gives."""
    row = speaking_share(document).set_index("speaker").loc[speaker]
    return called(speaker, row["role"], row["affiliation"])


def _interval(row: pd.Series) -> str:
    if row.low != row.low:
        return f"{NOT_ENOUGH} for an interval"
    return f"95% interval {interval(row.low, row.high)}"
