"""Requests and answers on the wire, and the modules loaded for them."""

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
from papers_tui.hub.http.httpx_import import httpx
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


@pytest.mark.program
def test_the_hub_is_made_without_httpx_making_anything() -> None:
    loaded = loaded_by(
        "from papers_tui.hub.client import Hub; from papers_tui.hub.endpoints import Endpoints;"
        " Hub(Endpoints())"
    )
    assert "httpx" in loaded
    assert not {"click", "rich", "pygments", "httpcore", "httpx._main", "textual"} & loaded


@pytest.mark.parametrize("module", ["wire", "errors", "endpoints"])
@pytest.mark.program
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
