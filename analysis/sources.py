"""Where an article's bytes come from."""


class ArticleError(ValueError):
    """An article that cannot be used; the message is one sentence that says why and what to do."""
