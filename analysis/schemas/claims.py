"""The table of claims: what the analyses say of an article in words, each with its chance."""

from analysis.schemas.columns import ARTICLE, Table, sentence_numbers, share, text

GRADES = ("plain", "probable", "open")

CLAIMS = Table(
    "claims",
    "What can be said of the article in words, and how often such claims are right.",
    "a claim, by its subject, the likeliest first",
    {
        **ARTICLE,
        "about": text(
            "What it is about: the form, who speaks, who is heard most, who is central and silent, in which "
            "light somebody is shown, who suffers, who does things to others most, who is harmed.",
            "form",
            "speaker",
            "most heard",
            "silent",
            "portrayal",
            "suffers",
            "agent",
            "harmed",
        ),
        "name": text("Whom or what it names; empty where it is about the whole text."),
        "value": text(
            "What it says of that name: of the text its form, of a speaker person, body or unnamed, of a "
            "portrayal -1 (worse), 0 or 1 (better); of somebody silent, acting or harmed whom the text gives "
            "no name, group; else empty."
        ),
        "grade": text(
            "How firmly it can be said: plain (at most 1 in 10 such claims is wrong), probable (at most 1 in "
            "3) or open (it cannot be told).",
            *GRADES,
        ),
        "chance": share("How often such claims are right.", "probability"),
        "sentences": sentence_numbers("The sentences behind it."),
        "text": text("The claim in words."),
    },
    "analysis.claims",
    ("claims",),
)

TABLES = (CLAIMS,)
