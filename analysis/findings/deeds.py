"""Who does things to others most, and who is harmed: chances by what the whole text says of each actor.

Candidates are those who might be central (see `silent`), whether they speak or not, and people known by what
they are ("the driver"). The chance weighs how much there is of them and where, what grammar says they do and
what is done to them, and what a reader makes of each place: whether they do harm there, suffer, help.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.annotation.descriptions import is_definite
from analysis.attribution.attributions import statements
from analysis.findings.chances import chances
from analysis.findings.doubles import GROUP, Central, joined
from analysis.findings.heard import UNNAMED, heard
from analysis.findings.setting import setting
from analysis.findings.silent import central, people_nouns
from analysis.framing.actions import find_actions
from analysis.framing.actions.extraction import ruled
from analysis.framing.actions.reading import SAID, said_of
from analysis.framing.actions.roles import is_passive
from analysis.framing.harms import chance_of, deeds, harm_features
from analysis.framing.modality import is_hypothetical, is_negated
from analysis.word_lists import words

AGENT, HARMED = "agent", "harmed"
_MOST_READ = 12
"""How many mentions of a group without a name are read: the first ones."""
_NEGATIVE, _POSITIVE, _SUFFERS, _HARMS, _HELPS = (
    SAID.index(each) for each in ("negative", "positive", "suffers", "harms", "helps")
)
_SUBJECTS = frozenset({"nsubj", "agent"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "pobj"})
_IN_STORY = frozenset({"nsubj", "nsubjpass", "dobj"})
_ONE = words("determiners", "articles") | {"another", "one"}
_EARLY = 3
_MOST_SHOWN = 3
_AS_STRONG = 0.5
"""What a sentence has to say of somebody, beside the one that says most, to be shown."""
_NEITHER = np.zeros(2)
_PUNISHED, _HURT, _LOSING = (words("actors", key) for key in ("punished", "hurt", "losing"))
_RANKED = (
    *("mentions", "acts", "acts on somebody", "undergoes", "speaks", "negative", "positive", "helps most"),
    *("suffers once", "harms once", "helps once", "suffers in all", "harms in all"),
    *("harm by", "harm to", "punished or hurt"),
)


@once
def doers(document: Document) -> tuple[Central, ...]:
    """Return those who might act or be harmed, each once, those with most mentions first."""
    found: dict[str, Central] = {}
    for each in (*central(document), *_singular(document)):
        known = found.get(each.name)
        found[each.name] = each if known is None else known._replace(heads=(*known.heads, *each.heads))
    return joined(found.values())


def _singular(document: Document) -> Iterator[Central]:
    """Yield people known by what they are alone: "the driver", "my aunt", "a gunman" who does something."""
    heads: dict[str, list[Token]] = defaultdict(list)
    for token in document.doc:
        lemma = token.lemma_.lower()
        alone = token.tag_ == "NN" and token.dep_ != "compound" and lemma in people_nouns()
        if alone and document.mention_at(token) is None and (is_definite(token) or _is_in_story(token)):
            heads[lemma].append(token)
    for lemma, theirs in heads.items():
        yield Central(lemma, GROUP, tuple(theirs))


def _is_in_story(token: Token) -> bool:
    """Tell whether somebody does something or undergoes it, and is told of as one or as somebody's."""
    known = any(child.dep_ == "poss" or child.lower_ in _ONE for child in token.lefts)
    return known and (token.dep_ in _IN_STORY or (token.dep_ == "pobj" and token.head.dep_ == "agent"))


def deed_chance(about: str, document: Document, each: Central, reader: str) -> float:
    """Return the chance (0..1) that a coder lists somebody as an agent, or as harmed."""
    return chances(about).of(deed_features(document, each, reader))


def deed_features(document: Document, each: Central, reader: str) -> Mapping[str, float]:
    """Return what speaks for somebody being an agent or being harmed, for `chances`."""
    return _everybodys_features(document, reader)[each.name]


@once
def _everybodys_features(document: Document, reader: str) -> Mapping[str, Mapping[str, float]]:
    everybody = doers(document)
    found = with_ranks([_features(document, each, reader) for each in everybody])
    around = setting(document, reader)
    return {each.name: {**its, **around} for each, its in zip(everybody, found, strict=True)}


def with_ranks(features: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """Add to the features of all in an article who comes first by some of them: 1 for the first, 1/2 for the
    second, 0 for those who have none of it.
    """
    values = {name: sorted((its[name] for its in features), reverse=True) for name in _RANKED}
    return [
        dict(its)
        | {
            f"rank by {name}": 1 / (1 + values[name].index(its[name])) if its[name] > 0 else 0.0
            for name in _RANKED
        }
        for its in features
    ]


def deed_evidence(about: str, document: Document, each: Central, reader: str) -> tuple[int, ...]:
    """Return the numbers of the sentences, three at most, that speak most for somebody acting upon others, or
    being harmed: by what a reader makes of them there, and by the harms that grammar tells of.
    """
    told = _harms_told(document, reader)
    acting = about == AGENT
    roles, place = ([_HARMS, _HELPS] if acting else [_SUFFERS]), 0 if acting else 1
    found: dict[int, float] = defaultdict(float)
    for head in _read_heads(document, each):
        number = document.sentence_at(head).number
        chance = max(*said_of(document, head, reader)[roles], told.get(head.i, _NEITHER)[place])
        found[number] = max(found[number], float(chance))
    return strongest(found)


def strongest(found: Mapping[int, float]) -> tuple[int, ...]:
    """Return the numbers of the three sentences that speak most for something, in order; those left out that
    say it by far less than the first.
    """
    ordered = sorted(found, key=lambda number: (-found[number], number))[:_MOST_SHOWN]
    return tuple(sorted(number for number in ordered if found[number] >= found[ordered[0]] * _AS_STRONG))


def _features(document: Document, each: Central, reader: str) -> dict[str, float]:
    everybody = doers(document)
    number, most = len(each.heads), max(len(other.heads) for other in everybody)
    sentences = [document.sentence_at(head) for head in each.heads]
    deps = [head.dep_ for head in each.heads]
    title = (document.article.title or "").casefold()
    return {
        "mentions": math.log(number),
        "once": float(number == 1),
        "beside the most": number / most,
        "a sentence": number / max(1, len(document.sentences)),
        "rank": math.log(1 + everybody.index(each)),
        "named in the headline": float(bool(title) and each.name.split()[-1].casefold() in title),
        "headline": float(any(s.paragraph == 1 for s in sentences)),
        "early": float(any(s.number <= _EARLY for s in sentences)),
        "first": min(s.number for s in sentences) / max(1, len(document.sentences)),
        "subject": sum(dep in _SUBJECTS for dep in deps) / number,
        "object": sum(dep in _OBJECTS for dep in deps) / number,
        "possessor": sum(dep in {"poss", "compound", "amod", "nmod"} for dep in deps) / number,
        "person": float(each.label in {"PERSON", "ROLE"}),
        "body": float(each.label == "ORG"),
        "country": float(each.label in {"GPE", "NORP"}),
        "group": float(each.label == GROUP),
        "role": float(each.label == "ROLE"),
        "words": math.log(len(each.name.split())),
        "several": float(each.heads[0].tag_ in {"NNS", "NNPS"}),
        "speaks": math.log(1 + sum(_statements(document)[name] for name in each.names)),
        **_acting(document, each),
        **_harming(document, each, reader),
        **_befallen(each),
        **_shown(document, each, reader),
    }


@once
def _statements(document: Document) -> Counter[str]:
    return Counter({each.name: len(each.statements) for each in heard(document) if each.kind != UNNAMED})


def _acting(document: Document, each: Central) -> dict[str, float]:
    """Return how much somebody acts upon others and is acted upon, by grammar, also beside all others."""
    parts = _parts(document)
    own = _part_of(document, each)
    totals = np.maximum(np.sum([*parts.values()], axis=0), 1) if parts else np.ones(3)
    return {
        "acts": math.log(1 + own[0]),
        "acts on somebody": math.log(1 + own[1]),
        "undergoes": math.log(1 + own[2]),
        "share of acts": float(own[0] / totals[0]),
        "share of undergone": float(own[2] / totals[2]),
    }


def _part_of(document: Document, each: Central) -> np.ndarray:
    """Return how often somebody acts, acts on somebody, and is acted upon."""
    if each.label != GROUP:
        return np.sum([_parts(document).get(name, np.zeros(3)) for name in each.names], axis=0)
    own = {head.i for head in each.heads}
    part = np.zeros(3)
    for roles in ruled(document):
        verb = roles.predicate
        if not _is_done(document, verb.idx, is_negated(verb), is_hypothetical(verb)):
            continue
        acts = any(token.i in own for token in roles.agents)
        part += (acts, acts and bool(roles.patients), any(token.i in own for token in roles.patients))
    return part


def _is_done(document: Document, start: int, negated: bool, hypothetical: bool) -> bool:
    """Tell whether something is done, neither denied nor only possible, and more than said."""
    return not (negated or hypothetical or start in _cues(document))


@once
def _cues(document: Document) -> frozenset[int]:
    """Return where the words stand with which somebody says something."""
    return frozenset(
        token.idx
        for each in statements(document)
        for token in (document.tokens(*each.cue) if each.cue else ())
    )


def _harming(document: Document, each: Central, reader: str) -> dict[str, float]:
    """Return how often somebody is said to have harmed somebody, and to have been harmed."""
    told = _harms_told(document, reader)
    by, to = np.array([told.get(head.i, np.zeros(2)) for head in each.heads]).T
    return {
        "harm by": math.log1p(by.sum()),
        "harm by, once": float(by.max()),
        "harm to": math.log1p(to.sum()),
        "harm to, once": float(to.max()),
    }


@once
def _harms_told(document: Document, reader: str) -> Mapping[int, np.ndarray]:
    """Return the chances (2,) that somebody harms there, and is harmed, by the index of their head token."""
    found: dict[int, np.ndarray] = defaultdict(lambda: np.zeros(2))
    for deed in deeds(document):
        chance = chance_of(harm_features(document, deed, reader))
        for place, token in enumerate((deed.agent, deed.patient)):
            if token is not None:
                found[token.i][place] = max(found[token.i][place], chance)
    return dict(found)


def _befallen(each: Central) -> dict[str, float]:
    """Return how often somebody is punished, hurt and loses, by the verbs that govern them."""
    found = Counter(_what_befalls(head) for head in each.heads)
    return {
        "punished": math.log1p(found["punished"]),
        "hurt": math.log1p(found["hurt"]),
        "loses": math.log1p(found["loses"]),
        "punished or hurt": math.log1p(found["punished"] + found["hurt"] + found["loses"]),
    }


def _what_befalls(head: Token) -> str:
    """Return what a verb says to befall its subject or object; "" where none does."""
    verb = head.head.lemma_.lower()
    if head.dep_ in {"nsubjpass", "dobj"} or (head.dep_ == "nsubj" and is_passive(head.head)):
        return "punished" if verb in _PUNISHED else "hurt" if verb in _HURT else ""
    return "loses" if head.dep_ == "nsubj" and verb in _LOSING else ""


@once
def _parts(document: Document) -> Mapping[str, np.ndarray]:
    found: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(3))
    for action in {(a.start, a.agent, a.patient): a for a in find_actions(document)}.values():
        if not _is_done(document, action.start, action.negated, action.hypothetical):
            continue
        if action.agent:
            found[action.agent] += (1, bool(action.patient), 0)
        if action.patient:
            found[action.patient] += (0, 0, 1)
    return dict(found)


def _shown(document: Document, each: Central, reader: str) -> dict[str, float]:
    """Return what a reader makes of somebody over all places, also beside whoever is shown so most."""
    own = _sums(document, each.name, reader)
    others = np.array([_sums(document, other.name, reader) for other in doers(document)])
    most = np.maximum(others[:, : len(SAID)].max(axis=0), 0.3)
    sums, tops = own[: len(SAID)], own[len(SAID) :]
    mean = sums / len(each.heads)
    return {
        "suffers": float(mean[_SUFFERS]),
        "harms": float(mean[_HARMS]),
        "helps": float(mean[_HELPS]),
        "negative": float(mean[_NEGATIVE]),
        "positive": float(mean[_POSITIVE]),
        "suffers once": float(tops[_SUFFERS]),
        "harms once": float(tops[_HARMS]),
        "helps once": float(tops[_HELPS]),
        "suffers in all": math.log(1 + sums[_SUFFERS]),
        "harms in all": math.log(1 + sums[_HARMS]),
        "suffers most": float(sums[_SUFFERS] / most[_SUFFERS]),
        "harms most": float(sums[_HARMS] / most[_HARMS]),
        "helps most": float(sums[_HELPS] / most[_HELPS]),
    }


@once
def _sums(document: Document, name: str, reader: str) -> np.ndarray:
    """Return the sums and the highest of a reader's chances (12,) over all places of a name."""
    (each,) = [other for other in doers(document) if other.name == name]
    heads = _read_heads(document, each)
    said = np.array([said_of(document, head, reader) for head in heads])
    return np.concatenate([said.sum(axis=0) * len(each.heads) / len(heads), said.max(axis=0)])


def _read_heads(document: Document, each: Central) -> Sequence[Token]:
    return each.heads if each.label != GROUP else each.heads[:_MOST_READ]
