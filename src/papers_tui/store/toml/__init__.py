"""Texts in TOML in general, without losing a character of them.

scan       The beginnings and ends of statements.      Start here.
lines      On which line each value stands.
diagnose   The place where a text is broken.

Knows nothing of papers.
"""
