"""Servers that misbehave: every fault ends in time, in an error with a name or a true answer."""

from __future__ import annotations

import asyncio
import tracemalloc
from datetime import date
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import (
    HubError,
    Missing,
    NotYet,
    Offline,
    RateLimited,
    Refused,
    Unreadable,
)
from papers_tui.hub.http.answer import MOST_VALUES
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.model.period import Day, Week
from tests.hostile.corpus import bodies, encoded, payloads
from tests.support import scripted_hub
from tests.support.faultserver import LIST, ROUTES, FaultServer, answer, bomb, redirect
from tests.support.loop_clock import clock_to_set
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = Day(date(2025, 12, 11))
DEADLINE = seconds(30)
SHORT = 1.0
"""The deadline of requests that nothing else ends."""

HANGING = {"/no-answer", "/slow-head", "/slow-body", "/slow-error", "/1xx"}
EXPECTED: dict[str, type[HubError] | int] = {
    **dict.fromkeys(["/ok", "/gzip", "/redir-ok", "/bom", "/setcookie"], 1),
    **dict.fromkeys(["/no-answer", "/slow-head", "/slow-body", "/slow-error", "/1xx"], Offline),
    **dict.fromkeys(["/close", "/rst", "/garbage", "/truncated", "/cl-neg", "/cl-huge"], Offline),
    **dict.fromkeys(["/chunk-bad", "/chunk-trunc", "/te-and-cl", "/gzip-trunc"], Offline),
    **dict.fromkeys(["/endless-headers"], Offline),
    **dict.fromkeys(["/endless", "/gzip-bomb", "/gzip-bomb2", "/gzip-bad"], Unreadable),
    **dict.fromkeys(["/enc-unknown", "/cl-short", "/no-cl-trunc", "/204"], Unreadable),
    **dict.fromkeys(["/loop", "/redir-chain/0", "/redir-http", "/redir-file"], Unreadable),
    **dict.fromkeys(["/redir-js", "/redir-noloc", "/redir-bad", "/redir-ctl"], Unreadable),
    **dict.fromkeys(["/html200", "/badutf8", "/utf16"], Unreadable),
    **dict.fromkeys(["/401", "/403", "/500", "/502", "/503", "/504", "/esc-reason"], Refused),
    "/400": NotYet,
    "/404": Missing,
    "/429": RateLimited,
    "/latin1-ct": 0,
}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


async def no_sleep(_: float) -> None:
    await asyncio.sleep(0)


def hub_at(url: str, *, token: str = "", deadline: float = DEADLINE) -> Hub:
    return Hub(Endpoints(url, url, url, token), deadline=deadline, sleep=no_sleep)


async def ask(server: FaultServer, route: str) -> int:
    """The number of papers that the hub finds behind that route."""
    hub = hub_at(server.url(route), deadline=SHORT if route in HANGING else DEADLINE)
    try:
        return len((await hub.page(DAY, 0)).entries)
    finally:
        await hub.aclose()


async def fail(server: FaultServer, route: str) -> HubError:
    """The error that the hub makes of that route."""
    with pytest.raises(HubError) as caught:
        await ask(server, route)
    return caught.value


def assert_sentence(error: HubError) -> None:
    message = str(error)
    assert message.isprintable()
    assert 20 < len(message) < 300
    assert message[0].isupper()
    assert message.endswith(".")


def test_every_route_is_tried() -> None:
    assert set(ROUTES) == set(EXPECTED)


@pytest.mark.parametrize("route", ROUTES)
async def test_a_fault_ends_in_a_named_error_in_time(server: FaultServer, route: str) -> None:
    expected = EXPECTED[route]
    async with asyncio.timeout(seconds(60)):
        if isinstance(expected, int):
            assert await ask(server, route) == expected
            return
        error = await fail(server, route)
    assert type(error) is expected
    assert_sentence(error)


@pytest.mark.parametrize("name", bodies())
async def test_a_body_that_is_no_list_is_unreadable(server: FaultServer, name: str) -> None:
    server.extra["/raw"] = answer(bodies()[name])
    if name in ("bom", "dup_keys", "float_1e999", "nan_literal"):
        assert await ask(server, "/raw") == 1
        return
    error = await fail(server, "/raw")
    assert type(error) is Unreadable
    assert_sentence(error)


async def test_every_hostile_list_is_answered(server: FaultServer) -> None:
    for hazard, payload in payloads().items():
        server.extra[f"/{hazard}"] = answer(encoded(payload))
    for hazard in payloads():
        await ask(server, f"/{hazard}")


async def test_a_server_that_is_not_there_is_named(server: FaultServer) -> None:
    assert_sentence(error := await fail(server, ":1"))
    assert type(error) is Offline
    for endpoint in ("http://no-such-host.invalid", "https://a..b", "http://" + "a" * 70 + ".b"):
        hub = hub_at(endpoint)
        with pytest.raises(Offline) as caught:
            await hub.page(DAY, 0)
        assert_sentence(caught.value)
        await hub.aclose()


async def test_plain_http_is_no_tls(server: FaultServer) -> None:
    hub = hub_at(server.url("/ok").replace("http:", "https:"), deadline=SHORT)
    with pytest.raises(Offline):
        await hub.page(DAY, 0)
    await hub.aclose()


@pytest.mark.parametrize("route", ["/no-answer", "/slow-head", "/slow-body", "/1xx", "/endless"])
async def test_a_request_is_given_up_at_once(server: FaultServer, route: str) -> None:
    hub = hub_at(server.url(route), deadline=seconds(600))
    task = asyncio.create_task(hub.page(DAY, 0))
    assert await asyncio.to_thread(server.asked.wait, seconds(30))
    async with asyncio.timeout(seconds(60)):  # a tenth of the deadline, on a loaded machine
        task.cancel()
        with pytest.raises((asyncio.CancelledError, Unreadable)):
            await task
        await hub.aclose()


async def test_closing_ends_what_hangs(server: FaultServer) -> None:
    hub = hub_at(server.url("/no-answer"), deadline=seconds(600))
    tasks = [asyncio.create_task(hub.page(DAY, number)) for number in range(6)]
    assert await asyncio.to_thread(server.asked.wait, seconds(30))
    async with asyncio.timeout(seconds(60)):
        await hub.aclose()
        for task in tasks:
            with pytest.raises(Offline, match=r"closed\.$"):
                await task
        with pytest.raises(Offline, match=r"closed\.$"):
            await hub.page(DAY, 0)


async def test_a_second_server_learns_nothing(server: FaultServer) -> None:
    with FaultServer() as other:
        server.extra["/away"] = redirect(other.url("/ok"))
        env = {"HF_ENDPOINT": server.url("/away"), "HF_TOKEN": "hf_secret"}
        hub = Hub(Endpoints.from_environment(env), deadline=DEADLINE)
        with pytest.raises(
            Unreadable, match=r"not its own address \(log in to the .* HF_ENDPOINT\)\.$"
        ):
            await hub.page(DAY, 0)
        await hub.aclose()
        assert other.hits == []
        assert [hit.headers["authorization"] for hit in server.hits] == ["Bearer hf_secret"]


async def test_the_way_never_leads_from_https_down_to_http() -> None:
    asked: list[str] = []

    def send_down(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://arxiv.example/x"})

    endpoints = Endpoints("https://hub.example", "http://arxiv.example", "http://arxiv.example")
    hub = Hub(endpoints, transport=httpx.MockTransport(send_down))
    with pytest.raises(Unreadable, match="not its own address"):
        await hub.page(DAY, 0)
    assert len(asked) == 1


async def test_a_bomb_is_not_unpacked(server: FaultServer) -> None:
    bomb(300)
    tracemalloc.start()
    try:
        assert type(await fail(server, "/gzip-bomb")) is Unreadable
        assert tracemalloc.get_traced_memory()[1] < 80 * 2**20
    finally:
        tracemalloc.stop()


async def test_arxiv_may_be_reached_but_gets_no_token(server: FaultServer) -> None:
    with FaultServer() as arxiv:
        server.extra["/away"] = answer(
            b"", "302 Found", f"Location: {arxiv.url('/ok')}", "Set-Cookie: a=b"
        )
        endpoints = Endpoints(server.url("/away"), arxiv.url(), arxiv.url(), "hf_secret")
        hub = Hub(endpoints, deadline=DEADLINE)
        assert len((await hub.page(DAY, 0)).entries) == 1
        await hub.aclose()
        (request,) = arxiv.hits
        assert not {"authorization", "cookie"} & set(request.headers)


async def test_a_redirect_with_a_password_is_not_followed(server: FaultServer) -> None:
    server.extra["/login"] = redirect(server.url("/ok").replace("//", "//user:pass@"))
    assert "password" in str(await fail(server, "/login"))
    assert len(server.hits) == 1


async def test_a_cookie_is_not_kept(server: FaultServer) -> None:
    hub = hub_at(server.url("/setcookie"))
    await hub.page(DAY, 0)
    await hub.page(DAY, 1)
    await hub.aclose()
    assert all("cookie" not in hit.headers for hit in server.hits)


async def test_an_error_of_the_server_is_quoted_without_its_teeth(server: FaultServer) -> None:
    server.extra["/no"] = answer(b'{"error": ["No \\u001b[2J", "way."]}', "418 Teapot")
    assert str(await fail(server, "/no")) == (
        "The hub refused the request (418): No [2J; way (try again later)."
    )


async def test_a_list_may_be_large_but_not_too_large(server: FaultServer) -> None:
    padded = LIST[:-1] + b" " * (7 * 2**20) + b"]"
    server.extra["/large"] = answer(padded)
    assert await ask(server, "/large") == 1
    server.extra["/larger"] = answer(padded[:-1] + b" " * (2 * 2**20) + b"]")
    assert str(await fail(server, "/larger")) == (
        "The hub's answer is larger than any of its answers should be; try again later."
    )


@pytest.mark.parametrize("redirects", [0, 1])
async def test_time_is_kept_for_the_complete_chain_of_redirects(
    monkeypatch: pytest.MonkeyPatch, redirects: int
) -> None:
    set_forward, answers = clock_to_set(monkeypatch), [302] * redirects + [200]

    async def late(_: httpx.Request) -> httpx.Response:
        set_forward(0.6 * DEADLINE)
        for _round in range(3):  # for a deadline that has passed
            await asyncio.sleep(0)
        return httpx.Response(
            answers.pop(0), headers={"Location": "/next"}, stream=httpx.ByteStream(LIST)
        )

    endpoints = Endpoints("https://hub.example")
    hub = Hub(endpoints, transport=httpx.MockTransport(late), deadline=DEADLINE)
    if redirects:
        with pytest.raises(Offline):
            await hub.page(DAY, 0)
    else:
        assert len((await hub.page(DAY, 0)).entries) == 1
    await hub.aclose()


@pytest.mark.parametrize("value", ["{}", "[]", "0", '{"paper":{}}', "[[[[]]]]"])
async def test_an_answer_of_too_many_tiny_values_is_refused_before_it_is_read(value: str) -> None:
    sent = "[" + ",".join([value] * (MOST_VALUES + 1)) + "]"
    asking, pages = scripted_hub.hub(
        httpx.Response(200, text=sent, headers={"Content-Type": "text/plain"})
    )
    with pytest.raises(Unreadable, match="too much to be a list"):
        await asking.listing(Week(2025, 50))
    assert len(pages.asked) == 1
