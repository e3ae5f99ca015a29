"""McNemar's test beside SciPy's binomial one."""

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.selection import mcnemar


@pytest.mark.parametrize("one, other", [(12, 3), (3, 12), (0, 7), (9, 0), (5, 5), (1, 0), (140, 90)])
def test_it_is_a_binomial_test_of_the_stories_only_one_tells(one, other):
    found = mcnemar([one], [other])
    binomial = stats.binomtest(one, one + other)
    share = binomial.proportion_ci(method="exact")
    assert found.p[0] == pytest.approx(binomial.pvalue)
    assert found.low[0] == pytest.approx(share.low / (1 - share.low))
    assert found.high[0] == pytest.approx(share.high / (1 - share.high) if share.high < 1 else np.inf)
    assert found.odds[0] == pytest.approx(one / other if other else np.inf)


def test_without_such_stories_nothing_is_known():
    odds, low, high, p = mcnemar([0, 4], [0, 2])
    assert p[0] == 1 and np.isnan([odds[0], low[0], high[0]]).all() and odds[1] == 2
