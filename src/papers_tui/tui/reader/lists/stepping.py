"""Going from list to list: over days without papers, and back to where one was."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from papers_tui.model.period import Day, Trending, is_weekday
from papers_tui.store.errors import StoreError
from papers_tui.tui.reader.window import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from papers_tui.model.paper import Paper
    from papers_tui.model.period import Period
    from papers_tui.services.lists import PaperLists
    from papers_tui.tui.reader.window import Window

_MOST_EMPTY = 10


class Places:
    """The places in the lists of a source: the paper under the cursor, and the row of its card.

    What another run has left counts for a day.
    """

    def __init__(self, window: Window, key: Callable[[], str]) -> None:
        """`key` names the list of this source that is on screen; empty when there is none."""
        self._window, self._session, self._key = window, window.session, key
        self._there: dict[str, tuple[str, int]] = {}
        self._session.at_close.append(self._close)

    def of(self, key: str) -> tuple[str | None, int | None]:
        """The paper and the row for that list; None for a list where one was not."""
        if there := self._there.get(key):
            return there
        since = self._session.now() - REMEMBERED
        paper, row = self._session.state.position(key, since) or (None, None)
        # The window may have been a higher one.
        return paper, None if row is None else self._window.cards.in_sight(row)

    def keep(self) -> None:
        """Note where one is in the list on screen."""
        if place := self._new_place():
            remember, (paper, row) = self._session.state.remember, place
            self._window.write(remember, self._key(), paper, self._session.now(), row)

    def _new_place(self) -> tuple[str, int] | None:
        """The place in the list on screen, if it was another before."""
        cards, key = self._window.cards, self._key()
        if not key or cards.current is None:
            return None
        before, place = self._there.get(key), (cards.current, cards.line)
        self._there[key] = place
        return place if place != before else None

    def _close(self) -> None:
        """Note it at the end of the program, whose workers have ended."""
        if place := self._new_place():
            with suppress(StoreError):
                self._session.state.remember(self._key(), place[0], self._session.now(), place[1])


class Opener(Protocol):
    """Puts a list on screen, with a note about it."""

    def __call__(self, period: Period, /, *, note: str = "") -> None: ...


class Stepping:
    """Steps in one direction, until a list is opened in another way."""

    def __init__(self, window: Window, lists: PaperLists, open_list: Opener) -> None:
        self._window = window
        self._lists = lists
        self._open = open_list
        self._direction = 0
        self._empty_days = 0
        self._start: Period | None = None

    def step(self, period: Period, direction: int) -> None:
        """Open the list before (-1) or after (1) this one."""
        beside, reason = self._lists.neighbor(period, direction)
        if beside == period:
            is_before_all = direction < 0 and not isinstance(period, Trending)
            in_sample = is_before_all and self._window.session.demo
            self._window.say(self._sample_days if in_sample else reason)
            return
        self._direction, self._empty_days, self._start = direction, 0, period
        self._open(beside, note=self._skipped(beside))

    def stop(self) -> None:
        """Stay on the list that is opened now, though it may be empty."""
        self._direction = 0

    def pass_over(self, period: Period) -> bool:
        """Step on from an empty day in the direction that was gone; False to stay on it."""
        if not self._direction or self._empty_days >= _MOST_EMPTY or not isinstance(period, Day):
            return False
        self._empty_days += 1
        further, _ = self._lists.neighbor(period, self._direction)
        if further == period:
            newest = self._lists.newest_known()
            self._open(newest, note=self._lists.no_papers_yet(period))
            return newest != period
        self._open(further, note=self._skipped(further))
        return True

    def _skipped(self, end: Period) -> str:
        """A sentence on the days between the start and that one, which had no papers."""
        start, dates = self._start, self._window.dates
        if not isinstance(start, Day) or not isinstance(end, Day):
            return ""
        first, last = sorted((start.day, end.day))
        days = [first + timedelta(number) for number in range(1, (last - first).days)]
        empty = [day for day in days if is_weekday(day)]
        if not empty:
            return "Skipped the weekend." if days else ""
        if len(empty) == 1:
            return f"Skipped {dates.span(empty[0], empty[0])}: no papers."
        return f"Skipped {len(empty)} days without papers: {dates.span(empty[0], empty[-1])}."

    @property
    def _sample_days(self) -> str:
        days = self._window.dates.span(self._lists.first_day, self._lists.newest_known().day)
        return f"The sample has three days, {days}."


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
