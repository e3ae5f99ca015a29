"""What the figures of a corpus came from: its tables, the parameters, the versions, the methods to cite."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from analysis.display.methods import BOOTSTRAP, cited, methods
from analysis.display.origin import description_list, pairs, versions
from analysis.html import Html

_ALWAYS = ("Who says what", "Sentiment towards a person or body")
_WITH_VADER = "How a sentence sounds"
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


def corpus_provenance(
    manifest: Mapping[str, object], bootstrap_samples: int, seed: int, typology: str, **parameters: object
) -> Html:
    """Return what repeating and citing an analysis of a corpus takes, from the manifest of its tables.

    `typology` names the frames that were shown.
    """
    tables = manifest.get("tables", {})
    given = {"bootstrap_samples": bootstrap_samples, "seed": seed, "typology": typology, **parameters}
    paragraphs = Markup("").join(
        Markup("<p>{}</p>").format(each) for each in _methods(manifest, bootstrap_samples, seed, typology)
    )
    rows = {
        "Sources": ", ".join(manifest.get("sources", [])),
        "Rows": pairs({name: f"{table['rows']:,}" for name, table in tables.items()}),
        "Parameters": pairs(given),
        "Versions": pairs(versions()),
        "Methods, to cite": paragraphs,
    }
    return description_list(rows)


def _methods(
    manifest: Mapping[str, object], bootstrap_samples: int, seed: int, typology: str
) -> Iterator[str]:
    """Yield the paragraph on methods, and its references one by one."""
    counts = f"{typology.capitalize()} frames by cue lists"
    used = [method for method in methods() if method.name in {*_ALWAYS, counts}]
    told, references = cited(used)
    if counts not in {method.name for method in used}:
        told.append(f"Frames ({typology}) were counted by cue lists that were not measured against coders.")
    articles = manifest.get("tables", {}).get("articles", {}).get("rows", 0)
    first = (
        f"The corpus ({articles:,} articles) was analysed with Presslens {manifest.get('presslens', '')}. "
        f"Intervals are 95% percentile bootstrap intervals, expanded for small samples, over articles "
        f"({bootstrap_samples} resamples, seed {seed})."
    )
    yield " ".join([first, *told, _WORDS])
    of_vader = next(method.references for method in methods() if method.name == _WITH_VADER)
    yield from sorted(references.union(of_vader, BOOTSTRAP, _OF_WORDS))
