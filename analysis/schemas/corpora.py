"""Tables that only a whole corpus gives: names, stories, what groups differ in, what can be said of it."""

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
    ("names",),
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
    ("stories",),
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
        "difference": _figure(
            "The mean over these stories of one minus other; null for fewer than five stories."
        ),
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
        "adjusted": _figure(
            "The difference by story fixed effects, where three to ten groups are compared: other groups on "
            "the same stories tell of it, too."
        ),
        "low_adjusted": _figure("The lower end of its 95% interval, over stories."),
        "high_adjusted": _figure("The upper end."),
        "p_adjusted": _probability(f"{_CHANCE_ALONE}, with an effect of each story."),
        "icc": measure(
            "The intra-story correlation: how much of the measure the story decides; null where few stories "
            "are told more than once.",
            "correlation",
            nullable=True,
        ),
        "shrunken": _figure(
            "The difference (or the unpaired one, where there is none) as it is best guessed beside all "
            "others of the measure: drawn towards nothing by as much as chance has part in it."
        ),
        "sign": _probability(
            "How likely its sign is right; the machine's own differences between outlets, where they were "
            "measured, count against it."
        ),
        "measurement": _figure(
            "The method's own bias: the standard deviation that a difference has of it where outlets are "
            "read differently, the less the more outlets a group has; null where it was not measured."
        ),
        "mean_one": _figure("The mean over all articles of one."),
        "mean_other": _figure("The mean over all articles of other."),
        "articles_one": count("How many articles of one have the measure.", "articles"),
        "articles_other": count("How many of other.", "articles"),
    },
    "analysis.corpus.differences.differences",
    ("differences",),
)

_GROUP = text("The group of articles.")
_PAIR = {"one": text("The one group."), "other": text("The other group.")}

COVERAGE = Table(
    "coverage",
    "Which groups tell which stories; copies count.",
    "a story and a group that tells it, stories of most groups first",
    {
        "story": STORIES.columns["story"],
        "title": text("The title of the story's first article."),
        "published": text("When that was published.", nullable=True),
        "groups": count("How many groups tell it.", "groups"),
        "group": _GROUP,
        "articles": count("How many articles of the group tell it.", "articles"),
        "copies": count("How many of these repeat another article's text.", "articles"),
    },
    "analysis.corpus.coverage.coverage",
    ("coverage",),
)

SELECTION = Table(
    "selection",
    "Which stories one group tells and another does not, of those that two groups or more tell.",
    "two groups",
    {
        **_PAIR,
        "stories": count("How many stories two groups or more tell.", "stories"),
        "both": count("How many of them both tell.", "stories"),
        "only_one": count("How many one tells and other does not.", "stories"),
        "only_other": count("How many other tells and one does not.", "stories"),
        "odds": measure(
            "only_one over only_other: McNemar's odds ratio; null where it has no bound.",
            "odds",
            nullable=True,
        ),
        "low": measure("The lower end of its exact 95% interval.", "odds", nullable=True),
        "high": measure("The upper end; null where it has none.", "odds", nullable=True),
        "p": _probability(f"{_CHANCE_ALONE}, by McNemar's exact test."),
        "q": _probability("The share of false ones among all pairs at most this unlikely."),
        "p_sizes": _probability(
            "How likely such counts are where each story falls to a group by how many articles it has here."
        ),
    },
    "analysis.corpus.coverage.selection",
    ("selection",),
)

CHOSEN = Table(
    "chosen",
    "What the stories are like that a group tells, beside those that it does not tell.",
    "a group and a frame or actor",
    {
        "group": _GROUP,
        "measure": text("generic frame, policy frame or actor."),
        "name": text("The frame, or the actor that is named."),
        "stories_told": count("How many stories the group tells, of those that two or more tell.", "stories"),
        "stories_untold": count("How many it does not tell.", "stories"),
        "told": share("How many of those it tells have the frame, or name the actor.", "share of stories"),
        "untold": share("How many of the others do.", "share of stories"),
        "difference": measure("told minus untold.", "share of stories"),
        "low": measure("The lower end of its 95% interval (Newcombe 1998).", "share of stories"),
        "high": measure("The upper end.", "share of stories"),
    },
    "analysis.corpus.coverage.chosen",
    ("chosen",),
)

ATTENTION = Table(
    "attention",
    "Whom the articles of each group name.",
    "a group and an actor, those named in the most articles first",
    {
        "group": _GROUP,
        "name": text("The actor, by the name across the corpus."),
        "kind": text("What it is.", *KINDS),
        "articles": count("How many of the group's articles name the actor.", "articles"),
        "share": share("Which share of them.", "share of articles"),
        "low": share("The lower end of its 95% interval (Wilson 1927).", "share of articles"),
        "high": share("The upper end.", "share of articles"),
    },
    "analysis.corpus.coverage.attention",
)

CLAIMED_OF_CORPUS = (
    "difference",
    "difference over all",
    "selection",
    "story",
    "heard",
    "silent",
    "suffers",
)

CORPUS_CLAIMS = Table(
    "corpus_claims",
    "What can be said of the corpus in words, and the sentences that drive each claim.",
    "a claim, the firmest first in each subject",
    {
        "about": text(
            "difference (within the stories that both groups tell), difference over all (over all articles "
            "of both), selection (who tells which stories), story (which one most groups tell), or of an "
            "actor in the whole corpus heard, silent, suffers.",
            *CLAIMED_OF_CORPUS,
        ),
        "measure": text(
            "The measure it rests on, as in the table differences; empty where it rests on none."
        ),
        "name": text("Whom or what it names; empty where it is of whole articles."),
        "one": text("The one group, as in differences or selection; empty where no groups are compared."),
        "other": text("The other group; empty where no groups are compared."),
        "value": measure("The figure that it says; of groups, one minus other.", "the measure's unit"),
        "grade": text(
            "How firmly it can be said: plain (at most 1 in 10 such claims is wrong) or probable "
            "(at most 1 in 3).",
            "plain",
            "probable",
        ),
        "chance": _probability("How likely it is right in its direction; null for what is counted."),
        "text": text("The claim in words."),
        "evidence": Column(
            "list[list[str]]",
            "The sentences that drive it: [article_id, number of the sentence] of each, at most ten.",
        ),
    },
    "analysis.corpus.claims.claims",
    ("claims",),
)

TABLES = (NAMES, STORIES, DIFFERENCES, COVERAGE, SELECTION, CHOSEN, ATTENTION, CORPUS_CLAIMS)
