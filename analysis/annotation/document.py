"""Document: an article read once. Everything after this works on it and never parses again."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape
from spacy.tokens import Doc, Span, Token

from analysis.annotation.coded import NOTHING, Coded
from analysis.article import Article


@dataclass(frozen=True)
class Sentence:
    """A sentence; `text` is article.text[start:end], without white space around it, `span` its tokens."""

    number: int
    paragraph: int
    start: int
    end: int
    text: str
    span: Span = field(repr=False)


@dataclass(frozen=True)
class Mention:
    """A place where the text names an entity, describes it or refers to it by a resolved pronoun.

    `entity` is the canonical name, `label` an OntoNotes entity type, or ROLE for a person known by a title
    alone. `kind` is name, description or pronoun; `gender` is feminine, masculine or None, by the text's
    own titles and pronouns; `head` is the index of the head token.
    """

    entity: str
    label: str
    kind: str
    start: int
    end: int
    head: int
    sentence: int
    text: str
    gender: str | None = None


@dataclass(frozen=True, eq=False)
class Document:
    """The article, its parse and its entities.

    `doc` is one spaCy Doc over the whole text (`doc.text == article.text`), so a token's `idx` is an offset
    into the article. `paragraphs` are (start, end) offsets; sentences and paragraphs are numbered from 1.
    `coded` is what a reader coded by hand.
    """

    article: Article
    doc: Doc = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    paragraphs: tuple[tuple[int, int], ...] = field(repr=False)
    mentions: tuple[Mention, ...] = field(repr=False)
    coded: Coded = field(default=NOTHING, repr=False)
    _memory: dict[str, Any] = field(default_factory=dict, repr=False)

    def remember(self, key: str, make: Callable[[], Any]) -> Any:
        """Return what `make` gives, computed at the first call under `key` and kept with the document."""
        if key not in self._memory:
            self._memory[key] = make()
        return self._memory[key]

    def corrected(self, coded: Coded) -> "Document":
        """Return the same document with what a reader coded; nothing found before is remembered."""
        return replace(self, coded=coded, _memory={})

    def sentence_at(self, token: Token | int) -> Sentence:
        """Return the sentence in which a token stands."""
        index = token if isinstance(token, int) else token.i
        position = bisect_right(self._sentence_starts, index) - 1
        return self.sentences[max(position, 0)]

    def mention_at(self, token: Token | int) -> Mention | None:
        """Return the mention that covers a token, if there is one."""
        return self._mention_of_token.get(token if isinstance(token, int) else token.i)

    def entity_of(self, token: Token | int) -> str | None:
        """Return the canonical name of the entity that a token mentions, if it does."""
        mention = self.mention_at(token)
        return mention.entity if mention else None

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that touch text[start:end], white space left out."""
        first = max(bisect_right(self._token_starts, start) - 1, 0)
        last = bisect_right(self._token_starts, max(end - 1, start))
        return [t for t in self.doc[first:last] if t.idx + len(t) > start and t.idx < end and not t.is_space]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    @cached_property
    def _mention_of_token(self) -> dict[int, Mention]:
        return {t.i: mention for mention in self.mentions for t in self.tokens(mention.start, mention.end)}

    def _repr_html_(self) -> str:
        entities = list(dict.fromkeys(mention.entity for mention in self.mentions))
        facts = (
            f"{len(self.sentences)} sentences, {len(self.paragraphs)} paragraphs, {len(entities)} entities"
        )
        opening = self.article.text[:300] + ("…" if len(self.article.text) > 300 else "")
        return Markup("<div><strong>{}</strong><br>{}<br>{}<blockquote>{}</blockquote></div>").format(
            self.article.id, facts, ", ".join(entities[:12]), escape(opening)
        )
