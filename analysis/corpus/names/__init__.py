"""One name across a corpus for each person, body and place: who is who across the articles."""

import pandas as pd

from analysis.corpus.names.aliases import Aliases, read_aliases
from analysis.corpus.names.directory import Directory
from analysis.corpus.names.sightings import sightings

__all__ = ["Aliases", "Directory", "read_aliases", "sightings"]
