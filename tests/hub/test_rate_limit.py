"""Waiting as long as the hub asks, and no longer."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import pytest

from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError, RateLimited
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.http.rate_limit import RateLimiter, asked_to_wait
from papers_tui.model.period import Day, Week
from tests.support.scripted_hub import Body, Pages, Waits, papers

DAY = Day(date(2025, 12, 11))
WEEK = Week(2025, 50)


async def test_few_requests_left_make_the_next_one_wait() -> None:
    waits = Waits()
    limit = {"RateLimit": '"api";r=19;t=3'}
    pages = Pages(httpx.Response(200, json=[], headers=limit), [])
    asking = waits.hub(pages)
    await asking.page(DAY, 0)
    assert waits.slept == []
    await asking.page(DAY, 0)
    assert sum(waits.slept) == pytest.approx(3, abs=0.5)
    assert [round(left) for left in waits.reported] == [3, 2, 1, 0]
    await asking.page(DAY, 0)
    assert len(waits.slept) == 3


async def test_the_newest_word_on_the_limit_counts() -> None:
    waits = Waits()
    few, many = ({"RateLimit": f'"api";r={left};t=300'} for left in (5, 20))
    pages = Pages(*(httpx.Response(200, json=[], headers=reported) for reported in (few, many)), [])
    asking = waits.hub(pages)
    await asking.page(DAY, 0)
    await asking.page(DAY, 0)
    assert sum(waits.slept) == pytest.approx(120, abs=1)
    waits.slept.clear()
    await asking.page(DAY, 0)
    assert waits.slept == []


async def test_a_request_refused_for_now_is_made_again() -> None:
    waits = Waits()
    asking = waits.hub(Pages(httpx.Response(429, headers={"Retry-After": "2"}), papers(1)))
    assert len((await asking.page(DAY, 0)).entries) == 1
    assert sum(waits.slept) == pytest.approx(2, abs=0.5)
    assert waits.reported[-1] == 0


async def test_three_refusals_are_enough() -> None:
    waits = Waits()
    pages = Pages(httpx.Response(429, headers={"RateLimit": '"api";r=0;t=55'}))
    with pytest.raises(RateLimited, match=r"in 55 s\.$") as caught:
        await waits.hub(pages).page(DAY, 0)
    assert (caught.value.seconds, len(pages.asked)) == (55, 3)
    assert sum(waits.slept) == pytest.approx(110, abs=1)


async def test_a_wait_can_be_given_up() -> None:
    reported: list[float] = []
    pages = Pages(httpx.Response(429, headers={"Retry-After": "100"}))
    asking = Hub(Endpoints(), transport=pages, on_wait=reported.append)
    task = asyncio.create_task(asking.page(DAY, 0))
    while not reported:  # noqa: ASYNC110 - the countdown has no event to wait for
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await asking.aclose()
        with pytest.raises(HubError):
            await task
    assert (round(reported[0]), reported[-1]) == (100, 0)


@pytest.mark.parametrize("seconds", [0.25, 2.5])
async def test_what_was_waited_is_counted_to_the_fraction(seconds: float) -> None:
    slept: list[float] = []

    async def sleep(some: float) -> None:
        slept.append(some)

    limiter = RateLimiter(sleep)
    await limiter._count_down(seconds)
    assert limiter.waited == sum(slept) == seconds


NOW = datetime(2025, 12, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "seconds"),
    [
        ("ratelimit", '"api";r=0;t=55', 55),
        ("ratelimit", '"api"; r = 3 ; t = 900', 120),
        ("retry-after", "1", 1),
        ("retry-after", "0", 0),
        ("retry-after", "999999999999999999999", 120),
        ("retry-after", "Thu, 11 Dec 2025 12:00:30 GMT", 30),
        ("retry-after", "Wed, 21 Oct 2099 07:28:00 GMT", 120),
        ("retry-after", "Wed, 21 Oct 1999 07:28:00 GMT", 0),
        *(
            ("retry-after", value, 5)
            for value in ("", "-5", "abc", "1e9", "٣", "0.5", "nan", "\x1b[2J", "Wed, 99 Oct 2099")
        ),
        ("retry-after", "Mon, 01 Jan 10000 00:00:00 GMT", 5),
        ("retry-after", "9" * 100_000, 5),
    ],
)
def test_a_wait_is_what_the_hub_says_within_reason(name: str, value: str, seconds: float) -> None:
    assert asked_to_wait({name: value}, NOW) == seconds


async def test_at_most_four_requests_run_at_once() -> None:
    class Busy(httpx.AsyncBaseTransport):
        running = most = 0

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            self.running += 1
            self.most = max(self.most, self.running)
            for _ in range(5):
                await asyncio.sleep(0)
            self.running -= 1
            return httpx.Response(200, stream=Body(b"[]"), request=request)

    busy = Busy()
    asking = Hub(Endpoints(), transport=busy)
    await asyncio.gather(*(asking.page(WEEK, number) for number in range(10)))
    assert busy.most == 4
