"""Training of the shipped weights. Needs the `train` extras; nothing imports it at run time."""
