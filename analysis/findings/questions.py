"""The opening questions that no claim answers: is the text balanced, or can the machine not tell?

A question is open where none of its claims is firm. Where two have about as many words, several frames are
firmly there, or actors are firmly in neither light, the text is balanced; where nothing is likely, there is
none; elsewhere it cannot be told, and three sentences to read are named.
"""

from collections.abc import Iterator, Sequence

from analysis.annotation import Document
from analysis.findings.chances import OPEN
from analysis.findings.telling import BALANCED, CANNOT_TELL, NONE, QUESTIONS, Claim

_ABOUT_EQUAL = 0.8
_AT_ALL = 0.1
_UNLIKELY = {"harmed": 0.2, "generic frame": 0.3}
"""Below which chance of the likeliest answer most coders of an article give none; of who acts, and of policy
frames, they nearly always name some.
"""
_TO_READ = 3
_FIRST = {"generic frame": "lead", "policy frame": "1"}


def questions(document: Document, found: Sequence[Claim]) -> Iterator[Claim]:
    """Yield a claim for each opening question that the claims of an article leave open."""
    heard = any(each.about == "voices" and each.value != "0" for each in found)
    for about in QUESTIONS if document.sentences else ():
        its = sorted(_answers(about, found), key=lambda each: -each.chance)
        if about == "most heard" and not (its or heard):
            continue
        if not any(_answers_it(each, its) for each in its):
            value = _open(about, its, found)
            yield Claim("question", about, value, float("nan"), _to_read(value, its))


def _answers(about: str, found: Sequence[Claim]) -> list[Claim]:
    return [each for each in found if each.about == about]


def _answers_it(claim: Claim, its: Sequence[Claim]) -> bool:
    """Tell whether a claim is firm and answers its question: that a frame leads, or is there and no other is
    about as likely; that somebody is shown in neither light answers none.
    """
    wanted = _FIRST.get(claim.about, claim.value)
    neither = claim.about == "portrayal" and claim.value == "0"
    there = claim.about in _FIRST and not _are_equal(its)
    return claim.grade != OPEN and (claim.value == wanted or there) and not neither


def _are_equal(its: Sequence[Claim]) -> bool:
    """Tell whether the two likeliest of several claims are firm, and about as likely."""
    firm = [each.chance for each in its if each.grade != OPEN][:2]
    return len(firm) > 1 and firm[1] >= _ABOUT_EQUAL * firm[0]


def _open(about: str, its: Sequence[Claim], found: Sequence[Claim]) -> str:
    """Return in which way a question is open; `its` claims are those on it, the likeliest first."""
    if about == "form":
        return CANNOT_TELL
    if not its or its[0].chance < _UNLIKELY.get(about, _AT_ALL):
        return NONE
    firm = [each for each in its if each.grade != OPEN]
    balanced = {
        "most heard": _share_alike(found),
        "portrayal": bool(firm),
        "generic frame": _are_equal(its),
        "policy frame": _are_equal(its),
    }
    return BALANCED if balanced.get(about) else CANNOT_TELL


def _share_alike(found: Sequence[Claim]) -> bool:
    """Tell whether the first two have about as many words."""
    shares = sorted((int(each.value) for each in found if each.about == "words"), reverse=True)[:2]
    return len(shares) > 1 and shares[1] >= _ABOUT_EQUAL * shares[0]


def _to_read(value: str, its: Sequence[Claim]) -> tuple[int, ...]:
    """Return the sentences behind the likeliest answers, three where they are to be read."""
    numbers = [number for each in its[:_TO_READ] for number in each.sentences]
    if value != CANNOT_TELL:
        return tuple(sorted(set(numbers)))
    by_turns = [
        each.sentences[place] for place in range(_TO_READ) for each in its if len(each.sentences) > place
    ]
    return tuple(sorted(list(dict.fromkeys(by_turns))[:_TO_READ]))
