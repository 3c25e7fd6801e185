"""A hub of prepared answers, and a clock that does not make anybody wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.http.httpx_import import httpx
from tests.hostile.shapes import entry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


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
        self.reported: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def hub(self, pages: Pages) -> Hub:
        return Hub(Endpoints(), transport=pages, sleep=self.sleep, on_wait=self.reported.append)


def hub(*answers: object) -> tuple[Hub, Pages]:
    pages = Pages(*answers)
    return Waits().hub(pages), pages
