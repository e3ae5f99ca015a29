"""Reports: papermill runs the notebooks on articles, nbconvert makes offline HTML of them."""

import sys

# jsonschema, which checks notebooks, takes two seconds to import this, for addresses that no notebook has; it
# does without where this is missing.
sys.modules.setdefault("rfc3987_syntax", None)
