"""Parameters of notebooks, given as NAME=VALUE, in the notebooks' own types."""

import re
from pathlib import Path

import pytest
from small_reports import PIECES

from analysis.errors import UsageError
from analysis.reports import parameters


@pytest.mark.parametrize(
    "assignment, name, value",
    [
        ("bootstrap_samples=50", "bootstrap_samples", 50),
        ("ratio=0.25", "ratio", 0.25),
        ("ratio=1", "ratio", 1.0),
        ("verbose=true", "verbose", True),
        ("verbose=0", "verbose", False),
        ("name=007", "name", "007"),
        ("name=", "name", ""),
        ("name=a=b", "name", "a=b"),
    ],
)
def test_a_parameter_has_the_type_that_its_notebook_gives_it(assignment, name, value):
    read = parameters.check(parameters.split([assignment]), [PIECES.notebook])[PIECES.notebook]
    assert read == {name: value}
    assert type(read[name]) is type(value)


@pytest.mark.parametrize(
    "assignment, message",
    [
        ("bootstrap_sample=50", "no parameter “bootstrap_sample”; did you mean bootstrap_samples? There are"),
        ("bootstrap_samples=many", "“bootstrap_samples” has to be a whole number from 1 on, not “many”"),
        ("bootstrap_samples=1.5", "“bootstrap_samples” has to be a whole number"),
        ("ratio=nan", "“ratio” has to be a number, not “nan”"),
        ("verbose=perhaps", "“verbose” has to be true or false"),
        ("seed", "NAME=VALUE, not as “seed”"),
        ("=3", "NAME=VALUE"),
        ("article=x.txt", "“article” cannot be set"),
        ("tables_dir=x", "“tables_dir” cannot be set"),
    ],
)
def test_wrong_parameters_are_refused_in_one_sentence(assignment, message):
    with pytest.raises(UsageError, match=re.escape(message)) as refusal:
        parameters.check(parameters.split([assignment]), [PIECES.notebook])
    assert "\n" not in str(refusal.value)


def test_a_notebook_that_is_not_there_is_named():
    with pytest.raises(UsageError, match=r"nowhere\.ipynb cannot be read"):
        parameters.check({}, [Path("nowhere.ipynb")])
