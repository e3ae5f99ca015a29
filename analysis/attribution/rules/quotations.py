"""Quotations in their surroundings: what is quoted, and the words of the sentence around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution.marks import Region
from analysis.attribution.spans import Span

SENTENCE_END = {".", "!", "?", "…", "..."}
_JOINING = (",", "?", "!", "—", "–", "-", "…", "...")
_STATEMENT = 4


@dataclass(frozen=True)
class Quotation:
    """A quoted region, its text between the marks, its tokens, and those before and after it.

    The words around it reach to the quotations beside it in the same paragraph. `paragraph` counts from 0.
    At the start of a paragraph, `before` is the end of the paragraph before where that one ends with a
    colon.
    """

    region: Region
    text: str
    inside: list[Token]
    before: list[Token]
    after: list[Token]
    paragraph: int

    @property
    def span(self) -> Span:
        """The (start, end) offsets with the marks."""
        return self.region.start, self.region.end

    @cached_property
    def lead(self) -> list[Token]:
        """The words of the same sentence before the quotation."""
        if self.before and self.before[-1].text.endswith(".") and self.inside[0].is_sent_start:
            return []
        ends = [i for i, token in enumerate(self.before) if token.text in SENTENCE_END]
        return self.before[ends[-1] + 1 :] if ends else self.before

    @cached_property
    def tail(self) -> list[Token]:
        """The words after the quotation, up to the end of a sentence."""
        ends = [i for i, token in enumerate(self.after) if token.text in SENTENCE_END]
        return self.after[: ends[0]] if ends else self.after

    @cached_property
    def is_statement(self) -> bool:
        """Whether it has words enough to be a statement, and is not a title, a name or a word held at a
        distance.
        """
        words = [token for token in self.inside if token.is_alpha]
        telling = [word for word in words if not word.is_stop]
        is_title = bool(telling) and all(word.text[0].isupper() for word in telling)
        return len(words) >= _STATEMENT and not is_title

    @property
    def goes_on(self) -> bool:
        """Whether the sentence goes on after the closing mark."""
        if not self.after:
            return False
        return self.text.endswith(_JOINING) or self.after[0].text == "," or self.after[0].is_lower

    @property
    def ends_with_comma(self) -> bool:
        """Whether a comma, inside or outside the marks, ties what follows to the quotation."""
        return self.text.endswith(",") or (bool(self.after) and self.after[0].text == ",")


def quotations(document: Document, regions: Sequence[Region]) -> list[Quotation]:
    """Return the quotations of a text in order, one for each outermost region."""
    text = document.article.text
    found: list[Quotation] = []
    waiting = list(reversed(regions))
    announcing: list[Token] = []
    for number, tokens in enumerate(_tokens_by_paragraph(document)):
        here: list[Region] = []
        insides: list[list[Token]] = []
        gaps: list[list[Token]] = [[]]
        for token in tokens:
            if waiting and token.idx + len(token) > waiting[-1].start:
                here.append(waiting.pop())
                insides.append([])
                gaps.append([])
            if here and token.idx < here[-1].end:
                insides[-1].append(token)
            else:
                gaps[-1].append(token)
        gaps[0] = gaps[0] or announcing
        announcing = gaps[-1] if gaps[-1] and gaps[-1][-1].text == ":" else []
        for i, region in enumerate(here):
            said = text[slice(*region.inner)].strip()
            found.append(Quotation(region, said, insides[i], gaps[i], gaps[i + 1], number))
    return [quotation for quotation in found if quotation.inside]


def _tokens_by_paragraph(document: Document) -> Iterator[list[Token]]:
    words = [token for token in document.doc if not token.is_space]
    position = 0
    for _, end in document.paragraphs:
        first = position
        while position < len(words) and words[position].idx < end:
            position += 1
        yield words[first:position]
