"""The archive filled day by day, newest first; it can be stopped at any time and started again."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from papers_tui.hub.errors import HubError, NotYet, Offline, RateLimited
from papers_tui.model.period import FIRST_DAY, Day, days_of_span, hub_day, is_settled
from papers_tui.services.clock import utc_now
from papers_tui.services.lists import Hub, PaperLists

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

    from papers_tui.model.paper import Listing
    from papers_tui.store.archive.archive import Archive

    Answer = Listing | HubError

RECENT = timedelta(days=30)
"""The time that a sync goes back unless another day is asked for."""

_AT_ONCE = 4
_WAITING = 4  # answers that may lie ready behind a slow one
_MEASURED = 20  # days that the rate is taken from


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a sync."""

    total: int = 0
    """Days that are to be fetched."""

    kept: int = 0
    """Days that need no fetching: archived and settled, or known to be empty."""

    done: int = 0
    """Days that were dealt with."""

    papers: int = 0
    """Papers on the days that were archived."""

    day: date | None = None
    """The day that was dealt with last."""

    rate: float = 0.0
    """Days a second at present; 0 as long as that is unknown."""

    failed: tuple[tuple[date, str], ...] = ()
    """Days that could not be fetched, not the second time either, and why."""

    @property
    def left(self) -> float | None:
        """Seconds until the end at this rate, if that is known."""
        return (self.total - self.done) / self.rate if self.rate else None


class Sync:
    """Goes through the days; it holds no state between two runs."""

    def __init__(
        self,
        archive: Archive,
        connect: Callable[[], Awaitable[Hub]],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._archive, self._connect, self._now = archive, connect, now

    async def run(
        self, since: date | None = None, until: date | None = None, *, refresh: bool = False
    ) -> AsyncGenerator[Progress, None]:
        """Fetch and archive the days, each in one transaction, and report each.

        Settled days and those known to be empty are left out, unless papers of theirs are damaged,
        or with `refresh`. A day that fails is tried once more, at the end. Raises HubError when
        nobody answers any more, and ArchiveError when the archive cannot be written. Close the
        iterator to stop; what is archived stays.
        """
        newest = await self._newest(until)
        until = newest or until or hub_day(self._now())
        since = max(FIRST_DAY, since or hub_day(self._now()) - RECENT)
        days = days_of_span(since, until)[::-1]
        wanted = await asyncio.to_thread(self._wanted, days, refresh)
        counter = _Counter(Progress(len(wanted), len(days) - len(wanted)))
        yield counter.progress
        if newest in wanted:
            wanted.remove(newest)
            yield counter.archived(newest, await asyncio.to_thread(self._size, newest))
        put_off: list[date] = []
        for some, later in ((wanted, put_off), (put_off, None)):
            async with aclosing(self._round(some, counter, later)) as steps:
                async for progress in steps:
                    yield progress

    async def _newest(self, until: date | None) -> date | None:
        """The newest day, just fetched; None where the sync ends before it."""
        if until is not None and until < hub_day(self._now()):
            return None
        answer = await PaperLists(self._archive, self._connect, self._now).newest()
        period = answer.stored.period
        return period.day if isinstance(period, Day) else None

    def _wanted(self, days: Sequence[date], refresh: bool) -> list[date]:
        return [day for day in days if refresh or not self._is_kept(day)]

    def _is_kept(self, day: date) -> bool:
        stored = self._archive.listing(Day(day))
        if stored is None or not stored.complete:
            return False
        if not is_settled(stored.period, stored.fetched) and not self._archive.is_empty_day(day):
            return False
        return len(self._archive.papers(stored.ids)) == len(stored.ids)  # else some are damaged

    def _size(self, day: date) -> int:
        stored = self._archive.listing(Day(day))
        return len(stored.ids) if stored else 0

    async def _round(
        self, days: Sequence[date], counter: _Counter, put_off: list[date] | None
    ) -> AsyncGenerator[Progress, None]:
        """Fetch the days and archive them; those that fail are put off, the second time failed."""
        async with aclosing(self._answers(days)) as answers:
            async for day, answer in answers:
                if isinstance(answer, HubError) and not isinstance(answer, NotYet):
                    counter.missed(answer)
                    if put_off is None:
                        yield counter.failed(day, answer)
                    else:
                        put_off.append(day)
                else:
                    yield counter.archived(day, await self._keep(day, answer))

    async def _answers(self, days: Sequence[date]) -> AsyncGenerator[tuple[date, Answer], None]:
        """The answers in the order of the days; few are on their way or wait to be taken."""
        hub = await self._connect()
        slots = asyncio.Semaphore(_AT_ONCE)
        tasks: deque[asyncio.Task[tuple[date, Answer]]] = deque()
        try:
            for day in days:
                tasks.append(asyncio.create_task(_asked(hub, day, slots)))
                if len(tasks) == _AT_ONCE + _WAITING:
                    yield await tasks.popleft()
            while tasks:
                yield await tasks.popleft()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, day: date, answer: Answer) -> int:
        """Archive the list and say how many papers the day has now."""
        if isinstance(answer, HubError):
            return 0
        stored = await asyncio.to_thread(self._archive.store, Day(day), answer, self._now())
        return len(stored.ids)


class _Counter:
    """Counts what became of the days, and how fast."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._times: deque[float] = deque([time.monotonic()], _MEASURED)
        self._unanswered = 0

    def archived(self, day: date, papers: int) -> Progress:
        self._unanswered = 0
        return self._done(day, papers)

    def failed(self, day: date, error: HubError) -> Progress:
        failed = (*self.progress.failed, (day, str(error)))
        self.progress = replace(self.progress, failed=failed)
        return self._done(day, 0)

    def missed(self, error: HubError) -> None:
        """Raise the error when as many in a row got no answer as are asked at once."""
        silent = isinstance(error, Offline | RateLimited)
        self._unanswered = self._unanswered + 1 if silent else 0
        if self._unanswered >= _AT_ONCE:
            raise error

    def _done(self, day: date, papers: int) -> Progress:
        self._times.append(time.monotonic())
        passed = self._times[-1] - self._times[0]
        self.progress = replace(
            self.progress,
            done=self.progress.done + 1,
            papers=self.progress.papers + papers,
            day=day,
            rate=(len(self._times) - 1) / passed if passed > 0 else 0.0,
        )
        return self.progress


async def _asked(hub: Hub, day: date, slots: asyncio.Semaphore) -> tuple[date, Answer]:
    async with slots:
        try:
            return day, await hub.listing(Day(day))
        except HubError as error:
            return day, error
