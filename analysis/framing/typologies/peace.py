"""War and peace journalism, as a checklist: twelve indicators, each with the sentences that trigger it.

Galtung (1998; 2003, "Peace Journalism", Media Asia 30) sets reporting that follows violence, elites and
victory against reporting that follows causes, people and solutions. The checklist fits news about armed or
political conflict; for other news it says little. It counts cues, and does not judge the article.

Cue words from the resource, a rule on the parse (leaders and officials count where they act or speak, not
wherever they are named), and a look at how a cue is used: a bill is not killed and support not won as in a
war, and a demonizing adjective counts where it describes a side, not a day or an act.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from analysis.framing.typologies.typology import STRONG, Cue, Typology
from analysis.word_lists import words

SIDES = ("War", "Peace")
_VIOLENCE, _WINNING, _DEMONS, _LEADERS, _FORCE, _EFFECTS, _PEOPLE = 0, 1, 3, 4, 5, 7, 8
_TITLE = frozenset({"compound", "nmod", "amod"})


def side_of(indicator: str) -> str:
    """Return "War" or "Peace", the kind of journalism that an indicator stands for."""
    return indicator.partition(":")[0]


def _leaders_who_act(doc: Doc) -> Iterator[Cue]:
    for token in doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in words("framing/peace", "elites"):
            head = token.head if token.dep_ in _TITLE else token
            by = head.dep_ == "pobj" and head.head.dep_ == "agent"
            if (head.dep_ == "nsubj" and head.head.lemma_ != "be") or by:
                yield Cue(token.i, token.i + 1, _LEADERS, STRONG, "leader who acts")


def _fits(doc: Doc, cue: Cue) -> bool:
    root = doc[cue.start : cue.end].root
    if cue.item in {_VIOLENCE, _WINNING}:
        return root.dep_ != "compound" and not _has_object_in(root, words("framing/peace", "petty objects"))
    if cue.item in {_EFFECTS, _PEOPLE}:
        return root.dep_ != "compound"
    if cue.item == _FORCE:
        return not _has_object_in(root, words("framing/peace", "ills"))
    if cue.item == _DEMONS and root.pos_ == "ADJ" and root.dep_ == "amod":
        return root.head.ent_type_ in {"PERSON", "NORP", "ORG", "GPE"} or (
            root.head.lemma_.lower() in words("framing/peace", "sides")
        )
    return True


def _has_object_in(root: Token, things: frozenset[str]) -> bool:
    objects = [child for child in root.children if child.dep_ in {"dobj", "nsubjpass"}]
    objects += [o for child in root.children if child.dep_ == "prep" for o in child.children]
    return any(thing.lemma_.lower() in things for thing in objects)


PEACE = Typology("peace", rules=(_leaders_who_act,), fits=_fits)
