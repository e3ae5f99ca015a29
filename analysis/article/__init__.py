"""From a file, a page or plain text to one immutable Article."""

from analysis.article.article import Article, file_name, load_article
from analysis.article.sources import ArticleError

__all__ = ["Article", "ArticleError", "file_name", "load_article"]
