"""Tables of a corpus's page: groups of articles, their words, pairs on one event; and the errors of a run."""

from analysis.schemas.columns import (
    ARTICLE,
    FRAME,
    Column,
    Table,
    count,
    interval,
    measure,
    score,
    share,
    text,
    texts,
)
from analysis.schemas.texts import SENTENCES

_GROUP = text("The group of articles: an outlet, a period, a topic, or a topic and an outlet.")
_ARTICLES = count("How many articles of the group it rests on.", "articles")


def _estimates(what: str, column: Column, mean: Column) -> dict[str, Column]:
    """Return the columns of a figure for each group."""
    few = mean._replace(meaning=f"{mean.meaning} Null for fewer than five articles.", nullable=True)
    return {"group": _GROUP, what: column, "articles": _ARTICLES, "mean": few, **interval(mean)}


GROUPS_QUOTED = Table(
    "groups_quoted",
    "Who gets to speak in each group of articles.",
    "a group and a speaker",
    {
        **_estimates(
            "speaker",
            text("The speaker."),
            share("The speaker's share of all attributed words.", "share of words"),
        ),
        "heard": count("In how many of the articles the speaker has words.", "articles"),
    },
    "analysis.corpus.measures.quoted",
    ("quoted",),
)

GROUPS_SENTIMENT = Table(
    "groups_sentiment",
    "How each group of articles shows the same entities.",
    "a group and an entity",
    _estimates(
        "entity", text("The entity."), score("The mean of positive minus negative over the sentences.")
    ),
    "analysis.corpus.measures.sentiment",
    ("sentiment", "sentiment_over_time"),
)

GROUPS_FRAMES = Table(
    "groups_frames",
    "How strongly each group of articles carries the frames of a typology.",
    "a group and a frame",
    _estimates("frame", FRAME, share("The mean of the articles' scores.", "share of sentences")),
    "analysis.corpus.measures.frames",
    ("frames", "frames_by_topic", "frames_by_topic_and_outlet"),
)

STRONGEST = Table(
    "groups_strongest",
    "The most negative and the most positive sentences towards each entity in each group.",
    "a sentence",
    {
        "entity": text("The entity."),
        "group": _GROUP,
        **ARTICLE,
        "sentence": SENTENCES.columns["sentence"],
        "value": score("Positive minus negative, the mean over its mentions of the entity."),
        "text": text("The sentence."),
    },
    "analysis.corpus.measures.strongest",
)

_COUNTS = {
    "word": text("The word, in small letters."),
    "one": count("How often the first group has it.", "uses"),
    "other": count("How often the other group has it.", "uses"),
    "articles_one": count("In how many articles of the first group it stands.", "articles"),
    "articles_other": count("In how many articles of the other group it stands.", "articles"),
}

WORDS = Table(
    "words",
    "Which words tell two groups of articles apart.",
    "a word, those of the first group first",
    {
        **_COUNTS,
        "log_odds": measure(
            "By how much likelier the word is in the first group, shrunk by a prior.", "log-odds"
        ),
        "z": measure("That difference over its standard deviation.", "standard deviations"),
    },
    "analysis.corpus.keyness.log_odds",
    ("words",),
)

WORD_SHIFT = Table(
    "word_shift",
    "Which words make one group of articles sound better than the other.",
    "a word, the largest contribution first",
    {
        "word": _COUNTS["word"],
        "score": measure("The word's valence in VADER's lexicon.", "valence, -4 to 4"),
        "share_one": share("Its share of the first group's scored words.", "share of words"),
        "share_other": share("Its share of the other group's scored words.", "share of words"),
        "contribution": measure(
            "What it adds to the mean valence of the first group minus that of the other.", "valence"
        ),
    },
    "analysis.corpus.keyness.score_shift",
    ("word_shift",),
)

IN_CONTEXT = Table(
    "in_context",
    "Sentences in which telling words stand.",
    "a word in a sentence",
    {
        "word": _COUNTS["word"],
        "group": _GROUP,
        **ARTICLE,
        "sentence": SENTENCES.columns["sentence"],
        "start": count("Where the word begins in the sentence.", "characters, from 0"),
        "end": count("Where it ends.", "characters"),
        "text": text("The sentence."),
    },
    "analysis.corpus.keyness.in_context",
)

PAIRS = Table(
    "pairs",
    "Articles of different outlets that seem to be about one event.",
    "a pair, the likest first",
    {
        "one": text("The id of one article."),
        "other": text("The id of the other."),
        "likeness": share(
            "How much of what they name both name, what is rare in the corpus counting more.", "share"
        ),
        "shared": texts("The rarest entities that both name, at most five."),
    },
    "analysis.corpus.events.pairs",
    ("pairs",),
)

BESIDE = Table(
    "beside",
    "Two articles on one event, in figures and names.",
    "something told of both",
    {
        "what": text("What is told."),
        "one": text("What holds for one article, in words."),
        "other": text("What holds for the other, in words."),
    },
    "analysis.corpus.events.beside",
)

ERRORS = Table(
    "errors",
    "What a run over a corpus could not use.",
    "a source",
    {
        "source": text("The file, row or address."),
        "reason": text("Why it could not be used, in a sentence."),
    },
)

TABLES = (
    GROUPS_QUOTED,
    GROUPS_SENTIMENT,
    GROUPS_FRAMES,
    STRONGEST,
    WORDS,
    WORD_SHIFT,
    IN_CONTEXT,
    PAIRS,
    BESIDE,
    ERRORS,
)
