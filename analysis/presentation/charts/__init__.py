"""Figures of the reports: each function returns a `Chart`, with its text alternative in `alt`."""
