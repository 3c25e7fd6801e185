"""Words that every sentence of the program makes in the same way: counts, times, near names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

_LONGEST = 60
_MEGABYTE = 10**6
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
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


def duration(seconds: float) -> str:
    """A time in the one or two units that matter, rounded up: 40 s, 12 min, 1 h 5 min."""
    rounded = math.ceil(seconds)
    if rounded < 60:
        return f"{rounded} s"
    hours, minutes = divmod(math.ceil(rounded / 60), 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(filter(None, parts))


def age(passed: timedelta) -> str:
    """The time that has passed, in words and in one unit."""
    seconds = max(0, int(passed.total_seconds()))
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min ago"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR} h ago"
    return f"{seconds // _DAY} days ago"


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
