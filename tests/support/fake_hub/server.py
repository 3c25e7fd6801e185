"""The stand-in as a server on loopback, on a thread with an event loop of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from tests.support.fake_hub import daily
from tests.support.fake_hub.faults import Fault, send_raw
from tests.support.fake_hub.routes import Library
from tests.support.fake_hub.wire import (
    LARGEST_HEAD,
    Answer,
    BadRequest,
    Request,
    as_error,
    framed,
    read_request,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from pathlib import Path
    from types import TracebackType

    from tests.support.fake_hub.limits import Quota

_HOST = "127.0.0.1"
_T = TypeVar("_T")


class FakeHub:
    """A Hugging Face hub and an arXiv at `url`, showing the given days.

    Use it as a context manager, or call `start` and `stop`. Everything public may be read and
    changed while it runs. A bug in the stand-in is raised by `stop`. Days that nobody else has
    are `owned`: the stand-in needs no copy of them.
    """

    def __init__(
        self,
        days: Path | str | Mapping[str, list[Any]],
        port: int = 0,
        *,
        owned: bool = False,
    ) -> None:
        self.requests: list[Request] = []
        self.delay = 0.0
        """Seconds before each answer."""
        self.delays: dict[str, float] = {}
        """Seconds by the beginning of the target; the longest that fits wins over `delay`."""
        self.active = 0
        self.most_active = 0
        ours = days if owned and isinstance(days, dict) else daily.load(days)
        self.library = Library("", ours)
        self._port = port
        self._faults: list[tuple[str, Fault]] = []
        self._held: set[str] = set()
        self._changed = threading.Condition()
        self._bug: BaseException | None = None
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._server: asyncio.Server | None = None
        self._reserved: socket.socket | None = None

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return self.library.url

    @property
    def days(self) -> daily.Days:
        """Lists by ISO date; change them at will, `date=` sends an entry as it is."""
        return self.library.days

    @property
    def quota(self) -> Quota:
        """The rate limits."""
        return self.library.quota

    def __enter__(self) -> FakeHub:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> FakeHub:
        """Listen, and answer from a thread of its own."""
        self._reserved = _bound(self._port)
        self._loop = asyncio.new_event_loop()
        self._port = self._reserved.getsockname()[1]
        self.library.url = f"http://{_HOST}:{self._port}"
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-hub", daemon=True)
        self._thread.start()
        self.up()
        return self

    def stop(self) -> None:
        """End all connections and the thread; raise what went wrong inside, if anything did."""
        self._run(self._down())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        if self._reserved:
            self._reserved.close()
        if self._bug is not None:
            raise self._bug

    def down(self) -> None:
        """Refuse connections and break those there are; the port stays ours."""
        self._run(self._down())
        self._reserved = self._reserved or _bound(self._port)

    def up(self) -> None:
        """Listen again on the same port."""
        self._run(self._up())

    def fault(self, prefix: str, fault: Fault) -> None:
        """Answer with `fault` where path and query begin with `prefix`; earlier faults go first."""
        self._faults.append((prefix, replace(fault)))

    def repair(self) -> None:
        """Forget all faults and delays."""
        self._faults.clear()
        self.delays.clear()
        self.delay = 0.0

    def hold(self, prefix: str = "/") -> None:
        """Keep back answers to what begins with `prefix`, until `release`."""
        with self._changed:
            self._held.add(prefix)

    def release(self) -> None:
        """Let all answers go that were held back."""
        self._held.clear()
        self._run(self._wake())

    def asked(self, prefix: str = "/") -> list[Request]:
        """The requests so far whose path and query begin with `prefix`."""
        return [request for request in self.requests if request.target.startswith(prefix)]

    def wait_for(self, prefix: str = "/", count: int = 1, timeout: float = 10.0) -> bool:
        """Block until so many requests have come; False after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.asked(prefix)) >= count, timeout)

    def _run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _up(self) -> None:
        if self._server is None:
            self._released = asyncio.Event()
            self._server = await asyncio.start_server(
                self._connected, sock=self._reserved, limit=LARGEST_HEAD
            )
            self._reserved = None

    async def _down(self) -> None:
        if self._server is not None:
            await self._all_started()
            self._server.close()
            self._server = None
        tasks = list(self._connections)
        for task, writer in self._connections.items():
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # aborted transports close their sockets in the next round

    async def _all_started(self) -> None:
        """Wait for connections that are being accepted: nobody closes those of a closed server."""
        # Each that has started has a task, and so has this; asyncio has no event for the others.
        while len(asyncio.all_tasks()) > len(self._connections) + 1:  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def _wake(self) -> None:
        self._released.set()
        self._released = asyncio.Event()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A task of our own: the one that start_server makes reports being cancelled as a failure.
        task = self._loop.create_task(self._serve(reader, writer))
        self._connections[task] = writer
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._connections[task]
        if not task.cancelled():
            self._bug = self._bug or task.exception()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._one(reader, writer):
                    pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection stays open."""
        try:
            request = await read_request(reader)
        except BadRequest as error:
            return await _refuse(writer, str(error))
        if request is None:
            return False
        self._count(request)
        try:
            await self._wait(request)
            return await self._reply(request, writer)
        finally:
            self.active -= 1

    def _count(self, request: Request) -> None:
        with self._changed:
            self.requests.append(request)
            self.active += 1
            self.most_active = max(self.most_active, self.active)
            self._changed.notify_all()

    async def _wait(self, request: Request) -> None:
        fitting = [prefix for prefix in self.delays if request.target.startswith(prefix)]
        seconds = self.delays[max(fitting, key=len)] if fitting else self.delay
        if seconds > 0:
            await asyncio.sleep(seconds)
        while any(request.target.startswith(prefix) for prefix in list(self._held)):
            await self._released.wait()

    async def _reply(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        fault = self._fault_for(request)
        if fault is not None and fault.raw is not None:
            await send_raw(writer, fault)
            return False
        answer = (
            self._guarded(lambda: self.library.answer(request)) if fault is None else fault.answer()
        )
        writer.write(framed(answer, request))
        await writer.drain()
        return request.keeps_open

    def _fault_for(self, request: Request) -> Fault | None:
        for place, (prefix, fault) in enumerate(self._faults):
            if request.target.startswith(prefix):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        del self._faults[place]
                return fault
        return None

    def _guarded(self, make: Callable[[], Answer]) -> Answer:
        try:
            return make()
        except Exception as error:  # reported to the test by `stop`, not hidden
            self._bug = self._bug or error
            return as_error(500, f"a bug in the stand-in: {error!r}")


async def _refuse(writer: asyncio.StreamWriter, reason: str) -> bool:
    nobody = Request("GET", "", "", {}, {}, 0.0, keeps_open=False)
    writer.write(framed(as_error(400, reason), nobody))
    await writer.drain()
    return False


def _bound(port: int) -> socket.socket:
    """A socket that owns the port; connections are refused until somebody listens on it."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((_HOST, port))
    bound.setblocking(False)
    return bound
