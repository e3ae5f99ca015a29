"""Tables of who said what and who gets to speak."""

from analysis.schemas.columns import (
    ARTICLE,
    ENTITY,
    LABEL,
    SENTENCE,
    Column,
    Table,
    count,
    interval,
    number,
    sentence_numbers,
    share,
    text,
    texts,
)

_ROLE = text(
    "What the speaker is, as the text tells: official, expert, citizen, public figure, organisation; unnamed "
    "for nobody in particular, unresolved where the text names somebody, but not clearly.",
    nullable=True,
)
_AFFILIATION = text("The body that the speaker belongs to, as the text tells.", nullable=True)
_SPEAKS_FOR = text("The body for which the speaker speaks as an official voice.", nullable=True)
_SPEAKER = text("The speaker; “nobody named” and “speaker not found” are a row each.")
_GROUP_SHARE = share("The share of the words counted.", "share of words")


def _place(what: str) -> dict[str, Column]:
    """Return the columns of where some words stand, null where the text has none."""
    place = Column("int64", "", "characters", low=0, nullable=True)
    return {
        f"{what}_start": place._replace(meaning=f"Where the {what} begins in the article's text."),
        f"{what}_end": place._replace(meaning=f"Where the {what} ends in the article's text."),
        f"{what}_text": text(f"The {what} as it stands in the text.", nullable=True),
    }


QUOTES = Table(
    "quotes",
    "Who said what: what the text attributes to somebody.",
    "an attribution, in text order",
    {
        **ARTICLE,
        "quote": number("The statement.", "number, from 1"),
        "sentence": SENTENCE._replace(meaning="The sentence in which its words begin."),
        "text": text("Its words, with “ … ” between pieces."),
        "speaker": text("The speaker's canonical name; null where nobody is named.", nullable=True),
        "kind": text(
            "direct: nearly all its words are in quotation marks; mixed: some are; indirect: none is.",
            "direct",
            "mixed",
            "indirect",
        ),
        "role": _ROLE,
        "affiliation": _AFFILIATION,
        "speaks_for": _SPEAKS_FOR,
        **_place("source"),
        **_place("cue"),
        "content": Column(
            "list[list[int]]", "Where its words stand: [start, end] of each piece.", "characters in the text"
        ),
        "words": count("How long it is.", "words"),
        "confidence": share(
            "How often content, source and the step from the source's words to the name are right together "
            "where the evidence is like this.",
            "probability",
        ),
        "sense": text(
            "statement: words, or an explicit claim, belief, finding or denial; attitude: where the source "
            "stands (backs, wants, may think); act: what it does (approves, reports to the police); silence: "
            "it declines to speak. Only statements count as speaking.",
            "statement",
            "attitude",
            "act",
            "silence",
        ),
    },
    "analysis.quotes",
    ("quotes",),
)

SPEAKING_SHARE = Table(
    "speaking_share",
    "How much each speaker speaks.",
    "a speaker, the most words first",
    {
        **ARTICLE,
        "speaker": _SPEAKER,
        "role": _ROLE,
        "affiliation": _AFFILIATION,
        "speaks_for": _SPEAKS_FOR,
        "first": number("Where the speaker is first heard.", "number of the sentence, from 1"),
        "quotes": count("How many statements the speaker has.", "statements"),
        "direct": count("How many of them are direct quotes.", "statements"),
        "words": count("How long they are together.", "words"),
        "confidence": share("How often such statements are this speaker's, on average.", "probability"),
        "share": share("The share of all attributed words.", "share of words"),
        **interval(share("", "share of words")),
    },
    "analysis.attribution.speaking_share",
    ("speaking_share",),
)

SOURCES = Table(
    "sources",
    "Who is given words, how many, and how: the structure of an article's sources.",
    "somebody with statements, the most words first",
    {
        **ARTICLE,
        "source": text("Who speaks: a canonical name, else what the text calls them."),
        "kind": text("What they are; unnamed where the text gives no name.", "person", "body", "unnamed"),
        "body": text("The body for which they speak as an official voice.", nullable=True),
        "first": number("Where they are first heard.", "number of the sentence, from 1"),
        "statements": number("How many statements they have.", "statements"),
        "words": count("How long these are together.", "words"),
        "quoted": count("How many of the words are in quotation marks; the others are told.", "words"),
        "share": _GROUP_SHARE._replace(
            meaning="The share of all words given to others; a statement of two counts for both."
        ),
        "sentences": sentence_numbers("Where their words stand."),
    },
    "analysis.findings.sources.sources",
    ("sources",),
)

TIMELINE = Table(
    "timeline",
    "When speakers speak.",
    "a speaker in a sentence, in reading order",
    {
        **ARTICLE,
        "sentence": SENTENCE,
        "speaker": _SPEAKER,
        "quoted": count("The speaker's words there in quotation marks.", "words"),
        "reported": count("The speaker's words there that the author reports.", "words"),
    },
    "analysis.attribution.timeline",
    ("timeline",),
)

REPORTING_VERBS = Table(
    "reporting_verbs",
    "The words that attribute.",
    "a word, the most used first",
    {
        **ARTICLE,
        "verb": text("The verb or noun in its dictionary form."),
        "kind": text(
            "What it says of the statement: nothing, a judgement, that it is a belief, a denial; other where "
            "the lists do not have it.",
            "neutral",
            "loaded",
            "belief",
            "denial",
            "other",
        ),
        "uses": number("How often it attributes.", "uses"),
        "speakers": texts("Who is introduced by it."),
        "sentence": sentence_numbers("Where it stands."),
    },
    "analysis.attribution.reporting_verbs",
    ("reporting_verbs",),
)

UNQUOTED = Table(
    "unquoted",
    "Who is mentioned and never speaks.",
    "an entity, the most mentioned first",
    {
        **ARTICLE,
        "entity": ENTITY,
        "label": LABEL,
        "mentions": number("How often it is mentioned.", "mentions"),
        "sentence": sentence_numbers("Where it is mentioned."),
    },
    "analysis.attribution.unquoted",
    ("unquoted",),
)

VOICES = Table(
    "voices",
    "Shares of others' words by speaker, role, affiliation and gender.",
    "a speaker, role, affiliation or gender, the most words first in each",
    {
        **ARTICLE,
        "by": text("What the group is a kind of.", "speaker", "role", "affiliation", "gender"),
        "group": text("The speaker, role, affiliation or gender; unknown where the text does not tell."),
        "counted": text(
            "Which words: those in quotation marks, or all that are attributed.", "quoted", "attributed"
        ),
        "statements": number("How many statements the group has.", "statements"),
        "words": count("How long they are together.", "words"),
        "share": _GROUP_SHARE,
        **interval(_GROUP_SHARE),
        "sentences": sentence_numbers("Where they stand."),
    },
    "analysis.framing.all_shares",
    ("voices",),
)

PRESENCE = Table(
    "presence",
    "Quoted against talked about: how often somebody is mentioned, and how often they speak.",
    "a person, body or country, the most mentioned first",
    {
        **ARTICLE,
        "entity": ENTITY,
        "label": LABEL,
        "gender": text(
            "By the text's titles and pronouns; null but for persons.",
            "feminine",
            "masculine",
            "unknown",
            nullable=True,
        ),
        "mentions": number("How often it is mentioned.", "mentions"),
        "statements": count("How many statements it has; 0 where it never speaks.", "statements"),
        "words": count("How long they are together.", "words"),
        "sentences": sentence_numbers("Where it is mentioned."),
    },
    "analysis.framing.presence",
    ("presence",),
)

POSITIONS = Table(
    "positions",
    "Whose words stand where.",
    "a part that the text has",
    {
        **ARTICLE,
        "part": text(
            "The part of the article, or a third of its sentences.",
            "headline",
            "lead",
            "body",
            "first third",
            "middle third",
            "last third",
        ),
        "words": number("How long the part is.", "words"),
        "author": share("How much of it is the author's words.", "share of words"),
        "quoted": share("How much of it is in quotation marks.", "share of words"),
        "reported": share("How much of it the author reports.", "share of words"),
        **{
            name: column._replace(
                meaning=f"The {end} end of the 95% interval of quoted and reported together; null for fewer "
                "than two sentences."
            )
            for (name, column), end in zip(
                interval(share("", "share of words")).items(), ("lower", "upper"), strict=True
            )
        },
        "speakers": texts("Who speaks in it."),
        "sentences": sentence_numbers("Its sentences."),
    },
    "analysis.framing.positions",
    ("positions",),
)

TABLES = (QUOTES, SPEAKING_SHARE, SOURCES, TIMELINE, REPORTING_VERBS, UNQUOTED, VOICES, PRESENCE, POSITIONS)
