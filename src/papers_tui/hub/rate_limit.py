"""When the next request may go, by what the hub last said and by no count of our own."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

LONGEST_WAIT = 120.0
"""Seconds that are waited at a time, whatever the hub says."""

_FEW_LEFT = 20
_UNSAID = 5.0
_LIMIT = re.compile(r"\br\s*=\s*(\d{1,9})\s*;\s*t\s*=\s*(\d{1,9})", re.ASCII)
_SECONDS = re.compile(r"\d{1,30}", re.ASCII)
_LONGEST_HEADER = 1_000


class RateLimiter:
    """The one gate through which requests go, and the countdown while it is shut."""

    def __init__(
        self,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_wait: Callable[[float], None] | None = None,
    ) -> None:
        self._sleep = sleep
        self._on_wait = on_wait
        self._gate = asyncio.Lock()
        self._opens = 0.0

    async def acquire(self) -> None:
        """Return as soon as the next request may go."""
        async with self._gate:
            while (left := (opens := self._opens) - time.monotonic()) > 0:
                await self._count_down(left)
                if self._opens == opens:
                    self._opens = 0.0

    def update(self, headers: Mapping[str, str]) -> None:
        """Shut the gate when the newest answer says that few requests are left, else open it."""
        if limits := _limits(headers):
            few = (seconds for remaining, seconds in limits if remaining < _FEW_LEFT)
            self._shut(max(few, default=0.0))

    def rejected(self, headers: Mapping[str, str]) -> float:
        """Shut the gate after an answer 429, and say for how many seconds."""
        seconds = asked_to_wait(headers, datetime.now(UTC))
        self._shut(seconds)
        return seconds

    def _shut(self, seconds: float) -> None:
        self._opens = time.monotonic() + min(seconds, LONGEST_WAIT)

    async def _count_down(self, seconds: float) -> None:
        try:
            while seconds > 0:
                self._tell(seconds)
                await self._sleep(min(1.0, seconds))
                seconds -= 1.0
        finally:
            self._tell(0.0)

    def _tell(self, seconds: float) -> None:
        if self._on_wait:
            self._on_wait(seconds)


def asked_to_wait(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds, from 0 to `LONGEST_WAIT`, that an answer 429 asks for.

    The hub sends `RateLimit: "api";r=0;t=55`, servers before it may send Retry-After:
    https://huggingface.co/docs/hub/rate-limits.
    """
    seconds = max((seconds for _, seconds in _limits(headers)), default=None)
    if seconds is None:
        seconds = _retry_after(headers.get("retry-after", "")[:_LONGEST_HEADER].strip(), now)
    return max(0.0, min(LONGEST_WAIT, _UNSAID if seconds is None else seconds))


def _limits(headers: Mapping[str, str]) -> list[tuple[int, float]]:
    """How many requests are left, and for how many seconds, in each of the hub's windows."""
    said = headers.get("ratelimit", "")[:_LONGEST_HEADER]
    return [(int(match[1]), float(match[2])) for match in _LIMIT.finditer(said)]


def _retry_after(said: str, now: datetime) -> float | None:
    if _SECONDS.fullmatch(said):
        return float(said)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(said)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - (
            now.timestamp()
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
