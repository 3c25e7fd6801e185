"""Going from one list of the hub to another: to its neighbor, a date, the next unseen paper."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from papers_tui.model.period import Day, Month, Trending, Week, clamp, is_weekday
from papers_tui.text.wording import counted
from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from datetime import date

    from papers_tui.model.paper import Paper
    from papers_tui.model.period import Period
    from papers_tui.tui.reader.actions.seen import Seen
    from papers_tui.tui.reader.lists.filter import Filter
    from papers_tui.tui.reader.lists.hub_list import HubList
    from papers_tui.tui.reader.window import Window

_MOST_EMPTY = 10
"""Days without papers that one step passes over."""


class ListNavigation(Action):
    """The commands `list.*` that open another list of the hub."""

    def __init__(self, window: Window, hub_list: HubList, seen: Seen, filtering: Filter) -> None:
        super().__init__(window)
        self._list, self._seen, self._filter = hub_list, seen, filtering
        self._lists = self._session.lists
        self._direction = 0
        """Back (-1) or on (1) while one goes list by list; 0 once a list was asked for by name."""

        self._empty_days = 0
        self._start: Period | None = None
        """The list from which the last step began."""

        self._left: date | None = None
        """The day whose list was left last for one of another kind."""

    @command("list.before")
    def before(self) -> None:
        self._step(-1)

    @command("list.after")
    def after(self) -> None:
        self._step(1)

    @command("list.newest")
    def newest(self) -> None:
        self._list.open_newest()

    @command("list.goto")
    def goto(self) -> None:
        from papers_tui.tui.dialogs.date import GoTo

        dialog = GoTo(self._session, self._seen.unseen_by_day, self._day)
        self._window.app.push_screen(dialog, self.go)

    def go(self, period: Period | None) -> None:
        """Open the list that was asked for, or the nearest that there may be."""
        if period is not None:
            self._window.place = Place.LIST
            self._direction = 0
            fitting = clamp(period, self._lists.newest_known().day)
            moved = fitting != period
            self._list.open(
                fitting, note=f"{self._window.dates.title(period)} has no list." if moved else ""
            )

    @command("list.day")
    def day(self) -> None:
        self._switch(Day(self._day))

    @command("list.week")
    def week(self) -> None:
        self._switch(Week.of(self._day))

    @command("list.month")
    def month(self) -> None:
        self._switch(Month.of(self._day))

    @command("list.trending")
    def trending(self) -> None:
        self._switch(Trending())

    def open_further_unseen(self) -> None:
        """Go on to a day with an unseen paper: a newer one that was announced, else older ones."""
        if self._list.announced is not None:
            self._open_unseen(self._list.announced)
        else:
            self._window.only("unseen", self._open_older_unseen, self._window.touches)

    def pass_over(self, period: Period) -> bool:
        """Step on from an empty day in the direction that was gone; False to stay on it."""
        if not self._direction or self._empty_days >= _MOST_EMPTY or not isinstance(period, Day):
            return False
        self._empty_days += 1
        further, _ = self._lists.neighbor(period, self._direction)
        if further == period:
            newest = self._lists.newest_known()
            self._list.open(newest, note=self._lists.no_papers_yet(period))
            return newest != period
        self._list.open(further, note=self._skipped(further))
        return True

    def _step(self, direction: int) -> None:
        """Open the list before (-1) or after (1) the one on screen."""
        period = self._list.period
        beside, reason = self._lists.neighbor(period, direction)
        if beside == period:
            is_before_all = direction < 0 and not isinstance(period, Trending)
            in_sample = is_before_all and self._session.demo
            self._window.say(self._sample_days if in_sample else reason)
            return
        self._direction, self._empty_days, self._start = direction, 0, period
        self._list.open(beside, note=self._skipped(beside))

    def _switch(self, period: Period) -> None:
        self._direction = 0
        if isinstance(now := self._list.period, Day):
            self._left = now.day
        self._list.open(clamp(period, self._lists.newest_known().day))

    @property
    def _day(self) -> date:
        """The day that stands for the list on screen.

        That is the one from which it was opened, until the cursor goes to a paper of another day.
        """
        period, paper, left = self._list.period, self._window.paper, self._left
        if left is not None and _includes(period, left):
            is_unmoved = isinstance(period, Trending) or not self._window.cards.cursor
            if is_unmoved or paper is None or left in paper.listed:
                return left
        return day_within(period, paper, self._lists.newest_known().day)

    async def _open_older_unseen(self, touches: int) -> None:
        unseen = await asyncio.to_thread(self._seen.unseen_by_day)
        first = None if isinstance(self._list.period, Trending) else self._list.period.first
        older = {day: ids for day, ids in unseen.items() if first is None or day < first}
        shown = await self._filter.those_of(older)
        if not self._window.is_untouched_since(touches):
            return
        days = sorted(day for day in older if shown.intersection(older[day]))
        if not days:
            what = "that the filter shows is left" if older else "is left"
            self._window.say(f"Nothing unseen {what} in the archived days before this one.")
            return
        papers = sum(len(shown.intersection(older[day])) for day in days)
        note = f"{papers} unseen in {counted(len(days), 'day')}"
        self._open_unseen(Day(days[-1]), note)

    def _open_unseen(self, day: Day, note: str = "") -> None:
        """Open a day at its first unseen paper, filtered as the list on screen is."""
        self._filter.go_along(day.key)
        self._list.open(day, note=note, unseen_first=True)

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


def _includes(period: Period, day: date) -> bool:
    """Whether papers of that day may be in the list."""
    return isinstance(period, Trending) or period.first <= day <= period.last
