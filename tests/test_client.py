"""What is asked of the hub, when, and what becomes of its answers: real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

import papers_tui
from papers_tui.hub.client import Hub
from papers_tui.hub.endpoint import Endpoints, Origin
from papers_tui.hub.errors import HubError, Missing, NotYet, RateLimited, Refused, Unreadable
from papers_tui.hub.lean import httpx
from papers_tui.hub.pace import asked_to_wait
from papers_tui.model.period import Day, Month, Period, Trending, Week
from tests.faultserver import LIST, FaultServer, answer
from tests.hostile.shapes import entry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

DAY = Day(date(2025, 12, 11))
WEEK = Week(2025, 50)


def papers(count: int, first: int = 0) -> list[dict[str, object]]:
    return [entry(f"2512.{number:05}") for number in range(first, first + count)]


class Pages(httpx.AsyncBaseTransport):
    """A hub of prepared answers, one after the other; the last one goes on and on."""

    def __init__(self, *answers: object) -> None:
        self.answers = [
            sent if isinstance(sent, httpx.Response) else httpx.Response(200, json=sent)
            for sent in answers
        ]
        self.asked: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        sent = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return httpx.Response(sent.status_code, headers=sent.headers, stream=Body(sent.content))

    @property
    def queries(self) -> list[dict[str, str]]:
        return [dict(request.url.params) for request in self.asked]


class Body(httpx.AsyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content


class Waits:
    """A clock's hands turned by hand: remembers every wait and takes none."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.said: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def hub(self, pages: Pages) -> Hub:
        return Hub(Endpoints(), transport=pages, sleep=self.sleep, on_wait=self.said.append)


def hub(*answers: object) -> tuple[Hub, Pages]:
    pages = Pages(*answers)
    return Waits().hub(pages), pages


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


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
async def test_a_page_tells_whether_the_list_ends(
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
    said = {"X-Error-Message": "date must be before 2025-12-10"}
    asking, _ = hub(httpx.Response(400, headers=said, content=b"<html>"))
    with pytest.raises(NotYet) as caught:
        await asking.page(DAY, 0)
    assert caught.value.latest == date(2025, 12, 10)


async def test_a_week_that_is_refused_is_refused() -> None:
    asking, _ = hub(httpx.Response(400, json={"error": "no such week"}))
    with pytest.raises(Refused, match=r"\(400\): no such week\.$") as caught:
        await asking.page(WEEK, 0)
    assert not isinstance(caught.value, NotYet)


async def test_few_requests_left_make_the_next_one_wait() -> None:
    waits = Waits()
    limit = {"RateLimit": '"api";r=19;t=3'}
    pages = Pages(httpx.Response(200, json=[], headers=limit), [])
    asking = waits.hub(pages)
    await asking.page(DAY, 0)
    assert waits.slept == []
    await asking.page(DAY, 0)
    assert sum(waits.slept) == pytest.approx(3, abs=0.5)
    assert [round(left) for left in waits.said] == [3, 2, 1, 0]
    await asking.page(DAY, 0)
    assert len(waits.slept) == 3


async def test_the_newest_word_on_the_limit_counts() -> None:
    waits = Waits()
    few, many = ({"RateLimit": f'"api";r={left};t=300'} for left in (5, 20))
    pages = Pages(*(httpx.Response(200, json=[], headers=said) for said in (few, many)), [])
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
    assert waits.said[-1] == 0


async def test_three_refusals_are_enough() -> None:
    waits = Waits()
    pages = Pages(httpx.Response(429, headers={"RateLimit": '"api";r=0;t=55'}))
    with pytest.raises(RateLimited, match=r"in 55 s\.$") as caught:
        await waits.hub(pages).page(DAY, 0)
    assert (caught.value.seconds, len(pages.asked)) == (55, 3)
    assert sum(waits.slept) == pytest.approx(110, abs=1)


async def test_a_wait_can_be_given_up() -> None:
    said: list[float] = []
    pages = Pages(httpx.Response(429, headers={"Retry-After": "100"}))
    asking = Hub(Endpoints(), transport=pages, on_wait=said.append)
    task = asyncio.create_task(asking.page(DAY, 0))
    while not said:  # noqa: ASYNC110 - the countdown has no event to wait for
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await asking.aclose()
        with pytest.raises(HubError):
            await task
    assert (round(said[0]), said[-1]) == (100, 0)


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


async def test_the_request_says_who_asks_and_no_more(server: FaultServer) -> None:
    env = {"HF_ENDPOINT": server.url("/ok/"), "HF_TOKEN": " hf_secret\n"}
    asking = Hub(Endpoints.from_environment(env))
    await asking.page(DAY, 0)
    await asking.aclose()
    (hit,) = server.hits
    parts = urlsplit(hit.path)
    assert parts.path == "/ok/api/daily_papers"
    assert parse_qs(parts.query) == {"date": ["2025-12-11"], "p": ["0"], "limit": ["100"]}
    assert hit.headers["authorization"] == "Bearer hf_secret"
    assert hit.headers["user-agent"].startswith("papers-tui/")
    assert hit.headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("hub_url", "to", "told"),
    [
        ("https://huggingface.co", "https://huggingface.co/api", True),
        ("https://huggingface.co", "https://huggingface.co:443", True),
        ("https://huggingface.co", "https://huggingface.co:444", False),
        ("https://huggingface.co", "https://arxiv.org", False),
        ("https://huggingface.co", "https://a.huggingface.co", False),
        ("https://huggingface.co", "http://huggingface.co", False),
        ("http://mirror.example", "http://mirror.example", False),
        ("http://localhost:80", "http://localhost", True),
        ("http://127.0.0.2:80", "http://127.0.0.2:80", True),
        ("http://[::1]:8000", "http://[::1]:8000", True),
        ("https://bücher.example", "https://xn--bcher-kva.example", True),
        ("http://127.0.0.1.evil.example", "http://127.0.0.1.evil.example", False),
    ],
)
def test_the_token_goes_home_only(hub_url: str, to: str, told: bool) -> None:
    endpoints = Endpoints(hub_url, token="hf_secret")  # noqa: S106
    assert endpoints.token_for(Origin.of(to)) == ("hf_secret" if told else "")
    assert "hf_secret" not in repr(endpoints)


def test_the_endpoints_come_from_the_environment() -> None:
    assert Endpoints.from_environment({}) == Endpoints()
    assert Endpoints.from_environment({"HF_ENDPOINT": "", "PAPERS_TUI_ARXIV": " "}) == Endpoints()
    env = {"HF_ENDPOINT": "http://localhost:8000/hf//", "PAPERS_TUI_ARXIV": "http://[::1]:9"}
    there = Endpoints.from_environment(env)
    assert (there.hub, there.arxiv_pages) == ("http://localhost:8000/hf", "http://[::1]:9")
    assert there.arxiv_api == there.arxiv_pages


@pytest.mark.parametrize(
    "value",
    [
        "huggingface.co",
        "ftp://huggingface.co",
        "https://",
        "https://h:x",
        "https://h:99999",
        "http://[::1",
        "https://user:pw@h",
        "https://h/?q=1",
        "https://h/#x",
        "https://h h",
        "https://h\x1b[2J",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("name", ["HF_ENDPOINT", "PAPERS_TUI_ARXIV"])
def test_an_endpoint_that_is_none_is_said_to_be_none(name: str, value: str) -> None:
    with pytest.raises(HubError, match=rf"^{name} is no http\(s\) address: .*\.$") as caught:
        Endpoints.from_environment({name: value})
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("token", ["a b", "a\nb", "é"])
def test_a_broken_token_is_not_repeated(token: str) -> None:
    with pytest.raises(HubError, match="HF_TOKEN") as caught:
        Endpoints.from_environment({"HF_TOKEN": token})
    assert token not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NO_PROXY", "[::1]"),
        ("NO_PROXY", "fe80::/10"),
        ("HTTP_PROXY", "socks5://127.0.0.1:9"),
        ("HTTP_PROXY", "ftp://127.0.0.1:9"),
        ("HTTP_PROXY", "http://[::1"),
    ],
)
async def test_settings_that_break_httpx_are_left_aside(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv(name, value)
    asking = Hub(Endpoints(server.url("/ok")))
    assert asking.warning == ""
    listing = await asking.page(DAY, 0)
    await asking.aclose()
    assert len(listing.entries) == 1
    assert asking.warning.isprintable()


async def test_a_proxy_is_asked_for_the_hub(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url())
    monkeypatch.setenv("NO_PROXY", "")
    server.extra["http://hub.example/ok"] = answer()
    asking = Hub(Endpoints("http://hub.example/ok"))
    assert len((await asking.page(DAY, 0)).entries) == 1
    await asking.aclose()


async def test_what_is_meant_for_this_machine_passes_no_proxy(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url())
        monkeypatch.setenv("NO_PROXY", "")
        asking = Hub(Endpoints(server.url("/ok")))
        assert len((await asking.page(DAY, 0)).entries) == 1
        await asking.aclose()
        assert proxy.hits == []


async def test_a_missing_certificate_file_is_left_aside(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")
    asking = Hub(Endpoints(server.url("/ok").replace("http:", "https:")), deadline=1)
    with pytest.raises(HubError):
        await asking.page(DAY, 0)
    await asking.aclose()
    assert asking.warning.endswith(".")


def loaded_by(code: str) -> set[str]:
    """The modules that a new Python has loaded after running that."""
    source = str(Path(papers_tui.__file__).parents[1])
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    return set(run.stdout.split())


def test_the_hub_is_made_without_httpx_making_anything() -> None:
    loaded = loaded_by(
        "from papers_tui.hub.client import Hub; from papers_tui.hub.endpoint import Endpoints;"
        " Hub(Endpoints())"
    )
    assert "httpx" in loaded
    assert not {"click", "rich", "pygments", "httpcore", "httpx._main", "textual"} & loaded


@pytest.mark.parametrize("module", ["wire", "errors", "endpoint"])
def test_what_needs_no_network_loads_no_httpx(module: str) -> None:
    assert not {"httpx", "ssl", "asyncio"} & loaded_by(f"import papers_tui.hub.{module}")


async def test_a_packed_answer_is_unpacked(server: FaultServer) -> None:
    body = gzip.compress(json.dumps(papers(100)).encode())
    server.extra["/packed"] = answer(body, "200 OK", "Content-Encoding: gzip")
    asking = Hub(Endpoints(server.url("/packed")))
    assert len((await asking.page(DAY, 0)).entries) == 100
    await asking.aclose()


async def test_an_answer_shorter_than_it_says_is_none() -> None:
    sent = httpx.Response(200, content=LIST, headers={"Content-Length": "5000"})
    asking, _ = hub(sent)
    with pytest.raises(HubError, match="broke off"):
        await asking.page(DAY, 0)
