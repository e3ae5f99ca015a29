"""Tables of how an article is told: frames, who does what to whom, loaded words."""

from analysis.schemas.columns import (
    ARTICLE,
    FRAME,
    SENTENCE,
    SPAN,
    VOICE,
    VOICES,
    Column,
    Table,
    count,
    interval,
    sentence_numbers,
    share,
    text,
    texts,
)

_TYPOLOGY = text("The typology: policy, generic, entman, peace, morals, episodic, or one of your own.")
_SENTENCE_SHARE = share("", "share of sentences", nullable=True)
_PERCENTILE = Column("float64", "", "percent", low=0, high=100, nullable=True)
_CHANCE = share(
    "How likely the article has the frame, by the trained head; it has from 0.5 on.", "probability"
)

FRAMES = Table(
    "frames",
    "Which frames the text carries, and where.",
    "a frame for the whole article, and one for each sentence that carries it",
    {
        **ARTICLE,
        "typology": _TYPOLOGY,
        "frame": FRAME,
        "sentence": SENTENCE._replace(
            meaning="The sentence that carries the frame; null in the row for the whole article.",
            nullable=True,
        ),
        "score": _SENTENCE_SHARE._replace(
            meaning="The share of the article's sentences that carry the frame; 1 in the row of a sentence."
        ),
        **interval(_SENTENCE_SHARE),
        "percentile": _PERCENTILE._replace(
            meaning="The article's place among the background articles; null in the row of a sentence "
            "and for frames of your own."
        ),
        "evidence": texts("The words that speak for the frame, each once.", nullable=True),
    },
    "analysis.frames",
    ("frames",),
)

ARTICLE_FRAMES = Table(
    "article_frames",
    "Which frames of a typology (policy or generic) the article has, by the trained head.",
    "a frame, the likeliest first",
    {
        "frame": FRAME,
        "chance": _CHANCE,
        **interval(_CHANCE),
        "sentences": sentence_numbers("Up to three sentences that raise the chance most."),
        "contribution": Column(
            "list[float]", "What the chance would lose without each of these sentences.", "probability"
        ),
    },
    "analysis.framing.article_frames",
    ("generic", "policy"),
)

USUAL = Table(
    "usual",
    "What is more than usual: every frame beside thousands of other news articles.",
    "a frame, the most unusual first",
    {
        **ARTICLE,
        "typology": _TYPOLOGY,
        "frame": FRAME,
        "sentences": sentence_numbers("The sentences that carry it."),
        "share": share("The share of the article's sentences that carry it.", "share of sentences"),
        "percentile": _PERCENTILE._replace(meaning="The article's place among all background articles."),
        "same_length": _PERCENTILE._replace(
            meaning="Its place among those of similar length; null for fewer than fifty."
        ),
        "same_topic": _PERCENTILE._replace(
            meaning="Its place among those on the topic; null for fewer than fifty and without a topic."
        ),
        "p": share(
            "How likely as many sentences or more carry the frame in an article of that length.",
            "probability",
        ),
        "adjusted": share("The smallest false discovery rate at which it is more than usual.", "rate"),
        "unusual": Column("bool", "Whether it is more than usual at a false discovery rate of 5%."),
    },
    "analysis.framing.more_than_usual",
    ("usual",),
)

CHECKLIST = Table(
    "checklist",
    "The answers to a typology's questions.",
    "a question, in the typology's order",
    {
        "frame": FRAME,
        "question": text("The question that a coder would ask."),
        "answer": text("Whether the cues for it add up in at least one sentence.", "yes", "no"),
        "sentences": sentence_numbers("Where they do."),
        "evidence": texts("The words, each once."),
    },
    "analysis.framing.checklist",
)

BY_VOICE = Table(
    "by_voice",
    "Whose frame it is: how many cues of a frame are the author's, quoted and reported.",
    "a frame, in the typology's order",
    {
        "frame": FRAME,
        "author": count("Cues in the author's own words.", "cues"),
        "quoted": count("Cues in quotation marks.", "cues"),
        "reported": count("Cues in words that the author reports.", "cues"),
    },
    "analysis.framing.by_voice",
)

ACTIONS = Table(
    "actions",
    "Who does what to whom.",
    "an action, agent and patient, in text order",
    {
        **ARTICLE,
        **SPAN,
        "predicate": text("The verb, or the noun that names an action, as it stands in the text."),
        "agent": text(
            "Who acts: a canonical name or the words of the text; null when nobody is named.", nullable=True
        ),
        "patient": text("Who or what is acted upon, in the same way.", nullable=True),
        "construction": text(
            "How grammar tells it: active, passive with a named agent, passive without one, or as a noun.",
            "active",
            "passive",
            "agentless",
            "nominal",
        ),
        "negated": Column("bool", "Whether it is said not to happen."),
        "hypothetical": Column(
            "bool", "Whether it is wished, planned, feared or possible rather than told as fact."
        ),
        "voice": text(f"Mostly {VOICE}.", *VOICES),
    },
    "analysis.actions",
    ("actions",),
)

ACTORS = Table(
    "actors",
    "How often named actors act and are acted upon; an action counts once for an actor.",
    "an actor, the busiest first",
    {
        "actor": text("The canonical name."),
        "acts": count("Actions that are told as fact in which it acts.", "actions"),
        "acts_hypothetical": count(
            "Actions that are wished, planned, feared or possible in which it acts.", "actions"
        ),
        "acts_negated": count("Actions that are said not to happen in which it acts.", "actions"),
        "undergoes": count("Actions told as fact that are done to it.", "actions"),
        "undergoes_hypothetical": count(
            "Actions that are wished, planned, feared or possible done to it.", "actions"
        ),
        "undergoes_negated": count("Actions that are said not to happen, done to it.", "actions"),
        "sentences": sentence_numbers("Where these actions are told."),
    },
    "analysis.framing.actors",
    ("actors",),
)

HARMS = Table(
    "harms",
    "Who is said to have harmed whom.",
    "an action that harms, for each agent and patient, in text order",
    {
        **ARTICLE,
        **SPAN,
        "predicate": text("The verb, or the noun that names the harm, as it stands in the text."),
        "agent": text(
            "Who harms: a canonical name or the words of the text; null when nobody is said to have done it.",
            nullable=True,
        ),
        "patient": text("Who is harmed, in the same way."),
        "stated": Column("bool", "Whether it is stated; false where alleged, possible, planned or denied."),
        "by": text("Whose word it is: author, or the source of the statement in which it stands."),
        "chance": share("How likely careful readers see the one harm and the other suffer.", "probability"),
    },
    "analysis.harms",
    ("harms",),
)

HARM_PAIRS = Table(
    "harm_pairs",
    "Who is said to have harmed whom, how often.",
    "a pair of agent and patient, those told most often first",
    {
        "agent": text("Who harms; null when nobody is said to have done it.", nullable=True),
        "patient": text("Who is harmed."),
        "stated": count("Harms that are stated.", "harms"),
        "alleged": count("Harms that are alleged, possible, planned or denied.", "harms"),
        "by": texts("Whose word they are: author, or the sources of statements."),
        "sentences": sentence_numbers("Where they are told."),
    },
    "analysis.framing.harm_pairs",
)

LOADED = Table(
    "loaded",
    "Words that do more than report.",
    "a word or phrase, in text order",
    {
        **ARTICLE,
        **SPAN,
        "text": text("The words as they stand in the text."),
        "kind": text(
            "loaded words judge, hedges hold back, boosters press, factive verbs take for granted what they "
            "introduce, scare quotes distance the author.",
            "loaded",
            "hedge",
            "booster",
            "factive",
            "scare quotes",
        ),
        "probability": share(
            "For loaded words that the base reader finds: how likely annotators are to mark them. Else how "
            "often they called a sentence with a word of this kind biased (half of all they read).",
            "probability",
            nullable=True,
        ),
        "voice": text(f"Mostly {VOICE}.", *VOICES),
    },
    "analysis.loaded_language",
    ("loaded",),
)

BIASED = Table(
    "biased",
    "How likely a trained annotator is to call a sentence biased.",
    "a sentence, the likeliest first",
    {
        **ARTICLE,
        "sentence": SENTENCE._replace(meaning="The sentence."),
        "probability": share("How likely it is called biased.", "probability"),
        "author_share": share("How much of it is in the author's own words.", "share of its words"),
        "words": texts("The words likely to be marked as biased, the likeliest first; at most four."),
    },
    "analysis.framing.biased_sentences",
    ("biased",),
)

TABLES = (
    FRAMES,
    ARTICLE_FRAMES,
    USUAL,
    CHECKLIST,
    BY_VOICE,
    ACTIONS,
    ACTORS,
    HARMS,
    HARM_PAIRS,
    LOADED,
    BIASED,
)
