"""Texts in TOML in general, without losing a character of them.

scan       Where statements begin and end.      Start here.
lines      On which line each value stands.
diagnose   The place where a text is broken.

Knows nothing of papers.
"""
