"""Presslens: sentiment, quote attribution and framing of the news, every number traceable to its sentence."""
