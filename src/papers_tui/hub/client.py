"""Ask the hub for papers. Importing this module loads httpx: do so when the hub is first asked."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from papers_tui.hub.answer import read_json
from papers_tui.hub.arxiv import read_feed
from papers_tui.hub.errors import Missing, Offline, RateLimited, Unreadable
from papers_tui.hub.failures import error_for_status
from papers_tui.hub.full_text import MARKDOWN, read_text
from papers_tui.hub.httpx_import import httpx
from papers_tui.hub.pdf import download
from papers_tui.hub.rate_limit import RateLimiter
from papers_tui.hub.transport import JSON, Transport
from papers_tui.hub.wire import read_detail, read_latest_day, read_listing
from papers_tui.hub.wire_details import read_details
from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.paper import Listing
from papers_tui.model.period import Day, Month, Period, Trending, Week

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from datetime import date

    from papers_tui.hub.answer import Answer
    from papers_tui.hub.endpoints import Endpoints
    from papers_tui.model.details import Details
    from papers_tui.model.paper import Entry

T = TypeVar("T")

PAGE = 100
"""Papers a page, the most that the hub sends."""

_LISTS = "/api/daily_papers"
_LAST_TRENDING_PAGE = 4
_MOST_PAGES = 50
_MOST_AT_ONCE = 4
_MOST_TRIES = 3
_LARGE = 2**20
_PATIENCE = 3.0
"""Deadlines for a full text, which the hub may have to make first, and for the next of a PDF."""

_ARXIV_APART = 3.0
_LONGEST_SEARCH, _MOST_FOUND = 250, 120


class Hub:
    """One conversation with the hub. Every failure is a HubError with a sentence.

    Each request has `deadline` seconds for its whole answer. While the hub asks us to wait,
    `on_wait` is told about once a second how many seconds are left, and 0 in the end.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        deadline: float = 10.0,
        on_wait: Callable[[float], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._url = endpoints.hub.rstrip("/")
        self._pages = endpoints.arxiv_pages.rstrip("/")
        self._feeds = endpoints.arxiv_api.rstrip("/") + "/api/query"
        self._deadline = deadline
        self._sleep = sleep
        self._arxiv = asyncio.Lock()
        self._arxiv_opens = 0.0
        self._connection = Transport(endpoints, transport, deadline)
        self._pace = RateLimiter(sleep, on_wait)
        self._pages_pace = RateLimiter(sleep, on_wait)
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._open: set[asyncio.Timeout] = set()
        self._closed = False

    @property
    def warning(self) -> str:
        """A sentence on what in the environment the first request could not use, or nothing."""
        return self._connection.warning

    async def page(self, period: Period, number: int) -> Listing:
        """One page of a list, counted from 0; `complete` when the list ends with it.

        Raises NotYet for a day that the hub refuses to show.
        """

        def read(payload: object) -> Listing:
            listing = read_listing(payload)
            sent = len(payload) if isinstance(payload, list) else 0
            return replace(listing, complete=_ends(period, number, sent))

        query = {**_query(period), "p": str(number), "limit": str(PAGE)}
        asked = period.day if isinstance(period, Day) else None
        return await self._ask(_LISTS, query, read, asked)

    async def listing(self, period: Period) -> Listing:
        """A whole list; of what is trending the first page."""
        pages: list[Listing] = []
        while len(pages) < _MOST_PAGES:
            page = await self.page(period, len(pages))
            if pages and page.entries and page.papers == pages[-1].papers:
                return _united(pages, complete=True)  # a mirror that knows no pages
            pages.append(page)
            if page.complete or isinstance(period, Trending):
                break
        return _united(pages, complete=pages[-1].complete)

    async def latest_day(self) -> date | None:
        """The newest day that has papers, as far as one call without a date tells."""
        return await self._ask(_LISTS, {"limit": str(PAGE)}, read_latest_day)

    async def search(self, text: str, limit: int) -> Listing:
        """What the hub's own search finds, best first; it takes 250 characters and gives 120."""
        query = {"q": text[:_LONGEST_SEARCH], "limit": str(max(1, min(limit, _MOST_FOUND)))}
        return await self._ask("/api/papers/search", query, read_listing)

    async def paper(self, paper_id: str) -> Entry:
        """One paper by its arXiv id; raises Missing when the hub does not know it."""
        asked = _known(paper_id)
        entry = await self._ask(f"/api/papers/{asked}", {}, read_detail)
        _check_same(entry, asked)
        return entry

    async def details(self, paper_id: str) -> tuple[Entry, Details]:
        """One paper with its discussion and what is linked to it; Missing when there is none."""
        asked = _known(paper_id)
        query = {"field": "comments"}
        entry, details = await self._ask(f"/api/papers/{asked}", query, read_details)
        _check_same(entry, asked)
        return entry, details

    async def full_text(self, paper_id: str) -> str:
        """The whole paper as Markdown, as the hub made it from arXiv's HTML.

        Raises NoFullText when the hub has not got it.
        """
        asked = _known(paper_id)
        async with self._until_closed(), self._slots:
            path = f"/papers/{asked}.md"
            answer = await self._answer(path, {}, self._pages_pace, MARKDOWN, _PATIENCE)
            return await asyncio.to_thread(read_text, answer, asked)

    async def pdf(
        self,
        paper_id: str,
        write: Callable[[bytes], object],
        progress: Callable[[int, int | None], object] = lambda _done, _total: None,
    ) -> None:
        """The paper's PDF from arXiv, handed to `write` piece by piece, in a thread.

        `progress` is told how many bytes have come, and of how many if that is known. When it is
        not whole in the end, or no PDF, a HubError is raised; what `write` raises ends it too.
        It goes by the terms for `arxiv_paper`.
        """
        asked = _known(paper_id)
        url = f"{self._pages}/pdf/{asked}"
        async with self._arxiv_turn():
            patience = _PATIENCE * self._deadline
            await download(self._connection, url, write, progress, patience)

    async def arxiv_paper(self, paper_id: str) -> Entry:
        """One paper from arXiv's own API, for those that the hub does not know.

        One request at a time, three seconds apart: arXiv's terms of use
        (https://info.arxiv.org/help/api/tou.html). Raises Missing when arXiv does not know it.
        """
        async with self._arxiv_turn():
            answer = await self._connection.get(self._feeds, {"id_list": paper_id})
            if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
                raise Offline("arXiv has trouble; try again later.")
            return read_feed(answer.body, paper_id)

    async def aclose(self) -> None:
        """End all requests at once, whatever the network does; there can be no others."""
        self._closed = True
        for scope in self._open:
            if not scope.expired():
                scope.reschedule(asyncio.get_running_loop().time())
        await asyncio.sleep(0)
        await self._connection.aclose()

    async def _ask(
        self,
        path: str,
        query: Mapping[str, str],
        read: Callable[[object], T],
        asked: date | None = None,
    ) -> T:
        async with self._until_closed(), self._slots:
            answer = await self._answer(path, query, self._pace)
            if answer.status >= httpx.codes.BAD_REQUEST:
                raise error_for_status(answer, asked)
            if len(answer.body) < _LARGE:
                return _read(answer, read)
            return await asyncio.to_thread(_read, answer, read)

    async def _answer(
        self,
        path: str,
        query: Mapping[str, str],
        pace: RateLimiter,
        accept: str = JSON,
        patience: float = 1.0,
    ) -> Answer:
        """The answer, after as many waits as the hub asks for within reason."""
        seconds = 0.0
        for _ in range(_MOST_TRIES):
            await pace.acquire()
            answer = await self._connection.get(self._url + path, query, accept, patience)
            pace.update(answer.headers)
            if answer.status != httpx.codes.TOO_MANY_REQUESTS:
                return answer
            seconds = pace.rejected(answer.headers)
        raise RateLimited(
            f"The hub asks for fewer requests; try again in {max(1, round(seconds))} s.", seconds
        )

    @asynccontextmanager
    async def _arxiv_turn(self) -> AsyncIterator[None]:
        async with self._until_closed(), self._arxiv:
            await self._sleep(max(0.0, self._arxiv_opens - time.monotonic()))
            try:
                yield
            finally:
                self._arxiv_opens = time.monotonic() + _ARXIV_APART

    @asynccontextmanager
    async def _until_closed(self) -> AsyncIterator[None]:
        if self._closed:
            raise Offline("The connection to the hub is closed.")
        try:
            async with asyncio.timeout(None) as scope:
                self._open.add(scope)
                try:
                    yield
                finally:
                    self._open.discard(scope)
        except TimeoutError as error:
            raise Offline("The connection to the hub was closed.") from error


def _known(paper_id: str) -> str:
    asked = exact_id(paper_id)
    if asked is None:
        raise Missing(f"{paper_id!a} is no arXiv id.", httpx.codes.NOT_FOUND)
    return asked


def _check_same(entry: Entry, asked: str) -> None:
    if entry.paper.id != asked:
        raise Unreadable("The hub answered with another paper; try again later.")


def _read(answer: Answer, read: Callable[[object], T]) -> T:
    return read(read_json(answer.headers.get("content-type", ""), answer.body))


def _query(period: Period) -> dict[str, str]:
    match period:
        case Day(day):
            return {"date": day.isoformat()}
        case Week():
            return {"week": period.name}
        case Month():
            return {"month": period.name}
        case Trending():
            return {"sort": "trending"}


def _ends(period: Period, number: int, sent: int) -> bool:
    """Whether the list ends with a page on which so many entries came."""
    if isinstance(period, Day):
        return sent < PAGE
    return sent == 0 or (isinstance(period, Trending) and number >= _LAST_TRENDING_PAGE)


def _united(pages: list[Listing], *, complete: bool) -> Listing:
    """One list of several pages; papers may have moved from one to the next meanwhile."""
    entries: dict[str, Entry] = {}
    for page in pages:
        for entry in page.entries:
            entries.setdefault(entry.paper.id, entry)
    return Listing(tuple(entries.values()), sum(page.unreadable for page in pages), complete)
