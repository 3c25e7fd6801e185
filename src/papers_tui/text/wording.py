"""Words that every sentence of the program makes in the same way: counts and near names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60
_MEGABYTE = 10**6
_LIKENESS = 0.5
"""The least likeness of two names, as difflib counts it, for one to be meant by the other."""


def counted(number: int | None, noun: str, plural: str = "") -> str:
    """A count with its noun: `1 comment`, `1,204 comments`; nothing when it is unknown."""
    if number is None:
        return ""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def megabytes(done: int, total: int | None) -> str:
    """The part of a file that has come: 1.2 of 3.4 MB; without a total, 1.2 MB."""
    of = f" of {total / _MEGABYTE:.1f}" if total else ""
    return f"{done / _MEGABYTE:.1f}{of} MB"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that looks most like the word, whatever its case; empty when none does."""
    from difflib import get_close_matches

    from papers_tui.text.fold import fold

    names = {fold(name): name for name in known}
    near = get_close_matches(fold(word[:_LONGEST]), names, 1, _LIKENESS)
    return names[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known name as the end of a sentence, with a space before it; or nothing."""
    near = nearest(word, known)
    return f" (did you mean {near}?)" if near else ""
