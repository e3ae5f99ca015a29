"""Warnings: each is given where it is due, and not on clean prose."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import quality
from analysis.articles.words import count_words

CLEAN = (
    "The harbor council agreed a budget on Tuesday, after nine hours of talks that left both sides "
    "tired. “We gave up a lot,” said Maria Lopez, who has led the board since 2015. “But the port stays "
    "open.”\n\nCritics, among them the fishermen’s union, said the plan would cost 1,200 jobs by the end "
    "of the year. Its chairman, an hour before the vote, called it “a used car with a new price tag.” He "
    "isn’t alone: the mayor’s own deputy asked for a delay.\n\n"
    "In the Middle East, where most of the port’s oil comes from, the news was met with a shrug. Shares "
    "in the operator rose 2 percent, to $12.40, and then fell back. A second vote is due in May, when "
    "the United Nations report on shipping comes out; until then, nothing is settled."
)
"""Written for these tests: more than a hundred words, no fault."""


def test_clean_news_gets_no_warning():
    assert count_words(CLEAN) > 100
    assert quality.warnings(CLEAN) == ()


def test_a_very_short_text_says_how_short():
    assert "(3 words)" in quality.very_short("One two three.")
    assert "(1 word)" in quality.very_short("One.")
    assert quality.very_short("word " * 99) is not None
    assert quality.very_short("word " * 100) is None


class TestParaphrased:
    def test_the_example_is_reworded_and_says_where(self, example_article):
        (warning,) = example_article.warnings
        assert "machine-paraphrased" in warning
        for cue in (
            "“the center East” for “Middle East”",
            "billions folks",
            "therein battle",
            "is that the most",
        ):
            assert cue in warning
        assert "6 spaces before a stop or comma" in warning

    @pytest.mark.parametrize(
        "text",
        [
            "The White Home mentioned on Monday that the local weather change invoice was dead , and the "
            "Supreme Courtroom would hear the case. The Related Press reported it first.",
            "The Joined Countries met the unfamiliar minister in a office near Divider Street, where an "
            "bargain was struck on human privileges.",
            "He was , as long because the war went on , wont to describe it as a error. At an equivalent "
            "time the foremost important general resigned .",
        ],
    )
    def test_other_rewriters_are_recognised(self, text):
        assert "machine-paraphrased" in quality.paraphrased(text)

    @pytest.mark.parametrize(
        "text",
        [
            CLEAN,
            CLEAN + " The center East wing reopens, he said.",
            "Thousands of folks came to the the fair, and some folks soldiers know stayed.",
            "He is a one-time friend, a European, a user and an heir; an honest man for an hour at an "
            "FBI office.",
            "She wrote that that was that . . . and had had enough.",
            "The truth is that the most patient man wins. He is wont to say so.",
            "The parties therein named met the foremost expert in the town center, east of the river.",
        ],
    )
    def test_a_slip_or_a_rare_phrase_is_no_pattern(self, text):
        assert quality.paraphrased(text) is None

    @pytest.mark.parametrize(
        ("text", "kind", "found"),
        [
            ("across the center East and", "name", "the center East"),
            ("many billions folks taxpayers’ money", "phrase", "billions folks"),
            ("and therein battle, Iran", "phrase", "therein battle"),
            ("killed him fortnight ago", "phrase", "fortnight ago"),
            ("Iran is that the most influential state in Iraq", "phrase", "is that the most"),
            ("it was a important day", "article", "a important"),
            ("it was an big day", "article", "an big"),
            ("it was a the day", "article", "a the"),
            ("of of the day", "article", "of of"),
            ("come to believe . it’s", "space", "."),
            ("head home ,” he said", "space", ","),
        ],
    )
    def test_each_sign_is_found(self, text, kind, found):
        assert [(sign.kind, sign.found) for sign in quality.signs(text)] == [(kind, found)]

    @pytest.mark.parametrize(
        "text",
        [
            "a fortnight ago",
            "wait . . . what",
            "a unique union, a eulogy, a one-off, a euro",
            "an hour, an heir, an honor, an X-ray",
            "in the Middle East",
            "the A team and the a cappella choir",
            "it costs .50 or 3 .5",
        ],
    )
    def test_what_only_looks_like_a_sign_is_left(self, text):
        assert quality.signs(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It isnâ€™t over", "“â€™”"),
        ("the cafÃ\u00a9 closed", "1 place"),
        ("Itï»¿ is", "1 place"),
        ("isn\ufffdt", "“\ufffd”"),
    ],
)
def test_a_wrong_encoding_is_noticed(text, found):
    assert found in quality.misread(text)


@pytest.mark.parametrize("text", [CLEAN, "SÃO PAULO", "Ângela’s €50", "naïve"])
def test_accents_are_no_wrong_encoding(text):
    assert quality.misread(text) is None


def test_left_over_markup_is_noticed_from_the_third_tag_on():
    assert quality.marked_up("<p>one</p> a < b and a <sic> & R&D; two") is None
    assert "3 times, such as “<p class='x'>”" in quality.marked_up("<p class='x'>R&amp;D</p>")


BALANCED = [
    CLEAN,
    "no quotation at all",
    "“One.” He said: “Two.”",
    '"One," he said. "Two."',
    "“One goes on.\n\n“Two goes on.\n\n“Three ends,” he said.",
    '"One goes on.\n\n"Two goes on.\n\n"Three ends," he said.',
    "“It starts here\nand ends in the next line,” he said.",
    "“He called it ‘a lie’ and don’t you forget it,” she said.",
    "“She told me, “Go,” and I went,” he said.",
    "’Tis the ’80s: the workers’ rights, rock ’n’ roll, and 'scare' quotes",
    'a 12" record and a 6\'2" man',
    'the 12" record is "fine"',
    'an 8" pipe, “fine” by all',
    "“Fold and head home ,” he said . “No .” She left .",
    "”Backwards,” he said, and “again.“",
    "``Penn,'' he said. ‘‘Curly,’’ she said. „Low,” they said.",
    "(“In brackets”) and—“after a dash”—and “[Square] brackets.”",
]
UNBALANCED = [
    ("“We gave up a lot, said Maria Lopez.", 1),
    ("We gave up a lot,” said Maria Lopez.", 1),
    ('"We gave up a lot, said Maria Lopez.', 1),
    ("“One goes on.\n\nThe council met on Tuesday.\n\n“Two ends,” he said.", 1),
    ("“One,” he said. “Two.\n\nHe said “three” and left.", 1),
    ("“One goes on.\n\n“Two goes on.", 1),
    ('He said "one", "two and "three".', 1),
    ("one” two” three”", 3),
    ("” \n\n “", 2),
]


@pytest.mark.parametrize("text", BALANCED)
def test_paired_quotation_marks_are_fine(text):
    assert quality.unbalanced_quotes(text) is None


@pytest.mark.parametrize(("text", "count"), UNBALANCED)
def test_marks_without_a_partner_are_counted(text, count):
    assert f"({count} mark" in quality.unbalanced_quotes(text)


def test_the_first_mark_without_a_partner_is_shown_among_whole_words():
    warning = quality.unbalanced_quotes(
        "The minister answered all questions.\n\nShe said: “We gave up\nthe port and everything else in it."
    )
    assert "the first in: …all questions. She said: “We gave up the port and…" in warning


@pytest.mark.parametrize(
    "ending",
    [
        " The minister said that the",
        " The minister said that the port would be shut by the gover",
        " The talks, which began on Monday, were broken off by the President of the United",
        " And so,",
        " And so it ends…",
        " And so it ends...”",
        " And so it [...]",
        " The minister said [+2145 chars]",
        " The minister said… Read more",
        "\n\nContinue reading",
        "\n\nREAD MORE »",
        "\n\nRead the full story",
        "\n\nSubscribe to continue reading",
        "\n\nStory continues below",
        "\n\nThe minister said that the port would\nbe shut by the",
    ],
)
def test_a_text_that_stops_short_is_noticed(ending):
    assert "looks cut off" in quality.cut_off(CLEAN + ending)


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "\n",
        " “It is over.”",
        " Is it over?",
        " (It is over.)",
        " He said: ‘It is over.’",
        "\n\nMaria Lopez",
        "\n\nReuters",
        "\n\nContributing: The Associated Press",
        "\n\nAnn Lee contributed to this report",
        "\n\nFollow Ann Lee on Twitter: @annlee",
        "\n\n© 2021 Harbor Times",
        "\n\nhttps://harbor.example/budget",
        "\n\nRelated: how the port was saved from the council",
        "\n\n— Ann Lee, Harbor Times",
        " Please read more books.",
        "\n\n***",
    ],
)
def test_an_ending_is_an_ending(ending):
    assert quality.cut_off(CLEAN + ending) is None


def test_a_text_can_have_several_faults():
    warnings = quality.warnings("“It isnâ€™t over, he said, and the")
    assert [warning.split(" (")[0] for warning in warnings] == [
        "The text is very short",
        "The text was read in a wrong encoding at some time",
        "Quotation marks do not pair up",
        "The text looks cut off",
    ]


@given(st.text(st.sampled_from("“”\"'’‘„`a A.,…\n12<p>&;\ufffd")) | st.text())
def test_any_text_gets_plain_sentences(text):
    for warning in quality.warnings(text):
        assert warning.endswith(".")
        assert "\n" not in warning
        assert len(warning) < 700


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "”\n\n",
        " .",
        "a ",
        "<p ",
        "the the ",
        "[+1",
        "Read more ",
        "A a:",
        "\n",
        '1"',
        "center East ",
        " ",
        "\t",
        "a-",
        "1.",
        "“\n",
    ],
)
def test_the_cost_is_linear(piece):
    def seconds(length):
        start = time.process_time()
        quality.warnings(piece * (length // len(piece)))
        return time.process_time() - start

    seconds(1000)
    long, short = (min(seconds(length) for _ in range(3)) for length in (100_000, 10_000))
    assert long < 30 * short + 0.2
