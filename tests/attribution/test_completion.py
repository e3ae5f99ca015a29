"""What the network leaves open: headlines, viewpoints, relayed words, open quotations, no attributions."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions, voice_of
from analysis.attribution.paragraphs import continued


def found(text: str) -> list[tuple[str | None, str]]:
    """Return (source, content) of each attribution, as the text has them."""
    return [
        (
            text[slice(*each.source)] if each.source else None,
            " … ".join(text[slice(*piece)] for piece in each.content),
        )
        for each in attributions(annotate(Article(text=text)))
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Study: Cats know their own names", "Study", "Cats know their own names"),
        ("Governor: Schools stay closed until May", "Governor", "Schools stay closed until May"),
        ("“We never slept”: Karim Haddad on a year of war", "Karim Haddad", "“We never slept”"),
        ("In the view of Peter Holm, the merger is a mistake.", "Peter Holm", "the merger is a mistake"),
        (
            "Per the Ministry of Health, the clinic will close.",
            "the Ministry of Health",
            "the clinic will close",
        ),
        ("By the council’s own account, the road cost millions.", "the council’s", "the road cost millions"),
    ],
)
def test_forms_that_the_network_does_not_know(text, source, content):
    assert (source, content) in found(text)


@pytest.mark.parametrize("text", ["Review: A film for rainy days", "Watch: Penguins escape from zoo"])
def test_a_colon_alone_is_no_speaker(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We are leaving,” Cruz said, according to the Evening Herald.", "Cruz"),
        ("“We are leaving,” Cruz said, the Times reported.", "Cruz"),
        ("Anna Velez said she would not run again, according to the Daily News.", "Anna Velez"),
        ("Anna Velez was quoted by the Morning Star as saying the vote was fair.", "Anna Velez"),
        ("The court heard Daniel Hartley admit that he had taken the money.", "Daniel Hartley"),
        ("The jury heard Daniel Hartley say he was abroad.", "Daniel Hartley"),
    ],
)
def test_relayed_words_are_of_those_who_said_them(text, source):
    assert [who for who, _ in found(text)] == [source]


def test_what_others_than_media_pass_on_stays_theirs():
    assert found("The driver was drunk, according to her lawyers.")[0][0] == "her lawyers"


@pytest.mark.parametrize(
    "text",
    [
        "The defender conceded a penalty in the last minute.",
        "Marta Silva was shown a yellow card for dissent.",
        "Two members of the band had been denied visas.",
    ],
)
def test_what_is_no_attribution_is_left_out(text):
    assert found(text) == []


OPEN = (
    "Judge Alice Grant sentenced him.\n\n“You lied to this court. You lied to the jury.\n\n"
    "You robbed people who trusted you.\n\nYou have shown no remorse,” Grant said.\n\nHe looked down."
)


def test_paragraphs_of_an_open_quotation_are_the_speakers():
    document = annotate(Article(text=OPEN))
    (quotation,) = (each for each in attributions(document) if each.kind == "direct")
    assert quotation.source is not None
    assert OPEN[slice(*quotation.source)] == "Grant"
    place = OPEN.index("You robbed")
    assert voice_of(document, place, place + 30) == "quoted"
    assert voice_of(document, OPEN.index("He looked"), len(OPEN)) == "author"


@pytest.mark.parametrize(
    "text",
    [
        "“You lied.\n\nHe looked down.\n\nNobody spoke.",
        "“You lied,” she said.\n\nHe looked down.",
        "“You lied.\n\nHe said: “No.”",
    ],
)
def test_a_quotation_goes_on_only_where_a_mark_closes_it(text):
    assert continued(annotate(Article(text=text))) == ()


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Iran said Israel had claimed the strike was an accident.", ["Iran", "Israel"]),
        ("Lee Holm told the court that Anna Velez had admitted she lied.", ["Lee Holm", "Anna Velez"]),
        ("Lee Holm said that he had told nobody that it was over.", ["Lee Holm"]),
    ],
)
def test_statements_within_statements_keep_both_speakers(text, sources):
    assert [who for who, _ in found(text)] == sources


def test_a_source_may_stand_after_its_cue():
    assert found("The dam, warned Nora Quist, could break within days.") == [
        ("Nora Quist", "The dam … could break within days")
    ]


def test_a_participle_does_not_tell_the_main_verb():
    text = "Israel, saying Hamas had built tunnels under the clinic, bombed it again."
    assert ("Israel", "Hamas had built tunnels under the clinic") in found(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "“It is over,” Lee Holm said. “Not yet,” said Anna Velez. “We appeal.”",
            [("Lee Holm", "“It is over,”"), ("Anna Velez", "“Not yet,” … “We appeal.”")],
        ),
        (
            "“Sell it,” Lee Holm told the board. “Never,” answered Anna Velez.",
            [("Lee Holm", "“Sell it,”"), ("Anna Velez", "“Never,”")],
        ),
        (
            "“It hurts,” Anna Velez said. “It will pass,” said Lee Holm.",
            [("Anna Velez", "“It hurts,”"), ("Lee Holm", "“It will pass,”")],
        ),
    ],
)
def test_a_tagged_quotation_is_whose_its_tag_names(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Anna Velez said Lee Holm had lied, a charge he denies.", "Lee Holm had lied"),
        ("Anna Velez said it would work, but her rival, Lee Holm, said it was doomed.", "it would work"),
    ],
)
def test_the_authors_comment_on_what_is_told_is_not_told(text, content):
    assert ("Anna Velez", content) in found(text)


def test_a_source_has_its_whole_name():
    assert found("Ines Moreau’s answer was short: “It leaks.”")[0][0] == "Ines Moreau’s"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wind farm is illegal, court rules", ("court", "Wind farm is illegal")),
        ("‘They left us to drown’: survivors accuse coastguard", ("survivors", "‘They left us to drown’")),
        ("Bank of Japan: no change in policy expected", ("Bank of Japan", "no change in policy expected")),
        (
            "The mayor, joked Lee Holm, has never seen a bus.",
            ("Lee Holm", "The mayor … has never seen a bus"),
        ),
    ],
)
def test_headlines_and_inserted_cues_have_their_words_alone(text, wanted):
    assert wanted in found(text)
