"""The article as marked text: every word once, in its sentence, with the marks that belong there."""

import re
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.presentation import marked_text
from analysis.presentation.marked_text import Mark

TEXT = "The plan failed. “It was <b>bad</b> & late,” she said.\n\nNobody answered."


def document(text: str) -> SimpleNamespace:
    """A document of one paragraph a block and one sentence a full stop, as highlight sees one."""
    paragraphs = [found.span() for found in re.finditer(r"[^\n]+", text)]
    sentences = []
    for number, (start, end) in enumerate(paragraphs, start=1):
        for found in re.finditer(r"[^\s.][^.]*\.?", text[start:end]):
            span = (start + found.start(), start + found.start() + len(found.group().rstrip()))
            sentences.append(
                SimpleNamespace(number=len(sentences) + 1, paragraph=number, start=span[0], end=span[1])
            )
    return SimpleNamespace(article=Article(text), paragraphs=paragraphs, sentences=sentences)


def shown(piece) -> str:
    """The markup without what highlight adds to the text: numbers, labels and words for screen readers."""
    body = str(piece.markup).partition('<div class="pl-article">')[2]
    body = re.sub(r'<a class="n".*?</a>|<sup.*?</sup>|<span class="pl-hidden">.*?</span>', "", body)
    return re.sub(r"<[^>]+>", "", body)


def mark(phrase: str, kind: str = "evidence", label: str = "") -> Mark:
    start = TEXT.index(phrase)
    return Mark(start, start + len(phrase), kind, label)


def test_every_sentence_has_its_number_as_an_anchor():
    markup = str(marked_text.text(document(TEXT), []).markup)
    assert re.findall(r'id="s(\d+)"><a class="n" href="#s(\d+)" title="sentence \d+">(\d+)</a>', markup) == [
        ("1", "1", "1"),
        ("2", "2", "2"),
        ("3", "3", "3"),
    ]
    assert markup.count("<p>") == 2


def test_blocks_look_like_what_they_are():
    text = "Plan fails\n\nThe plan failed.\n\n## What now\n\n- Nobody answered.\n\n- Rain.\n\nBy Ann Lee"
    markup = str(marked_text.text(document(text), []).markup)
    looks = re.findall(r"<p( [^>]*)?>", markup)
    assert looks == [
        ' class="headline" role="heading" aria-level="3"',
        "",
        ' class="heading" role="heading" aria-level="4"',
        ' class="item"',
        ' class="item"',
        ' class="aside"',
    ]


def test_what_is_no_sentence_is_shown_as_it_is():
    document = annotate(Article("The plan failed.\n\nBy <b>Ann Lee"))
    assert '<p class="aside">By &lt;b&gt;Ann Lee</p>' in str(marked_text.text(document, []).markup)


def test_without_anchors_numbers_still_lead_to_the_text():
    markup = str(marked_text.text(document(TEXT), [], anchors=False).markup)
    assert "id=" not in markup
    assert 'href="#s3"' in markup


def test_the_article_cannot_add_markup():
    markup = str(marked_text.text(document(TEXT), [mark("<b>bad", "loaded", '"><script>')]).markup)
    assert "&lt;b&gt;bad" in markup
    assert "<script" not in markup


@pytest.mark.parametrize(
    "marks, expected",
    [
        ([mark("failed", "loaded")], "The plan [loaded:failed]."),
        ([mark("plan failed", "quoted"), mark("failed", "loaded")],
         "The [quoted:plan ][quoted:[loaded:failed]]."),
        ([mark("The plan", "quoted"), mark("plan failed", "loaded")],
         "[quoted:The ][quoted:[loaded:plan]][loaded: failed]."),
        ([mark("The plan", "quoted"), mark("The plan", "loaded")], "[quoted:[loaded:The plan]] failed."),
        ([Mark(4, 4, "loaded")], "The plan failed."),
        ([Mark(3, 9, "loaded")], "The [loaded:plan] failed."),
    ],
)  # fmt: skip
def test_marks_nest_and_overlap(marks, expected):
    first = str(marked_text.sentences(document(TEXT), [1], marks).markup)
    inside = re.search(r"<span>(.*)</span></li>", first)[1]
    inside = re.sub(r'<span class="pl-hidden">.*?</span>', "", inside)
    assert re.sub(r'<mark class="(\w+)">', r"[\1:", inside).replace("</mark>", "]") == expected


def test_a_mark_across_sentences_is_announced_once_and_labelled_once():
    whole = Mark(0, len(TEXT), "quoted", "7")
    markup = str(marked_text.text(document(TEXT), [whole]).markup).partition('<div class="pl-article">')[2]
    assert markup.count('<mark class="quoted">') == 3
    assert markup.count("[quoted] ") == 1
    assert markup.count('<sup class="label">7</sup>') == 1


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from(list(marked_text.KINDS))
        )
    )
)
def test_marks_never_change_the_text(spans):
    marked = marked_text.text(document(TEXT), [Mark(start, end, kind, "x") for start, end, kind in spans])
    assert shown(marked) == shown(marked_text.text(document(TEXT), []))


@pytest.mark.parametrize(
    "character, seen",
    [
        ("\0", "␀"),
        ("\x1b", "␛"),
        ("\x85", "\ufffd"),
        ("\u202e", "\ufffd"),
        ("\ud800", "\ufffd"),
        ("\uffff", "\ufffd"),
    ],
)
def test_unprintable_characters_are_made_visible(character, seen):
    markup = str(marked_text.text(document(f"One{character}two."), []).markup)
    assert f"One{seen}two." in markup
    markup.encode()


def test_notes_stand_in_the_margin_and_behind_a_button():
    notes = {2: [marked_text.Note("Says", "A <b>"), marked_text.Note("Worse", "B")]}
    markup = str(marked_text.text(document(TEXT), [], notes=notes).markup)
    assert 'class="pl-article noted"' in markup
    assert markup.count('id="notes-2" popover') == markup.count('popovertarget="notes-2"') == 1
    assert 'aria-label="Notes on sentence 2">+2</button>' in markup
    assert '<span class="note"><b>Says</b> A &lt;b&gt;</span>' in markup
    assert "noted" not in str(marked_text.text(document(TEXT), []).markup)


def test_the_legend_names_the_kinds_that_occur():
    markup = str(marked_text.text(document(TEXT), [mark("failed", "loaded"), mark("she", "source")]).markup)
    assert re.findall(r'<li><mark class="(\w+)">(.*?)</mark>', markup) == [
        ("loaded", "loaded word"),
        ("source", "who speaks"),
    ]


def test_a_legend_of_ones_own_is_escaped():
    markup = str(marked_text.text(document(TEXT), [], legend={"loaded": "a < b"}).markup)
    assert '<mark class="loaded">a &lt; b</mark>' in markup


def test_heat_shows_the_sign_beside_the_shade():
    markup = str(marked_text.heat(document(TEXT), [0.5, -1.0, None], "Score").markup)
    assert re.findall(r'<span class="heat (\w+) h(\d)">.*?</span>([+−\d.]+)</sup>', markup) == [
        ("positive", "3", "+0.50"),
        ("negative", "5", "−1.00"),
    ]


def test_heat_says_nothing_about_sentences_without_a_score():
    markup = str(marked_text.heat(document(TEXT), [float("nan"), 0.0, None]).markup)
    assert markup.count('class="heat') == 1
    assert "neutral h0" in markup


def test_heat_wants_a_value_for_every_sentence():
    with pytest.raises(ValueError, match="2 values for 3 sentences"):
        marked_text.heat(document(TEXT), [0.1, 0.2])


def test_only_these_sentences():
    markup = str(marked_text.sentences(document(TEXT), [3, 1]).markup)
    assert re.findall(r'href="#s(\d)"', markup) == ["3", "1"]
    assert "she said" not in markup


@pytest.mark.slow
def test_time_grows_with_the_text_not_with_its_square():
    text = "One two three four. " * 5_000
    marks = [Mark(at, at + 3, "loaded") for at in range(0, len(text), 5)]
    start = time.process_time()
    marked_text.text(document(text), marks)
    assert time.process_time() - start < 5


def test_a_real_document(example):
    first = example.sentences[0]
    markup = str(marked_text.text(example, [Mark(first.start, first.end, "author")]).markup)
    assert markup.count('class="sentence"') == len(example.sentences)
