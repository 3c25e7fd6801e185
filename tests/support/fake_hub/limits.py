"""The hub's rate limits: so many requests in five minutes, counted apart for API and pages.

Header forms and numbers: the hub's rate-limits page, values of September 2025.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from tests.support.fake_hub.wire import Answer, as_error

Bucket = Literal["api", "pages"]


@dataclass(slots=True)
class Quota:
    """The number of requests that each kind of caller has in one window; change it at any time."""

    api: int = 500
    pages: int = 100
    api_with_token: int = 1000
    pages_with_token: int = 200
    window: float = 300.0
    """Seconds."""

    _used: Counter[tuple[Bucket, str]] = field(default_factory=Counter, repr=False)
    _began: float | None = field(default=None, repr=False)

    def spend(self, bucket: Bucket, token: str) -> tuple[dict[str, str], Answer | None]:
        """Count one request: the headers that tell of it, and the refusal if it was too much."""
        seconds = self._seconds_left()
        allowed = self._allowed(bucket, bool(token))
        self._used[bucket, token] += 1
        rest = max(0, allowed - self._used[bucket, token])
        headers = {
            "RateLimit": f'"{bucket}";r={rest};t={seconds}',
            "RateLimit-Policy": f'"fixed window";"{bucket}";q={allowed};w={round(self.window)}',
        }
        if self._used[bucket, token] <= allowed:
            return headers, None
        refusal = as_error(429, f"Too many requests: {allowed} in {round(self.window)} seconds.")
        refusal.headers["Retry-After"] = str(seconds)
        return headers, refusal

    def start_window(self) -> None:
        """Forget what was counted, as the end of a window does."""
        self._used.clear()
        self._began = time.monotonic()

    def _seconds_left(self) -> int:
        if self._began is None or time.monotonic() >= self._began + self.window:
            self.start_window()
        began = self._began or 0.0
        return max(1, math.ceil(began + self.window - time.monotonic()))

    def _allowed(self, bucket: Bucket, with_token: bool) -> int:
        if bucket == "api":
            return self.api_with_token if with_token else self.api
        return self.pages_with_token if with_token else self.pages
