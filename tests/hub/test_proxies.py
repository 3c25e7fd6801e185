"""Proxies of the environment: taken at their word, or rejected by name, and never gone past."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints, Origin
from papers_tui.hub.errors import Offline, Refused
from papers_tui.hub.http.proxies import Proxy, proxy_for
from papers_tui.model.period import Day
from tests.support.faultserver import FaultServer, answer
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = Day(date(2025, 12, 11))
HUB = Origin("https", "hub.example", 443)
DEAD = "http://127.0.0.1:9"
"""An address at which nobody listens."""

NAMES = tuple(
    spelling
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
    for spelling in (name, name.upper())
)


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


def shown(origin: Origin = HUB, /, **environment: str) -> str:
    proxy = proxy_for(origin, environment)
    return f"{proxy.address} {proxy.variable}" if proxy else "none"


async def failure(url: str, deadline: float = seconds(30)) -> str:
    """The client's error for a hub that it cannot ask."""
    hub = Hub(Endpoints(url), deadline=deadline)
    with pytest.raises((Offline, Refused)) as caught:
        await hub.page(DAY, 0)
    await hub.aclose()
    return str(caught.value)


def test_each_variable_counts_by_itself() -> None:
    everything = {"HTTP_PROXY": "http://a:1", "HTTPS_PROXY": "b:2", "ALL_PROXY": "http://c:3"}
    assert shown(**everything) == "http://b:2 HTTPS_PROXY"
    assert shown(HUB._replace(scheme="http"), **everything) == "http://a:1 HTTP_PROXY"
    assert shown(ALL_PROXY="http://c:3") == "http://c:3 ALL_PROXY"
    assert shown(https_proxy="http://d:4", **everything) == "http://d:4 https_proxy"
    assert shown(https_proxy="", **everything) == "http://c:3 ALL_PROXY"
    assert shown(HTTPS_PROXY="http://b") == "http://b:80 HTTPS_PROXY"
    assert shown(HTTPS_PROXY="https://[::1]/") == "https://[::1]:443 HTTPS_PROXY"
    assert shown(HUB._replace(scheme="http"), HTTP_PROXY="http://a:1", REQUEST_METHOD="GET") == (
        "none"
    )
    assert shown() == "none"


@pytest.mark.parametrize(
    "excepted",
    [
        "*", "hub.example", "example", ".example", "*.example", "a.b, hub.example", "x hub.example",
        "HUB.EXAMPLE", "hub.example:443",
    ],
)  # fmt: skip
def test_what_no_proxy_names_is_reached_directly(excepted: str) -> None:
    assert shown(HTTPS_PROXY=DEAD, NO_PROXY=excepted) == "none"
    assert shown(HTTPS_PROXY=DEAD, no_proxy=excepted, NO_PROXY="") == "none"


@pytest.mark.parametrize(
    "excepted", ["", ",", ".", "ub.example", "hub.example:80", "[::1]", "fe80::/10", "[", "a/b"]
)
def test_what_no_proxy_does_not_name_goes_through_the_proxy(excepted: str) -> None:
    assert shown(HTTPS_PROXY=DEAD, NO_PROXY=excepted) == f"{DEAD} HTTPS_PROXY"


def test_no_proxy_may_name_networks() -> None:
    near, far = HUB._replace(host="10.1.2.3"), HUB._replace(host="11.1.2.3")
    for excepted in ("10.0.0.0/8", "10.1.2.3", "10.1.2.3:443"):
        assert shown(near, HTTPS_PROXY=DEAD, NO_PROXY=excepted) == "none"
        assert shown(far, HTTPS_PROXY=DEAD, NO_PROXY=excepted) != "none"
    six = HUB._replace(host="fe80::1")
    assert shown(six, HTTPS_PROXY=DEAD, NO_PROXY="fe80::/10") == "none"
    assert shown(six, HTTPS_PROXY=DEAD, NO_PROXY="[fe80::1]:443") == "none"


@pytest.mark.parametrize(
    ("value", "login"),
    [
        ("http://me:p#a/ss@proxy:1", ("me", "p#a/ss")),
        ("http://me:p@ss:w?rd@proxy:1", ("me", "p@ss:w?rd")),
        ("http://me:%23%40@proxy:1", ("me", "#@")),
        ("me@proxy:1", ("me", "")),
    ],
)
def test_a_password_may_have_any_character(value: str, login: tuple[str, str]) -> None:
    proxy = proxy_for(HUB, {"HTTPS_PROXY": value})
    assert proxy == Proxy("http", "proxy", 1, login, "HTTPS_PROXY")
    assert "me" not in proxy.shown


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("http://", "is no address of a proxy"),
        ("http://[::1", "is no address of a proxy"),
        ("http://host:0", "is no address of a proxy"),
        ("http://host:65536", "is no address of a proxy"),
        ("http://secret:secret@host/path", "is no address of a proxy"),
        ("ftp://secret:secret@127.0.0.1:9", "of the kind ftp"),
        ("socks4://secret:secret@127.0.0.1:9", "of the kind socks4"),
        ("socks5://secret:secret@127.0.0.1:9", "SOCKS proxy"),
    ],
)
async def test_a_value_that_cannot_be_used_is_named_and_not_gone_past(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, value: str, reason: str
) -> None:
    monkeypatch.setattr("papers_tui.hub.http.proxies.importlib.util.find_spec", lambda _name: None)
    monkeypatch.setenv("ALL_PROXY", value)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    looked_up: list[object] = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *asked, **_: looked_up.append(asked))
    message = await failure("http://hub.example/ok")
    assert message.startswith("ALL_PROXY ")
    assert reason in message
    assert "unset it" in message or "name an http:// proxy there" in message
    assert "secret" not in message
    assert looked_up == []


@given(st.text(max_size=30), st.text(max_size=20))
def test_no_part_of_a_secret_is_reported(secret: str, host: str) -> None:
    secret = f"geheim{secret}"
    try:
        proxy = proxy_for(HUB, {"HTTPS_PROXY": f"http://user:{secret}@{host}"})
        message = proxy.shown if proxy else ""
    except Offline as error:
        message = str(error)
    assert "geheim" not in message


async def test_a_proxy_is_asked_for_the_hub(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url().replace("//", "//me:p%23@"))
    server.extra["http://hub.example/ok"] = answer()
    hub = Hub(Endpoints("http://hub.example/ok"))
    assert len((await hub.page(DAY, 0)).entries) == 1
    await hub.aclose()
    assert server.hits[0].headers["proxy-authorization"] == "Basic bWU6cCM="


async def test_what_is_meant_for_this_machine_passes_no_proxy(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url())
        monkeypatch.setenv("ALL_PROXY", "ftp://nonsense")
        hub = Hub(Endpoints(server.url("/ok")))
        assert len((await hub.page(DAY, 0)).entries) == 1
        await hub.aclose()
        assert proxy.hits == []


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_proxy_that_cannot_be_reached_is_named(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://me:secret@127.0.0.1:9")
    message = await failure(f"{scheme}://hub.example")
    assert message == (
        f"The proxy {DEAD} of ALL_PROXY could not be reached; check its address, or the network."
    )


async def test_a_proxy_that_refuses_is_named_with_what_to_check(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.extra["hub.example:443"] = answer(b"", "407 Proxy Authentication Required")
    server.extra["http://hub.example"] = answer(b"", "407 Proxy Authentication Required")
    monkeypatch.setenv("ALL_PROXY", server.url().replace("//", "//me:secret@"))
    for scheme in ("http", "https"):
        message = await failure(f"{scheme}://hub.example")
        assert message == (
            f"The proxy {server.url()} of ALL_PROXY did not let us through"
            " (407 Proxy Authentication Required); check its name and password."
        )


async def test_a_proxy_that_is_silent_is_named(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:secret@127.0.0.1:{port}")
    message = await failure("https://hub.example", deadline=0.5)
    assert f"the proxy http://127.0.0.1:{port} of HTTPS_PROXY" in message
    assert "secret" not in message
    listening.close()


@pytest.mark.parametrize("status", ["502 Bad Gateway", "503 Service Unavailable", "504 Timeout"])
async def test_trouble_that_may_be_the_proxys_names_it(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    """Of a hub by plain http, a proxy answers as if it were the hub."""
    server.extra["http://hub.example"] = answer(b"", status)
    monkeypatch.setenv("HTTP_PROXY", server.url().replace("//", "//me:secret@"))
    message = await failure("http://hub.example")
    assert message == (
        f"The hub, or the proxy {server.url()} of HTTP_PROXY before it, has trouble"
        f" ({status[:3]}); try again later, or look at the proxy."
    )
    server.extra["http://hub.example"] = answer(b"", "500 Internal Server Error")
    assert await failure("http://hub.example") == "The hub has trouble (500); try again later."


async def test_trouble_behind_a_proxy_that_only_passes_bytes_on_is_the_hubs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", DEAD)
    transport = httpx.MockTransport(lambda _: httpx.Response(502, stream=httpx.ByteStream(b"")))
    hub = Hub(Endpoints("https://hub.example"), transport=transport, deadline=seconds(30))
    with pytest.raises(Refused, match=r"^The hub has trouble \(502\); try again later\.$"):
        await hub.page(DAY, 0)
    await hub.aclose()
