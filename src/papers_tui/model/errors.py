"""The root of all expected errors."""


class PapersError(Exception):
    """An expected failure. Its text is a sentence for the user, safe to print."""
