"""The tables of the framing report: actions, frames, loaded words, voices; and the marks of its evidence."""

from collections.abc import Sequence

import pandas as pd

from analysis import framing
from analysis.annotation import Document
from analysis.framing import Typology
from analysis.presentation import Html, sentence_link, table
from analysis.presentation.marked_text import Mark
from analysis.presentation.pieces import note
from analysis.presentation.tables.table import Format
from analysis.wording import ENTITY_KINDS, interval, percent, share_with_interval

_LINKS = {"sentences": sentence_link}
_SOME = 0.1
_SPEAKERS_BY = {"speaker": "Speaker", "role": "Role", "affiliation": "Affiliation", "gender": "Gender"}
_NONE_OF_YOUR_OWN = (
    "No frames of your own were given. Write them into a file like data/frames/example.yaml, and name it in "
    "the parameter own_frames."
)
_NO_BACKGROUND = "There are no background articles to compare with."
TYPOLOGY_NAMES = {"entman": "Entman's functions", "peace": "war and peace", "morals": "moral foundations"}


def actors(rows: pd.DataFrame) -> Html:
    """Show a table of `framing.actors`: how each actor acts and is acted upon, with the sentences."""
    roles = {role: [_told(row, role) for row in rows.to_dict("records")] for role in ("acts", "undergoes")}
    headings = {"actor": "Actor", "acts": "Acts", "undergoes": "Is acted upon", "sentences": "Sentences"}
    caption = "How often each named actor acts and is acted upon"
    return table(rows.assign(**roles), caption, headings, _LINKS, rows=20)


def actions(rows: pd.DataFrame) -> Html:
    """Show a table of `framing.actions`: who does what to whom, and how it is told.

    The last column names what departs from a plain statement in the author's voice: nominal, agentless,
    negated, possible, quoted, ...
    """
    told = [", ".join(_departures(row)) or "stated" for row in rows.to_dict("records")]
    headings = {
        "sentence": "Sentence",
        "agent": "Who",
        "predicate": "Does what",
        "patient": "To whom",
        "told": "How it is told",
    }
    return table(rows.assign(told=told), "Every action, with the words that say it", headings, rows=40)


def harms(rows: pd.DataFrame) -> Html:
    """Show a table of `analysis.harms`: who is said to have harmed whom, stated or not, on whose word."""
    shown = rows.assign(
        agent=rows["agent"].fillna("nobody is said to"),
        told=["stated" if stated else "alleged, possible or denied" for stated in rows["stated"]],
        by=["the author" if by == "author" else by for by in rows["by"]],
        sure=[percent(chance) for chance in rows["chance"]],
    )
    headings = {
        "sentence": "Sentence",
        "agent": "Who",
        "predicate": "Does what",
        "patient": "To whom",
        "told": "How it is told",
        "by": "On whose word",
        "sure": "Chance",
    }
    return table(shown, "Who is said to have harmed whom", headings, rows=40)


def frames(rows: pd.DataFrame, typology: Typology, caption: str) -> Html:
    """Show the frames of a typology that sentences carry: share with interval, sentences, words."""
    own = rows[rows["typology"] == typology.name]
    sentences = own.dropna(subset="sentence").groupby("frame")["sentence"].agg(list)
    whole = own[own["sentence"].isna() & own["frame"].isin(sentences.index)].sort_values(
        "score", ascending=False, kind="stable"
    )
    shown = whole.assign(
        share=[share_with_interval(row) for row in whole.itertuples()],
        sentences=whole["frame"].map(sentences),
        meaning=whole["frame"].map(typology.definitions),
    )
    headings = {
        "frame": "Frame",
        "meaning": "What it means",
        "share": "Share of sentences (95% interval)",
        "sentences": "Sentences",
        "evidence": "Cues",
    }
    return table(shown, caption, headings, _LINKS)


def article_frames(rows: pd.DataFrame, typology: Typology, caption: str) -> Html:
    """Show what a trained head says of the article: each frame's chance, and the sentences that raise it."""
    shown = rows.assign(
        share=[share_with_interval(row) for row in rows.rename(columns={"chance": "score"}).itertuples()],
        has=["yes" if chance >= 0.5 else "no" for chance in rows["chance"]],
        meaning=rows["frame"].map(typology.definitions),
    )
    headings = {
        "frame": "Frame",
        "has": "Has it?",
        "share": "Score (50% and more: yes; 95% interval)",
        "sentences": "Sentences that raise it most",
        "meaning": "What it means",
    }
    return table(shown, caption, headings, _LINKS)


def checklist(rows: pd.DataFrame, caption: str) -> Html:
    """Show a table of `framing.checklist`: each question, its answer, and the sentences behind it."""
    headings = {
        "question": "Question",
        "frame": "Frame",
        "answer": "Answer",
        "sentences": "Sentences",
        "evidence": "Cues",
    }
    return table(rows, caption, headings, _LINKS)


def usual(rows: pd.DataFrame, most: int = 12) -> Html:
    """Show a table of `framing.more_than_usual`: the frames that are seldom as frequent as here first."""
    if rows.empty:
        return note(_NO_BACKGROUND)
    shown = rows.assign(
        chance=[_chance(row.adjusted) for row in rows.itertuples()],
        verdict=["more than usual" if row.unusual else "not clearly" for row in rows.itertuples()],
    )
    headings = {
        "frame": "Frame",
        "typology": "Typology",
        "share": "Share of sentences",
        "percentile": "Percentile among all",
        "same_length": "Among similar lengths",
        **({"same_topic": "On the topic"} if rows["same_topic"].notna().any() else {}),
        "chance": "False discovery rate",
        "verdict": "More than usual?",
        "sentences": "Sentences",
    }
    formats: dict[str, Format] = {
        **dict.fromkeys(("percentile", "same_length", "same_topic"), "{:.0f}"),
        "typology": lambda name: TYPOLOGY_NAMES.get(name, name),
        "share": percent,
        "sentences": sentence_link,
    }
    return table(shown, "The frames beside those of other articles", headings, formats, most)


def own_frames(rows: pd.DataFrame, own: Sequence[Typology]) -> Html:
    """Show a researcher's own frames from the `frames` table, or how to give some."""
    if not own:
        return note(_NONE_OF_YOUR_OWN)
    return frames(rows, own[0], f"Your own frames: {own[0].name}")


def loaded(rows: pd.DataFrame) -> Html:
    """Show how many words of each kind in a `loaded_language` table are the author's, quoted, reported, and
    the mean of their `probability`.
    """
    counts = pd.crosstab(rows["kind"], rows["voice"]).reindex(
        columns=["author", "quoted", "reported"], fill_value=0
    )
    shown = counts.assign(probability=rows.groupby("kind")["probability"].mean()).reset_index()
    headings = {
        "kind": "Kind",
        "author": "The author's",
        "quoted": "Quoted",
        "reported": "Reported",
        "probability": "How likely, mean",
    }
    return table(shown, "Words by kind and voice", headings, {"probability": "{:.0%}"})


def biased(rows: pd.DataFrame, most: int = 6) -> Html:
    """Show the sentences of a `biased_sentences` table that are likelier than not to be called biased."""
    likely = rows[rows["probability"] >= 0.5]
    shown = likely.assign(whose=[_whose(share) for share in likely["author_share"]])
    headings = {
        "sentence": "Sentence",
        "probability": "Called biased, probability",
        "words": "Words likely to be marked",
        "whose": "Whose words",
    }
    formats = {"probability": percent, "sentence": sentence_link}
    caption = "Sentences like those that annotators called biased"
    return table(shown, caption, headings, formats, most)


def shares(rows: pd.DataFrame) -> Html:
    """Show a table of `framing.all_shares`: who has which share of which words, and where."""
    shown = rows.assign(
        by=rows["by"].map(_SPEAKERS_BY), interval=[interval(row.low, row.high) for row in rows.itertuples()]
    )
    headings = {
        "group": "Who",
        "by": "By",
        "counted": "Of which words",
        "statements": "Statements",
        "words": "Words",
        "share": "Share",
        "interval": "95% interval",
        "sentences": "Sentences",
    }
    caption = "Who has which share of the words of others"
    return table(shown, caption, headings, {**_LINKS, "share": percent}, rows=25)


def presence(rows: pd.DataFrame) -> Html:
    """Show a table of `framing.presence`: who is mentioned, and who speaks."""
    headings = {
        "entity": "Who",
        "label": "What",
        "gender": "Gender, by titles and pronouns",
        "mentions": "Mentions",
        "statements": "Statements",
        "words": "Words spoken",
        "sentences": "Mentioned in",
    }
    return table(rows, "Mentioned and speaking", headings, {**_LINKS, "label": ENTITY_KINDS.get}, rows=12)


def evidence_marks(document: Document, typology: Typology) -> list[Mark]:
    """Return a mark for each cue in a sentence that carries its frame, labelled with the frame."""
    held = framing.carried(document, typology)
    found = {
        Mark(each.start, each.end, "evidence", each.frame)
        for each in framing.evidence(document, typology)
        if held[each.sentence - 1, typology.frames.index(each.frame)]
    }
    return sorted(found, key=lambda mark: (mark.start, mark.end, mark.label))


def loaded_marks(rows: pd.DataFrame) -> list[Mark]:
    """Return a mark for each row of `loaded_language`: its kind, and its voice if not the author's."""
    return [
        Mark(row.start, row.end, "loaded", row.kind if row.voice == "author" else f"{row.kind}, {row.voice}")
        for row in rows.itertuples()
    ]


def _told(row: dict, role: str) -> str | None:
    counts = {"stated": row[role], "possible": row[f"{role}_hypothetical"], "negated": row[f"{role}_negated"]}
    return ", ".join(f"{number} {how}" for how, number in counts.items() if number) or None


def _departures(row: dict) -> list[str]:
    told = {
        row["construction"]: row["construction"] != "active",
        "negated": row["negated"],
        "possible": row["hypothetical"],
        row["voice"]: row["voice"] != "author",
    }
    return [word for word, holds in told.items() if holds]


def _whose(author_share: float) -> str:
    if author_share > 1 - _SOME:
        return "the author’s"
    return "the author’s and others’" if author_share >= _SOME else "others’"


def _chance(rate: float) -> str:
    return "below 0.1%" if rate < 0.001 else f"{100 * rate:.1f}%" if rate < 0.1 else percent(rate)
