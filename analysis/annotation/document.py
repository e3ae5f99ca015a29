"""Document: an article read once; everything after this works on it and never parses again.

With it travel what a reader coded by hand, which goes before what methods find, and what has been found so
far: a function that is decorated with `once` works a document out at its first call only.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from os import PathLike
from typing import Any, TypeVar, TypeVarTuple, cast

from markupsafe import Markup, escape
from spacy.tokens import Doc, Span, Token

from analysis.articles import Article
from analysis.articles.blocks import Block
from analysis.errors import ArgumentError
from analysis.wording import Finding


@dataclass(frozen=True)
class Coded:
    """A reader's codings of one article, ready to be used in place of the methods' own results.

    `attributions` are all the article's attributions as corrected, None where none was. `targets` gives
    negative, neutral or positive by the (start, end) of a mention, `frames` the names of the frames that a
    sentence carries by typology and sentence number. `findings` say what was corrected, by whom, and what
    could not be taken over: a tuple for each subject of findings (quotes, sentiment, framing). `misfit` says
    by itself what could not be, empty where all could.
    """

    attributions: tuple[Any, ...] | None = None
    targets: Mapping[tuple[int, int], str] = field(default_factory=dict)
    frames: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    misfit: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything goes by the reader instead of the methods."""
        return self.attributions is not None or bool(self.targets or self.frames)

    def said(self, subject: str) -> tuple[Finding, ...]:
        """Return what findings of a subject have to say of the corrections: nothing where there are none."""
        return self.findings.get(subject, ())


NOTHING = Coded()


@dataclass(frozen=True)
class Sentence:
    """A sentence; `text` is article.text[start:end], without white space around it, `span` its tokens.

    `part` is the part of the article that it stands in: headline, lead or body.
    """

    number: int
    paragraph: int
    start: int
    end: int
    text: str
    span: Span = field(repr=False)
    part: str = "body"


@dataclass(frozen=True)
class Mention:
    """A place where the text names an entity, describes it or refers to it by a resolved pronoun.

    `entity` is the canonical name, `label` an OntoNotes entity type, or ROLE for a person known by a title
    alone. `kind` is name, description or pronoun; `gender` is feminine, masculine or None, by the text's
    own titles and pronouns; `head` is the index of the head token. `chance` (0..1) is how likely the step
    from these words to the entity is right, `basis` what it rests on: name (its own words), short name,
    description, pronoun or relative. `members` are the entities of a group that "they" mean, whose names
    joined by "and" are the entity; else there are none.
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
    chance: float = 1.0
    basis: str = "name"
    members: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Document:
    """The article, its parse and its entities.

    `doc` is one spaCy Doc over the whole text (`doc.text == article.text`), so a token's `idx` is an offset
    into the article. `paragraphs` are the (start, end) offsets of `article.blocks`; sentences and paragraphs
    are numbered from 1.
    `coded` is what a reader coded by hand.
    """

    article: Article
    doc: Doc = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    paragraphs: tuple[tuple[int, int], ...] = field(repr=False)
    mentions: tuple[Mention, ...] = field(repr=False)
    coded: Coded = field(default=NOTHING, repr=False)
    _found: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)

    @cached_property
    def single_mentions(self) -> tuple[Mention, ...]:
        """The mentions, one of a group once for each of its members: whatever counts or judges an entity
        goes by these, as "they" after "Ann Lee and Bo Day" are the two of them and not a third.
        """
        labels = {mention.entity: mention.label for mention in reversed(self.mentions)}
        return tuple(
            replace(mention, entity=name, label=labels[name], members=()) if mention.members else mention
            for mention in self.mentions
            for name in mention.members or (mention.entity,)
        )

    def corrected(self, coded: Coded) -> "Document":
        """Return the same document with what a reader coded; nothing found before is kept."""
        return replace(self, coded=coded, _found={})

    def sentence_at(self, token: Token | int) -> Sentence:
        """Return the sentence in which a token stands."""
        index = token if isinstance(token, int) else token.i
        position = bisect_right(self._sentence_starts, index) - 1
        return self.sentences[max(position, 0)]

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block of the article in which a sentence stands: its kind tells a caption from prose."""
        return self.article.blocks[sentence.paragraph - 1]

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
        entities = list(dict.fromkeys(mention.entity for mention in self.single_mentions))
        facts = (
            f"{len(self.sentences)} sentences, {len(self.paragraphs)} paragraphs, {len(entities)} entities"
        )
        beginning = self.article.text[:300] + ("…" if len(self.article.text) > 300 else "")
        return Markup("<div><strong>{}</strong><br>{}<br>{}<blockquote>{}</blockquote></div>").format(
            self.article.id, facts, ", ".join(entities[:12]), escape(beginning)
        )


_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")
_Function = TypeVar("_Function", bound=Callable[..., Any])


def once(
    function: Callable[[Document, *_Arguments], _Result],
) -> Callable[[Document, *_Arguments], _Result]:
    """Work out what a function returns for a document at the first call, and keep it with the document.

    Further arguments are hashable, have no defaults and are given by position; each combination is kept for
    itself. All callers share the very object, so one that could be changed (a DataFrame) is copied before it
    is handed out.
    """

    @wraps(function)
    def kept(document: Document, *arguments: *_Arguments) -> _Result:
        found, key = document._found, (kept, *arguments)
        if key not in found:
            found[key] = function(document, *arguments)
        return cast(_Result, found[key])

    return kept


def of_document(function: _Function) -> _Function:
    """Let a function raise ArgumentError when its first argument is no Document."""

    @wraps(function)
    def checked(document: Document, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(document, Document):
            kind, instead = type(document).__name__, _what_instead(document)
            raise ArgumentError(f"{function.__name__} takes a Document, not {kind}; give it {instead}.")
        return function(document, *args, **kwargs)

    return cast(_Function, checked)


def check_article(article: object) -> None:
    """Raise ArgumentError for what `annotate` cannot take."""
    if not isinstance(article, Article):
        raise ArgumentError(
            f"annotate takes an Article, not {type(article).__name__}; give it load_article(...) for a file "
            "or an address, or Article(text=...) for a text."
        )


def _what_instead(argument: object) -> str:
    if isinstance(argument, Article):
        return "annotate(article)"
    if isinstance(argument, str | PathLike):
        return "annotate(load_article(...)) for a file or an address"
    return "what annotate(article) returns"
