"""The body of an answer: complete and of bounded size, or an error.

httpx's own decoding is not used: one chunk of a gzip bomb unfolds to a thousand times its size
before anything could count it, and a gzip stream that breaks off passes for a complete one.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.hub.errors import Offline, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.hub.http.httpx_import import httpx

MOST_SENT, MOST_DECODED = 8 * 2**20, 20 * 2**20
"""The most bytes taken from the wire and kept after decoding. A page of 100 papers: 0.8 MB."""

MOST_VALUES = 200_000
"""The most values in an answer: each is an object in memory, whose number alone takes the time.
Most in a recorded page of 100 papers: 7,000."""

_CHUNK = 2**16
_GZIP = 31
_OPENS_VALUE = (b",", b"[", b"{")
_TEXTS = ("", "text/plain", "application/octet-stream")


async def read_body(response: httpx.Response, most: int, name: str) -> bytes:
    """The decoded body of an answer of the server of that name.

    Raises Unreadable when it is larger than `most` bytes, and Offline when it is incomplete.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip"):
        raise Unreadable(
            f"{name}'s answer is compressed in a way that was not asked for; try again later."
        )
    unpack = zlib.decompressobj(_GZIP) if encoding == "gzip" else None
    body, sent = bytearray(), 0
    async for chunk in response.aiter_raw(_CHUNK):
        sent += len(chunk)
        try:
            body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise Unreadable(f"{name}'s answer is damaged; try again later.") from error
        if sent > MOST_SENT or len(body) > most:
            raise Unreadable(
                f"{name}'s answer is larger than any of its answers should be; try again later."
            )
    if sent < promised(response) or (unpack and not unpack.eof):
        raise Offline(f"{name}'s answer broke off; try again later.")
    return bytes(body)


def read_json(content_type: str, body: bytes) -> object:
    """The JSON in a body of UTF-8; raises Unreadable for anything else."""
    kind = content_type.partition(";")[0].strip().lower()
    if "json" not in kind and kind not in _TEXTS:
        raise Unreadable(
            "A web page came in place of the hub's answer; log in to the network first, if it"
            " asks for that, and try again."
        )
    if sum(map(body.count, _OPENS_VALUE)) > MOST_VALUES:
        raise Unreadable("The hub's answer is too much to be a list of papers; try again later.")
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("The hub's answer is damaged or no JSON; try again later.") from error


def promised(response: httpx.Response) -> int:
    """The length that the answer's header promises, in bytes; 0 when it promises none."""
    length = response.headers.get("content-length", "")
    is_number = length.isascii() and length.isdigit() and len(length) < len(str(2**63))
    return int(length) if is_number else 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The complete answer of a server."""

    status: int
    headers: Mapping[str, str]
    """The names in lower case."""

    body: bytes
    proxy: str = ""
    """The proxy that may have given the answer in the server's place, in words; else empty."""
