"""The tables of the reports, as accessible HTML: a file for each report, and `table` beneath them."""
