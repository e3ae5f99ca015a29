"""Tables of coding by hand: sheets to fill in, agreement, disagreements."""

from analysis.schemas.columns import ARTICLE_ID, END, START, Column, Table, count, interval, measure, text

_TASK = text("The task: quotes, sentiment, or a typology of frames.")
_FIGURE = measure(
    "The figure; null where nothing can be said.", "alphas are up to 1, the others 0 to 1", True
)

SHEET = Table(
    "sheet",
    "A coding sheet: units to code, with columns for the answers.",
    "a unit for a task",
    {
        "article_id": ARTICLE_ID,
        "task": _TASK,
        "sentence": Column("int64", "The sentence that it begins in.", "number, from 1", low=1),
        "start": START,
        "end": END,
        "before": text("The text before it."),
        "text": text("The unit as it stands in the text."),
        "after": text("The text after it."),
        "answer": text("The coder's answer; empty until it is coded."),
        "speaker": text("Whose words they are, in the coder's words."),
        "words": text("Which words of the unit are said, where that is less than all."),
        "coder": text("Who coded it."),
        "date": text("When it was coded."),
        "comment": text("What the coder remarks."),
        "labels": text("Whether the machine's labels were in view while coding.", "hidden", "shown"),
    },
    "analysis.coding.sample.sheet",
)

AGREEMENT = Table(
    "agreement",
    "How far coders agree with each other, and the machine with them.",
    "a measure",
    {
        "task": _TASK,
        "between": text("Who is compared.", "coders", "the machine and coders"),
        "measure": text("The measure, in words."),
        "units": count("How many units it rests on.", "units"),
        "value": _FIGURE,
        **interval(_FIGURE),
        "more": Column(
            "int64",
            "How many more units would narrow the interval to the width asked for.",
            "units",
            low=0,
            nullable=True,
        ),
    },
    "analysis.coding.agreement",
    ("agreement",),
)

DISAGREEMENTS = Table(
    "disagreements",
    "The units on which somebody differs.",
    "what one coder, or the machine, says of a unit",
    {
        "task": _TASK,
        "article_id": ARTICLE_ID,
        "start": START,
        "end": END,
        "who": text("The coder, or the machine."),
        "label": text("What they say of it."),
    },
    "analysis.presentation.tables.coding.disagreement_table",
    ("disagreements",),
)

TABLES = (SHEET, AGREEMENT, DISAGREEMENTS)
