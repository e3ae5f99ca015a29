"""The public face for type checkers: the names of `analysis.__all__`, which `__init__.py` loads when used."""

from analysis.annotation import Document as Document
from analysis.annotation import annotate as annotate
from analysis.annotation.mentions import entities as entities
from analysis.articles import Article as Article
from analysis.articles import ArticleError as ArticleError
from analysis.articles import load_article as load_article
from analysis.articles.form import classify_form as classify_form
from analysis.attribution import quotes as quotes
from analysis.findings.claims import claims as claims
from analysis.framing import actions as actions
from analysis.framing import classify_frames as classify_frames
from analysis.framing import classify_loaded as classify_loaded
from analysis.framing import frames as frames
from analysis.framing import harms as harms
from analysis.framing import loaded_language as loaded_language
from analysis.framing import score_articles as score_articles
from analysis.reports.report import report as report
from analysis.statistics.resampling import Resampling as Resampling
from analysis.tone import classify_targets as classify_targets
from analysis.tone import entity_sentiment as entity_sentiment
from analysis.tone import rate_sentences as rate_sentences
from analysis.tone import sentences as sentences
from analysis.tone import sentiment as sentiment
from analysis.tone import target_sentiment as target_sentiment
from analysis.tone.portrayal import portrayal as portrayal

__version__: str
