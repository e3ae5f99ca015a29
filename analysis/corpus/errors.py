"""What can end a run over a corpus; every message is one sentence."""

from analysis.mistakes import UserError


class CorpusError(UserError, ValueError):
    """A run that cannot be made as it was asked for: its sources, columns, folder or cluster."""


class ClusterError(UserError, RuntimeError):
    """A run that lost its cluster on the way; what was finished is kept, and the same command goes on."""
