"""The palette: told apart by the colour-blind, readable as text, the same in CSS and figures."""

import re
from itertools import combinations

import pytest

from analysis.paths import TEMPLATES
from analysis.presentation import html, palette
from analysis.presentation.charts import chart

# Linear RGB to what is seen without one of the cones (Machado, Oliveira and Fernandes 2009, severity 1).
SEEN = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
WHITE = (0.95047, 1.0, 1.08883)
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
GROUPS = [f"group-{number}" for number in range(1, 7)]
MEANINGS = ["author", "quoted", "reported", "negative", "neutral", "positive", "agent", "patient"]
PAIRS = [
    ("negative", "positive"),
    ("author", "quoted"),
    ("quoted", "reported"),
    ("agent", "patient"),
    *combinations(GROUPS, 2),
]


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def times(matrix, vector) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    x, y, z = (
        part ** (1 / 3) if (part := max(value, 0) / white) > 0.008856 else 7.787 * part + 16 / 116
        for value, white in zip(times(XYZ, rgb), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, matrix) -> float:
    """The distance of two colours as seen (CIE 1976); about 2 is just visible."""
    seen = (lab(times(matrix, linear(colour))) for colour in (one, other))
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


@pytest.mark.parametrize("half", [palette.LIGHT, palette.DARK])
@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("one, other", PAIRS)
def test_what_stands_side_by_side_is_told_apart_by_everybody(one, other, sight, half):
    known = palette.colours()
    assert apart(known[one][half], known[other][half], SEEN[sight]) >= 15


@pytest.mark.parametrize("half", [palette.LIGHT, palette.DARK])
@pytest.mark.parametrize("meaning", MEANINGS)
@pytest.mark.parametrize("group", GROUPS)
def test_a_group_of_texts_does_not_look_like_a_voice_or_a_tone(group, meaning, half):
    known = palette.colours()
    assert apart(known[group][half], known[meaning][half], SEEN["deuteranopia"]) >= 10


@pytest.mark.parametrize("half", [palette.LIGHT, palette.DARK])
@pytest.mark.parametrize("one, other", list(combinations(GROUPS, 2)))
def test_groups_differ_in_grey_print(one, other, half):
    known = palette.colours()
    assert contrast(known[one][half], known[other][half]) >= 1.15


def test_the_shapes_of_groups_are_their_own():
    shapes = [*chart.GROUP_SHAPE, *chart.POLARITY_SHAPE.values()]
    assert len(shapes) == len(set(shapes))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(times(XYZ, linear(colour))[1] for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("half", [palette.LIGHT, palette.DARK])
@pytest.mark.parametrize(
    "name, ground",
    [
        *((name, "paper") for name in ("ink", "soft", "link", "accent")),
        *((name, "paper") for name in ("quoted", "author", "negative", "positive")),
        *((name, "shade") for name in ("link", "soft")),
    ],
)
def test_colours_of_text_can_be_read(name, ground, half):
    known = palette.colours()
    assert contrast(known[name][half], known[ground][half]) >= 4.5


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.css")), ids=lambda file: file.name)
def test_no_colour_stands_outside_the_palette(file):
    assert not re.search(r"#[0-9a-f]{3,8}\b", file.read_text(encoding="utf-8"), re.IGNORECASE)


def test_css_and_figures_have_the_same_colours():
    for name, colour in {
        **chart.VOICE,
        **chart.POLARITY,
        **chart.PART,
        **dict(zip(GROUPS, chart.GROUP, strict=True)),
    }.items():
        assert f"--pl-{name}: light-dark({colour}, {chart.DARK[colour]});" in html.style()


def test_no_two_colours_share_a_light_half():
    lights = [light for light, _ in palette.colours().values()]
    assert len(lights) == len(set(lights))
