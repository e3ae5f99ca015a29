"""Simulations: whether the statistics do what they promise, where the truth is known."""
