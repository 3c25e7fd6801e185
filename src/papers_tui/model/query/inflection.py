"""The singular and the plural of an English word, by a rule small enough to be explained."""

from __future__ import annotations

import re

RULE = "-s and -es are added and taken away, and -y becomes -ies"
"""The rule, for help pages."""

_SHORTEST = 3
_INFLECTED = re.compile(r"[a-z]+")
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


def forms(word: str) -> tuple[str, ...]:
    """The folded word itself, then what may be its plural and its singular, each once.

    Only words of at least three English letters have others. A form may be no English word.
    """
    if len(word) < _SHORTEST or not _INFLECTED.fullmatch(word):
        return (word,)
    return tuple(dict.fromkeys((word, plural(word), *_singulars(word))))


def plural(word: str) -> str:
    """The regular plural of a word."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSING) else f"{word}s"


def _singulars(word: str) -> list[str]:
    """The words of which the regular plural may be this one; `axes` is that of `ax` and `axe`."""
    stems = [word[:-1], word[:-2], f"{word[:-3]}y"] if word.endswith("s") else []
    return [stem for stem in stems if len(stem) >= _SHORTEST and plural(stem) == word]
