"""annotate: an article read once, into sentences, entities and who "he" is."""

from bisect import bisect_right

from spacy.tokens import Doc, Span

from analysis.annotation.document import Document, Mention, Sentence, check_article, of_document, once
from analysis.annotation.mentions import find_mentions
from analysis.annotation.parsing import parse
from analysis.articles import Article
from analysis.articles.blocks import parts

__all__ = ["Document", "Mention", "Sentence", "annotate", "keep", "of_document", "once"]

_kept: dict[Article, Document] = {}


def annotate(article: Article) -> Document:
    """Parse an article once; one that was kept is there already.

    Returns a Document with the sentences, paragraphs and mentions of entities, all with offsets into
    `article.text`. Any text is taken, also an empty one; time and memory grow linearly with its length.
    Raises ArgumentError for anything but an Article.
    """
    check_article(article)
    return _kept.get(article) or _annotate(article)


def keep(document: Document) -> None:
    """Have `annotate` return this very document for its article, in this process and in forks of it."""
    _kept[document.article] = document


def _annotate(article: Article) -> Document:
    doc = parse(article.text)
    paragraphs = tuple((block.start, block.end) for block in article.blocks)
    sentences = tuple(_sentences(article, doc))
    return Document(article, doc, sentences, paragraphs, tuple(find_mentions(doc, sentences)))


def _sentences(article: Article, doc: Doc) -> list[Sentence]:
    """Return the sentences of all blocks but asides: a byline is none, nor an invitation to subscribe."""
    starts = [block.start for block in article.blocks]
    part_of = list(parts(article.blocks))
    sentences: list[Sentence] = []
    for span in _spans(doc):
        words = [token for token in span if not token.is_space]
        if not words:
            continue
        start, end = words[0].idx, words[-1].idx + len(words[-1])
        paragraph = bisect_right(starts, start)
        if article.blocks[paragraph - 1].kind == "aside":
            continue
        if sentences and sentences[-1].paragraph == paragraph and all(token.is_punct for token in words):
            before = sentences.pop()  # marks alone, such as a closing quotation mark, belong to it
            start, span = before.start, doc[before.span.start : span.end]
        number, text = len(sentences) + 1, article.text[start:end]
        sentences.append(Sentence(number, paragraph, start, end, text, span, part_of[paragraph - 1]))
    return sentences


def _spans(doc: Doc) -> list[Span]:
    return list(doc.sents) if len(doc) else []
