"""From a file, a page or plain text to one immutable Article."""

from analysis.articles.article import Article, file_name, load_article, understand
from analysis.articles.source import Source
from analysis.errors import ArticleError

__all__ = ["Article", "ArticleError", "Source", "file_name", "load_article", "understand"]
