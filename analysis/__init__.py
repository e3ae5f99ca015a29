"""Presslens: sentiment, quote attribution and framing of the news, every number traceable to its sentence.

The names below are the public face. Each is loaded when it is first used, so that a command which needs none
of them does not wait for the parser.
"""

import os
from importlib import import_module
from importlib.metadata import version

__version__: str

# ONNX Runtime would otherwise write a device's id to the home folder and report its use to its maker.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

_HOMES = {
    "analysis.articles": ("Article", "ArticleError", "load_article"),
    "analysis.articles.form": ("classify_form",),
    "analysis.annotation": ("Document", "annotate"),
    "analysis.annotation.mentions": ("entities",),
    "analysis.attribution": ("quotes",),
    "analysis.statistics.resampling": ("Resampling",),
    "analysis.tone": (
        "sentences",
        "sentiment",
        "target_sentiment",
        "entity_sentiment",
        "classify_targets",
        "rate_sentences",
    ),
    "analysis.tone.portrayal": ("portrayal",),
    "analysis.reports.report": ("report",),
    "analysis.findings.claims": ("claims",),
    "analysis.framing": (
        "frames",
        "actions",
        "harms",
        "loaded_language",
        "classify_frames",
        "classify_loaded",
        "score_articles",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
__all__ = list(_HOME_OF)


def __getattr__(name: str) -> object:
    if name == "__version__":  # asked for only where Presslens is installed, which help is not
        value = version("presslens")
    elif name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
    else:
        raise AttributeError(f"analysis has no {name!r}; it has {', '.join(_HOME_OF)}.")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME_OF)
