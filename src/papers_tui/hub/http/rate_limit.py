"""Waiting as the hub asks for it, in its rate-limit headers and after an answer 429."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

LONGEST_WAIT = 120.0
"""Seconds that are waited at a time, whatever the hub asks for."""

_FEW_LEFT = 20
_DEFAULT_WAIT = 5.0
_LIMIT = re.compile(r"\br\s*=\s*(\d{1,9})\s*;\s*t\s*=\s*(\d{1,9})", re.ASCII)
_SECONDS = re.compile(r"\d{1,30}", re.ASCII)
_LONGEST_HEADER = 1_000


class RateLimiter:
    """A gate for requests, and the countdown while it is shut."""

    def __init__(
        self,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_wait: Callable[[float], None] | None = None,
    ) -> None:
        self._sleep = sleep
        self._on_wait = on_wait
        self._gate = asyncio.Lock()
        self._opens = 0.0
        self.waited = 0.0
        """Seconds that requests were held back so far."""

    async def acquire(self) -> None:
        """Return as soon as the next request may go."""
        async with self._gate:
            while (left := (opens := self._opens) - time.monotonic()) > 0:
                await self._count_down(left)
                if self._opens == opens:
                    self._opens = 0.0

    def update(self, headers: Mapping[str, str]) -> None:
        """Shut the gate when, by the newest answer, few requests are left; else open it."""
        if limits := _limits(headers):
            few = (seconds for remaining, seconds in limits if remaining < _FEW_LEFT)
            self._shut(max(few, default=0.0))

    def rejected(self, headers: Mapping[str, str]) -> float:
        """Shut the gate after an answer 429; the seconds for which it is shut."""
        seconds = asked_to_wait(headers, datetime.now(UTC))
        self._shut(seconds)
        return seconds

    def _shut(self, seconds: float) -> None:
        self._opens = time.monotonic() + min(seconds, LONGEST_WAIT)

    async def _count_down(self, seconds: float) -> None:
        try:
            while seconds > 0:
                self._report(seconds)
                await self._sleep(min(1.0, seconds))
                self.waited += min(1.0, seconds)
                seconds -= 1.0
        finally:
            self._report(0.0)

    def _report(self, seconds: float) -> None:
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
    return max(0.0, min(LONGEST_WAIT, _DEFAULT_WAIT if seconds is None else seconds))


def _limits(headers: Mapping[str, str]) -> list[tuple[int, float]]:
    """The requests left, and the seconds that they are for, in each of the hub's windows."""
    limits = headers.get("ratelimit", "")[:_LONGEST_HEADER]
    return [(int(match[1]), float(match[2])) for match in _LIMIT.finditer(limits)]


def _retry_after(value: str, now: datetime) -> float | None:
    if _SECONDS.fullmatch(value):
        return float(value)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - (
            now.timestamp()
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
