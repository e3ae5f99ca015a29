"""Tables of a corpus's page: groups of articles, their words, two articles in short; and a run's errors."""

from analysis.schemas.columns import (
    ARTICLE,
    Table,
    count,
    measure,
    share,
    text,
)
from analysis.schemas.texts import SENTENCES

_GROUP = text("The group of articles: an outlet, a period, a topic, or a topic and an outlet.")
_ARTICLES = count("How many articles of the group it rests on.", "articles")


GROUPS_ESTIMATES = Table(
    "groups_estimates",
    "What the articles of each group show by themselves, whatever stories these tell.",
    "a measure, what it is of, and a group",
    {
        "measure": text("What is measured."),
        "name": text("Of whom or what: an actor, a frame; empty where it is of the article."),
        "group": _GROUP,
        "articles": _ARTICLES,
        "stories": measure(
            "How many stories these tell; null where it was not asked.", "stories", nullable=True
        ),
        "mean": measure(
            "The mean over the articles. Null for fewer than five.", "the measure's unit", nullable=True
        ),
        "low": measure("The lower end of its 95% interval.", "the measure's unit", nullable=True),
        "high": measure("The upper end.", "the measure's unit", nullable=True),
    },
    "analysis.corpus.estimates.estimates",
    (
        *("quoted", "silent", "sentiment", "sentiment_over_time"),
        *("frames", "frames_by_topic", "frames_by_topic_and_group"),
    ),
)

SENTENCES_BEHIND = Table(
    "groups_sentences",
    "The sentences that make a figure of groups.",
    "a sentence",
    {
        "measure": text("What is measured."),
        "name": text("Of whom or what: an actor, a frame; empty where it is of the article."),
        "group": _GROUP,
        **ARTICLE,
        "sentence": SENTENCES.columns["sentence"],
        "value": measure("By how much the sentence adds to the measure.", "see the measure", nullable=True),
        "text": text("The sentence."),
    },
    "analysis.corpus.evidence.behind",
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

BESIDE = Table(
    "beside",
    "Two articles on one story, in figures and names.",
    "something told of both",
    {
        "what": text("What is told."),
        "one": text("What holds for one article, in words."),
        "other": text("What holds for the other, in words."),
    },
    "analysis.corpus.beside.beside",
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
    GROUPS_ESTIMATES,
    SENTENCES_BEHIND,
    WORDS,
    WORD_SHIFT,
    IN_CONTEXT,
    BESIDE,
    ERRORS,
)
