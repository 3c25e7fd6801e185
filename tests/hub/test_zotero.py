"""Requests to Zotero, and its answers."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.errors import HubError, Offline, Refused, Unreadable
from papers_tui.hub.zotero import ADDRESS, Zotero
from tests.support.fake_zotero import FakeZotero
from tests.support.faultserver import FaultServer

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS = [{"itemType": "preprint", "title": "On nets"}]


@pytest.fixture
def running() -> Iterator[FakeZotero]:
    with FakeZotero() as zotero:
        yield zotero


async def test_papers_arrive_without_a_proxy_and_without_a_token(
    running: FakeZotero, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    zotero = Zotero.from_environment({"PAPERS_TUI_ZOTERO": f" {running.url}/ "})
    await zotero.save(RECORDS, "https://arxiv.org/abs/2507.21049")
    await zotero.save(RECORDS, "https://arxiv.org/abs/2507.21049")
    assert running.items == RECORDS * 2
    assert len(running.sessions) == 2
    headers = running.requests[0]
    assert headers["x-zotero-connector-api-version"] == "3"
    assert "authorization" not in headers
    assert "hf_secret" not in str(running.requests)


async def test_a_missing_zotero_is_reported() -> None:
    with pytest.raises(Offline, match=r"^Zotero is not running: nothing answers at http://127"):
        await Zotero("http://127.0.0.1:9").save(RECORDS, "")


@pytest.mark.parametrize("status", [302, 400, 404, 409, 500])
async def test_an_answer_that_is_no_yes_is_an_error(running: FakeZotero, status: int) -> None:
    running.status = status
    with pytest.raises(Refused, match=f"did not take the papers \\({status}\\)"):
        await Zotero(running.url).save(RECORDS, "")
    assert len(running.requests) == 1, "no redirect is followed"


async def test_a_library_that_cannot_be_written_to_is_named(running: FakeZotero) -> None:
    running.status, running.answer = 500, b'{"libraryEditable": false}'
    with pytest.raises(Refused, match="select another one"):
        await Zotero(running.url).save(RECORDS, "")


async def test_something_else_that_listens_there_is_no_zotero() -> None:
    with FaultServer(extra={"/connector/saveItems": b"SSH-2.0-other\r\n"}) as other:
        await fail_at(other.url())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        await fail_at(f"http://127.0.0.1:{silent.getsockname()[1]}")


async def fail_at(address: str) -> None:
    with pytest.raises(Unreadable, match=r"did not answer at .* as it should"):
        await Zotero(address, patience=0.3).save(RECORDS, "")


@pytest.mark.parametrize(
    "address",
    ["https://zotero.org", "http://192.168.0.2:23119", "ftp://127.0.0.1", "127.0.0.1:1", "x",
     "http://127.0.0.1@evil.example", "http://127.0.0.1.evil.example", "http://a:b@127.0.0.1:1"],
)  # fmt: skip
def test_an_address_of_another_machine_is_refused(address: str) -> None:
    with pytest.raises(HubError, match="PAPERS_TUI_ZOTERO is no address of this machine"):
        Zotero.from_environment({"PAPERS_TUI_ZOTERO": address})


def test_addresses_of_this_machine_are_taken() -> None:
    for address in ("http://localhost:1", "http://[::1]:23119", "http://127.1.2.3", "", ADDRESS):
        Zotero.from_environment({"PAPERS_TUI_ZOTERO": address})
