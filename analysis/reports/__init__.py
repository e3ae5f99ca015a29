"""Reports: papermill runs the notebooks on articles, nbconvert makes offline HTML of them."""

import sys

# jsonschema, which checks notebooks, imports a package that takes two seconds, for a kind of address that no
# notebook has; it does without where that package is missing.
if "jsonschema" not in sys.modules:
    sys.modules["rfc3987_syntax"] = None
    import jsonschema  # noqa: F401

    del sys.modules["rfc3987_syntax"]
