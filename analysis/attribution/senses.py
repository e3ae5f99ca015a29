"""Senses: whether an attribution tells words or a claim of its source, or only where the source stands.

Coders of attribution mark attitudes and acts as well ("backs the plan", "approved the budget", "wants to
leave"). A reader who asks who gets to speak means statements: words, or an explicit claim, belief, finding or
denial. Which of them an attribution is follows from the cue's verb, from what it takes (a clause or a thing)
and from whether it happened: *statement*; *attitude* (backs, wants, may think); *act* (approves, reports the
theft to the police); *silence* (declined to comment, did not reply). The lists are
`resources/en/statements.json`; the division follows Searle (1976, A classification of illocutionary acts) in
that declarations ("declared an emergency") change the world and tell nothing.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution import cues
from analysis.attribution.spans import Span
from analysis.word_lists import words

SENSES = STATEMENT, ATTITUDE, ACT, SILENCE = "statement", "attitude", "act", "silence"
_FEW = 3
_JOINED = {"acl", "advcl", "relcl"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}


class Told(NamedTuple):
    """An attribution as tokens; how many words of the content are quoted; `direct` where all are."""

    source: Sequence[Token]
    cue: Sequence[Token]
    content: Sequence[Token]
    quoted: int
    direct: bool


def sense_of(
    document: Document, source: Span | None, cue: Span | None, content: Iterable[Span], quoted: int, kind: str
) -> str:
    """Return statement, attitude, act or silence.

    `quoted` is how many words of the content stand in quotation marks, `kind` direct, mixed or indirect: what
    is quoted wholly or at some length is a statement, whatever the cue. Without a cue, or with a colon for
    one, told words are a statement only where a mark shows them to be somebody's.
    """
    told = Told(
        document.tokens(*source) if source else [],
        document.tokens(*cue) if cue else [],
        [token for piece in content for token in document.tokens(*piece)],
        quoted,
        kind == "direct",
    )
    if told.direct or (told.quoted >= _FEW and not _acts(told)):
        return STATEMENT
    if _is_silence(told):
        return SILENCE
    if told.source and is_author(told.source):
        return ATTITUDE
    if _states(told):
        return STATEMENT
    return ACT if _acts(told) else ATTITUDE


def is_author(source: Iterable[Token]) -> bool:
    """Tell whether a source outside quotation marks is the author, or the reader: "we", "you", "let's"."""
    return all(token.lower_ in words("statements", "nobody else") for token in source)


def _states(told: Told) -> bool:
    """Tell whether a cue says that its content was said, thought or found."""
    quoted, word = bool(told.quoted), _word(told.cue)
    if not any(token.is_alpha for token in told.cue):
        return quoted or any(token.text[:1] in words("statements", "marks of a source") for token in told.cue)
    if told.cue[0].pos_ in {"ADP", "SCONJ"} or told.cue[0].lower_ == "according":
        return True
    if word is None:
        return quoted or _opens_with(told.content, "opening a clause")
    clause = _is_clause(told.content) or _is_parted(told, word)
    if _is_noun(word):
        to = _opens_with(told.content, "of an infinitive")
        return clause or quoted or (to and cues.lemma(word) in words("statements", "promises"))
    tells = _tells_all(told, word, clause) or _tells_this(told, word, clause)
    return tells and _happened(told.cue, word, clause or quoted)


def _is_noun(word: Token) -> bool:
    """Tell whether a cue is a noun; a verb of telling after what was said is often taken for one."""
    return cues.is_noun(word) or (
        word.pos_ in {"NOUN", "PROPN"} and cues.lemma(word) not in words("statements", "telling")
    )


def _tells_all(told: Told, word: Token, clause: bool) -> bool:
    """Tell whether a cue tells whatever it takes: "denied", "was adamant that", a study that "shows"."""
    lemma = cues.lemma(word)
    if {lemma, cues.name_of(word), *(f"{lemma} {t.lower_}" for t in told.cue)} & words(
        "statements", "telling"
    ):
        return True
    if lemma in words("statements", "finding"):
        return any(cues.lemma(token) in words("statements", "documents") for token in told.source)
    return clause and any(token.lower_ in words("statements", "of mind") for token in told.cue)


def _word(cue: Sequence[Token]) -> Token | None:
    """Return the word of a cue that says how it attributes: a verb of telling, else a reporting word, else
    its last verb.
    """
    verbs = [token for token in cue if token.pos_ == "VERB"]
    telling = [token for token in verbs if cues.lemma(token) in words("statements", "telling")]
    if telling:
        return telling[-1]
    tells = words("statements", "telling") | words("statements", "telling a clause")
    mistagged = len(cue) == 1 and cues.lemma(cue[0]) in tells
    return cues.word_of(cue) or (verbs[-1] if verbs else cue[0] if mistagged else None)


def _tells_this(told: Told, word: Token, clause: bool) -> bool:
    """Tell whether a verb that tells only some things tells this content."""
    lemma, quoted = cues.lemma(word), bool(told.quoted)
    answered = clause or any(map(cues.is_noun, _roots(told.content)))
    if answered and lemma in words("statements", "answering"):
        return True
    if cues.takes(word, "as") and any(token.lower_ == "as" for token in told.content):
        return True
    if lemma in words("statements", "naming") and (quoted or any(map(_names, word.children))):
        return True
    if _plans(told, word) or _writes(told) or _reveals(told, word):
        return True
    called = lemma == "call" and any(t.lower_ in words("statements", "calling") for t in word.children)
    spoken = quoted and not (_acts(told) and _is_name_only(told))
    return called or ((clause or spoken) and lemma in words("statements", "telling a clause"))


def _is_name_only(told: Told) -> bool:
    """Tell whether no more than a name or a word of a content is quoted: "ordered six “green” buses"."""
    return 2 * told.quoted < sum(token.is_alpha for token in told.content)


def _plans(told: Told, word: Token) -> bool:
    """Tell whether a source makes its plans known: "plans to hire", not "had planned to hire"."""
    beside = {token.lower_ for token in (*told.cue, *word.children)}
    dropped = not beside.isdisjoint(words("statements", "no plan"))
    planned = cues.lemma(word) in words("statements", "telling an infinitive")
    return planned and not dropped and _opens_with(told.content, "of an infinitive")


def _writes(told: Told) -> bool:
    """Tell whether what a source publishes tells something: "an editorial blaming the strike"."""
    written = (child for root in _roots(told.content) for child in root.children if child.tag_ == "VBG")
    return any(
        child.dep_ == "acl" and cues.lemma(child) in words("statements", "telling") for child in written
    )


def _reveals(told: Told, word: Token) -> bool:
    """Tell whether "it" or "this", which stands for what the text has said, was revealed or confirmed."""
    what = {token.lower_ for token in told.content if token.is_alpha}
    revealed = word.tag_ == "VBN" and cues.lemma(word) in words("statements", "making known")
    return revealed and bool(told.source) and what <= words("statements", "what was said")


def _names(child: Token) -> bool:
    return child.dep_ in {"oprd", "xcomp", "ccomp"} and child.pos_ not in {"VERB", "AUX"}


def _happened(cue: Sequence[Token], word: Token, clause: bool) -> bool:
    """Tell whether something was said: not what one could, will or wants to say."""
    helpers = {token.lower_ for token in cue if token.tag_ == "MD"}
    if helpers & words("statements", "possible") or (helpers & words("statements", "future") and not clause):
        return False
    governor = [word.head] if word.dep_ == "xcomp" and _has_to(word) else []
    before = {cues.lemma(token) for token in (*governor, *(t for t in cue if t.i < word.i))}
    to_come = governor or any(token.lower_ == "to" and token.head == word for token in cue)
    return not (to_come and before & words("statements", "not yet"))


def _has_to(word: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in word.children)


def _is_silence(told: Told) -> bool:
    """Tell whether the source does not speak: declines to comment, would not say who, did not answer."""
    lemmas = [cues.lemma(token) for token in (*told.cue, *told.content[:4])]
    speaks = not words("statements", "speaking").isdisjoint(lemmas)
    if any(cues.lemma(token) in words("statements", "silence") for token in told.cue):
        return speaks or any(cues.lemma(t) in words("statements", "details") for t in told.content)
    negated = any(token.dep_ == "neg" or token.lower_ == "never" for token in told.cue)
    return negated and any(cues.lemma(token) in words("statements", "speaking") for token in told.cue)


def _is_clause(content: Sequence[Token]) -> bool:
    """Tell whether a content is a clause: opened by "that" or a question word, or with its own subject.

    The clause that is joined to a thing ("their jobs if they protest") makes no clause of it.
    """
    roots = _roots(content)
    joined = bool(roots) and roots[0].dep_ in {"dobj", "pobj"}
    return _opens_with(content, "opening a clause") or any(
        root.pos_ in {"VERB", "AUX"} and any(child.dep_ in _SUBJECTS for child in root.children)
        for root in roots
        if not (joined and root.dep_ in _JOINED)
    )


def _is_parted(told: Told, word: Token) -> bool:
    """Tell whether a cue with its subject interrupts what is told: "The dam, the engineers note, leaks"."""
    if not (told.source and told.content and cues.takes(word, "inserted")):
        return False
    return told.content[0].i < told.source[0].i < told.content[-1].i


def _opens_with(content: Sequence[Token], these: str) -> bool:
    first = next((token for token in content if token.is_alpha), None)
    return first is not None and first.lower_ in words("statements", these)


def _roots(content: Sequence[Token]) -> list[Token]:
    inside = {token.i for token in content}
    return [token for token in content if token.head.i not in inside or token.head == token]


def _acts(told: Told) -> bool:
    """Tell whether a cue is a deed that is done to a thing, whatever is quoted of its name."""
    verbs = [cues.lemma(token) for token in told.cue if token.pos_ == "VERB"]
    return bool(verbs) and verbs[-1] in words("statements", "acting") and not _is_clause(told.content)
