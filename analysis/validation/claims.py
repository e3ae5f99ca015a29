"""Claims against codings of the same articles: how often they are right, and how many right ones are made.

The regressions behind the chances were fitted on these articles, so each article's claims get chances here
from regressions that were fitted on others, in folds of whole articles. A claim is right where a coding bears
it out, of two codings either one (that somebody is silent: where none contradicts); a second claim on the
same actor is wrong. What all codings of an article list counts as missed where it is not claimed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.annotation import Document, annotate, as_written
from analysis.articles import Article, load_article
from analysis.errors import ArticleError
from analysis.findings import deeds, frames, heard, pairs, silent, style
from analysis.findings.chances import FIRST, LEADS, NO_SIDE, OPEN, cuts
from analysis.findings.passages import passage_features
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.models.readers import BASE
from analysis.statistics.metrics import precision_recall_f1
from analysis.validation import portrayal, regressions
from analysis.validation.cards import Card, CardRow
from analysis.validation.codings import FRAMES, GOLD, Coding, read_codings, texts
from analysis.validation.data import BACKGROUND, as_article, background_articles
from analysis.validation.framing_heads import coded_articles, unseen_odds
from analysis.validation.grading import PAGE, Judged, nested
from analysis.validation.regressions import Example, Sample, borne_out

SUBJECTS = {
    "speaker": "who speaks, persons and bodies",
    "unnamed": "who speaks without a name",
    "most heard": "who is heard most",
    "silent": "who is central and silent",
    deeds.AGENT: "who does things to others most",
    deeds.HARMED: "who is harmed",
    "generic frame": "which generic frames there are",
    LEADS: "which generic frame leads",
    "policy frame": "which policy frames there are, up to three",
    FIRST: "which policy frame comes first",
    "harm": "who is said to have harmed whom",
    "loaded": "which words are loaded",
    "key passage": "which sentences carry the story",
}
SHOWN = {
    "portrayal": "who is shown in a good or a bad light",
    NO_SIDE: "who is shown in neither light",
    "suffers": "to whom bad things happen",
}
"""Subjects whose chances come from the reading of the article, which `analysis.training.portrayal` fits."""
_FRAMES = {"generic frame": GENERIC, LEADS: GENERIC, "policy frame": POLICY, FIRST: POLICY}
STRENGTH = {"speaker": 0.3, "unnamed": 1.0, "most heard": 0.3, "silent": 0.1, "agent": 0.002, "harmed": 0.002}
STRENGTH |= {"generic frame": 0.03, LEADS: 0.03, "policy frame": 0.03, FIRST: 0.03, "key passage": 0.1}
STRENGTH |= {"harm": 1.0, "loaded": 1.0}
_MOST = {
    **{"agent": 3, "harmed": 3, "silent": 4, LEADS: 1, "policy frame": 3, FIRST: 1, "key passage": 3},
    "loaded": 8,
}
"""How many claims of a kind an article has at most."""
_OF_WORDS = frozenset({"loaded", "harm"})
Coded = Mapping[str, tuple[Document, Sequence[Coding]]]
_Possible = Iterator[tuple[str, str, Mapping[str, float]]]


def examples(about: str, document: Document, codings: Sequence[Coding]) -> Iterator[Example]:
    """Yield the possible claims of a kind in an article, but for those on its frames."""
    yield from _judged(about, document, codings, _possible(about, document))


def framed(about: str, coded: Coded) -> Iterator[Example]:
    """Yield the possible claims on the frames of articles, by heads that were fitted to other articles."""
    typology = _FRAMES[about]
    rows = {name: (document, [its.row for its in codings]) for name, (document, codings) in coded.items()}
    odds = unseen_odds(coded_articles(rows, typology, BASE), BASE)
    for name, its in odds.items():
        document, codings = coded[name]
        found = frames.frame_features(document, typology, its)
        yield from _judged(about, document, codings, ((frame, "", given) for frame, given in found.items()))


def _judged(
    about: str, document: Document, codings: Sequence[Coding], possible: _Possible
) -> Iterator[Example]:
    for name, value, features in possible:
        called = name if about in FRAMES or about in _OF_WORDS else as_written(document, name)
        told = [its for coding in codings if (its := coding.verdict(about, called, value)) is not None]
        right = bool(told) and (all(told) if about == "silent" else any(told))
        actor = next(filter(None, (coding.actor(about, called) for coding in codings)), f"{called}\t{value}")
        yield Example(document.article.id, name, features, actor, right, bool(told))


def _possible(about: str, document: Document) -> _Possible:
    """Yield name, value and features of all that could be claimed."""
    if about in {"speaker", "unnamed", "most heard"}:
        return _heard(about, document)
    if about == "silent":
        return (
            (each.name, "", silent.silent_features(document, each)) for each in silent.candidates(document)
        )
    if about in {deeds.AGENT, deeds.HARMED}:
        return ((each.name, "", deeds.deed_features(document, each, BASE)) for each in deeds.doers(document))
    if about == "harm":
        return ((*pair, features) for pair, features in pairs.harm_features(document, BASE).items())
    return (
        (word, where, features) for (word, where), features in style.word_features(document, BASE).items()
    )


def _heard(about: str, document: Document) -> _Possible:
    for each in heard.heard(document):
        if about == "most heard":
            if each.spoken:
                yield each.name, "", heard.most_heard_features(document, each)
        elif (each.kind == heard.UNNAMED) == (about == "unnamed"):
            features = heard.unnamed_features if about == "unnamed" else heard.speaker_features
            yield each.name, "", features(document, each)


def passages(document: Document, codings: Sequence[Coding]) -> Iterator[Example]:
    """Yield the sentences of an article that could carry its story; none where no key passage is coded."""
    if not any(coding.row.get("key") or coding.row.get("key_starts") for coding in codings):
        return
    below = len(document.article.title or "")
    for each, features in zip(document.sentences, passage_features(document, BASE), strict=True):
        if each.part != "headline":
            before = " ".join(document.article.text[below : each.start].split())
            right = any(coding.carries(each.text, len(before) + bool(before)) for coding in codings)
            yield Example(document.article.id, str(each.number), features, str(each.number), right)


def found_in(about: str, coded: Coded) -> list[Example]:
    """Return the possible claims of a kind in all coded articles."""
    if about in _FRAMES:
        return list(framed(about, coded))
    of_article = passages if about == "key passage" else partial(examples, about)
    return [each for document, codings in coded.values() for each in of_article(document, codings)]


def judged(about: str, found: Sequence[Example], chances: np.ndarray, coded: Coded) -> list[Judged]:
    """Return the claims of a kind that would be made, the likeliest of each article, as the codings judge
    them; those of which no coding says anything are left out.
    """
    right = borne_out(Sample.of(found), chances)
    most, taken = _MOST.get(about, len(found)), Counter[str]()
    claims = []
    for place in np.argsort(-chances, kind="stable"):
        each = found[place]
        taken[each.article] += 1
        if taken[each.article] <= most and each.counted:
            weight = weight_of(coded[each.article][1])
            claims.append(Judged(each.article, float(chances[place]), bool(right[place]), weight))
    return claims


def weight_of(codings: Sequence[Coding]) -> float:
    """Return how much an article counts where cuts are set: nothing if it was coded once, as then too much
    looks wrong; a page of any kind and country more than a text of our own or an article of US news.
    """
    if len(codings) < 2:
        return 0.0
    return PAGE if "events" in codings[0].row and codings[0].row["id"] not in _own_texts() else 1.0


@cache
def _own_texts() -> frozenset[str]:
    return frozenset(path.stem for path in (GOLD / "forms").glob("*"))


def read_coded(data: Path) -> dict[str, tuple[Document, list[Coding]]]:
    """Return the coded articles by id, annotated, with their codings, but for those that cannot be read."""
    codings = read_codings(data)
    found: dict[str, tuple[Document, list[Coding]]] = {}
    for name, path in texts(data).items():
        if name in codings:
            try:
                found[name] = annotate(load_article(path)), codings[name]
            except ArticleError:
                continue
    for article in _background(data, set(codings) - set(found)):
        found[article.id] = annotate(article), codings[article.id]
    return found


def _background(data: Path, wanted: set[str]) -> Iterator[Article]:
    """Yield the background articles of some ids; none where they are not in the folder."""
    if not (data / BACKGROUND).exists():
        return
    yield from (as_article(row) for row in background_articles(data) if row["ID"] in wanted)


def measure(data: Path) -> Card:
    """Return the card of claims, measured on the coded articles in `data`/claims and data/gold/claims."""
    coded = read_coded(data)
    rows = [row for about in SUBJECTS for row in _rows(about, *fitted(about, coded), coded)]
    everybody = [e for document, its in coded.values() for e in portrayal.all_actors(document, its, BASE)]
    rows += [row for about in SHOWN for row in _rows(about, *shown(about, everybody), coded)]
    return Card(
        method="Claims",
        rows=[*_forms(data), *rows],
        split="articles coded by a codebook (data/gold/claims), each judged by regressions fitted on others",
        terms="pages: their publishers'; the codes are ours, made by careful reading, not by trained coders",
        command="presslens validate claims --data DIR",
        date=date.today().isoformat(),
    )


def _forms(data: Path) -> Iterator[CardRow]:
    """Yield how often the form is right, on pages and on texts of our own that it was not fitted on."""
    codings, folder = read_codings(data), data / "claims" / "pages"
    pages = [
        load_article(path).form.name in {coding.row["form"] for coding in codings[path.stem]}
        for path in sorted(folder.iterdir() if folder.is_dir() else ())
        if path.stem in codings
    ]
    own = GOLD / "forms" / "forms.csv"
    listed = pd.read_csv(own)[["file", "form"]].to_numpy().tolist() if own.exists() else []
    told = [load_article(own.with_name(file)).form.name == form for file, form in listed]
    for outcomes, what, domain in (
        (pages, "coded pages", "web pages of many kinds and countries"),
        (told, "texts of our own", "twelve of each of six forms, written by one of us, many of them hard"),
    ):
        if outcomes:
            yield CardRow.of(
                precision_recall_f1([(int(hit), 1, 0) for hit in outcomes]).precision.scaled(100),
                measure="the form of a text: right, share",
                data=what,
                domain=domain,
                n=len(outcomes),
                unit="texts",
            )


def forms(coded: Coded) -> list[Judged]:
    """Return the claims on the form of articles."""
    return [
        Judged(
            name,
            document.article.form.chance,
            any(coding.verdict("form", document.article.form.name) for coding in codings),
            weight_of(codings),
        )
        for name, (document, codings) in coded.items()
    ]


def fitted(about: str, coded: Coded) -> tuple[list[Example], np.ndarray]:
    """Return the possible claims of a kind, and each one's chance by regressions fitted to other articles."""
    found = found_in(about, coded)
    return found, regressions.unseen(found, STRENGTH[about])


def shown(about: str, everybody: Sequence[portrayal.Shown]) -> tuple[list[Example], np.ndarray]:
    """Return the claims on how main actors are shown, or that they suffer, and each one's chance, by
    regressions fitted to other articles.
    """
    made = portrayal.claims(everybody, about)
    found = [Example(each.group, each.entity, {}, each.actor, right) for each, right, _ in made]
    return found, np.array([claim.chance for claim in made])


def _rows(about: str, found: Sequence[Example], chances: np.ndarray, coded: Coded) -> Iterator[CardRow]:
    """Yield how often claims of a kind are right, all and by grade, and how many of those coded are made."""
    named = (SUBJECTS | SHOWN)[about]
    claims = judged(about, found, chances, coded)
    graded = list(zip(claims, nested(claims, cuts()[about].plain < 1), strict=True))
    made = [claim for claim, grade in graded if grade != OPEN]
    for grade in ("plain", "probable"):
        its = [claim for claim, of in graded if of == grade]
        if its:
            yield _right(f"{named}: {grade} claims that are right, share", its, len(its), "claims")
    if made:
        articles = len({claim.article for claim in made})
        yield _right(f"{named}: right, share", made, articles, "articles")
        yield from _found(about, named, made, coded)


def _right(measure: str, claims: Sequence[Judged], n: int, unit: str) -> CardRow:
    by_article = Counter(claim.article for claim in claims)
    right = Counter(claim.article for claim in claims if claim.right)
    share = precision_recall_f1([(right[name], number, 0) for name, number in by_article.items()]).precision
    return CardRow.of(share.scaled(100), measure=measure, data=DATA, domain=DOMAIN, n=n, unit=unit)


def _found(about: str, named: str, made: Sequence[Judged], coded: Coded) -> Iterator[CardRow]:
    """Yield how many of those that all codings of an article list are claimed: at most, where two names of
    one actor are coded.
    """
    right = Counter(claim.article for claim in made if claim.right)
    wanted = {name: len(codings[0].listed(about, codings[1:])) for name, (_, codings) in coded.items()}
    counts = [(min(right[name], number), 0, number) for name, number in wanted.items() if number]
    if counts:
        yield CardRow.of(
            precision_recall_f1(counts).recall.scaled(100),
            measure=f"{named}: found of those coded, share",
            data=DATA,
            domain=DOMAIN,
            n=len(counts),
            unit="articles",
        )


DATA = "coded articles"
DOMAIN = "web pages of many kinds and countries, texts of our own, and US news of 2006 to 2020"
