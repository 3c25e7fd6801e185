"""Filling the archive: newest first, few at once, nothing twice, and whatever goes wrong."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import Offline, Refused
from papers_tui.model.paper import Listing
from papers_tui.model.period import FIRST_DAY, Day, Period
from papers_tui.services.hub_connection import HubConnection
from papers_tui.services.sync import Progress, Sync
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub, Fault
from tests.support.strategies.papers import a_list

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from papers_tui.store.archive.archive import Archive

NEWEST = date(2026, 8, 21)
NOON = datetime(2026, 8, 21, 16, tzinfo=UTC)
OLDEST = date(2026, 6, 29)
SETTLED = date(2026, 8, 7)
"""The newest day of which a copy fetched at `NOON` stays as it is."""


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    """Forty weekdays with three papers each."""
    with FakeHub(fake_days.days(OLDEST, NEWEST, 3)) as hub:
        assert len(hub.days) == 40
        yield hub


@asynccontextmanager
async def syncing(
    archive: Archive,
    hub: FakeHub,
    since: date | None = OLDEST,
    until: date | None = None,
    *,
    refresh: bool = False,
    now: datetime = NOON,
) -> AsyncIterator[AsyncIterator[Progress]]:
    connection = HubConnection(Endpoints.from_environment({"HF_ENDPOINT": hub.url}))
    try:
        sync = Sync(archive, connection.hub, lambda: now)
        async with aclosing(sync.run(since, until, refresh=refresh)) as steps:
            yield steps
    finally:
        await connection.close()


async def synced(
    archive: Archive,
    hub: FakeHub,
    since: date | None = OLDEST,
    until: date | None = None,
    *,
    refresh: bool = False,
    now: datetime = NOON,
) -> list[Progress]:
    """All that a complete sync reports."""
    async with syncing(archive, hub, since, until, refresh=refresh, now=now) as steps:
        return [progress async for progress in steps]


def asked(hub: FakeHub) -> list[date]:
    """The days that were asked for, in the order of the requests."""
    return [date.fromisoformat(request.query["date"]) for request in hub.requests]


def weekdays() -> list[date]:
    """All days of the hub, newest first."""
    return [NEWEST - timedelta(days=n) for n in range(54) if (4 - n) % 7 < 5]


async def test_every_weekday_is_archived_newest_first(hub: FakeHub, archive: Archive) -> None:
    hub.delay = 0.01
    hub.hold(held := "/api/daily_papers?date=2026-07")
    async with asyncio.TaskGroup() as group:
        running = group.create_task(synced(archive, hub))
        assert await asyncio.to_thread(hub.wait_for, held, 4)
        hub.release()
        reports = await running
    days = [progress.day for progress in reports if progress.day]
    assert days == sorted(map(date.fromisoformat, hub.days), reverse=True)
    assert sorted(asked(hub)) == sorted(days)
    assert hub.most_active == 4
    assert list(archive.days().values()) == [3] * 40
    assert archive.newest_day() == (NEWEST, NOON)
    last = reports[-1]
    assert (last.done, last.total, last.papers, last.failed) == (40, 40, 120, ())
    assert last.rate > 0
    assert last.left == 0


async def test_a_second_sync_asks_only_for_what_may_still_change(
    hub: FakeHub, archive: Archive
) -> None:
    await synced(archive, hub)
    hub.requests.clear()
    reports = await synced(archive, hub)
    assert sorted(asked(hub)) == sorted(day for day in weekdays() if day > SETTLED)
    assert reports[-1].kept == 40 - reports[-1].total
    hub.requests.clear()
    await synced(archive, hub, refresh=True)
    assert sorted(asked(hub)) == sorted(weekdays())


async def test_it_ends_with_the_day_that_is_named(hub: FakeHub, archive: Archive) -> None:
    await synced(archive, hub, date(2026, 7, 6), date(2026, 7, 12))
    assert [day.day for day in archive.days()] == [6, 7, 8, 9, 10]
    assert archive.newest_day() is None


async def test_it_goes_back_thirty_days_unless_asked_and_never_before_the_first(
    hub: FakeHub, archive: Archive
) -> None:
    await synced(archive, hub, None)
    assert min(archive.days()) == date(2026, 7, 22)
    reports = await synced(archive, hub, date(1999, 1, 1), date(2023, 5, 8))
    assert reports[-1].total == 3
    assert min(asked(hub)) == FIRST_DAY


async def test_a_clock_that_is_fast_asks_for_no_day_that_has_not_come(
    hub: FakeHub, archive: Archive
) -> None:
    reports = await synced(archive, hub, date(2026, 8, 17), now=NOON + timedelta(days=60))
    assert reports[-1].day == date(2026, 8, 17)
    assert [day.day for day in archive.days()] == [17, 18, 19, 20, 21]
    assert len([request for request in hub.requests if request.query.get("date")]) == 6


async def test_a_day_known_to_be_empty_is_left_out(hub: FakeHub, archive: Archive) -> None:
    holiday = date(2026, 8, 19)
    del hub.days[holiday.isoformat()]
    assert (await synced(archive, hub))[-1].papers == 117
    hub.requests.clear()
    await synced(archive, hub)
    assert holiday not in asked(hub)
    assert NEWEST in asked(hub)


async def test_a_settled_list_that_lacks_pages_is_fetched_again(
    hub: FakeHub, archive: Archive
) -> None:
    archive.store(Day(OLDEST), a_list("2606.00001", complete=False), NOON)
    archive.store(Day(OLDEST + timedelta(days=1)), a_list("2606.00002"), NOON)
    await synced(archive, hub)
    assert OLDEST in asked(hub)
    assert OLDEST + timedelta(days=1) not in asked(hub)


async def test_a_day_that_fails_is_tried_again_at_the_end(hub: FakeHub, archive: Archive) -> None:
    bad = date(2026, 8, 18)
    hub.fault(f"/api/daily_papers?date={bad}", Fault(status=500))
    reports = await synced(archive, hub)
    assert reports[-1].failed == ()
    assert reports[-1].day == bad
    assert asked(hub)[-1] == bad
    assert len(archive.days()) == 40


async def test_a_day_that_fails_twice_is_reported_and_the_others_are_there(
    hub: FakeHub, archive: Archive
) -> None:
    bad = date(2026, 8, 18)
    hub.fault(f"/api/daily_papers?date={bad}", Fault(status=500, times=None))
    reports = await synced(archive, hub)
    assert reports[-1].failed == ((bad, "The hub has trouble (500); try again later."),)
    assert (reports[-1].done, reports[-1].total) == (40, 40)
    assert asked(hub).count(bad) == 2
    assert len(archive.days()) == 39


async def test_being_asked_to_wait_is_waited_out(hub: FakeHub, archive: Archive) -> None:
    headers = {"RateLimit": '"api";r=0;t=1'}
    hub.fault("/api/daily_papers?date=2026-08-1", Fault(status=429, headers=headers, times=3))
    reports = await synced(archive, hub, date(2026, 8, 10))
    assert reports[-1].failed == ()
    assert len(archive.days()) == 10


async def test_a_hub_that_answers_now_and_then_does_not_end_it(
    hub: FakeHub, archive: Archive
) -> None:
    broken = Fault(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n[")
    for day in (20, 19, 18, 14, 13, 12):
        hub.fault(f"/api/daily_papers?date=2026-08-{day}", broken)
    reports = await synced(archive, hub)
    assert reports[-1].failed == ()
    assert len(archive.days()) == 40


async def test_a_hub_that_goes_away_ends_it_and_the_next_run_goes_on(
    hub: FakeHub, archive: Archive
) -> None:
    async def lose_it() -> None:
        async with syncing(archive, hub) as steps:
            async for progress in steps:
                if progress.done == 20:
                    hub.down()

    with pytest.raises(Offline):
        await lose_it()
    there = len(archive.days())
    assert 20 <= there < 40
    hub.up()
    hub.requests.clear()
    await synced(archive, hub)
    assert len(archive.days()) == 40
    young = sum(day > SETTLED for day in weekdays())
    assert len(hub.requests) == 40 - there + young


async def test_a_hub_that_is_away_is_noticed_at_once(hub: FakeHub, archive: Archive) -> None:
    hub.down()
    with pytest.raises(Offline):
        await synced(archive, hub)
    assert archive.days() == {}


async def test_a_hub_without_papers_is_refused(archive: Archive) -> None:
    with FakeHub({}) as hub, pytest.raises(Refused):
        await synced(archive, hub)


async def test_stopping_keeps_what_is_there_and_leaves_nothing_running(
    hub: FakeHub, archive: Archive
) -> None:
    async with syncing(archive, hub) as steps:
        async for progress in steps:
            if progress.done == 7:
                break
    assert len(archive.days()) == 7
    assert asyncio.all_tasks() == {asyncio.current_task()}


class Counting(Hub):
    """A hub without a network that counts what it was asked for."""

    def __init__(self) -> None:
        super().__init__(Endpoints())
        self.asked = 0

    async def hub(self) -> Hub:
        return self

    async def listing(self, period: Period) -> Listing:
        self.asked += 1
        return Listing()


async def test_lists_are_not_hoarded_while_somebody_is_slow(archive: Archive) -> None:
    hub = Counting()
    sync = Sync(archive, hub.hub, lambda: NOON)
    async for progress in sync.run(OLDEST, date(2026, 8, 20)):
        for _ in range(50):
            await asyncio.sleep(0)
        assert hub.asked <= progress.done + 8
    assert hub.asked == 39


async def test_a_bug_is_let_through(archive: Archive) -> None:
    class Broken(Counting):
        async def listing(self, period: Period) -> Listing:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        async for _ in Sync(archive, Broken().hub, lambda: NOON).run(OLDEST, date(2026, 7, 10)):
            pass
