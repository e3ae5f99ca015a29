"""The colours of text, tables and figures, from one file: resources/templates/palette.json.

Each has a light and a dark half. No meaning rests on a colour alone: a voice, a tone, a part in an action
or a group of texts has a line, a sign, a shape or a pattern of its own as well, so that all can be told
apart in grey print.
"""

from functools import cache

from analysis.paths import TEMPLATES, read_json

LIGHT, DARK = 0, 1


@cache
def colours() -> dict[str, tuple[str, str]]:
    """Return the colours by name, each as (light, dark) in hexadecimal."""
    named = read_json(TEMPLATES / "palette.json")
    return {name: (light, dark) for name, (light, dark) in named.items()}


def css(selector: str) -> str:
    """Return a rule that gives every colour to what `selector` selects, as a custom property `--pl-NAME`."""
    lines = (f"  --pl-{name}: light-dark({light}, {dark});\n" for name, (light, dark) in colours().items())
    return f"{selector} {{\n{''.join(lines)}}}\n"


def light(name: str) -> str:
    """Return a colour's light half."""
    return colours()[name][LIGHT]


def dark_of() -> dict[str, str]:
    """Return for each light colour the dark one that takes its place."""
    return dict(colours().values())
