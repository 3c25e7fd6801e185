"""PDFs on their way from arXiv: complete, or an error with a name."""

from __future__ import annotations

import asyncio
import errno
import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub import pdf
from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError, Missing, Offline, RateLimited, Refused, Unreadable
from papers_tui.hub.http.httpx_import import httpx
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub, daily
from tests.support.fake_hub.faults import Fault
from tests.support.faultserver import FaultServer, answer, redirect
from tests.support.loop_clock import clock_to_set
from tests.support.patience import seconds
from tests.support.scripted_hub import Pages, Waits

if TYPE_CHECKING:
    from collections.abc import Iterator

ID = "2608.00001"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4_000 + b"\n%%EOF\n"
_KIND = "application/pdf"
ANSWERS = {
    "/good": answer(PDF, kind=_KIND),
    "/octets": answer(PDF, kind="application/octet-stream"),
    "/named": answer(PDF, "200 OK", 'Content-Disposition: x; filename="../../x"', kind=_KIND),
    "/late-mark": answer(b"\n" * 900 + PDF, kind=_KIND),
    "/no-length": answer(PDF, kind=_KIND, length=None),
    "/short": answer(PDF[:5_000], kind=_KIND, length=len(PDF)),
    "/no-length-short": answer(PDF[:5_000], kind=_KIND, length=None),
    "/html": answer(b"<html>captcha" * 100, kind="text/html"),
    "/html-called-pdf": answer(b"<html>captcha" * 100, kind=_KIND),
    "/empty": answer(b"", kind=_KIND),
    "/packed": answer(PDF, "200 OK", "Content-Encoding: gzip", kind=_KIND),
    "/huge": answer(PDF, kind=_KIND, length=301 * 2**20),
    "/429": answer(b"", "429 Slow", "Retry-After: 7"),
    "/away": redirect("https://evil.example/x.pdf"),
}
FAULTS: dict[str, type[HubError]] = {
    **dict.fromkeys(["/short", "/no-length-short", "/rst", "/close", "/garbage"], Offline),
    **dict.fromkeys(["/no-answer", "/500", "/503"], Offline),
    **dict.fromkeys(["/html", "/html-called-pdf", "/empty", "/packed", "/huge"], Unreadable),
    **dict.fromkeys(["/away", "/loop", "/redir-bad"], Unreadable),
    **dict.fromkeys(["/400", "/403"], Refused),
    "/204": Refused,
    "/404": Missing,
    "/429": RateLimited,
}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        running.extra.update(ANSWERS)
        yield running


async def no_sleep(_: float) -> None:
    await asyncio.sleep(0)


def hub_at(url: str, deadline: float = seconds(30)) -> Hub:
    return Hub(Endpoints(url, url, url, "hf_secret"), deadline=deadline, sleep=no_sleep)


async def fetched(server: FaultServer, route: str) -> bytes:
    is_in_time = route != "/no-answer"
    hub = hub_at(server.url(route), seconds(30) if is_in_time else 0.3)
    pieces = bytearray()
    try:
        await hub.arxiv.pdf(ID, pieces.extend)
    finally:
        await hub.aclose()
    return bytes(pieces)


@pytest.mark.parametrize("route", ["/good", "/octets", "/named", "/no-length"])
async def test_a_pdf_arrives_as_it_was_sent(server: FaultServer, route: str) -> None:
    assert await fetched(server, route) == PDF
    (request,) = server.hits
    assert request.path == f"{route}/pdf/{ID}"
    assert request.headers["accept-encoding"] == "identity"


async def test_the_mark_of_a_pdf_may_come_a_little_late(server: FaultServer) -> None:
    assert await fetched(server, "/late-mark") == b"\n" * 900 + PDF


@pytest.mark.parametrize("route", FAULTS)
async def test_anything_else_is_an_error_with_a_name(server: FaultServer, route: str) -> None:
    async with asyncio.timeout(seconds(60)):
        with pytest.raises(HubError) as caught:
            await fetched(server, route)
    assert type(caught.value) is FAULTS[route]
    message = str(caught.value)
    assert message.isprintable()
    assert message.endswith(".")


async def test_progress_is_reported_from_nothing_to_all(server: FaultServer) -> None:
    reports: list[tuple[int, int | None]] = []
    hub = hub_at(server.url("/good"))
    await hub.arxiv.pdf(ID, lambda _: None, lambda done, total: reports.append((done, total)))
    await hub.aclose()
    assert reports[0] == (0, len(PDF))
    assert reports[-1] == (len(PDF), len(PDF))
    assert [done for done, _ in reports] == sorted(done for done, _ in reports)


async def test_progress_is_reported_while_the_rest_is_still_to_come() -> None:
    half, reported = len(PDF) // 2, threading.Event()

    def pieces() -> Iterator[bytes]:
        yield f"HTTP/1.1 200 OK\r\nContent-Length: {len(PDF)}\r\n\r\n".encode() + PDF[:half]
        assert reported.wait(seconds(30))
        yield PDF[half:]

    def progress(done: int, total: int | None) -> None:
        if (done, total) == (half, len(PDF)):
            reported.set()

    with FakeHub({}) as slow:
        slow.fault("/pdf/", Fault(raw=pieces()))
        hub = hub_at(slow.url)
        await hub.arxiv.pdf(ID, lambda _: None, progress)
        await hub.aclose()
    assert reported.is_set()


async def test_a_slow_pdf_may_take_longer_than_any_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_forward, got = clock_to_set(monkeypatch), bytearray()

    def slow_piece(piece: bytes) -> None:
        got.extend(piece)
        set_forward(seconds(30))  # of 90 for each piece

    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(PDF)}\r\n\r\n".encode()
    step = len(PDF) // 11
    pieces = [PDF[start : start + step] for start in range(0, len(PDF), step)]
    with FakeHub({}) as slow:
        slow.fault("/pdf/", Fault(raw=[head, *pieces]))
        hub = hub_at(slow.url)
        await hub.arxiv.pdf(ID, slow_piece)
        await hub.aclose()
    assert got == PDF


async def test_one_that_stands_still_is_given_up() -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(PDF)}\r\n\r\n".encode()
    with FakeHub({}) as slow:
        slow.fault("/pdf/", Fault(raw=[head, PDF[:9_000], PDF[9_000:]], pause=30))
        hub = hub_at(slow.url, deadline=0.1)
        with pytest.raises(Offline, match=r"arXiv did not answer within 0\.3 seconds"):
            await hub.arxiv.pdf(ID, lambda _: None)
        await hub.aclose()


async def test_a_connection_that_does_not_come_has_the_time_of_any_request() -> None:
    def silent(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("no connection")

    hub = Hub(Endpoints(), transport=httpx.MockTransport(silent), deadline=7.0)
    with pytest.raises(Offline, match="arXiv did not answer within 7 seconds"):
        await hub.arxiv.pdf(ID, lambda _: None)
    await hub.aclose()


async def test_giving_up_ends_it_at_once() -> None:
    with FakeHub({}) as slow:
        slow.hold("/pdf/")
        hub = hub_at(slow.url, deadline=60)
        task = asyncio.create_task(hub.arxiv.pdf(ID, lambda _: None))
        assert await asyncio.to_thread(slow.wait_for, "/pdf/")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await hub.aclose()
        slow.release()


async def test_one_that_never_ends_is_given_up(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MOST_BYTES", 2**20)
    server.extra["/long"] = answer(PDF * 3, kind=_KIND, length=None)
    with pytest.raises(Unreadable, match="larger than"):
        await fetched(server, "/long")


async def test_a_full_disk_is_not_blamed_on_the_network(server: FaultServer) -> None:
    def write(_: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    hub = hub_at(server.url("/good"))
    with pytest.raises(OSError, match="No space") as caught:
        await hub.arxiv.pdf(ID, write)
    assert caught.value.errno == errno.ENOSPC
    await hub.aclose()


async def test_arxiv_gets_no_token_and_one_request_every_three_seconds() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    with (
        FakeHub(fake_days.days(date(2026, 8, 20), date(2026, 8, 21), 8)) as server,
        FakeHub({}) as hf,
    ):
        paper = daily.paper_id(daily.listed(server.days)[0])
        hub = Hub(Endpoints(hf.url, server.url, server.url, "hf_secret"), sleep=sleep)
        pieces = bytearray()
        await hub.arxiv.pdf(paper, pieces.extend)
        await hub.arxiv.paper(paper)
        with pytest.raises(Missing):
            await hub.arxiv.pdf("2608.99999", pieces.extend)
        await hub.aclose()
        assert pieces.startswith(b"%PDF-")
        assert not any(request.token for request in server.requests)
        assert hf.requests == []
    assert slept[0] == 0
    assert all(2.5 < seconds <= 3 for seconds in slept[1:])
    assert len(slept) == 3


async def test_a_promise_that_only_the_header_makes_is_held_against_it() -> None:
    headers = {"content-type": _KIND, "content-length": str(len(PDF) + 1)}
    hub = Waits().hub(Pages(httpx.Response(200, headers=headers, content=PDF)))
    with pytest.raises(Offline, match="broke off"):
        await hub.arxiv.pdf(ID, lambda _: None)
