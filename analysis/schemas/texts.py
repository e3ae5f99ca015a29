"""Tables of an article itself and of how it sounds: articles, sentences, entities, sentiment."""

from analysis.schemas.columns import (
    ARTICLE,
    END,
    ENTITY,
    LABEL,
    SENTENCE,
    SPAN,
    START,
    VOICE,
    VOICES,
    Column,
    Table,
    count,
    interval,
    measure,
    number,
    score,
    sentence_numbers,
    share,
    text,
    texts,
)

_BASES = ("name", "short name", "description", "pronoun", "relative")
_METHODS = ("model", "vader", "textblob")
_ESTIMATE = score("The mean over the sentences; null for fewer than five of them.", nullable=True)
_ESTIMATES = {
    "sentences": number("How many sentences it rests on.", "sentences"),
    "mean": _ESTIMATE,
    **interval(_ESTIMATE),
}
SCORES = {
    "textblob": score("TextBlob's polarity."),
    "subjectivity": share("TextBlob's subjectivity: 0 is factual, 1 opinion."),
    "vader": score("VADER's compound score."),
    "model": score("The trained model's estimate of what readers would say on average."),
}
_CHANCES = {
    "negative": share("How likely the sentence shows the entity in a bad light.", "probability"),
    "neutral": share("How likely it shows the entity in neither light.", "probability"),
    "positive": share("How likely it shows the entity in a good light.", "probability"),
}

_ROLES = {
    "suffers": share("How likely something bad befalls the entity there.", "probability", nullable=True),
    "harms": share("How likely the entity does harm there, or is said to.", "probability", nullable=True),
    "helps": share("How likely the entity does somebody good there.", "probability", nullable=True),
}

FORMS = ("news", "opinion", "interview", "letters", "review", "release")

ARTICLES = Table(
    "articles",
    "What is known about the texts, from their files and pages.",
    "an article",
    {
        **ARTICLE,
        "title": text("The title that its source gives.", nullable=True),
        "outlet": text("Who published it.", nullable=True),
        "published": text(
            "The date of publication, as its source gives it, ISO 8601 where possible.", nullable=True
        ),
        "url": text("Its address on the web.", nullable=True),
        "language": text("The language, as ISO 639 codes it."),
        "words": count("How long the text is.", "words"),
        "sha256": text(
            "SHA-256 of the text in UTF-8, in hexadecimal: two with the same one are the same text."
        ),
        "warnings": texts("What may be wrong with the text, in sentences."),
        "form": text("What kind of text it is, told by its lines and words.", *FORMS),
        "form_chance": share("How likely that is.", "probability"),
    },
    "analysis.annotation.mentions.articles",
    ("articles",),
)

FORM_CHANCES = Table(
    "forms",
    "What kind of text each article is.",
    "an article, in the order given",
    {
        **ARTICLE,
        "form": text("The likeliest form.", *FORMS),
        "chance": share("How likely it is.", "probability"),
        "news": share("How likely it reports what happened; features and wires too.", "probability"),
        "opinion": share("How likely it argues: a column, an editorial, an open letter.", "probability"),
        "interview": share("How likely it is questions and answers, or one person's account.", "probability"),
        "letters": share("How likely it is letters of several readers.", "probability"),
        "review": share("How likely it judges a work, a place or a product.", "probability"),
        "release": share("How likely it is an organisation's own announcement.", "probability"),
    },
    "analysis.classify_form",
)

SENTENCES = Table(
    "sentences",
    "The sentences, whose words they are and how they sound by three methods.",
    "a sentence, in reading order",
    {
        **ARTICLE,
        "sentence": number("The sentence.", "number, from 1"),
        "paragraph": number("The paragraph that it stands in.", "number, from 1"),
        "part": text(
            "The part of the article that it stands in; the lead is the standfirst and the first paragraph.",
            "headline",
            "lead",
            "body",
        ),
        "start": START,
        "end": END,
        "text": text("The sentence as it stands in the text."),
        "quoted_share": share("How much of it is somebody's words in quotation marks.", "share of its words"),
        "reported_share": share(
            "How much of it is somebody's words, told by the author.", "share of its words"
        ),
        **SCORES,
        "lexicon": measure(
            "The score by a lexicon of your own; there only where one is given.", "the lexicon's"
        )._replace(optional=True),
    },
    "analysis.sentiment",
    ("sentences",),
)

ENTITIES = Table(
    "entities",
    "Who and what is named: names, descriptions that stand for them, and pronouns that can be resolved.",
    "a mention, in text order; for a pronoun of several, each of them",
    {
        **ARTICLE,
        "entity": ENTITY,
        "label": LABEL,
        **SPAN,
        "text": text("The mention as it stands in the text."),
        "chance": share("How likely the step from these words to the entity is right.", "probability"),
        "basis": text("What that step rests on.", *_BASES),
    },
    "analysis.entities",
    ("entities",),
)

TARGETS = Table(
    "targets",
    "Sentiment towards whom: how a sentence shows an entity at one place, whoever says it. negative, neutral "
    "and positive add up to 1; where somebody coded the mention, the coded one is 1. suffers, harms and "
    "helps are chances of their own.",
    "a mention, in text order; for a pronoun of several, each of them",
    {**ARTICLE, "entity": ENTITY, **SPAN, "voice": text(f"Mostly {VOICE}.", *VOICES), **_CHANCES, **_ROLES},
    "analysis.target_sentiment",
    ("targets",),
)

ENTITY_SENTIMENT = Table(
    "entity_sentiment",
    "How an article shows an entity: the mean of positive minus negative over the sentences that mention it.",
    "an entity and a voice, entities with most sentences first",
    {
        **ARTICLE,
        "entity": ENTITY,
        "voice": text(
            "Whose words: all, or one of the voices in which the entity is mentioned.", "all", *VOICES
        ),
        **_ESTIMATES,
    },
    "analysis.entity_sentiment",
    ("entity_sentiment",),
)

PORTRAYAL = Table(
    "portrayal",
    "How the article shows its actors, as a fair reader sees it in the end: a reading of all their mentions.",
    "an actor and whose view it is, actors with most sentences first",
    {
        **ARTICLE,
        "entity": ENTITY,
        "by": text("Whose view: all, author, or the name of somebody in whose statements it is named."),
        "value": Column(
            "int64",
            "Whether a reader comes away thinking worse (-1) or better (1) of the actor, or neither (0).",
            "-1, 0 or 1",
            low=-1,
            high=1,
        ),
        "chance": share("How often such a value is right.", "probability"),
        "suffers": share(
            "How likely it is shown as one to whom bad things happen.", "probability", nullable=True
        ),
        "harms": share("How likely it is shown doing harm.", "probability", nullable=True),
        "helps": share("How likely it is shown doing somebody good.", "probability", nullable=True),
        "mentions": count("How many mentions it rests on.", "mentions"),
        "sentences": count("How many sentences these stand in.", "sentences"),
        "evidence": sentence_numbers("The sentences that speak most for the value, at most three."),
    },
    "analysis.portrayal",
    ("portrayal",),
)

VOICE_SENTIMENT = Table(
    "voice_sentiment",
    "How the author sounds, and how the people do whom the author lets speak.",
    "a voice and a method; also a voice that is never heard",
    {
        **ARTICLE,
        "voice": text(
            "Whose words: all, the author's, others' (quoted and reported together), quoted, reported.",
            "all",
            "author",
            "others",
            "quoted",
            "reported",
        ),
        "method": text("What scored the words.", *_METHODS),
        **_ESTIMATES,
        "sentences": count("How many sentences have words in that voice.", "sentences"),
    },
    "analysis.tone.voice_sentiment",
    ("voice_sentiment",),
)

PASSAGES = Table(
    "passages",
    "The words of each voice, sentence by sentence, with their scores; at least three words.",
    "a voice in a sentence",
    {
        **ARTICLE,
        "voice": VOICE_SENTIMENT.columns["voice"],
        "sentence": SENTENCE,
        "text": text("The words in that voice."),
        **SCORES,
    },
    "analysis.tone.passages",
)

CLAUSES = Table(
    "clauses",
    "The clause around each mention and VADER's score of it, to set beside the model's judgement.",
    "a mention, in text order; for a pronoun of several, each of them",
    {
        **ARTICLE,
        "entity": ENTITY,
        **SPAN,
        "clause": text("The clause that the mention stands in."),
        "vader": score("VADER's compound score of the clause."),
    },
    "analysis.tone.target_clauses",
    ("clauses",),
)

MOVING_WORDS = Table(
    "moving_words",
    "The words and phrases that moved a lexicon's score of a sentence.",
    "a word or phrase for a method, in text order",
    {
        **ARTICLE,
        **SPAN,
        "text": text("The words as they stand in the text."),
        "method": text("The lexicon.", "textblob", "vader"),
        "value": measure(
            "What the words count with, after negation and degree words.",
            "polarity, -1 to 1 (TextBlob averages it), or valence, about -4 to 4 (VADER sums it)",
        ),
    },
    "analysis.tone.moving_words",
    ("moving_words",),
)

ARC = Table(
    "arc",
    "The course of a score over the text, smoothed: the mean around a place, weighted by a Gaussian window.",
    "a place in the text, in reading order; at most 200",
    {
        **ARTICLE,
        "sentence": Column(
            "float64", "The place, between two sentences in long texts.", "sentences, from 1", low=1
        ),
        "mean": score("The weighted mean around the place."),
        **interval(score("")),
    },
    "analysis.tone.arc",
)

RATED_SENTENCES = Table(
    "rated_sentences",
    "How bare sentences sound, each by itself.",
    "a sentence, in the order given",
    {name: SCORES[name] for name in ("textblob", "vader", "model")},
    "analysis.rate_sentences",
)

CLASSIFIED_TARGETS = Table(
    "classified_targets",
    "How bare sentences show their targets.",
    "a span, in the order given",
    {**_CHANCES, **{name: role._replace(optional=True) for name, role in _ROLES.items()}},
    "analysis.classify_targets",
)

TABLES = (
    ARTICLES,
    FORM_CHANCES,
    SENTENCES,
    ENTITIES,
    TARGETS,
    ENTITY_SENTIMENT,
    PORTRAYAL,
    VOICE_SENTIMENT,
    PASSAGES,
    CLAUSES,
    MOVING_WORDS,
    ARC,
    RATED_SENTENCES,
    CLASSIFIED_TARGETS,
)
