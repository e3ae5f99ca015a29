"""What the framing report says first, in plain words, as firmly as the evidence allows."""

from collections.abc import Iterator

import pandas as pd

from analysis.annotation import Document
from analysis.findings import Finding
from analysis.framing.actions import find_actions
from analysis.framing.actors import actors
from analysis.framing.entman import ENTMAN
from analysis.framing.evidence import by_voice, carried
from analysis.framing.frames import FEWEST_SENTENCES, frames, leading
from analysis.framing.generic import GENERIC
from analysis.framing.loaded import loaded_language
from analysis.framing.peace import PEACE, SIDES, side_of
from analysis.framing.policy import POLICY
from analysis.framing.typology import Typology
from analysis.framing.usual_findings import usual_findings
from analysis.framing.voice_findings import voice_findings
from analysis.framing.wording import quoted, with_interval
from analysis.wording import capital, counted, listed, with_article

_MOST_ACTORS = 3
_FEWEST_VIOLENT = 2


def findings(document: Document, samples: int = 1000, seed: int = 0, topic: str = "") -> list[Finding]:
    """Return the findings on how an article is framed beside the `answers`, the most general one first.

    `topic` is a topic of the background articles to compare with (see `more_than_usual`).
    """
    if not document.sentences:
        nothing = Finding("The text has no sentences, so there is nothing to find.")
        return [nothing, *document.coded.said("framing")]
    return [
        _leading_policy(document, samples, seed),
        *_whose_frame(document, GENERIC, samples, seed),
        *usual_findings(document, samples, seed, topic),
        *voice_findings(document, samples, seed),
        *_actors(document),
        *_agentless(document),
        _functions(document),
        *_war_and_peace(document),
        _loaded(document),
        *_poor_input(document),
        *document.coded.said("framing"),
    ]


def _leading_policy(document: Document, samples: int, seed: int) -> Finding:
    lead = leading(document, POLICY, samples, seed)
    table = frames(document, samples, seed)
    whole = table[table["sentence"].isna() & (table["typology"] == POLICY.name)]
    rows = {row.frame: row for row in whole.itertuples()}
    if len(document.sentences) < FEWEST_SENTENCES:
        few = counted(len(document.sentences), "sentence")
        return Finding(f"With {few} there is not enough text to say which policy frame leads.")
    if not lead.candidates:
        return Finding("No sentence has clear cues for any policy frame.")
    if lead.frame is None and len(lead.candidates) == 1:
        most = rows[lead.candidates[0]]
        text = "Too few sentences have cues for any policy frame; the most"
        return Finding(
            f"{text}, {with_interval(most)}, for {most.frame}.", _sentences(document, POLICY, lead.candidates)
        )
    if lead.frame is None:
        names = [f"{name} {with_interval(rows[name])}" for name in _by_share(lead.candidates, rows)]
        text = (
            "No single policy frame clearly leads. These cannot be told apart, because there is not enough "
            f"text: {listed(names)} of the sentences."
        )
        return Finding(text, _sentences(document, POLICY, lead.candidates[:2]))
    others = [name for name in _by_share(POLICY.frames, rows) if name != lead.frame]
    second = rows[others[0]]
    next_best = (
        f"the next, {second.frame}, has {with_interval(second)}" if second.score else "no other has any"
    )
    text = (
        f"The leading policy frame is {lead.frame}: {with_interval(rows[lead.frame])} of the sentences have "
        f"cues for it; {next_best}."
    )
    return Finding(text, _sentences(document, POLICY, [lead.frame]))


def _by_share(names, rows) -> list[str]:
    return sorted(names, key=lambda name: -rows[name].score)


def _sentences(document: Document, typology: Typology, names) -> tuple[int, ...]:
    columns = [typology.frames.index(name) for name in names]
    held = carried(document, typology)[:, columns].any(axis=1)
    return tuple(int(number) + 1 for number in held.nonzero()[0])


def _whose_frame(document: Document, typology: Typology, samples: int, seed: int) -> Iterator[Finding]:
    frame = leading(document, typology, samples, seed).frame
    if frame is None:
        return
    counts = by_voice(document, typology).set_index("frame").loc[frame]
    total, others = int(counts.sum()), int(counts["quoted"] + counts["reported"])
    if not others:
        text = f"All {counted(total, 'cue')} for {frame} stand in the author's own voice."
    else:
        text = (
            f"Of the {counted(total, 'cue')} for {frame}, {counts['author']} stand in the author's own voice "
            f"and {others} in what others are quoted or reported as saying."
        )
    yield Finding(text)


def _actors(document: Document) -> Iterator[Finding]:
    for row in actors(document).head(_MOST_ACTORS).itertuples():
        parts = [
            _role("acts", row.acts, row.acts_hypothetical, row.acts_negated),
            _role("is acted upon", row.undergoes, row.undergoes_hypothetical, row.undergoes_negated),
        ]
        text = f"{with_article(row.actor)} {' and '.join(filter(None, parts))}."
        yield Finding(capital(text), tuple(row.sentences))


def _role(verb: str, stated: int, hypothetical: int, negated: int) -> str:
    total = stated + hypothetical + negated
    if not total:
        return ""
    kinds = {"as something possible, planned or feared": hypothetical, "negated": negated}
    told = [f"{_share(number, total)} {how}" for how, number in kinds.items() if number]
    return f"{verb} {_times(total)}{f' ({listed(told)})' if told else ''}"


def _share(number: int, total: int) -> str:
    if number < total:
        return str(number)
    return "only" if total == 1 else "each time"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _agentless(document: Document) -> Iterator[Finding]:
    told = {action.start: action for action in find_actions(document) if action.construction == "agentless"}
    if told:
        words = list(dict.fromkeys(action.predicate for action in told.values()))
        passives = counted(len(told), "passive")
        text = f"{passives} without an agent, so that nobody is said to act: {quoted(words)}."
        yield Finding(text, tuple(sorted({action.sentence for action in told.values()})))


def _functions(document: Document) -> Finding:
    held = carried(document, ENTMAN)
    counts = dict(zip(ENTMAN.frames, held.sum(axis=0).tolist(), strict=True))
    present = [f"{name} ({counted(number, 'sentence')})" for name, number in counts.items() if number]
    absent = [name for name, number in counts.items() if not number]
    text = "Of Entman's four functions of framing, "
    text += f"there are cues for {listed(present)}" if present else "none has cues"
    text += f"; none for {listed(absent, 'or')}." if present and absent else "."
    return Finding(text, _sentences(document, ENTMAN, [name for name in counts if counts[name]]))


def _war_and_peace(document: Document) -> Iterator[Finding]:
    held = carried(document, PEACE)
    if held[:, 0].sum() < _FEWEST_VIOLENT:
        return
    met = {
        side: sum(held[:, i].any() and side_of(n) == side for i, n in enumerate(PEACE.frames))
        for side in SIDES
    }
    lines = {side: [i for i, n in enumerate(PEACE.frames) if side_of(n) == side] for side in SIDES}
    sentences = {side: int(held[:, columns].any(axis=1).sum()) for side, columns in lines.items()}
    yield Finding(
        f"{met['War']} of the 6 indicators of war journalism {'has' if met['War'] == 1 else 'have'} cues, in "
        f"{counted(sentences['War'], 'sentence')}; {met['Peace']} of the 6 of peace journalism, in "
        f"{counted(sentences['Peace'], 'sentence')}."
    )


def _loaded(document: Document) -> Finding:
    words = loaded_language(document)
    words = words[words["kind"] == "loaded"]
    if words.empty:
        return Finding("No word of the list of loaded words stands in the text.")
    own, others = words[words["voice"] == "author"], words[words["voice"] != "author"]
    parts = []
    for rows, whose in ((own, "in the author's own voice"), (others, "in the words of others")):
        if len(rows):
            parts.append(f"{counted(len(rows), 'loaded word')} {whose} ({quoted(_distinct(rows))})")
    text = f"There {'is' if len(words) == 1 else 'are'} {listed(parts)}."
    return Finding(text, tuple(sorted(set(words["sentence"].tolist()))))


def _distinct(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(rows["text"].str.lower()))


def _poor_input(document: Document) -> Iterator[Finding]:
    if document.article.warnings:
        yield Finding(
            "The text itself comes with warnings (see below), so what rests on single words, such as loaded "
            "words and cues, is weak evidence about its author."
        )
