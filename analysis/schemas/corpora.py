"""Tables that only a whole corpus gives: one name for each actor, one story for each event, and differences."""

from analysis.schemas.columns import ARTICLE, Table, count, measure, share, text

KINDS = ("person", "body", "place", "group", "other", "nobody")

NAMES = Table(
    "names",
    "Who is who across the articles: one name for each person, body and place of the corpus.",
    "an actor of an article",
    {
        **ARTICLE,
        "entity": text("The name within the article, as in the table entities."),
        "name": text("The name across the corpus."),
        "kind": text(
            "What it is: a person, a body, a place (with its people), another group of people, something "
            "else, or nobody (a dateline, a broken word).",
            *KINDS,
        ),
        "basis": text("Why it has that name: the rung of the ladder that gave it, in words."),
        "chance": share("How often such a step is right.", "probability"),
        "written": text("The fullest form of the name that the article has: US for United States."),
    },
    "analysis.corpus.names.names",
)

STORIES = Table(
    "stories",
    "Which articles tell the same story.",
    "an article",
    {
        **ARTICLE,
        "story": text("The story: the id of its first article by date, then by the corpus's order."),
        "likeness": share(
            "Its mean likeness to the story's other articles; null where it is alone.", nullable=True
        ),
        "copy_of": text("The article whose text this one repeats, an agency's for example.", nullable=True),
    },
    "analysis.corpus.stories.stories",
)

DIFFERENCES = Table(
    "differences",
    "In what groups of articles differ, compared within the stories that both tell.",
    "a measure, what it is of, and two groups",
    {
        "measure": text("What is measured."),
        "name": text(
            "Of whom or what: an actor, a kind of source, a frame; empty where it is of the article."
        ),
        "one": text("The one group."),
        "other": text("The other group."),
        "stories": count("In how many stories both have the measure.", "stories"),
        "difference": measure(
            "The mean over these stories of one minus other; null for fewer than five stories.",
            "the measure's unit",
            nullable=True,
        ),
        "low": measure(
            "The lower end of its 95% interval, over stories.", "the measure's unit", nullable=True
        ),
        "high": measure("The upper end.", "the measure's unit", nullable=True),
        "p": share(
            "How often chance alone gives a difference as large: stories' signs flipped.",
            "probability",
            nullable=True,
        ),
        "q": share(
            "The share of false ones among all differences at most this unlikely.",
            "probability",
            nullable=True,
        ),
        "unpaired": measure(
            "The difference of the groups' means over all their articles.",
            "the measure's unit",
            nullable=True,
        ),
        "icc": measure(
            "The intra-story correlation: how much of the measure the story decides.",
            "correlation",
            nullable=True,
        ),
    },
    "analysis.corpus.differences.differences",
)

TABLES = (NAMES, STORIES, DIFFERENCES)
