"""The table of claims: what the analyses say of an article in words, each with its chance."""

from analysis.schemas.columns import ARTICLE, Table, sentence_numbers, share, text

GRADES = ("plain", "probable", "open")
ABOUT = (
    *("form", "voices", "statements", "words", "balance", "named", "direct"),
    *("speaker", "most heard", "silent", "portrayal", "suffers", "agent", "harmed", "harm", "judges"),
    *("generic frame", "policy frame", "headline", "told", "hedging", "loaded", "key passage", "question"),
)
"""All that claims are about, in the order of the table."""

CLAIMS = Table(
    "claims",
    "What can be said of the article in words, and how often such claims are right.",
    "a claim, by its subject, the likeliest first",
    {
        **ARTICLE,
        "about": text(
            "What it is about. Of the whole text: form; voices (how many persons and bodies make "
            "statements); balance (over how many voices others' words are spread); named and direct (how "
            "many of others' words have a source with a name, and stand in quotation marks); headline "
            "(beside the text below); told (by events or themes); hedging (how many of the author's "
            "sentences are hedged). Of somebody: speaker; statements and words (how many); most heard; "
            "silent (central and not heard); portrayal (in which light); suffers; agent (acts most upon "
            "others); harmed; harm (said to have harmed whom); judges (speaks ill or well of whom). Of a "
            "frame: generic frame, policy frame. Of a word: loaded. Of a sentence: key passage. Of an "
            "opening question that no claim answers: question.",
            *ABOUT,
        ),
        "name": text("Whom or what it names; empty where it is about the whole text."),
        "value": text(
            "What it says of that: of the text its form; a number of voices or statements, a percentage; "
            "of a speaker person, body or unnamed; of a portrayal -1 (worse), 0 or 1 (better), of a headline "
            "-1 (darker) or 1 (brighter); of a harm who is harmed, of a judgement - or + and whom; of a "
            "generic frame 1, or lead for the one that leads; of a policy frame 1 for the first, 2 and 3 for "
            "others; of a loaded word headline or author; of a key passage its rank; of balance one voice or "
            "two voices; of a question balanced, none or cannot tell; of somebody silent, acting or harmed "
            "whom the text gives no name, group; else empty."
        ),
        "grade": text(
            "How firmly it can be said: plain (at most 1 in 10 such claims is wrong), probable (at most 1 in "
            "3) or open (it cannot be told).",
            *GRADES,
        ),
        "chance": share(
            "How often such claims are right; null for what is counted, or was not measured.",
            "probability",
            nullable=True,
        ),
        "sentences": sentence_numbers("The sentences behind it."),
        "text": text("The claim in words."),
    },
    "analysis.claims",
    ("claims",),
)

TABLES = (CLAIMS,)
