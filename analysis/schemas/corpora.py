"""Tables that only a whole corpus gives: one name for each actor, one story for each event, and differences."""

from analysis.schemas.columns import ARTICLE, Column, Table, count, measure, share, text

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

_UNIT = "the measure's unit"
_CHANCE_ALONE = "How often chance alone gives one as large"


def _figure(meaning: str) -> Column:
    return measure(meaning, _UNIT, nullable=True)


def _probability(meaning: str) -> Column:
    return share(meaning, "probability", nullable=True)


DIFFERENCES = Table(
    "differences",
    "In what groups of articles differ, compared within the stories that both tell, and over all articles.",
    "a measure, what it is of, and two groups",
    {
        "measure": text("What is measured."),
        "name": text(
            "Of whom or what: an actor, a kind of source, a frame; empty where it is of the article."
        ),
        "one": text("The one group."),
        "other": text("The other group."),
        "stories": count("In how many stories both have the measure.", "stories"),
        "difference": _figure("The mean over these stories of one minus other; null for fewer than five stories."),
        "low": _figure("The lower end of its 95% interval, over stories."),
        "high": _figure("The upper end."),
        "p": _probability(f"{_CHANCE_ALONE}: stories' signs flipped."),
        "q": _probability("The share of false ones among all differences at most this unlikely."),
        "strict": _probability(f"{_CHANCE_ALONE} anywhere among all comparisons: the largest of all flips."),
        "unpaired": _figure(
            "The difference of the groups' means over all their articles, whatever stories these tell; null "
            "for fewer than five articles of a group."
        ),
        "low_unpaired": _figure("The lower end of its 95% interval, over stories."),
        "high_unpaired": _figure("The upper end."),
        "p_unpaired": _probability(f"{_CHANCE_ALONE} over all articles."),
        "q_unpaired": _probability("As q, among the differences over all articles."),
        "icc": measure(
            "The intra-story correlation: how much of the measure the story decides; null where few stories "
            "are told more than once.",
            "correlation",
            nullable=True,
        ),
        "shrunken": _figure(
            "The difference (or the unpaired one, where there is none) as it is best guessed beside all others "
            "of the measure: drawn towards nothing by as much as chance has part in it."
        ),
        "sign": _probability(
            "How likely its sign is right; the machine's own differences between outlets, where they were "
            "measured, count against it."
        ),
        "measurement": _figure(
            "The method's own bias: the standard deviation of its mean error from group to group; null where it "
            "was not measured."
        ),
        "mean_one": _figure("The mean over all articles of one."),
        "mean_other": _figure("The mean over all articles of other."),
        "articles_one": count("How many articles of one have the measure.", "articles"),
        "articles_other": count("How many of other.", "articles"),
    },
    "analysis.corpus.differences.differences",
)

TABLES = (NAMES, STORIES, DIFFERENCES)
