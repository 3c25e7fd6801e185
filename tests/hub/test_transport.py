"""What goes over the wire, through which proxy, and what is loaded for it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

import papers_tui
from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError
from papers_tui.hub.httpx_import import httpx
from papers_tui.model.period import Day
from tests.support.faultserver import LIST, FaultServer, answer
from tests.support.scripted_hub import hub, papers

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = Day(date(2025, 12, 11))


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


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
        "from papers_tui.hub.client import Hub; from papers_tui.hub.endpoints import Endpoints;"
        " Hub(Endpoints())"
    )
    assert "httpx" in loaded
    assert not {"click", "rich", "pygments", "httpcore", "httpx._main", "textual"} & loaded


@pytest.mark.parametrize("module", ["wire", "errors", "endpoints"])
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
