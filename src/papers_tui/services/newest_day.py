"""The newest day that has papers, found by asking the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from papers_tui.hub.errors import NotYet
from papers_tui.model.period import FIRST_DAY, Day, Period

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import date

    from papers_tui.model.paper import Listing

T = TypeVar("T")

_WEEKDAYS_BACK = 10


class Hub(Protocol):
    """The part of the hub's client that is needed here; see `hub.client.Hub`."""

    async def listing(self, period: Period) -> Listing: ...
    async def latest_day(self) -> date | None: ...


class Track(Protocol):
    """Passes an answer of the hub on and notes whether there was one."""

    async def __call__(self, answer: Awaitable[T], /) -> T: ...


class NewestDay(NamedTuple):
    """The day, and its list as the hub has it."""

    day: date
    listing: Listing


class NewestDaySearch:
    """One search from a day backward. `keep_empty` is given the lists that have no papers."""

    def __init__(
        self, hub: Hub, track: Track, keep_empty: Callable[[Day, Listing], Awaitable[object]]
    ) -> None:
        self._hub, self._track, self._keep_empty = hub, track, keep_empty

    async def find(self, asked: date) -> NewestDay | None:
        """The newest day up to the one asked for, or None when none of two weeks has papers.

        The days that are tried: the day itself, the one that the hub's error names, that of its
        latest entries, and ten weekdays before. Raises HubError.
        """
        listing, named = await self._listing_of(asked)
        if listing is not None:
            return NewestDay(asked, listing)
        async for day in self._days_before(asked, named):
            listing, _ = await self._listing_of(day)
            if listing is not None:
                return NewestDay(day, listing)
        return None

    async def _days_before(self, asked: date, named: date | None) -> AsyncIterator[date]:
        """Days before the one asked for that may be the newest, each once."""
        if named is not None and FIRST_DAY <= named < asked:
            yield named
        latest = await self._track(self._hub.latest_day())
        if latest is not None and FIRST_DAY <= latest < asked and latest != named:
            yield latest
        day = Day(asked)
        for _ in range(_WEEKDAYS_BACK):
            day = day.step(-1)
            if day.day not in (named, latest) and day.day >= FIRST_DAY:
                yield day.day

    async def _listing_of(self, day: date) -> tuple[Listing | None, date | None]:
        """The day's list if it has one, else None and the day that the hub's error names."""
        try:
            listing = await self._track(self._hub.listing(Day(day)))
        except NotYet as error:
            return None, error.latest
        if listing.entries or listing.unreadable:
            return listing, None
        await self._keep_empty(Day(day), listing)
        return None, None
