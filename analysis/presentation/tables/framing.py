"""The tables of the report on framing: harms, frames with the sentences and cues behind them, words."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.annotation import Document, as_written
from analysis.findings.frames import Framed
from analysis.framing import ENTMAN, EPISODIC, MORALS, PEACE, Typology
from analysis.presentation import Html, html, marked_text, sentence_link
from analysis.presentation.tables.table import Format, short_table
from analysis.wording import listed, percent

_LINKS = {"sentences": sentence_link}
_MOST_CUES, _MOST_WORDS = 5, 6
_LONG = 12  # sentences from which on three of them are a selection
_SEVERAL = 2
_OTHERS = {ENTMAN: "Entman", PEACE: "Galtung", EPISODIC: "Iyengar", MORALS: "moral foundations"}
_SECURITY = "Security and defense"
_LIKELY = 0.5
_KINDS = {
    "loaded": "loaded: judge",
    "hedge": "hedges: hold back",
    "booster": "boosters: press",
    "factive": "factive: take for granted",
    "scare quotes": "scare quotes: hold at a distance",
}


def harms(document: Document, rows: pd.DataFrame, claims: pd.DataFrame) -> Html:
    """Show who is firmly said to have harmed whom, by a table of `analysis.claims`, the likeliest first.

    How it is told, and on whose word, stands in a table of `analysis.harms`, `rows`.
    """
    firm = claims[(claims["about"] == "harm") & (claims["grade"] != "open")]
    named = rows.assign(
        agent=[as_written(document, name) if name else "" for name in rows["agent"].fillna("")],
        patient=[as_written(document, name) for name in rows["patient"]],
    )
    pairs = [_pair(claim, named) for claim in firm.itertuples()]
    shown = pd.DataFrame(pairs, columns=["agent", "patient", "told", "by", "chance", "sentences"])
    headings = {
        "agent": "Who",
        "patient": "Whom",
        "told": "How it is told",
        "by": "On whose word",
        "chance": "Chance",
        "sentences": "Sentences",
    }
    formats: dict[str, Format] = {"chance": percent, **_LINKS}
    return short_table(shown, "Who is said to have harmed whom", headings, formats, "harms")


def _pair(claim: Any, rows: pd.DataFrame) -> tuple[object, ...]:
    its = rows[(rows["agent"] == claim.name) & (rows["patient"] == claim.value)]
    stated = int(its["stated"].sum())
    by = ["the author" if name == "author" else name for name in dict.fromkeys(its["by"])]
    told = _stated(stated, len(its) - stated)
    return claim.name, claim.value, told, by, claim.chance, list(claim.sentences)


def _stated(stated: int, alleged: int) -> str:
    counts = {"stated": stated, "alleged or possible": alleged}
    return ", ".join(f"{number} {how}" for how, number in counts.items() if number)


def frames(rows: pd.DataFrame, typology: Typology, caption: str, only: Collection[str] | None = None) -> Html:
    """Show the frames of a typology that sentences carry, or `only` some of them: the sentences, the cues.

    `rows` is a table of `analysis.frames`.
    """
    found = _carried(rows, typology)
    shown = found if only is None else found[found["frame"].isin(only)]
    headings = {"frame": "Frame", "sentences": "Sentences", "cues": "Cues"}
    return short_table(shown, caption, headings, _LINKS, "frames")


def _carried(rows: pd.DataFrame, typology: Typology) -> pd.DataFrame:
    """Return the frames of a typology that sentences carry, the most first, with sentences and cues."""
    own = rows[(rows["typology"] == typology.name) & rows["frame"].isin(typology.frames)]
    sentences = own.dropna(subset="sentence").groupby("frame")["sentence"].agg(list)
    whole = own[own["sentence"].isna() & own["frame"].isin(sentences.index)]
    return whole.assign(
        sentences=whole["frame"].map(sentences),
        cues=[listed(cues, most=_MOST_CUES) for cues in whole["evidence"]],
    ).sort_values("score", ascending=False, kind="stable")


def others(rows: pd.DataFrame, policy: Mapping[str, Framed]) -> Html:
    """Show the frames of the typologies that are found by cues alone, in two sentences or more.

    `rows` is a table of `analysis.frames`. Those of war and peace are shown of an article that is likely,
    among its `policy` frames, to have that of security; of any where no head says so.
    """
    of_war = _SECURITY not in policy or policy[_SECURITY].has >= _LIKELY
    asked = {typology: whose for typology, whose in _OTHERS.items() if of_war or typology != PEACE}
    found = pd.concat([_carried(rows, typology).assign(by=whose) for typology, whose in asked.items()])
    several = found[found["sentences"].map(len) >= _SEVERAL].sort_values(
        "score", ascending=False, kind="stable"
    )
    headings = {"frame": "Frame", "by": "Of", "sentences": "Sentences", "cues": "Cues"}
    return short_table(several, "Frames of other typologies", headings, _LINKS, "frames")


def checklist(rows: pd.DataFrame, caption: str, only: Collection[str] | None = None) -> Html:
    """Show the questions of a table of `framing.checklist` that are answered with yes, with their sentences;
    `only` those behind some frames.
    """
    headings = {"question": "Question", "sentences": "Sentences", "cues": "Cues"}
    yes = rows[(rows["answer"] == "yes") & (rows["frame"].isin(only) if only is not None else True)]
    shown = yes.assign(cues=[listed(cues, most=_MOST_CUES) for cues in yes["evidence"]])
    return short_table(shown, caption, headings, _LINKS)


def likely(found: Mapping[str, Framed]) -> list[str] | None:
    """Return the frames that an article more likely has than not; None, all, where no head says which."""
    return [frame for frame, its in found.items() if its.has >= _LIKELY] if found else None


def key_passages(document: Document, claims: pd.DataFrame) -> Html:
    """Show the sentences that a table of `analysis.claims` calls key passages, unless the text is short."""
    told = claims.loc[claims["about"] == "key passage", "sentences"]
    numbers = sorted({number for numbers in told for number in numbers})
    if not numbers or len(document.sentences) < _LONG:
        return html.nothing()
    return marked_text.sentences(document, numbers)


def usual(rows: pd.DataFrame) -> Html:
    """Show the rows of a table of `framing.more_than_usual` that are more than usual."""
    headings = {
        "frame": "Frame",
        "share": "Share of sentences",
        "percentile": "Percentile",
        "sentences": "Sentences",
    }
    formats: dict[str, Format] = {"share": percent, "percentile": "{:.0f}", "sentences": sentence_link}
    unusual = rows[rows["unusual"].astype(bool)]
    return short_table(unusual, "Frames that are more than usual", headings, formats, "usual")


def own_frames(rows: pd.DataFrame, own: Sequence[Typology]) -> Html:
    """Show a researcher's own frames from the `frames` table, nothing where none were given."""
    return frames(rows, own[0], f"Your own frames: {own[0].name}") if own else html.nothing()


def loaded(rows: pd.DataFrame) -> Html:
    """Show the words of each kind in a `loaded_language` table, the author's apart from those of others."""
    kinds = [kind for kind in _KINDS if kind in set(rows["kind"])]
    shown = pd.DataFrame(
        [
            (
                _KINDS[kind],
                _words(rows[(rows["kind"] == kind) & (rows["voice"] == "author")]),
                _words(rows[(rows["kind"] == kind) & (rows["voice"] != "author")]),
            )
            for kind in kinds
        ],
        columns=["kind", "author", "others"],
    )
    headings = {"kind": "Kind", "author": "The author’s", "others": "Others’"}
    return short_table(shown, "Words that do more than report", headings, name="loaded")


def _words(rows: pd.DataFrame) -> str | None:
    words = list(dict.fromkeys(rows["text"].str.lower()))
    return listed(words, most=_MOST_WORDS) if words else None
