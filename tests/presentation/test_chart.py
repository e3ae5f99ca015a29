"""A chart: SVG that follows the page, in light and dark, with its words beside it."""

import io
import re
import xml.etree.ElementTree as ElementTree

import matplotlib
import pytest

from analysis.presentation.charts import chart as base


def bars() -> base.Chart:
    chart = base.chart(alt="Two bars, of which the second is higher.")
    axes = chart.subplots()
    axes.bar(["one", "two"], [1, 2], color=base.VOICE["quoted"], label="bars")
    axes.set_title("Bars <& more>")
    axes.text(0, 1, "beside")
    axes.legend()
    return chart


def test_a_chart_shows_itself_with_its_text_alternative():
    data, metadata = bars()._repr_mimebundle_()
    assert data["text/plain"] == "Two bars, of which the second is higher."
    assert metadata["image/svg+xml"]["alt"] == data["text/plain"]
    assert (
        '<img alt="Two bars, of which the second is higher." src="data:image/svg+xml;base64,'
        in data["text/html"]
    )


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_chart_without_a_text_alternative_is_refused(alt):
    chart = base.chart(alt=alt)
    with pytest.raises(ValueError, match="text alternative"):
        chart._repr_mimebundle_()


def test_a_text_alternative_cannot_add_markup():
    chart = base.chart(alt='"><script>')
    assert "<script" not in chart._repr_mimebundle_()[0]["text/html"]


def test_the_title_stands_above_the_image_too_for_narrow_pages():
    shown = bars()._repr_mimebundle_()[0]["text/html"]
    assert '<figcaption aria-hidden="true">Bars &lt;&amp; more&gt;</figcaption><img' in shown
    bare = base.chart(alt="Nothing.")
    bare.subplots()
    assert "<figcaption" not in bare._repr_mimebundle_()[0]["text/html"]


def test_a_slim_chart_has_its_title_above_it_and_type_that_a_phone_can_show():
    chart = base.slim(4, "Kenya <acts> most (90%).", ["Kenya: 3", "Peru: 2"])
    axes = chart.subplots()
    axes.barh([0, 1], [3, 2])
    base.label_rows(axes, ["Kenya", base.folded("The republic of the southern islands")])
    assert chart.alt == "Kenya <acts> most (90%). Kenya: 3. Peru: 2."
    shown = chart._repr_mimebundle_()[0]["text/html"]
    assert '<figure class="slim"><figcaption>Kenya &lt;acts&gt; most (90%).</figcaption><img' in shown
    assert "Kenya &lt;acts&gt;" not in chart.svg()
    width = float(re.search(r'width="([\d.]+)pt"', chart.svg())[1])
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", chart.svg())]
    phone = 328 / (width * 96 / 72)
    assert sizes and min(sizes) * 96 / 72 * phone >= 12


def test_long_labels_are_folded():
    assert base.folded("Kenya") == "Kenya"
    assert (
        base.folded("The republic of the southern islands and seas")
        == "The republic of the\nsouthern islands …"
    )
    assert base.rows_of(["a", "a\nb"]) > 2


def test_two_runs_give_the_same_bytes():
    assert bars().svg() == bars().svg()


def test_a_chart_is_drawn_as_matplotlib_saves_it_and_left_as_it_was():
    chart, other, saved = bars(), bars(), io.StringIO()
    dpi = chart.dpi
    other.axes[0].get_legend().set_frame_on(False)
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "presslens"}):
        other.savefig(saved, format="svg", transparent=True)
    places = [
        re.findall(r' (?:d|points|transform|xlink:href)="[^"]*"', svg)
        for svg in (chart.svg(), saved.getvalue())
    ]
    assert places[0]
    assert places[0] == places[1]
    assert chart.dpi == dpi


def test_the_drawing_is_svg_with_text_as_text_and_no_date():
    svg = bars().svg()
    texts = [element.text for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"one", "two", "Bars <& more>", "beside", "bars"} <= set(texts)
    assert "<metadata" not in svg
    assert "<!DOCTYPE" not in svg
    assert svg.count("font-family") == 1


def test_the_drawing_has_no_paper():
    assert not re.search(r"fill: #ffffff", bars().svg().partition("</style>")[2])


def test_every_colour_of_the_palette_that_is_dark_has_a_light_twin():
    style = bars().svg().partition("</style>")[0]
    for colour in (
        base.INK,
        base.SOFT,
        *base.VOICE.values(),
        base.POLARITY["negative"],
        base.POLARITY["positive"],
    ):
        assert f'[style*="fill: {colour}"],[fill="{colour}"]{{fill:' in style


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colour", [*base.VOICE.values(), *base.POLARITY.values(), *base.GROUP])
def test_the_palette_stands_out_on_light_and_dark_paper(colour):
    assert contrast(colour, "#ffffff") >= 3
    assert contrast(base.DARK.get(colour, colour), base.DARK["#ffffff"]) >= 3


@pytest.mark.parametrize("one, other", [("negative", "positive"), ("positive", "neutral")])
def test_polarities_differ_in_grey(one, other):
    assert contrast(base.POLARITY[one], base.POLARITY[other]) >= 1.4


def test_the_style_does_not_leak_into_other_figures():
    before = dict(matplotlib.rcParams)
    bars().svg()
    assert dict(matplotlib.rcParams) == before
