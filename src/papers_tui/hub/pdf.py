"""A PDF from arXiv, piece by piece: complete and a PDF, or an error."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.hub.endpoints import ARXIV
from papers_tui.hub.errors import Missing, Offline, Unreadable
from papers_tui.hub.http.answer import promised
from papers_tui.hub.http.failures import error_from_arxiv
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.http.transport import FAILURES, Transport

if TYPE_CHECKING:
    from collections.abc import Callable


MOST_BYTES = 300 * 2**20

_PIECE = 2**18
_HEAD, _TAIL = 1024, 1024
"""Bytes in which a PDF's first and last mark stand:
https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/pdfreference1.7old.pdf, appendix H."""

_LARGER = "The PDF is larger than 300 MB; open its page in the browser instead."
_NO_PDF = (
    "What came from arXiv is no PDF but a web page or the like; open the paper's page in the"
    " browser, or try again later."
)
_BROKE_OFF = "The PDF broke off on its way; try again later."


class _NotWritten(Exception):
    """The writer raised an error, which is none of the network's."""


async def download(
    transport: Transport,
    url: str,
    write: Callable[[bytes], object],
    progress: Callable[[int, int | None], object],
    patience: float,
) -> None:
    """Hand the PDF at the address to the writer; see `arxiv.Arxiv.pdf`.

    It may take any time, but no more than `patience` seconds may pass without a byte.
    """
    try:
        async with (
            asyncio.timeout(patience) as scope,
            transport.opened(url, "application/pdf", ARXIV, "identity") as response,
        ):
            total = _expected(response)
            pieces = _Pieces(write)
            progress(0, total)
            async for chunk in response.aiter_raw():
                scope.reschedule(asyncio.get_running_loop().time() + patience)
                await pieces.add(chunk)
                progress(pieces.size, total)
            scope.reschedule(None)
            await pieces.end(total, is_framed="transfer-encoding" in response.headers)
    except _NotWritten as error:
        raise error.__cause__ or error from None
    except FAILURES as error:
        raise transport.failure(error, url, patience, ARXIV) from error


class _Pieces:
    """The bytes that came so far, the newest of them not yet written."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self.size = 0
        self._write = write
        self._waiting = bytearray()
        self._tail = b""
        self._is_checked = False

    async def add(self, chunk: bytes) -> None:
        """Take the next bytes; raises Unreadable when they are no PDF, or too many."""
        self.size += len(chunk)
        if self.size > MOST_BYTES:
            raise Unreadable(_LARGER)
        self._waiting += chunk
        self._tail = (self._tail + chunk)[-_TAIL:]
        if len(self._waiting) >= _PIECE:
            await self._flush()

    async def end(self, total: int | None, *, is_framed: bool) -> None:
        """Write the rest; raises Offline when it is plain that more should have come."""
        if total is not None and self.size < total:
            raise Offline(_BROKE_OFF)
        await self._flush()
        if total is None and not is_framed and b"%%EOF" not in self._tail:
            raise Offline(_BROKE_OFF)

    async def _flush(self) -> None:
        if not self._is_checked and b"%PDF-" not in self._waiting[:_HEAD]:
            raise Unreadable(_NO_PDF)
        self._is_checked = True
        piece = bytes(self._waiting)
        self._waiting.clear()
        try:
            await asyncio.to_thread(self._write, piece)
        except Exception as error:
            raise _NotWritten from error


def _expected(response: httpx.Response) -> int | None:
    """The number of bytes that the answer promises; raises the error for one that is no PDF."""
    status = response.status_code
    if status == httpx.codes.NOT_FOUND:
        raise Missing("arXiv has no PDF of this paper (404); look at its page there.", status)
    if status != httpx.codes.OK:
        raise error_from_arxiv(status, response.headers)
    kind = response.headers.get("content-type", "").lower()
    if "html" in kind or "json" in kind:
        raise Unreadable(_NO_PDF)
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Unreadable(
            "The PDF is compressed in a way that was not asked for; open its page in the browser"
            " instead."
        )
    total = promised(response) or None
    if total is not None and total > MOST_BYTES:
        raise Unreadable(_LARGER)
    return total
