"""Sources without a name: called by the words of the text, all of a kind as one."""

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions
from analysis.attribution.unnamed import called_in_text

TEXT = (
    "Officials at the museum said the bridge was safe. An official said it would stand. "
    "“It will stand,” the officials said. Ann Lee said it was old."
)


def test_sources_of_a_kind_have_the_fullest_name():
    document = annotate(Article(text=TEXT))
    called = [called_in_text(document, each) for each in attributions(document)]
    assert called == [*["officials at the museum"] * 3, None]


def test_a_pronoun_is_no_source():
    document = annotate(Article(text="They said the bridge was safe."))
    assert [called_in_text(document, each) for each in attributions(document)] == [None]
