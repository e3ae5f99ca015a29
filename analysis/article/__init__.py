"""From a file, a page or plain text to one immutable Article."""

from analysis.article.article import Article, file_name, load_article, understand
from analysis.article.sources import ArticleError, Source

__all__ = ["Article", "ArticleError", "Source", "file_name", "load_article", "understand"]
