"""Answers that are wrong on purpose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.fake_hub.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(slots=True)
class Fault:
    """An answer instead of the true one."""

    status: int = 500
    body: bytes | str = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json; charset=utf-8"
    """The media type of the body."""

    raw: bytes | Iterable[bytes] | None = None
    """Sent as it is in place of an answer, after which the connection ends; b"" sends nothing.

    Pieces may be without end.
    """

    pause: float = 0.0
    """Seconds before each piece of `raw` but the first."""

    times: int | None = 1
    """The number of requests that get it; None: every one."""

    def answer(self) -> Answer:
        """The canned answer."""
        body = self.body.encode() if isinstance(self.body, str) else self.body
        return Answer(self.status, body, self.kind, dict(self.headers))


async def send_raw(writer: asyncio.StreamWriter, fault: Fault) -> None:
    """Send the bytes of a fault, piece by piece."""
    pieces = [fault.raw] if isinstance(fault.raw, bytes) else fault.raw or ()
    for number, piece in enumerate(pieces):
        if number:
            await asyncio.sleep(fault.pause)
        writer.write(piece)
        await writer.drain()
