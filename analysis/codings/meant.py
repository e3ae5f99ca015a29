"""Whom a reader means by a speaker's name: somebody of the article, with what the article says of them."""

from analysis.annotation import Document
from analysis.attribution import attributions
from analysis.attribution.speakers import Speaker, folded, speaker_named


def speaker_meant(document: Document, name: str) -> Speaker:
    """Return the speaker whom a reader calls so, with the role and the affiliation that the article gives.

    Somebody's statements tell them where the words beside the name do not. Somebody whom the article does
    not know is called as the reader writes it.
    """
    named = speaker_named(document, name)
    called = folded(named.name)
    own = [each for each in attributions(document) if each.speaker and folded(each.speaker) == called]
    role = named.role or next((each.role for each in own if each.role), None)
    affiliation = named.affiliation or next((each.affiliation for each in own if each.affiliation), None)
    return Speaker(own[0].speaker if own else named.name, role, affiliation)
