"""Importing this loads what workers need, in the process that they are forks of."""

from analysis.corpus.engine import worker

worker.load_models()
