"""The stand-in for the hub: how it serves, and what a test can make it do."""

from __future__ import annotations

import asyncio
import gc
import gzip
import http.client
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub, Fault
from tests.support.faultserver import FaultServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPOSITORY = Path(__file__).resolve().parents[2]
DAY = "2026-08-21"
DAILY = "/api/daily_papers"
NO_WAIT = httpx.Timeout(10, read=0.05)


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with FakeHub(fake_days.days("2026-08-17", DAY, 5)) as hub:
        yield hub


@pytest.fixture
def client(hub: FakeHub) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hub.url) as client:
        yield client


@pytest.mark.parametrize(
    ("server", "url"),
    [(lambda: FakeHub({}), lambda hub: hub.url), (FaultServer, lambda server: server.url())],
)
def test_a_server_that_ends_closes_what_it_is_just_accepting(
    server: Callable[[], Any], url: Callable[[Any], str]
) -> None:
    for _ in range(10):
        with server() as running:
            address = "127.0.0.1", httpx.URL(url(running)).port or 0
            clients = [socket.create_connection(address) for _ in range(3)]
        for client in clients:
            client.close()
    gc.collect()  # a socket that was left open would be reported now, and fail the test


def test_one_connection_carries_many_requests(hub: FakeHub) -> None:
    connection = http.client.HTTPConnection(hub.url.removeprefix("http://"))
    connection.request("GET", DAILY)
    first = connection.getresponse().read()
    socket = connection.sock
    connection.request("GET", DAILY)
    assert connection.getresponse().read() == first
    assert connection.sock is socket is not None
    connection.close()


def test_a_connection_ends_when_the_client_asks_for_it(hub: FakeHub) -> None:
    connection = http.client.HTTPConnection(hub.url.removeprefix("http://"))
    connection.request("GET", "/nowhere", headers={"Connection": "close"})
    assert connection.getresponse().read()
    assert connection.sock is None


def test_answers_are_packed_only_for_clients_that_take_gzip(client: httpx.Client) -> None:
    plain = client.get(DAILY, headers={"Accept-Encoding": "identity"})
    refused = client.get(DAILY, headers={"Accept-Encoding": "gzip;q=0, br"})
    with client.stream("GET", DAILY, headers={"Accept-Encoding": "br, gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) == int(answer.headers["Content-Length"]) < len(plain.content)
    assert gzip.decompress(packed) == plain.content == refused.content
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refused.headers


def test_head_reports_the_length_and_sends_nothing(client: httpx.Client) -> None:
    length = client.get("/pdf/none").headers["Content-Length"]
    answer = client.head("/pdf/none")
    assert (answer.content, answer.headers["Content-Length"]) == (b"", length)


async def test_several_requests_are_answered_at_once(hub: FakeHub) -> None:
    hub.hold(DAILY)
    async with httpx.AsyncClient(base_url=hub.url) as client:
        waiting = asyncio.gather(*(client.get(f"{DAILY}?p={page}") for page in range(5)))
        assert await asyncio.to_thread(hub.wait_for, DAILY, 5)
        assert (await client.get("/nowhere")).status_code == 404
        assert (hub.active, hub.most_active) == (5, 6)
        hub.release()
        assert {answer.status_code for answer in await waiting} == {200}
    assert hub.most_active == 6


def test_requests_are_recorded_in_order(hub: FakeHub, client: httpx.Client) -> None:
    client.get(f"{DAILY}?date={DAY}&limit=3", headers={"User-Agent": "tester"})
    client.post("/api/papers/2608.1/comment", json={"comment": "x" * 100})
    client.get("/papers/a%20b.md", headers={"Authorization": "Bearer secret"})
    first, second, third = hub.requests
    assert (first.method, first.path, first.query) == ("GET", DAILY, {"date": DAY, "limit": "3"})
    assert (first.headers["user-agent"], first.token) == ("tester", "")
    assert (second.method, second.target) == ("POST", "/api/papers/2608.1/comment")
    assert (third.path, third.token) == ("/papers/a b.md", "secret")
    assert first.at <= second.at <= third.at
    assert hub.asked("/papers/") == [third]


def test_counts_may_change_between_requests(hub: FakeHub, client: httpx.Client) -> None:
    before = [entry["paper"]["id"] for entry in client.get(f"{DAILY}?date={DAY}").json()]
    hub.days[DAY][-1]["paper"]["upvotes"] = 5000
    after = [entry["paper"]["id"] for entry in client.get(f"{DAILY}?date={DAY}").json()]
    assert after == [before[-1], *before[:-1]]


def test_days_given_by_a_test_are_not_changed() -> None:
    days = {DAY: fake_days.day(DAY, 1)}
    with FakeHub(days) as hub:
        hub.days[DAY][0]["paper"]["title"] = "Other"
        hub.days["2026-08-24"] = []
    assert days == {DAY: fake_days.day(DAY, 1)}


def test_a_fault_is_answered_once_or_always(hub: FakeHub, client: httpx.Client) -> None:
    hub.fault(DAILY, Fault(503, "later", {"Retry-After": "7"}, kind="text/plain"))
    hub.fault("/api/papers", Fault(418, times=None))
    broken = client.get(DAILY)
    assert (broken.status_code, broken.text, broken.headers["Retry-After"]) == (503, "later", "7")
    assert client.get(DAILY).status_code == 200
    assert {client.get("/api/papers/x").status_code for _ in range(3)} == {418}
    hub.repair()
    assert client.get("/api/papers/x").status_code == 404


def test_a_fault_can_be_any_bytes(hub: FakeHub, client: httpx.Client) -> None:
    hub.fault(DAILY, Fault(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1,"))
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(DAILY)
    hub.fault(DAILY, Fault(raw=b""))
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(DAILY)
    hub.fault(DAILY, Fault(raw=[b"HTTP/1.1 200 OK\r\n", b"Content-Length: 2\r\n\r\n", b"[]"]))
    assert client.get(DAILY).json() == []


def test_a_slow_path_leaves_the_others_quick(hub: FakeHub, client: httpx.Client) -> None:
    hub.delays = {"/api/": 30.0, f"{DAILY}?p=1": 0.0}
    with pytest.raises(httpx.ReadTimeout):
        client.get(DAILY, timeout=NO_WAIT)
    assert client.get(f"{DAILY}?p=1").status_code == 200
    hub.delays.clear()
    hub.delay = 30.0
    with pytest.raises(httpx.ReadTimeout):
        client.get("/nowhere", timeout=NO_WAIT)


def test_down_refuses_and_up_serves_at_the_same_address(hub: FakeHub, client: httpx.Client) -> None:
    assert client.get(DAILY).status_code == 200
    for _ in range(2):
        hub.down()
        hub.down()
        with pytest.raises(httpx.ConnectError):
            httpx.get(hub.url + DAILY)
        hub.up()
        hub.up()
        assert client.get(DAILY).status_code == 200
    assert len(hub.requests) == 3


def test_down_breaks_an_answer_on_its_way(hub: FakeHub) -> None:
    hub.hold()
    connection = http.client.HTTPConnection(hub.url.removeprefix("http://"))
    connection.request("GET", DAILY)
    assert hub.wait_for(DAILY)
    hub.down()
    with pytest.raises(ConnectionError):
        connection.getresponse()
    connection.close()
    assert hub.active == 0


def limits(answer: httpx.Response) -> tuple[str, ...]:
    """Bucket, requests left, quota and window, as huggingface_hub reads them."""
    left = re.search(r'"(\w+)"\s*;\s*r\s*=\s*(\d+)\s*;\s*t\s*=\s*\d+', answer.headers["RateLimit"])
    policy = re.search(r"q\s*=\s*(\d+).*?w\s*=\s*(\d+)", answer.headers["RateLimit-Policy"])
    assert left is not None
    assert policy is not None
    return (*left.groups(), *policy.groups())


def test_the_quota_is_spent_and_then_refused(hub: FakeHub, client: httpx.Client) -> None:
    hub.quota.api = 2
    assert limits(client.get(DAILY)) == ("api", "1", "2", "300")
    assert limits(client.get("/api/nowhere")) == ("api", "0", "2", "300")
    refused = client.get(DAILY)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 300
    assert refused.json() == {"error": refused.headers["X-Error-Message"]}
    assert limits(refused)[1] == "0"
    assert limits(client.get("/papers/none.md")) == ("pages", "99", "100", "300")
    hub.quota.start_window()
    assert client.get(DAILY).status_code == 200


def test_a_token_has_a_higher_quota_of_its_own(hub: FakeHub, client: httpx.Client) -> None:
    hub.quota.api, hub.quota.api_with_token = 1, 3
    token = {"Authorization": "Bearer hf_x"}
    assert client.get(DAILY).status_code == 200
    assert client.get(DAILY).status_code == 429
    assert limits(client.get(DAILY, headers=token)) == ("api", "2", "3", "300")


def test_a_window_ends_by_itself(hub: FakeHub, client: httpx.Client) -> None:
    hub.quota.api, hub.quota.window = 1, 0.0
    assert [client.get(DAILY).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize(
    "sent",
    [
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"GET //[ HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_refused(hub: FakeHub, sent: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(hub.url.rpartition(":")[2]))
    writer.write(sent)
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert hub.requests == []


def test_a_bug_in_the_stand_in_is_not_hidden() -> None:
    hub = FakeHub({DAY: [object()]}).start()
    assert httpx.get(f"{hub.url}{DAILY}?date={DAY}").status_code == 500
    with pytest.raises(TypeError, match="not JSON serializable"):
        hub.stop()


@pytest.mark.program
def test_the_shell_serves_a_folder_until_interrupted(tmp_path: Path) -> None:
    (tmp_path / f"{DAY}.json").write_text("[]", encoding="utf-8")
    (tmp_path / "notes.json").write_text("no day", encoding="utf-8")
    command = [sys.executable, "-m", "tests.support.fake_hub", str(tmp_path)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        assert httpx.get(f"{url}{DAILY}?date={DAY}").json() == []
        assert httpx.get(f"{url}{DAILY}?date=2026-08-22").status_code == 400
        if sys.platform == "win32":
            server.terminate()
        else:
            server.send_signal(signal.SIGINT)
            assert server.wait(10) == 0
