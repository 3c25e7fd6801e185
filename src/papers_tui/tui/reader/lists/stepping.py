"""Going from one list of the hub to the next, over days without papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from papers_tui.model.period import Day, Trending

if TYPE_CHECKING:
    from datetime import date

    from papers_tui.model.paper import Paper
    from papers_tui.model.period import Period
    from papers_tui.services.lists import PaperLists
    from papers_tui.tui.reader.window import Window

_MOST_EMPTY = 10


class Opener(Protocol):
    """Puts a list on screen, with a note about it."""

    def __call__(self, period: Period, /, *, note: str = "") -> None: ...


class Stepping:
    """Steps in one direction, until a list is opened in another way."""

    def __init__(self, window: Window, reader: PaperLists, open_list: Opener) -> None:
        self._window = window
        self._reader = reader
        self._open = open_list
        self._direction = 0
        self._empty_days = 0

    def step(self, period: Period, direction: int) -> None:
        """Open the list before (-1) or after (1) this one."""
        beside, note = self._reader.neighbor(period, direction)
        if beside == period:
            self._window.say(note)
            return
        self._direction, self._empty_days = direction, 0
        self._open(beside, note=note)

    def stop(self) -> None:
        """Stay on the list that is opened now, though it may be empty."""
        self._direction = 0

    def pass_over(self, period: Period) -> bool:
        """Step on from an empty day in the direction that was gone; False to stay on it."""
        if not self._direction or self._empty_days >= _MOST_EMPTY or not isinstance(period, Day):
            return False
        self._empty_days += 1
        further, note = self._reader.neighbor(period, self._direction)
        if further == period:
            newest = self._reader.newest_known()
            self._open(newest, note=f"{period.title} has no papers yet.")
            return newest != period
        skipped = f"Skipped {self._window.dates.day(period.day)}: no papers."
        self._open(further, note=skipped if self._empty_days == 1 else note or skipped)
        return True


def day_within(period: Period, paper: Paper | None, newest: date) -> date:
    """The day that stands for a list, when going from a week to a day: the paper's, else the last.

    For trending, which has no days, the newest.
    """
    if isinstance(period, Trending):
        return newest
    for listed in reversed(paper.listed if paper else ()):
        if period.first <= listed <= period.last:
            return listed
    return min(period.last, newest)
