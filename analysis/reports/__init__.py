"""Reports: papermill runs the notebooks on articles, nbconvert makes offline HTML of them."""

import sys

# The one place where a module is kept from being imported. papermill and nbconvert import nbformat, that
# jsonschema, and that this one, where it is installed; it then builds a parser of addresses (IRIs) from their
# grammar: 2.0 s of a core in every run, for a check that no schema of notebooks asks for. JupyterLab requires
# the package, and jsonschema has no setting to leave it alone; it does without where the package is missing.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None forbids the import
