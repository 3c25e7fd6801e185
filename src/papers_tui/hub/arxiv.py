"""arXiv's client: papers that the hub does not know, and PDFs.

It goes by arXiv's terms: one request at a time, three seconds apart
(https://info.arxiv.org/help/api/tou.html).
The API: https://info.arxiv.org/help/api/user-manual.html. An error comes as a feed with one entry
whose id begins with http://arxiv.org/api/errors.
"""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from papers_tui.hub.endpoints import ARXIV, Endpoints
from papers_tui.hub.errors import Missing, Unreadable
from papers_tui.hub.http.failures import error_from_arxiv
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.pdf import download
from papers_tui.hub.wire import author_names, day_of, known_id
from papers_tui.model.arxiv_id import parse_id
from papers_tui.model.paper import Entry, Paper, Publication
from papers_tui.text.clean import NAME, clean, one_line, reflow

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from papers_tui.hub.http.transport import Transport

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_CATEGORY = re.compile(r"[A-Za-z-]{2,20}(?:\.[A-Za-z-]{2,20})?", re.ASCII)
_DOI = re.compile(r"10\.\d{4,9}/[!-~]{1,200}", re.ASCII)
_LONGEST_JOURNAL = 300
_MOST_TAGS = 500_000
"""A paper with 5,000 authors has 20,000."""

_APART = 3.0
"""Seconds between two requests."""

_PATIENCE = 3.0
"""Deadlines for the next piece of a PDF."""


class Arxiv:
    """One conversation with arXiv. Every failure is a HubError with a sentence."""

    def __init__(
        self,
        transport: Transport,
        endpoints: Endpoints,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._transport = transport
        self._pages = endpoints.arxiv_pages.rstrip("/")
        self._feeds = endpoints.arxiv_api.rstrip("/") + "/api/query"
        self._sleep = sleep
        self._one = asyncio.Lock()
        self._opens = 0.0

    async def paper(self, paper_id: str) -> Entry:
        """One paper; raises Missing when arXiv does not know it."""
        asked = known_id(paper_id)
        return await asyncio.to_thread(read_feed, await self._feed({"id_list": asked}), asked)

    async def papers(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        """The papers with these ids that arXiv knows, by one request; `FROM_ARXIV` ids at most."""
        ids = [paper_id for paper_id in ids if parse_id(paper_id) == paper_id]
        if not ids:  # an id that there cannot be makes arXiv refuse the others with it
            return ()
        body = await self._feed({"id_list": ",".join(ids), "max_results": str(len(ids))})
        found = await asyncio.to_thread(_papers_in, body)
        return tuple(found[paper_id] for paper_id in ids if paper_id in found)

    async def pdf(
        self,
        paper_id: str,
        write: Callable[[bytes], object],
        progress: Callable[[int, int | None], object] = lambda _done, _total: None,
    ) -> None:
        """The paper's PDF, handed to `write` piece by piece, in a thread.

        `progress` is called with how many bytes have come, and of how many if that is known. When
        it is not complete in the end, or no PDF, a HubError is raised; what `write` raises ends it
        too.
        """
        url = f"{self._pages}/pdf/{known_id(paper_id)}"
        async with self._turn():
            await download(
                self._transport, url, write, progress, _PATIENCE * self._transport.deadline
            )

    async def _feed(self, parameters: Mapping[str, str]) -> bytes:
        async with self._turn():
            answer = await self._transport.get(self._feeds, parameters, server=ARXIV)
        if answer.status > httpx.codes.BAD_REQUEST:  # with 400 comes a feed about a wrong id
            raise error_from_arxiv(answer.status, answer.headers)
        return answer.body

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        async with self._transport.until_closed(), self._one:
            await self._sleep(max(0.0, self._opens - time.monotonic()))
            try:
                yield
            finally:
                self._opens = time.monotonic() + _APART


def read_feed(body: bytes, paper_id: str) -> Entry:
    """The paper with that id; raises Missing when the feed lacks it, Unreadable for no feed."""
    found = _papers_in(body)
    if paper_id not in found:
        raise Missing(f"Neither the hub nor arXiv knows {paper_id}.", httpx.codes.NOT_FOUND)
    return found[paper_id]


def _papers_in(body: bytes) -> dict[str, Entry]:
    """The papers of a feed by their ids; raises Unreadable for what is no feed."""
    if body.count(b"<") > _MOST_TAGS:
        raise Unreadable("arXiv's answer is too large to be a feed; try again later.")
    try:
        text = body.decode("utf-8-sig")
        if "<!DOCTYPE" in text or "\0" in text:  # NULs are UTF-16, in which there may be one
            raise ValueError("a document type")
        feed = ElementTree.fromstring(text)  # noqa: S314 - no document type, so no entities
    except (ElementTree.ParseError, ValueError) as error:
        raise Unreadable("arXiv's answer is not a feed; try again later.") from error
    items = ((parse_id(_text(item, "id")), item) for item in feed.iter(f"{_ATOM}entry"))
    return {
        paper_id: Entry(_paper(item, paper_id), publication=_publication(item))
        for paper_id, item in items
        if paper_id
    }


def _paper(item: Element, paper_id: str) -> Paper:
    names = (one_line(_text(author, "name"), NAME) for author in item.iter(f"{_ATOM}author"))
    return Paper(
        id=paper_id,
        title=one_line(_text(item, "title")) or paper_id,
        abstract=reflow(clean(_text(item, "summary"))),
        authors=author_names(names),
        published=day_of(_text(item, "published")),
    )


def _publication(item: Element) -> Publication:
    """The facts in arXiv's own elements; of several DOIs the first."""
    primary = item.find(f"{_ARXIV}primary_category")
    category = _CATEGORY.fullmatch("" if primary is None else primary.get("term", ""))
    doi = _DOI.search(_text(item, "doi", _ARXIV))
    return Publication(
        category[0] if category else "",
        one_line(_text(item, "journal_ref", _ARXIV), _LONGEST_JOURNAL),
        doi[0].rstrip(".,;") if doi else "",
    )


def _text(item: Element, name: str, space: str = _ATOM) -> str:
    return item.findtext(f"{space}{name}") or ""
