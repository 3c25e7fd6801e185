"""The hub's client. Importing this module loads httpx: do so when the hub is first asked."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeVar

from papers_tui.hub import DEADLINE, LONGEST_SEARCH, MOST_FOUND, MOST_TRENDING, PAGE
from papers_tui.hub.arxiv import Arxiv
from papers_tui.hub.errors import Offline, RateLimited, Unreadable
from papers_tui.hub.full_text import MARKDOWN, read_text
from papers_tui.hub.http.answer import Answer, read_json
from papers_tui.hub.http.failures import error_for_status
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.http.rate_limit import RateLimiter
from papers_tui.hub.http.transport import JSON, Transport
from papers_tui.hub.wire import known_id, read_detail, read_latest_day, read_listing
from papers_tui.hub.wire_details import read_details
from papers_tui.model.paper import Entry, Listing
from papers_tui.model.period import Day, Month, Period, Trending, Week

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import date

    from papers_tui.hub.endpoints import Endpoints
    from papers_tui.model.details import Details

T = TypeVar("T")

_LISTS = "/api/daily_papers"
_LAST_TRENDING_PAGE = MOST_TRENDING // PAGE - 1
_MOST_PAGES = 50
_MOST_AT_ONCE = 4
_MOST_TRIES = 3
_LARGE = 2**17
"""Bytes beyond which an answer is read in a thread."""

_LIST_PATIENCE = 6.0
_PATIENCE = 3.0
"""Deadlines for a full text, which the hub may have to make first."""


class Hub:
    """One conversation with the hub. Every failure is a HubError with a sentence.

    Each request has `deadline` seconds for its complete answer. While the hub asks us to
    wait, `on_wait` is called about once a second with the seconds left, and with 0 in the end.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        deadline: float = DEADLINE,
        on_wait: Callable[[float], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._url = endpoints.hub.rstrip("/")
        self._transport = Transport(endpoints, transport, deadline)
        self.arxiv = Arxiv(self._transport, endpoints, sleep)
        """The client of the server beside the hub, over the same connection."""

        self._limiter = RateLimiter(sleep, on_wait)
        self._text_limiter = RateLimiter(sleep, on_wait)
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)

    async def page(self, period: Period, number: int) -> Listing:
        """One page of a list, counted from 0; `complete` when the list ends with it.

        Raises NotYet for a day that the hub refuses to show.
        """

        def read(payload: object) -> Listing:
            listing = read_listing(payload)
            sent = len(payload) if isinstance(payload, list) else 0
            return listing._replace(complete=_ends(period, number, sent))

        query = {**_query(period), "p": str(number), "limit": str(PAGE)}
        asked = period.day if isinstance(period, Day) else None
        return await self._ask(_LISTS, query, read, asked)

    async def listing(self, period: Period) -> Listing:
        """A complete list; of what is trending the first page.

        All its pages together have `_LIST_PATIENCE` deadlines, not counting what the hub asks us
        to wait.
        """
        pages: list[Listing] = []
        known: set[str] = set()
        began, waited = time.monotonic(), self._limiter.waited
        while len(pages) < _MOST_PAGES:
            page = await self.page(period, len(pages))
            new = {entry.paper.id for entry in page.entries} - known
            if pages and page.entries and not new:
                return _united(pages, complete=True)  # a mirror that knows no pages
            pages.append(page)
            known |= new
            if page.complete or not new or isinstance(period, Trending):
                break
            took = time.monotonic() - began - (self._limiter.waited - waited)
            if took > _LIST_PATIENCE * self._transport.deadline:
                raise Offline("The hub was too slow with this list; try again later.")
        return _united(pages, complete=pages[-1].complete)

    async def latest_day(self) -> date | None:
        """The newest day that has papers, as far as one call without a date shows."""
        return await self._ask(_LISTS, {"limit": str(PAGE)}, read_latest_day)

    async def search(self, text: str, limit: int) -> Listing:
        """The papers that the hub's own search finds, best first: `MOST_FOUND` at most."""
        query = {"q": text[:LONGEST_SEARCH], "limit": str(max(1, min(limit, MOST_FOUND)))}
        return await self._ask("/api/papers/search", query, read_listing)

    async def paper(self, paper_id: str) -> Entry:
        """One paper by its arXiv id; raises Missing when the hub does not know it."""
        asked = known_id(paper_id)
        entry = await self._ask(f"/api/papers/{asked}", {}, read_detail)
        _check_same(entry, asked)
        return entry

    async def details(self, paper_id: str) -> tuple[Entry, Details]:
        """One paper with its discussion and what is linked to it; Missing when there is none."""
        asked = known_id(paper_id)
        query = {"field": "comments"}
        entry, details = await self._ask(f"/api/papers/{asked}", query, read_details)
        _check_same(entry, asked)
        return entry, details

    async def full_text(self, paper_id: str) -> str:
        """The full text as Markdown, as the hub made it from arXiv's HTML.

        Raises NoFullText when the hub has not got it.
        """
        asked = known_id(paper_id)
        async with self._transport.until_closed(), self._slots:
            path = f"/papers/{asked}.md"
            answer = await self._answer(path, {}, self._text_limiter, MARKDOWN, _PATIENCE)
            return await asyncio.to_thread(read_text, answer, asked)

    async def aclose(self) -> None:
        """End all requests at once, arXiv's too; there can be no others."""
        await self._transport.aclose()

    async def _ask(
        self,
        path: str,
        query: Mapping[str, str],
        read: Callable[[object], T],
        asked: date | None = None,
    ) -> T:
        async with self._transport.until_closed(), self._slots:
            answer = await self._answer(path, query, self._limiter)
            if answer.status >= httpx.codes.BAD_REQUEST:
                raise error_for_status(answer, asked)
            if len(answer.body) < _LARGE:
                return _read(answer, read)
            return await asyncio.to_thread(_read, answer, read)

    async def _answer(
        self,
        path: str,
        query: Mapping[str, str],
        limiter: RateLimiter,
        accept: str = JSON,
        patience: float = 1.0,
    ) -> Answer:
        """The answer, after as many waits as the hub asks for within reason."""
        seconds = 0.0
        for _ in range(_MOST_TRIES):
            await limiter.acquire()
            answer = await self._transport.get(self._url + path, query, accept, patience)
            limiter.update(answer.headers)
            if answer.status != httpx.codes.TOO_MANY_REQUESTS:
                return answer
            seconds = limiter.rejected(answer.headers)
        raise RateLimited(
            f"The hub asks for fewer requests; try again in {max(1, round(seconds))} s.", seconds
        )


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
    """One list of several pages; papers may have moved from one to the next between them."""
    entries: dict[str, Entry] = {}
    for page in pages:
        for entry in page.entries:
            entries.setdefault(entry.paper.id, entry)
    return Listing(tuple(entries.values()), sum(page.unreadable for page in pages), complete)
