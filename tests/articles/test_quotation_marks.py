"""Quotation marks of every kind, beside apostrophes, nested, odd in number."""

import time

import pytest

from analysis.articles.quotation_marks import outermost, quoted_regions, unpaired

# text, the regions with their marks; "+" before one that stands in another
REGIONS = [
    ("“Yes,” he said. “No.”", ["“Yes,”", "“No.”"]),
    ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
    ("‘Yes,’ he said. ‘No.’", ["‘Yes,’", "‘No.’"]),
    ("'Yes,' he said. 'No.'", ["'Yes,'", "'No.'"]),
    ("„Ja“, sagte er. „Nein“", ["„Ja“", "„Nein“"]),
    ("«Oui» dit-il. « Non », dit-elle.", ["«Oui»", "« Non »"]),
    ("»Ja«, sagte er, »nein«.", ["»Ja«", "»nein«"]),
    ("``Yes,'' he said, ``no.''", ["``Yes,''", "``no.''"]),
    ("”Yes,” he said.", ["”Yes,”"]),
    ("“Yes,“ he said.", ["“Yes,“"]),
    ("‘‘Yes,’’ he said, “and no.’’ He left.", ["‘‘Yes,’’", "“and no.’’"]),
    ('It was over."Yes," he said."No."She left.', ['"Yes,"', '"No."']),
    ('<a rel="me">no words</a>', []),
    ("They head home ,” he said. “Stay home ,” he said.", ["“Stay home ,”"]),
    ('" Yes , " he said .', ['" Yes , "']),
    ('("Yes")—“Go”—', ['("Yes")'[1:-1], "“Go”"]),
    # apostrophes
    ("Don’t tell the workers’ or the bosses’ unions of the ’90s.", []),
    ("Don't tell the workers' or the bosses' unions of the '90s.", []),
    ("‘I don’t know the workers’ view,’ he said of the ’90s.", ["‘I don’t know the workers’ view,’"]),
    ("'I don't like rock 'n' roll,' he said.", ["'I don't like rock 'n' roll,'"]),
    ("“Get ’em,” he said, “’tis ‘free’.”", ["“Get ’em,”", "“’tis ‘free’.”", "+‘free’"]),
    ("He said: ‘It’s James’ book. I know.’", ["‘It’s James’ book. I know.’"]),
    ("‘hopes’ are high", ["‘hopes’"]),
    ('A 6" pipe and a "real" one, 5\'10" long', ['"real"']),
    # quotes in quotes
    ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”", "+‘no’"]),
    ("‘He said “no” to me,’ she said.", ["‘He said “no” to me,’", "+“no”"]),
    ("“He said “no” to me,” she said.", ["“He said “no” to me,”", "+“no”"]),
    ("``He said `no' to me,'' she said", ["``He said `no' to me,''", "+`no'"]),
    # left open
    ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
    ("“One “two,” he said.", ["“One", "“two,”"]),
    ("“Open ‘inner and end.” rest", ["“Open ‘inner and end.”"]),
    ("‘One.\n\n‘Two,’ he said.", ["‘One.", "‘Two,’"]),
    ("No mark closes” this.", []),
    # nothing inside
    ('"" and “ ” and "?"', []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), REGIONS, ids=[text or "empty" for text, _ in REGIONS])
def test_regions(text, expected):
    found = [("+" * (region.depth - 1)) + text[region.start : region.end] for region in quoted_regions(text)]
    assert found == expected


def test_inner_text_is_without_the_marks():
    text = "``Yes,'' he said."
    (region,) = quoted_regions(text)
    assert text[slice(*region.inner)] == "Yes,"


def test_a_paragraph_that_opens_and_never_closes_ends_at_its_end():
    text = "“One. Two.\n\nThree."
    (region,) = quoted_regions(text)
    assert (text[region.start : region.end], region.closed) == ("“One. Two.", False)


def test_paragraphs_may_span_lines():
    text = "“One\ntwo,” he said."
    assert [text[r.start : r.end] for r in quoted_regions(text, [(0, len(text))])] == ["“One\ntwo,”"]


def test_each_region_tells_its_kind_of_marks():
    text = "“One,” ‘two,’ «three» and ``four,'' ‘‘five’’"
    families = ["double", "single", "angular", "double", "double"]
    assert [region.family for region in quoted_regions(text)] == families


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('“One.” ‘Two.’ "Three." ‘‘Four.’’', []),
        ("“One.\n\n“Two.”", []),
        ("“One.\n\nTwo.”", []),
        ("“One.\n\nTwo.\n\nThree.”", [0, 19]),
        ("One.” Two", [4]),
        ('A 12" record', []),
        ('It ended."So it did," he said.', []),
        ("", []),
    ],
)
def test_marks_without_a_partner(text, places):
    assert unpaired(text) == places


def test_outermost_leaves_out_what_is_nested():
    regions = quoted_regions("“He said ‘no’ to me,” she said.")
    assert outermost(regions) == regions[:1]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["“", "”", '"', "'", "‘", "’", "“a” ", "'a' ", "‘a“b ", "``", "''", "«»"])
def test_ten_thousand_marks_take_a_moment(unit):
    start = time.process_time()
    quoted_regions(unit * 10_000)
    unpaired(unit * 10_000)
    assert time.process_time() - start < 5
