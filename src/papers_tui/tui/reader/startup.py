"""The work after the first frame: problems reported, the list of the settings opened."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.period import days_of_span
from papers_tui.model.settings_table import STARTS
from papers_tui.text.wording import counted
from papers_tui.tui.reader.status_text import settings_problem
from papers_tui.tui.themes import problems as theme_problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.model.period import Period
    from papers_tui.tui.reader.lists.hub_list import HubList
    from papers_tui.tui.reader.paper.reading_view import ReadingView
    from papers_tui.tui.reader.window import Window


_OFFERED = "month offered"
_NEWEST = "newest day here"
_A_DAY = timedelta(days=1)

_LATER = 1.0
"""Seconds after the first frame in which the reader may want something else."""


class Startup:
    """The rest of a start. `search` runs a query, the others open their lists."""

    def __init__(
        self,
        window: Window,
        hub_list: HubList,
        *,
        search: Callable[[str], None],
        library: Callable[[], None],
        following: Callable[[], None],
        reading_view: Callable[[], ReadingView],
    ) -> None:
        self._window, self._session, self._hub_list = window, window.session, hub_list
        self._search, self._library, self._following = search, library, following
        self._reading_view = reading_view
        self._was_empty = self._session.archive.count() == 0
        before = self._session.state.get(_NEWEST)
        self._before = _parsed_day(before) if before else None
        """The newest day of the last run."""

        self.wants_library = False
        """Whether the reading list is to be opened, once it has been read."""

    def begin(self, start: Period | None) -> None:
        """Report what went wrong so far, open what is still to open.

        `start` is the list that is on screen for another reason than being the newest day's.
        """
        self._report_problems()
        setting = self._session.settings.start
        self.wants_library = start is None and setting == "library"
        if (first := self._session.lists.named(setting)) is not None:
            if start == first:
                self._window.run_worker(self._follow(), group="newest")
        elif start is None and setting == "following":
            self._following()
        elif start is None and setting not in STARTS and not self._window.touches:
            self._search(dict(self._session.settings.searches)[setting])
        self._window.set_timer(_LATER, self._warm)

    def list_arrived(self) -> None:
        """The hub has answered for the first time: go on with what needs that."""
        self._offer_month()
        newest = self._session.lists.newest_known().day
        before, self._before = self._before, newest
        if before != newest and not self._session.demo:
            self._window.remember(self._session.state.put, _NEWEST, newest.isoformat())
            if before is not None and len(days_of_span(before + _A_DAY, newest)) > 1:
                self._window.only("since", self._fetch_since, before, newest)

    async def _fetch_since(self, before: date, newest: date) -> None:
        """Fetch the days since the last run, and say how many papers came in them."""
        session = self._session
        with suppress(PapersError):  # what did not come is fetched when it is looked at
            async with aclosing(session.sync().run(before + _A_DAY, newest)) as steps:
                async for _ in steps:
                    pass
        archived = await asyncio.to_thread(session.archive.days)
        counts = [count for day, count in archived.items() if before < day <= newest and count]
        since = f"{before:%A} {before.day}"
        self._hub_list.show_since(
            f"{counted(len(counts), 'day')}, {counted(sum(counts), 'paper')} since {since}"
        )

    def _offer_month(self) -> None:
        """Offer a month to whoever starts the first time, once."""
        session, window = self._session, self._window
        was_empty, self._was_empty = self._was_empty, False
        if not was_empty or session.demo or not session.is_archive_kept:
            return
        if session.state.get(_OFFERED):
            return
        window.remember(session.state.put, _OFFERED, "sync.month")
        window.offered = "sync.month"
        window.show_status()

    def library_read(self) -> None:
        """Open the reading list, if that is what a start opens; before, it would be empty."""
        wanted, self.wants_library = self.wants_library, False
        if wanted and not self._window.opened_at:  # no key has opened another list since
            self._library()

    def _report_problems(self) -> None:
        session, settings = self._session, self._session.settings
        themes = theme_problems(settings, self._window.app.available_themes)
        problems = (*settings.problems, *self._window.keymap.problems, *themes)
        wrong = settings_problem(session.paths.config.name, problems)
        for problem in filter(None, (wrong, session.archive.problem, session.state.problem)):
            self._window.complain(problem)

    async def _follow(self) -> None:
        """Ask for the newest day; when it is in a new week or month, go there."""
        hub_list, lists = self._hub_list, self._session.lists
        shown = hub_list.period
        if not lists.may_ask:
            return
        try:
            await lists.newest()
        except PapersError:
            return  # the list on screen has been asked for as well, and says so
        now = lists.named(self._session.settings.start)
        is_on_screen = self._window.source is hub_list and hub_list.period == shown
        if now is None or now == shown or not is_on_screen:
            return
        if self._window.is_untouched_since(0):
            hub_list.open(now, ask=True)
        else:
            hub_list.announce(lists.newest_known())

    def _warm(self) -> None:
        self._window.run_worker(self._warmed(), group="warm")

    async def _warmed(self) -> None:
        """Make what a full text needs, where there is one that a key may open."""
        if archived := await asyncio.to_thread(self._session.archive.ids_with_full_text):
            view = self._reading_view()
            await view.warm()
            view.begin(archived)


def _parsed_day(text: str) -> date | None:
    """The day; None for what the program did not write so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
