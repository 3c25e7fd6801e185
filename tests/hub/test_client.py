"""Requests to the hub, and values made of its answers."""

from __future__ import annotations

import itertools
from datetime import date
from types import SimpleNamespace

import pytest

from papers_tui.hub import client
from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import Missing, NotYet, Offline, Refused, Unreadable
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.model.period import Day, Month, Period, Trending, Week
from tests.hostile.shapes import entry
from tests.support.scripted_hub import Pages, Waits, hub, papers

DAY = Day(date(2025, 12, 11))
WEEK = Week(2025, 50)


@pytest.mark.parametrize(
    ("period", "name", "value"),
    [
        (DAY, "date", "2025-12-11"),
        (WEEK, "week", "2025-W50"),
        (Month(2025, 12), "month", "2025-12"),
        (Trending(), "sort", "trending"),
    ],
)
async def test_a_period_is_asked_for_by_its_name(period: Period, name: str, value: str) -> None:
    asking, pages = hub([])
    await asking.page(period, 2)
    assert pages.queries == [{name: value, "p": "2", "limit": "100"}]
    assert pages.asked[0].url.path == "/api/daily_papers"


@pytest.mark.parametrize(
    ("period", "number", "sent", "complete"),
    [
        (DAY, 0, 0, True),
        (DAY, 0, 99, True),
        (DAY, 0, 100, False),
        (WEEK, 0, 99, False),
        (WEEK, 3, 0, True),
        (Month(2025, 12), 0, 1, False),
        (Trending(), 0, 100, False),
        (Trending(), 4, 100, True),
        (Trending(), 1, 0, True),
    ],
)
async def test_a_page_reports_whether_the_list_ends(
    period: Period, number: int, sent: int, complete: bool
) -> None:
    asking, _ = hub(papers(sent))
    assert (await asking.page(period, number)).complete is complete


async def test_a_page_ends_by_what_was_sent_not_by_what_was_read() -> None:
    asking, _ = hub([*papers(60), *papers(39), None])
    listing = await asking.page(DAY, 0)
    assert (len(listing.entries), listing.unreadable, listing.complete) == (60, 1, False)


async def test_a_week_goes_on_until_an_empty_page() -> None:
    asking, pages = hub(papers(100), [*papers(30, 90), None], [])
    listing = await asking.listing(WEEK)
    assert [query["p"] for query in pages.queries] == ["0", "1", "2"]
    assert [paper.id for paper in listing.papers] == [f"2512.{n:05}" for n in range(120)]
    assert (listing.unreadable, listing.complete) == (1, True)


async def test_a_day_takes_one_request_and_trending_one_page() -> None:
    asking, pages = hub(papers(17))
    assert len((await asking.listing(DAY)).entries) == 17
    asking, more = hub(papers(100))
    listing = await asking.listing(Trending())
    assert (len(pages.asked), len(more.asked), listing.complete) == (1, 1, False)


async def test_a_mirror_without_pages_is_asked_twice() -> None:
    asking, pages = hub(papers(100))
    listing = await asking.listing(WEEK)
    assert (len(listing.entries), listing.complete, len(pages.asked)) == (100, True, 2)


async def test_a_list_without_end_is_left_incomplete() -> None:
    asking, pages = hub(*(papers(2, 2 * number) for number in range(60)))
    listing = await asking.listing(WEEK)
    assert (len(listing.entries), listing.complete, len(pages.asked)) == (100, False, 50)


async def test_a_page_that_brings_nothing_new_is_the_last() -> None:
    asking, pages = hub(papers(100), [None] * 100, papers(100, 100))
    listing = await asking.listing(WEEK)
    assert (len(listing.entries), listing.unreadable, len(pages.asked)) == (100, 100, 2)
    assert not listing.complete
    asking, pages = hub([{}] * 100, papers(100))
    assert (await asking.listing(WEEK)).unreadable == 100
    assert len(pages.asked) == 1


async def test_a_list_has_one_deadline_without_the_waits_that_the_hub_asks_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = itertools.count(0, 4)
    monkeypatch.setattr(client, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    sent = [papers(100, 100 * number) for number in range(50)]
    asking, pages = hub(*sent)
    with pytest.raises(Offline, match="too slow with this list"):
        await asking.listing(WEEK)
    assert len(pages.asked) == 16  # of four seconds each, six times ten in all
    assert (await Hub(Endpoints(), transport=Pages(papers(2), [])).listing(WEEK)).complete


async def test_the_waits_that_the_hub_asks_for_do_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = Waits()
    monkeypatch.setattr(client, "time", SimpleNamespace(monotonic=lambda: sum(waits.slept)))
    slow_down = {"RateLimit": '"api";r=0;t=100'}
    pages = [httpx.Response(200, json=papers(9, 9 * n), headers=slow_down) for n in range(4)]
    asking = waits.hub(Pages(*pages, []))
    assert (await asking.listing(WEEK)).complete
    assert sum(waits.slept) > 300


async def test_the_newest_day_is_read_from_one_call_without_a_date() -> None:
    sent = [
        entry(paper={"submittedOnDailyAt": f"2025-12-{day}T22:00:00-05:00"}) for day in (10, 11, 9)
    ]
    asking, pages = hub(sent)
    assert await asking.latest_day() == date(2025, 12, 12)
    assert pages.queries == [{"limit": "100"}]


async def test_one_paper_is_read_and_must_be_the_right_one() -> None:
    asking, pages = hub(entry("hep-th/9901001")["paper"])
    assert (await asking.paper("hep-th/9901001v2")).paper.title == "A Harmless Title"
    assert pages.asked[0].url.path == "/api/papers/hep-th/9901001"
    with pytest.raises(Unreadable, match="another paper"):
        await asking.paper("2512.00001")
    with pytest.raises(Missing, match="no arXiv id"):
        await asking.paper("../2512.00001")


@pytest.mark.parametrize(
    ("sent", "latest"),
    [
        ({"error": "date upper bound 2025-12-09, not 2025-12-11"}, date(2025, 12, 9)),
        ({"error": ["2025-12-12", "from 2023-05-04 to 2025-12-10"]}, date(2025, 12, 10)),
        ({"error_description": "before 2025-12-08T00:00"}, date(2025, 12, 8)),
        ({"error": "2025-13-40 is no date"}, None),
        ({"error": {"deep": "2025-12-09"}}, None),
        ([], None),
    ],
)
async def test_a_day_that_has_not_come_names_the_newest(sent: object, latest: date | None) -> None:
    asking, _ = hub(httpx.Response(400, json=sent))
    with pytest.raises(NotYet, match=r"no list for 2025-12-11.*\.$") as caught:
        await asking.page(DAY, 0)
    assert (caught.value.latest, caught.value.status) == (latest, 400)


async def test_the_newest_day_may_stand_in_a_header() -> None:
    message = {"X-Error-Message": "date must be before 2025-12-10"}
    asking, _ = hub(httpx.Response(400, headers=message, content=b"<html>"))
    with pytest.raises(NotYet) as caught:
        await asking.page(DAY, 0)
    assert caught.value.latest == date(2025, 12, 10)


async def test_a_week_that_is_refused_is_refused() -> None:
    asking, _ = hub(httpx.Response(400, json={"error": "no such week"}))
    with pytest.raises(
        Refused, match=r"\(400\): no such week \(check what was asked for\)\.$"
    ) as caught:
        await asking.page(WEEK, 0)
    assert not isinstance(caught.value, NotYet)


async def test_the_hubs_own_search_is_asked_within_its_bounds() -> None:
    asking, pages = hub(papers(3))
    found = await asking.search("τ" * 300, 500)
    assert [paper.id for paper in found.papers] == [f"2512.{number:05}" for number in range(3)]
    assert pages.asked[0].url.path == "/api/papers/search"
    assert pages.queries == [{"q": "τ" * 250, "limit": "120"}]
