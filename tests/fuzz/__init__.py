"""Hostile texts by the thousand: through the whole analysis and the reports, and how time grows with length.

`python -m tests.fuzz texts | reports | growth`; see README.md in this folder for what the last runs found.
"""
