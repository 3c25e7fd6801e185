"""Fetching for the list on screen, and its progress."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from papers_tui.hub.errors import HubError, NotYet, Offline
from papers_tui.model.errors import PapersError
from papers_tui.model.period import Day, Period
from papers_tui.store.errors import StoreError

if TYPE_CHECKING:
    from papers_tui.services.lists import FetchedList, PaperLists
    from papers_tui.store.archive.archive import Stored
    from papers_tui.tui.reader.window import Window

_GROUP = "list"


class ListView(Protocol):
    """The receiver of answers; `touches` is the count when the hub was asked."""

    @property
    def period(self) -> Period: ...
    def arrived(self, answer: FetchedList, *, moved: bool, touches: int) -> None: ...
    def not_yet(self, error: NotYet) -> None: ...
    def grown(self, stored: Stored) -> None: ...


class Fetcher:
    """Fetches lists in the background. A new question ends the one that nobody waits for."""

    def __init__(
        self, window: Window, lists: PaperLists, view: ListView, *, ahead: bool = True
    ) -> None:
        self._window = window
        self._lists = lists
        self._view = view
        self.asking = False
        self.waiting = 0.0
        """Seconds until the hub may be asked again; 0 when it may be now."""

        self.problem = ""
        """The reason why the list could not be fetched."""

        self._ahead = ahead
        self._newest_at: int | None = None
        """The number of keys when the newest day was asked for; None unless a list waits for it."""

        self._is_newest_unknown = False
        """Whether the newest day was asked for in vain."""

    def fetch(self, period: Period | None, touches: int | None = None) -> None:
        """Ask for a list, or for the newest day; by itself at `touches`, else by a key just now."""
        self._take_back()
        self.asking = True
        self._window.show_list()
        asked_at = self._window.touches if touches is None else touches
        if period is None:
            self._newest_at = asked_at
        else:
            self._go_on_for_newest()
        self._window.only(_GROUP, self._fetched, period, asked_at)

    def fetch_newest_behind(self, touches: int = 0) -> None:
        """Quietly ask for the newest day, while another list is on screen."""
        self._window.only("newest day", self._newest_behind, touches)

    def fetch_more(self, stored: Stored) -> None:
        """Ask for the next hundred of what is trending."""
        if not self.asking and self._lists.may_ask:
            self.asking = True
            self._window.only(_GROUP, self._more, stored)

    def fetch_beside(self, period: Period) -> None:
        """Quietly fetch the days beside this one, unless the settings forbid to fetch ahead."""
        if isinstance(period, Day) and self._lists.may_ask and self._ahead:
            self._window.only("beside", self._beside, period)

    def count_down(self, seconds: float) -> None:
        """The hub wants us to wait; 0 when it does not any more."""
        self.waiting = seconds
        self._window.show_status()

    def forget(self) -> None:
        """Another list is on screen: nobody waits any more for the one before."""
        self._take_back()
        if self.asking:
            self.asking, self.waiting = False, 0.0
            self._window.workers.cancel_group(self._window, _GROUP)
            self._go_on_for_newest()

    async def _fetched(self, period: Period | None, touches: int) -> None:
        try:
            answer = await self._answer(period)
        except NotYet as error:
            self._settle(str(error))
            self._view.not_yet(error)
        except PapersError as error:
            self._is_newest_unknown |= period is None
            self._settle(str(error))
        else:
            self._settle("")
            self._view.arrived(answer, moved=period is None, touches=touches)
            if self._is_newest_unknown:
                self._is_newest_unknown = False
                if period is not None:
                    self.fetch_newest_behind()

    def _go_on_for_newest(self) -> None:
        """Ask behind the list that is wanted first, if the newest day is still to come."""
        if self._newest_at is not None:
            self.fetch_newest_behind(self._newest_at)
            self._newest_at = None

    async def _newest_behind(self, touches: int) -> None:
        known = self._lists.newest_known()
        with suppress(PapersError):  # the list on screen is asked for as well, and says so
            answer = await self._lists.newest()
            moved = answer.stored.period != known
            self._view.arrived(answer, moved=moved, touches=touches)

    async def _answer(self, period: Period | None) -> FetchedList:
        if period is None:
            return await self._lists.newest()
        return await self._lists.refresh(period)

    async def _more(self, stored: Stored) -> None:
        try:
            more = await self._lists.more(stored)
        except PapersError as error:
            self._settle(str(error))
            return
        self._settle("")
        if more is not None and self._view.period == stored.period:
            self._view.grown(more)

    async def _beside(self, period: Day) -> None:
        for direction in (-1, 1):
            near, _ = self._lists.neighbor(period, direction)
            archived = await asyncio.to_thread(self._lists.archived, near)
            if near == period or not self._lists.is_stale(archived):
                continue
            try:
                await self._lists.refresh(near)
            except (Offline, StoreError):
                return
            except HubError:
                continue

    def _settle(self, problem: str) -> None:
        self._newest_at = None
        self._take_back()
        self.asking, self.waiting, self.problem = False, 0.0, problem
        self._window.show_list()
        if problem:
            self._window.complain(problem)

    def _take_back(self) -> None:
        """What went wrong before is over."""
        before, self.problem = self.problem, ""
        if before:
            self._window.take_back(before)
