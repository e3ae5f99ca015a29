"""Importing this loads what workers need, in the process that they are forks of."""

import gc

from analysis.corpus import work

work.load_models()
gc.freeze()
