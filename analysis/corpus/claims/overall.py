"""Claims on the whole corpus: who is heard, who is central and silent, who suffers, which story most tell."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.claims.driving import MOST, Place, best, in_running_text
from analysis.corpus.coverage import coverage
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures.showing import sentences_behind
from analysis.corpus.pieces import pieces
from analysis.statistics.measurement import Measured, measured_share
from analysis.statistics.resampling import Resampling
from analysis.wording import capital, counted, listed, percent, shortened, with_article

_SHOWN = {
    "silent": "is central and not heard",
    "suffers": "is shown suffering",
}
_QUOTES = ["article_id", "speaker", "sentence", "words", "sense", "confidence", "source_text"]
_SURE_QUOTE = 0.7  # the confidence from which on a quote is shown
_COUNTED = "Counted are the words of statements, quoted or reported, whose speaker has a name."
_TELLING = {"silent": "neutral", "suffers": "suffers"}  # columns of the table targets
_SURE = {"silent": 0.65, "suffers": 0.7}  # the chance from which on a claim can be shown
_LEAST = {"silent": 0.3, "suffers": 0.4}  # of the articles that deal with somebody
_LEAST_AT_ALL = 0.2  # at the lower end of its interval
_FEWEST_ARTICLES = 20  # that deal with somebody
_FEWEST_SURE = 5  # stories in which it is claimed
_WIDEST = 0.2  # both errors together, as the half of a 95% interval
_REACH = 1.96  # standard errors from the middle of a 95% interval to its ends
_MOST_NAMED, _MOST_STORIES = 2, 3
_NAMING = ("name", "short name")  # the bases of mentions that are names
_COMPARED = re.compile(r"\b(?:un)?like (?:the )?$|\bthan (?:the )?$|\bcompared (?:to|with) (?:the )?$", re.I)
_FEWEST_GROUPS = 3  # that tell the story which most tell


def overall_claims(corpus: Corpus, groups: pd.Series, actors: Actors) -> Iterator[tuple]:
    """Yield rows of `corpus_claims` that compare no groups."""
    yield from _most_told(corpus, groups)
    quotes, words = _statements(corpus, actors)
    yield from _heard(corpus, actors, quotes, words)
    claims = _claims(corpus, actors)
    yield from _shown(corpus, actors, "silent", _unless_heard(corpus, claims, quotes))
    yield from _shown(corpus, actors, "suffers", claims)


def _row(
    about: str, measure: str, name: str, value: float, grade: str, text: str, evidence: list[Place]
) -> tuple:
    return about, measure, name, "", "", value, grade, np.nan, text, evidence


def _most_told(corpus: Corpus, groups: pd.Series) -> Iterator[tuple]:
    """Yield which story most groups tell: one, or two or three, that half of the groups tell at least."""
    told = coverage(corpus, groups)
    if told.empty or told["groups"].max() < _FEWEST_GROUPS:
        return
    number, whole = int(told["groups"].max()), told["group"].nunique()
    first = told[told["groups"] == number].groupby("story", sort=False)["articles"].sum()
    if len(first) > _MOST_STORIES or number < whole / 2:
        return
    titles = told.drop_duplicates("story").set_index("story")["title"]
    names = listed([f"“{shortened(titles[story], 90)}”" for story in first.index])
    told_by = f"{number} of {whole} groups, in {counted(int(first.sum()), 'article')}"
    several = len(first) > 1
    word, verb = ("stories", "are") if several else ("story", "is")
    text = f"The {word} that most groups tell {verb} {names}: "
    known = corpus.table("stories", ["article_id", "story"])
    places = known.loc[known["story"].isin(first.index), "article_id"].head(MOST)
    evidence = [[article, "1"] for article in places]
    yield _row("story", "", first.index[0], number, "plain", f"{text}{told_by}.", evidence)


def _heard(
    corpus: Corpus, actors: Actors, quotes: pd.DataFrame, whole: int, resampling: Resampling = Resampling()
) -> Iterator[tuple]:
    """Yield who has most words of all that are given to others, or which two where the first is not clear.

    `quotes` are the statements of actors, `whole` the words of all statements.
    """
    if quotes["name"].nunique() < 2:
        return
    stories = corpus.table("stories", ["article_id", "story"]).set_index("article_id")["story"]
    by_story = [quotes["article_id"].map(stories), "name"]
    words = quotes.groupby([by_story[0], "name"])["words"].sum().unstack(fill_value=0)
    order = words.sum().sort_values(ascending=False, kind="stable") / whole
    first, second = order.index[:2]
    leads = resampling.interval((words[first] - words[second]).to_numpy(float))[0] > 0
    names = [first] if leads else [first, second]
    own = quotes[quotes["name"].isin(names)]
    figures = listed([_figure(name, order[name], own, actors) for name in names])
    rest = f"Next comes {with_article(second)} ({percent(order[second])})."
    after = rest if leads else "Which of the two is first is open."
    figures = figures if leads else figures.replace(" and ", " or ")
    text = f"Nobody is given more of others’ words than {figures}. {after} {_COUNTED}"
    most = own.groupby("article_id")["words"].sum().sort_values(ascending=False, kind="stable")
    sure = own[(own["confidence"] >= _SURE_QUOTE) & _is_named(own)].rename(columns={"words": "value"})
    evidence = best(in_running_text(corpus, sure), list(most.index), stories)
    yield _row("heard", "words of an actor", first, order[first], "plain", text, evidence)


def _statements(corpus: Corpus, actors: Actors) -> tuple[pd.DataFrame, int]:
    """Return the statements of actors, and how many words all statements have."""
    own, whole = [], 0
    for piece in pieces(corpus, "quotes", _QUOTES):
        said = piece[piece["sense"] == "statement"]
        whole += int(said["words"].sum())
        own.append(actors.joined(said, "speaker"))
    return pd.concat(own, ignore_index=True), whole


def _is_named(quotes: pd.DataFrame) -> np.ndarray:
    """Tell of each quote whether the words that give its source have the last word of the name in them."""
    pairs = zip(quotes["name"], quotes["source_text"].fillna(""), strict=True)
    return np.array([name.split()[-1] in source for name, source in pairs], dtype=bool)


def _figure(name: str, share: float, quotes: pd.DataFrame, actors: Actors) -> str:
    named = actors.named.loc[actors.named["name"] == name, "article_id"].nunique()
    heard = quotes.loc[quotes["name"] == name, "article_id"].nunique()
    return f"{with_article(name)} ({percent(share)}, in {heard:,} of the {named:,} articles with that name)"


def _claims(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return the claims of articles on actors: one of a kind for an article and an actor, the likeliest."""
    columns = ["article_id", "about", "name", "value", "grade", "chance", "sentences"]
    found = []
    for piece in pieces(corpus, "claims", columns):
        its = piece[piece["about"].isin(["portrayal", "silent", "suffers"])]
        found.append(actors.claimed(its))
    table = pd.concat(found, ignore_index=True).sort_values("chance", ascending=False, kind="stable")
    return table.drop_duplicates(["article_id", "about", "name"])


def _unless_heard(corpus: Corpus, claims: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the claims of news articles, without those that somebody is silent in an article that has a
    statement of that name in `quotes`.

    Opinion pieces and letters have few voices but their authors', so nobody is heard in them.
    """
    forms = corpus.table("articles", ["article_id", "form"])
    own = claims[claims["article_id"].isin(forms.loc[forms["form"] == "news", "article_id"])]
    heard = pd.MultiIndex.from_frame(quotes[["article_id", "name"]])
    speaks = pd.MultiIndex.from_frame(own[["article_id", "name"]]).isin(heard)
    return own[~((own["about"] == "silent") & speaks)]


def _shown(corpus: Corpus, actors: Actors, about: str, claims: pd.DataFrame) -> Iterator[tuple]:
    """Yield of whom something is claimed in many of the articles that deal with him, those in most first.

    Sampling is the error by which articles there are, measurement that of the chances of the claims.
    """
    dealt = claims[claims["about"] == "portrayal"].groupby("name")["article_id"].agg(set)
    own = claims[claims["about"] == about]
    if about == "suffers":  # a place has so many people that nobody would say so of it
        own = own[own["name"].map(actors.kinds) != "place"]
    stories = corpus.table("stories", ["article_id", "story"]).set_index("article_id")["story"]
    rows = []
    for name, its in own.groupby("name"):
        sure = its[(its["grade"] != "open") & (its["chance"] >= _SURE[about])]
        articles = sorted(dealt.get(name, set()) | set(its["article_id"]))
        chances = its.set_index("article_id")["chance"].reindex(articles, fill_value=0.0).to_numpy()
        share = measured_share(chances, np.array(articles))
        if (
            len(articles) >= _FEWEST_ARTICLES
            and sure["article_id"].map(stories).nunique() >= _FEWEST_SURE
            and share.value >= _LEAST[about]
            and _REACH * share.error < min(_WIDEST, share.value - _LEAST_AT_ALL)
        ):
            rows.append((-share.value * len(articles), name, len(articles), share, sure))
    for _, name, number, share, sure in sorted(rows, key=lambda row: row[:2])[:_MOST_NAMED]:
        text = f"{capital(with_article(name))} {_SHOWN[about]} in {_in_articles(share, number, about)}."
        found = in_running_text(corpus, sentences_behind(corpus, actors, sure, _TELLING[about]))
        if about == "silent":
            found = _by_name(corpus, actors, found)
        evidence = best(found, list(sure["article_id"]), stories)
        if len(evidence) >= _FEWEST_SURE:
            yield _row(about, about, name, share.value, "probable", text, evidence)


def _by_name(corpus: Corpus, actors: Actors, found: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that have the actor's name, and not only for somebody to be compared with."""
    articles = sorted(set(found["article_id"]))
    columns = ["article_id", "sentence", "entity", "start", "basis"]
    mentions = actors.joined(corpus.table("entities", columns, article_id=articles, basis=list(_NAMING)))
    texts = corpus.table("sentences", ["article_id", "sentence", "start", "text"], article_id=articles)
    mentions = mentions.merge(texts, on=["article_id", "sentence"], suffixes=("", "_of_text"))
    places = mentions["start"] - mentions["start_of_text"]
    before = [text[:place] for text, place in zip(mentions["text"], places, strict=True)]
    compared = np.array([bool(_COMPARED.search(each)) for each in before], dtype=bool)
    keys = ["article_id", "sentence", "name"]
    return found.merge(mentions.loc[~compared, keys].drop_duplicates(), on=keys)


def _in_articles(share: Measured, number: int, what: str) -> str:
    """Return a share of articles as a count, with the ends of its interval and what these come from."""
    low, high = (min(max(share.value + end * _REACH * share.error, 0), 1) for end in (-1, 1))
    articles = "news articles" if what == "silent" else "articles"
    about, least, most = (round(number * each) for each in (share.value, low, high))
    parts = [round(number * _REACH * each) for each in (share.sampling, share.measurement)]
    return (
        f"about {about:,} of the {number:,} {articles} that deal with that name ({least:,} to {most:,}: "
        f"± {parts[0]:,} for which articles there are, ± {parts[1]:,} for how they are read)"
    )
