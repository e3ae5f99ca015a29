"""One news article: its text, what is known about it, and what a reader should be warned of."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from analysis.articles import language, quality
from analysis.articles.blocks import Block, blocks, fit, headed
from analysis.articles.decoding import without_halves
from analysis.articles.fetch import fetch, is_address
from analysis.articles.form import Form, form_of
from analysis.articles.formats import read_fields
from analysis.articles.source import LIMIT, Source, read_file, too_long
from analysis.articles.words import count_words
from analysis.errors import ArticleError

__all__ = ["Article", "ArticleError", "load_article", "understand"]

_NOT_IN_FILE_NAMES = frozenset('/\\:*?"<>|')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)", re.IGNORECASE)
_LONGEST_ID = 120
_PREVIEW = 400


@dataclass(frozen=True)
class Article:
    """An article's text, as it is, and what is known about it.

    Any text is taken, also an empty one or one in another language; lone halves of characters (surrogates),
    which nothing can write down, become U+FFFD, so that no offset moves. `id` names the article in tables and
    files: the one given, else the title, else the beginning of the hash, made safe as a file name;
    `published` is the date as the source writes it; `warnings` holds those given and those the text deserves,
    a sentence each. `byline` is who wrote it and `section` where it stood, as the source gives them; `kinds`
    are what a page calls itself, by schema.org and Open Graph ("NewsArticle", "Review", "article").

    `blocks` cut the text into headline, paragraphs, quotations and so on. They come from the page; where none
    are given, or they do not fit the text (as after `dataclasses.replace(article, text=...)`), they are told
    by the text itself. The title is not put into the text here: `load_article` does that.
    """

    text: str
    id: str = ""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    byline: str | None = None
    section: str | None = None
    kinds: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError(f"An article's text is a string, not of type {type(self.text).__name__}.")
        for name in ("text", "id", "title", "outlet", "published", "url", "byline", "section"):
            if isinstance(value := getattr(self, name), str):
                object.__setattr__(self, name, without_halves(value))
        names = (file_name(str(name)) for name in (self.id, self.title) if name is not None)
        warnings = (*self.warnings, *_deserved_warnings(self.text))
        object.__setattr__(self, "id", next(filter(None, names), self.sha256[:12]))
        object.__setattr__(self, "warnings", tuple(dict.fromkeys(warnings)))
        if not fit(self.blocks, self.text):
            object.__setattr__(self, "blocks", blocks(self.text, self.title))

    @cached_property
    def language(self) -> str:
        """The language's ISO 639 code, "en" for English; "und" where none can be told."""
        return language.identify(self.text).code

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return count_words(self.text)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal: tells whether two reports are about the same text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def form(self) -> Form:
        """The form of the text (news, opinion, interview, letters, review, release) and its chance."""
        return form_of(self)

    def row(self) -> dict[str, object]:
        """Return the article's row of the table `articles`."""
        return {
            "article_id": self.id,
            "title": self.title,
            "outlet": self.outlet,
            "published": self.published,
            "url": self.url,
            "language": self.language,
            "words": self.words,
            "sha256": self.sha256,
            "warnings": list(self.warnings or ()),
            "form": self.form.name,
            "form_chance": self.form.chance,
        }

    def _repr_html_(self) -> str:
        """Show title, source, warnings and the beginning of the text; everything in them is escaped."""
        details = (self.outlet, self.published, f"{self.words:,} words")
        warnings = Markup().join(Markup("<li>{}</li>").format(warning) for warning in self.warnings or ())
        heads = [block for block in self.blocks if block.kind == "headline"]
        begin = heads[-1].end if self.title and heads else 0  # the title stands above it
        end = begin + _PREVIEW
        beginning = self.text[begin:end].strip() + ("…" if len(self.text) > end else "")
        shown = Markup(
            '<article><p><strong>{}</strong><br>{}</p>{}<blockquote style="white-space: pre-line">{}'
            "</blockquote></article>"
        ).format(
            self.title or self.id,
            " · ".join(filter(None, details)),
            Markup("<ul>{}</ul>").format(warnings) if warnings else "",
            beginning,
        )
        return shown


def load_article(source: str | Path | Article) -> Article:
    """Read one article from a file or a web address; an `Article` is returned as it is.

    Files are plain text, Markdown (with front matter), HTML or JSON, in any encoding; addresses are http or
    https. A relative path is looked up from the current folder, then from the project's. The text is the
    decoded text with newlines as "\\n" and nothing else changed; of a page, what trafilatura takes for the
    article. Where the source gives a title that the text does not begin with, the text is title, empty line,
    text.

    Raises ArticleError, whose message is one sentence, for what is missing, not readable, empty, binary,
    broken, longer than 5 MB or not in English.
    """
    if isinstance(source, Article):
        return source
    if not isinstance(source, str | Path):
        raise ArticleError(
            f"An article is a path, a web address or an Article, not of type {type(source).__name__}."
        )
    return understand(fetch(str(source)) if is_address(source) else read_file(source))


def understand(source: Source) -> Article:
    """Return the article in a source's bytes.

    Raises ArticleError for what is empty, binary, broken, longer than 5 MB or not in English.
    """
    if len(source.data) > LIMIT:
        raise too_long(source.name)
    fields = read_fields(source)
    text = fields.pop("text")
    _refuse_unusable(text, source)
    if not fit(fields.get("blocks", ()), text):
        text = headed(fields.get("title"), text)
    return Article(text, fields.pop("id", None) or source.stem or "", **fields)


def file_name(name: str) -> str:
    """Return a name made safe as a file's or folder's on any system; "" when nothing of it is left.

    Separators and what cannot be printed become "-", white space is folded, dots, dashes and spaces at the
    ends go, names that Windows reserves get a "_" in front, and a long name is cut and ends in a piece of its
    hash.
    """
    line = unicodedata.normalize("NFC", " ".join(name.split()))
    kept = (c if c.isprintable() and c not in _NOT_IN_FILE_NAMES else "-" for c in line)
    safe = "".join(kept).strip(" .-")
    encoded = safe.encode()
    if len(encoded) > _LONGEST_ID:
        digest = hashlib.sha256(encoded).hexdigest()[:8]
        safe = f"{encoded[: _LONGEST_ID - 9].decode(errors='ignore').rstrip(' .-')}-{digest}"
    return f"_{safe}" if _RESERVED.match(safe) else safe


def _refuse_unusable(text: str, source: Source) -> None:
    if not text.strip():
        raise ArticleError(f"{source.name} has no text in it; give a file with the article's text.")
    if not any(character.isalpha() for character in text):
        raise ArticleError(f"{source.name} has no words in it; give a file with the article's text.")
    if language.is_foreign(text):
        raise ArticleError(f"{source.name} looks like {_described_language(text)}; only English can be read.")


def _deserved_warnings(text: str) -> tuple[str, ...]:
    if language.is_foreign(text):
        return (f"The text looks like {_described_language(text)}: the methods are made for English.",)
    return quality.warnings(text)


def _described_language(text: str) -> str:
    code = language.identify(text).code
    return "no language at all" if code == language.UNDETERMINED else language.name(code)
