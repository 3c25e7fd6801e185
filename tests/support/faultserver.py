"""A server on loopback that breaks the rules of HTTP, one rule a route.

with FaultServer() as server:
    ...  # server.url("/slow-body") is an endpoint; server.hits has who asked for what
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import socket
import struct
import threading
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable

    Route = Callable[[asyncio.StreamWriter], Awaitable[None]]

LIST = json.dumps([{"paper": {"id": "2401.00001", "title": "T"}, "title": "T"}]).encode()
_ASKED = re.compile(r"/api/daily_papers$|(?:/api)?/papers/[\d.]+(?:\.md)?$|/pdf/[\d.]+$")
"""Paths that a client appends to an endpoint."""

_RESET = b"\1\0\0\0\0\0\0\0"


@dataclass(frozen=True)
class Hit:
    """One request that came in; the names of its headers are in lower case."""

    path: str
    headers: dict[str, str]


def answer(
    body: bytes = LIST,
    status: str = "200 OK",
    *headers: str,
    kind: str = "application/json",
    length: int | None = -1,
) -> bytes:
    """An answer as bytes. Its length is true unless given; None leaves it out."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "Connection: close"]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length == -1 else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(location: str) -> bytes:
    return answer(b"", "302 Found", f"Location: {location}")


@cache
def bomb(megabytes: int) -> bytes:
    """That many megabytes of zeros as gzip has them, packed to a thousandth."""
    zeros, checksum = bytes(2**20), 0
    for _ in range(megabytes):
        checksum = zlib.crc32(zeros, checksum)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    one = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)  # stands for itself
    end = packer.flush() + struct.pack("<II", checksum, megabytes * 2**20)
    return b"\x1f\x8b\x08" + bytes(7) + one * megabytes + end


_CHUNKED = "Transfer-Encoding: chunked"
_PACKED = "Content-Encoding: gzip"
_HTML = b"<html>oops \x1b[2J</html>"
FIXED: dict[str, bytes] = {
    "/ok": answer(),
    "/close": b"",
    "/garbage": bytes(range(128, 256)) * 2 + b"\r\n\r\n",
    "/truncated": answer(LIST[:20], length=len(LIST)),
    "/cl-short": answer(length=10),
    "/cl-neg": answer(length=-5),
    "/cl-huge": answer(length=10**15),
    "/no-cl-trunc": answer(LIST[:20], length=None),
    "/chunk-bad": answer(b"ZZ\r\nabc", "200 OK", _CHUNKED, length=None),
    "/chunk-trunc": answer(b"5\r\n[1,2,\r\n", "200 OK", _CHUNKED, length=None),
    "/te-and-cl": answer(b"2\r\n[]\r\n0\r\n\r\n", "200 OK", _CHUNKED, length=3),
    "/gzip": answer(gzip.compress(LIST), "200 OK", _PACKED),
    "/gzip-bomb2": answer(gzip.compress(bomb(64)), "200 OK", "Content-Encoding: gzip, gzip"),
    "/gzip-bad": answer(b"not gzip", "200 OK", _PACKED),
    "/gzip-trunc": answer(gzip.compress(LIST * 50)[:-20], "200 OK", _PACKED),
    "/enc-unknown": answer(b"\0\1", "200 OK", "Content-Encoding: zstd-nope"),
    "/loop": redirect("/loop"),
    "/redir-ok": redirect("/ok"),
    "/redir-http": redirect("http://127.0.0.1:9/x"),
    "/redir-file": redirect("file:///etc/passwd"),
    "/redir-js": redirect("javascript:alert(1)"),
    "/redir-noloc": answer(b"", "302 Found"),
    "/redir-bad": redirect("http://[::1/"),
    "/redir-ctl": redirect("http://127.0.0.1/\x1b[2J"),
    "/204": answer(b"", "204 No Content", length=None),
    "/html200": answer(b"<html>captive portal</html>", kind="text/html"),
    "/bom": answer(b"\xef\xbb\xbf" + LIST),
    "/utf16": answer(LIST.decode().encode("utf-16")),
    "/badutf8": answer(b'["\xff\xfe"]'),
    "/latin1-ct": answer('["é"]'.encode(), kind="application/json; charset=bogus-x"),
    "/setcookie": answer(LIST, "200 OK", "Set-Cookie: a=b; Path=/"),
    "/esc-reason": b"HTTP/1.1 500 A\x1b[2JB\r\nContent-Length: 0\r\n\r\n",
    **{
        f"/{status}": answer(_HTML, f"{status} Nope", kind="text/html")
        for status in (400, 401, 403, 404, 429, 500, 502, 503, 504)
    },
}


async def _hang(_: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def _drip(writer: asyncio.StreamWriter, data: bytes) -> None:
    for character in data:
        writer.write(bytes([character]))
        await writer.drain()
        await asyncio.sleep(0.2)


async def _slow_head(writer: asyncio.StreamWriter) -> None:
    await _drip(writer, answer())


async def _slow_body(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(b"", length=100_000))
    await _drip(writer, b"[" + b" " * 99_999)


async def _slow_error(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(b"", "500 Nope", length=100_000))
    await _drip(writer, b" " * 100_000)


async def _reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[")
    await writer.drain()
    writer.transport.abort()


async def _bomb(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(bomb(300), "200 OK", _PACKED))


async def _endless(writer: asyncio.StreamWriter) -> None:
    writer.write(answer(b"", length=None))
    await _forever(writer, b"[" * 65_536)


async def _endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    await _forever(writer, b"X-A: " + b"a" * 1000 + b"\r\n")


async def _early_hints(writer: asyncio.StreamWriter) -> None:
    await _forever(writer, b"HTTP/1.1 103 Early\r\n\r\n")


async def _forever(writer: asyncio.StreamWriter, data: bytes) -> None:
    while True:
        writer.write(data)
        await writer.drain()


RUNNING: dict[str, Route] = {
    "/no-answer": _hang,
    "/slow-head": _slow_head,
    "/slow-body": _slow_body,
    "/slow-error": _slow_error,
    "/rst": _reset,
    "/gzip-bomb": _bomb,
    "/endless": _endless,
    "/endless-headers": _endless_headers,
    "/1xx": _early_hints,
}
ROUTES = [*FIXED, *RUNNING, "/redir-chain/0"]


@dataclass
class FaultServer:
    """The server, in a thread of its own. `extra` has answers to paths that tests invent."""

    tls: ssl.SSLContext | None = None
    extra: dict[str, bytes] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    port: int = 0
    asked: threading.Event = field(default_factory=threading.Event)
    """Set as soon as the first request is in."""
    handling: set[object] = field(default_factory=set)
    """The tasks at work: nothing else holds one that waits for ever, and it would be collected."""

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def url(self, path: str = "") -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{path}"

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        serving = self._loop.run_until_complete(self._serve())
        ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._end(serving))

    async def _end(self, serving: asyncio.Server) -> None:
        serving.close()
        for _ in range(3):  # what was accepted just now begins: else nobody would close it
            await asyncio.sleep(0)
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the connections that were closed so end in the next round

    async def _serve(self) -> asyncio.Server:
        server = await asyncio.start_server(self._handle, "127.0.0.1", 0, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self.handling.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip().split("\r\n")
            path = first.split(" ")[1]
            pairs = (line.split(": ", 1) for line in lines)
            self.hits.append(Hit(path, {name.lower(): value for name, value in pairs}))
            self.asked.set()
            await self._route(_ASKED.sub("", path.partition("?")[0]), writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.handling.discard(task)
            writer.close()

    async def _route(self, path: str, writer: asyncio.StreamWriter) -> None:
        if path in RUNNING:
            await RUNNING[path](writer)
        elif path.startswith("/redir-chain/"):
            number = int(path.rpartition("/")[2])
            writer.write(redirect(f"/redir-chain/{number + 1}"))
        else:
            known = {**FIXED, **self.extra}
            writer.write(known.get(path, answer(b"[]", "404 Not Found")))
