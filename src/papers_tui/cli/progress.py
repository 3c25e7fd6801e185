"""A progress bar on stderr, only where somebody looks at it."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import to_stderr
from papers_tui.model.date_style import DATES
from papers_tui.text.cells import pad, width
from papers_tui.text.wording import duration, megabytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from papers_tui.model.date_style import DateStyle
    from papers_tui.services.sync import Progress

_LEAST_SECONDS = 0.1
_LONG_WAIT = 5.0
_LEAST_BAR, _MOST_BAR = 10, 40


class ProgressBar:
    """One line that is written over; each time at once, so that it does not flicker."""

    def __init__(
        self, stream: TextIO, environment: Mapping[str, str], dates: DateStyle = DATES
    ) -> None:
        self._stream, self._environment, self._dates = stream, environment, dates
        self._on = streams.is_terminal(stream)
        self._shown = 0
        self._waits = False
        self._next = 0.0

    def show(self, progress: Progress) -> None:
        """Show how far it is, but not more often than can be seen."""
        now = time.monotonic()
        if now >= self._next or progress.done == progress.total:
            self._next = now + _LEAST_SECONDS
            self._write(line(progress, self._room, self._dates))

    def counted(self, done: int, total: int, what: str) -> None:
        """Show how many of how many are done."""
        self._write(f"{done:,}/{total:,} {what}")

    def received(self, done: int, total: int | None) -> None:
        """Show how many bytes of how many have come, but not more often than can be seen."""
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + _LEAST_SECONDS
            self._write(megabytes(done, total))

    def wait(self, seconds: float) -> None:
        """Show that the hub wants us to wait so long; at 0 that is over.

        Where nobody looks a long wait is reported once, at its beginning.
        """
        message = f"the hub asks us to wait: {math.ceil(seconds)} s" if seconds > 0 else ""
        if not self._on and not self._waits and seconds >= _LONG_WAIT:
            to_stderr(f"papers-tui: {message}\n", self._stream)
        self._waits = bool(message)
        self._write(message)

    def clear(self) -> None:
        """Leave the line empty."""
        self._write("")

    @property
    def _room(self) -> int:
        """One cell less than there are: a full line would wrap in some terminals."""
        return streams.columns(self._stream, self._environment) - 1

    def _write(self, text: str) -> None:
        if not self._on or not (text or self._shown):
            return
        text = text[: self._room]
        erased = min(self._shown + len("^C"), self._room)  # which the terminal itself writes
        to_stderr(f"\r{pad(text, max(width(text), erased))}\r{text}", self._stream)
        self._shown = width(text)


def line(progress: Progress, room: int, dates: DateStyle = DATES) -> str:
    """The bar and as much beside it as fits into the room: the counts first, the rest in turn."""
    parts = [f"{progress.done}/{progress.total} days"]
    for part in _parts(progress, dates):
        if len("  ".join([*parts, part])) + _LEAST_BAR + 2 <= room:
            parts.append(part)
    text = "  ".join(parts)
    return f"{_bar(progress, room - len(text) - 2)}{text}"[:room]


def _parts(progress: Progress, dates: DateStyle) -> Sequence[str]:
    left = "" if progress.left is None else f"{duration(progress.left)} left"
    rate = f"{progress.rate:.1f} days/s" if progress.rate else ""
    day = dates.short_day(progress.day) if progress.day else ""
    return [part for part in (left, rate, day, f"{progress.papers:,} papers") if part]


def _bar(progress: Progress, room: int) -> str:
    length = min(room, _MOST_BAR)
    if length < _LEAST_BAR:
        return ""
    full = length * progress.done // max(1, progress.total)
    return "█" * full + "░" * (length - full) + "  "
