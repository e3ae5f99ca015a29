"""Numbers and uncertainty in words, the same in findings, figures and text alternatives."""

from collections.abc import Mapping

from analysis.wording import NOT_ENOUGH, listed

NAMES = {"textblob": "TextBlob", "vader": "VADER", "model": "the model", "lexicon": "your lexicon"}
VOICE_NAMES = {
    "all": "all voices",
    "author": "the author",
    "others": "others",
    "quoted": "quoted",
    "reported": "reported",
}


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with its sign, a true minus sign (screen readers skip hyphens); zero has none."""
    if value != value:
        return NOT_ENOUGH
    return f"{value:+.{decimals}f}".replace("-", "−") if round(value, decimals) else f"{0:.{decimals}f}"


def with_interval(estimate: Mapping[str, float]) -> str:
    """Return `mean (low to high)` of an estimate, or that there is not enough text."""
    if estimate["mean"] != estimate["mean"]:
        return NOT_ENOUGH
    return f"{signed(estimate['mean'])} ({signed(estimate['low'])} to {signed(estimate['high'])})"


def leaning(estimate: Mapping[str, float]) -> str:
    """Return positive, negative or unclear: whether the interval lies on one side of zero."""
    return "positive" if estimate["low"] > 0 else "negative" if estimate["high"] < 0 else "unclear"


def ranges(numbers: list[int]) -> str:
    """Return ascending whole numbers with neighbours drawn together: 2 to 4, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed([f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])
