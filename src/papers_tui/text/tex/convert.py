"""TeX in titles, abstracts, summaries and comments made Unicode, with nothing lost."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARACTERS = (
    "\\", "$", "^", "_", "~", "`", "}", "--", "''", "*", "](", "infty", "nabla", "tarrow", "leq",
    "geq", "neq", "cdot", "ldots", "varepsilon", "varphi", "uparrow", "downarrow", "langle",
    "rangle", "textdegree", "simeq", "left(",
)  # fmt: skip
_WORDS = {
    "times": re.compile(r"[\d°]times|\b[A-Za-z]times|times[ \n][\dB-HJ-Z]"),
    "sim": re.compile(r"\bsim ?\d|[\d%×]sim ?\d"),
    "http": re.compile(r"[a-z.,:;]https?://"),
    "pm": re.compile(r"\d pm |\dpm\d"),
    "approx": re.compile(r"approx ?\d"),
    ",": re.compile(r"\.\d+,[mshKMGTBkFf]"),
}
"""Remains of commands, and where they can be nothing else."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LONGEST_KEPT = 4_000
_LONGEST = 20_000
"""Characters that are converted at a time; no formula is as long."""


def has_tex(text: str) -> bool:
    """Whether anything in the text may be TeX, or what is left of it; a fast test."""
    if any(character in text for character in _CHARACTERS):
        return True
    return any(word in text and left.search(text) for word, left in _WORDS.items())


def to_unicode(text: str, *, braces_stay: bool = False) -> str:
    """The text as a reader wants to see it, without control characters but line breaks.

    What is unknown, broken or no TeX at all stays as it was written. In full texts braces around
    words stay, too: there they mark what is filled in, in abstracts they are what is left of a
    command.
    """
    if len(text) > _LONGEST:
        return "".join(to_unicode(part, braces_stay=braces_stay) for part in _parts(text))
    if not has_tex(text):
        return _CONTROL.sub("", text)
    if len(text) <= _LONGEST_KEPT:
        return _remembered(text, braces_stay=braces_stay)
    return _converted(text, braces_stay=braces_stay)


def _parts(text: str) -> Iterator[str]:
    """The text in pieces of a length that is converted, which end with a line or a word."""
    place = 0
    while place < len(text):
        end = place + _LONGEST
        if end < len(text):
            end = max(text.rfind(space, place, end) for space in ("\n", " ")) + 1 or end
        yield text[place:end]
        place = end


@lru_cache(maxsize=1024)
def _remembered(text: str, *, braces_stay: bool) -> str:
    return _converted(text, braces_stay=braces_stay)


def _converted(text: str, *, braces_stay: bool) -> str:
    from papers_tui.text.tex.prose import unicode_prose

    return unicode_prose(_CONTROL.sub("", text), braces_stay=braces_stay)
