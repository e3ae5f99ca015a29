"""A claim in words: its sentence follows from what it is about, names and says, its grade and its chance.

Nothing else goes into a sentence, so a page that has the table of claims has its words, and where a value
changes, so does every sentence that tells it. What was counted needs no chance; elsewhere it stands behind
the words.
"""

from collections.abc import Callable
from typing import NamedTuple

from analysis.findings.chances import grade, kind_of
from analysis.findings.grammar import EITHER, ONE, SEVERAL, as_subject, in_words, number_of
from analysis.wording import capital, percent

BALANCED, NONE, CANNOT_TELL = "balanced", "none", "cannot tell"
HEDGES = {"plain": "", "probable": "probably ", "open": "perhaps "}
FORMS = {
    "news": "a news report",
    "opinion": "an opinion piece",
    "interview": "an interview",
    "letters": "a page of readers' letters",
    "review": "a review",
    "release": "a press release",
}
_SUREST = 0.99
_SINGLE = str.maketrans('“”"', "‘’'")
_ENDS = (".", "!", "?", "”", "’", '"', "'")


class Claim(NamedTuple):
    """A claim: what it is about, whom it names, what it says of them, its chance (0..1; nan for what was
    counted or not measured), the sentences behind it.
    """

    about: str
    name: str
    value: str
    chance: float
    sentences: tuple[int, ...]

    @property
    def grade(self) -> str:
        """Plain, probable or open."""
        return grade(kind_of(self.about, self.value), self.chance)

    @property
    def text(self) -> str:
        """The claim in words."""
        return text_of(self.about, self.name, self.value, self.grade, self.chance)


class Predicate(NamedTuple):
    """What is said of a name: of one, of several, and ahead of a name that could be either; each with a place
    for how firmly.
    """

    one: str
    several: str
    ahead: str

    def told(self, name: str, hedge: str, number: str = "") -> str:
        """Return the sentence on a name, without its point."""
        number = number or number_of(name)
        if number == EITHER:
            return f"{self.ahead.format(hedge)}: {as_subject(name)}"
        return f"{as_subject(name)} {(self.several if number == SEVERAL else self.one).format(hedge)}"


def _being(said: str) -> Predicate:
    return Predicate(f"is {{}}{said}", f"are {{}}{said}", f"{{}}{said}")


SPEAKS = Predicate("{}speaks", "{}speak", "{}among those who speak")
PREDICATES = {
    ("speaker", "person"): SPEAKS,
    ("speaker", "body"): SPEAKS,
    ("most heard", ""): _being("heard most"),
    ("silent", ""): _being("central and not heard"),
    ("portrayal", "-1"): _being("shown in a bad light"),
    ("portrayal", "0"): _being("shown in neither a good nor a bad light"),
    ("portrayal", "1"): _being("shown in a good light"),
    ("suffers", ""): _being("shown to suffer"),
    ("agent", ""): _being("among those who act most upon others"),
    ("harmed", ""): _being("harmed"),
}
"""What is said of a name, by what a claim is about and its value; the empty value stands for any."""
_RANKS = {"1": "is {}the first of its policy frames", "2": "is {}among its policy frames"}
_TOLD = {
    "episodic": "by single events and persons (episodic)",
    "thematic": "as a matter of groups, figures and causes (thematic)",
}
_HEADLINE = {
    "-1": "The headline {}sounds darker than the text below",
    "1": "The headline {}sounds brighter than the text below",
}
_BALANCE = {
    "one voice": "One voice has more than half of the words given to others",
    "two voices": "Two voices share most of the words given to others",
}
_KEY_RANKS = {"1": "first", "2": "second", "3": "third"}
UNKNOWN = {
    "form": "which form this text has",
    "most heard": "who is heard most",
    "portrayal": "in which light the text shows its actors",
    "generic frame": "which generic frame leads",
    "policy frame": "which policy frame comes first",
    "agent": "who acts most upon others",
    "harmed": "who is harmed",
}
"""The opening questions, what a reader wants to know first, and what is not known where one is open."""
QUESTIONS = tuple(UNKNOWN)
_OPEN = {
    "most heard": {BALANCED: "Several are heard about equally", NONE: "Nobody is clearly heard"},
    "portrayal": {
        BALANCED: "Nobody is shown in a clearly good or bad light",
        NONE: "Nobody is named whom the text could show in a good or a bad light",
    },
    "generic frame": {
        BALANCED: "Several generic frames lead about equally",
        NONE: "None of the five generic frames leads",
    },
    "policy frame": {
        BALANCED: "Several policy frames come first about equally",
        NONE: "None of the policy frames comes first",
    },
    "agent": {NONE: "Nobody is seen to act upon others"},
    "harmed": {NONE: "Nobody is seen to be harmed"},
}
"""For each opening question what is said where the text is balanced, or has none."""


def text_of(about: str, name: str, value: str, grade: str, chance: float) -> str:
    """Return a claim as a sentence. KeyError for what no claim is about, or says."""
    told = _SAID[about](name, value, HEDGES[grade])
    return f"{capital(told)}{in_brackets(chance)}."


def in_brackets(chance: float) -> str:
    """Return a chance as it stands behind words, nothing where there is none (nan)."""
    return "" if chance != chance else f" ({percent(min(chance, _SUREST))})"


def predicate(about: str, value: str) -> Predicate:
    """Return what a claim says of its name. KeyError where the name has no predicate."""
    return PREDICATES.get((about, value)) or PREDICATES[about, ""]


def _of_name(about: str) -> Callable[[str, str, str], str]:
    def told(name: str, value: str, hedge: str) -> str:
        number = ONE if value == "person" else ""
        return predicate(about, value).told(name, hedge, number)

    return told


def _speaker(name: str, value: str, hedge: str) -> str:
    if value == "unnamed":
        return f"{hedge}among the voices without a name: {name}"
    return _of_name("speaker")(name, value, hedge)


def _voices(name: str, value: str, hedge: str) -> str:
    number = int(value)
    if name:
        return f"{in_words(number)} {'voice has' if number == 1 else 'voices have'} no {name}"
    if not number:
        return "nobody but the author speaks by name"
    return "one person or body speaks" if number == 1 else f"{in_words(number)} persons and bodies speak"


def _statements(name: str, value: str, hedge: str) -> str:
    number = int(value)
    return f"{in_words(number)} {'statement is' if number == 1 else 'statements are'} by {as_subject(name)}"


def _harm(name: str, value: str, hedge: str) -> str:
    return _being(f"said to have harmed {as_subject(value)}").told(name, hedge)


def _judges(name: str, value: str, hedge: str) -> str:
    how = f"{'ill' if value.startswith('-') else 'well'} of {as_subject(value[1:])}"
    return Predicate(f"{{}}speaks {how}", f"{{}}speak {how}", f"{{}}speaking {how}").told(name, hedge)


def _generic(name: str, value: str, hedge: str) -> str:
    return f"the {name} frame {f'{hedge}leads' if value == 'lead' else f'is {hedge}there'}"


def _policy(name: str, value: str, hedge: str) -> str:
    return f"{name} {_RANKS.get(value, _RANKS['2']).format(hedge)}"


def _loaded(name: str, value: str, hedge: str) -> str:
    where = "in the headline" if value == "headline" else "in the author's own words"
    return f"“{name}” {where} is {hedge}loaded"


def _key_passage(name: str, value: str, hedge: str) -> str:
    """Return a key passage by its first words, with single marks within it, and dots where it goes on."""
    goes_on = "" if name.endswith(_ENDS) else " …"
    return f"the {_KEY_RANKS[value]} passage to read: “{name.translate(_SINGLE)}{goes_on}”"


def _question(name: str, value: str, hedge: str) -> str:
    return f"{UNKNOWN[name]} cannot be told" if value == CANNOT_TELL else _OPEN[name][value]


_ACTORS = ("most heard", "silent", "portrayal", "suffers", "agent", "harmed")
_SAID: dict[str, Callable[[str, str, str], str]] = {
    "form": lambda name, value, hedge: f"this is {hedge}{FORMS[value]}",
    "speaker": _speaker,
    **{about: _of_name(about) for about in _ACTORS},
    "voices": _voices,
    "statements": _statements,
    "words": lambda name, value, hedge: f"{value}% of the words given to others are by {as_subject(name)}",
    "balance": lambda name, value, hedge: _BALANCE[value],
    "named": lambda name, value, hedge: f"{value}% of the words given to others have a source with a name",
    "direct": lambda name, value, hedge: f"{value}% of the words given to others are quoted directly",
    "harm": _harm,
    "judges": _judges,
    "generic frame": _generic,
    "policy frame": _policy,
    "headline": lambda name, value, hedge: _HEADLINE[value].format(hedge),
    "told": lambda name, value, hedge: f"the story is {hedge}told {_TOLD[value]}",
    "hedging": lambda name, value, hedge: f"{value}% of the author's own sentences are hedged",
    "loaded": _loaded,
    "key passage": _key_passage,
    "question": _question,
}
