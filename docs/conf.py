"""How Sphinx builds the docs: offline, from notebooks, docstrings, schemas, cards and the command line."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

import tutorials

import analysis

project = "Presslens"
author = "The Presslens founders"
project_copyright = "2026, the Presslens founders"
version = release = analysis.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "tutorials", "reference"]
exclude_patterns = ["extensions"]
default_role = "code"  # docstrings put names into single backticks

html_theme = "furo"
smartquotes = False

html_title = f"Presslens {release}"
html_copy_source = False
html_show_sphinx = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_typehints = "description"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"

nb_execution_mode = "cache"
nb_execution_cache_path = str(tutorials.cache_folder())
nb_execution_in_temp = True
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_ipywidgets_js = {}  # no notebook has widgets, and these would come from the network
