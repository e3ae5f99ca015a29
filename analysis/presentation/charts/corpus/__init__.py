"""The charts of the report on a corpus: of groups of articles, of their differences, of their words."""

from analysis.presentation.charts.corpus.differences import differences
from analysis.presentation.charts.corpus.groups import estimates, looks, over_time
from analysis.presentation.charts.corpus.keyness import shift, words

__all__ = ["differences", "estimates", "looks", "over_time", "shift", "words"]
