"""Finding: one thing a report says in plain words, with the sentences it rests on."""

from typing import NamedTuple

from markupsafe import Markup

from analysis.html import sentence_links, text

MOST_LINKS = 12


class Finding(NamedTuple):
    """Something for the reader to know, and the numbers (from 1) of the article's sentences behind it."""

    text: str
    sentences: tuple[int, ...] = ()

    def __html__(self) -> str:
        """Return the finding as HTML, escaped, its first twelve sentences as links."""
        if not self.sentences:
            return text(self.text)
        said = self.text.removesuffix(".")
        noun = "sentence" if len(self.sentences) == 1 else "sentences"
        more = ", …" if len(self.sentences) > MOST_LINKS else ""
        links = sentence_links(self.sentences[:MOST_LINKS])
        return Markup("{} ({} {}{}).").format(text(said), noun, links, more)
