"""What can end a run over a corpus; every message is one sentence."""


class CorpusError(ValueError):
    """A run that cannot be made as it was asked for: its sources, columns, folder or cluster."""


class ClusterError(RuntimeError):
    """A run that lost its cluster on the way; what was finished is kept, and the same command goes on."""
