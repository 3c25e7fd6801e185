"""The clock, which tests replace, and how long things take in words."""

from __future__ import annotations

import math
from datetime import UTC, datetime

_MINUTE, _HOUR = 60, 3600


def utc_now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)


def duration(seconds: float) -> str:
    """A time in the one or two units that matter: 40 s, 12 min, 1 h 5 min."""
    if seconds < _MINUTE:
        return f"{math.ceil(seconds)} s"
    if seconds < _HOUR:
        return f"{math.ceil(seconds / _MINUTE)} min"
    minutes = math.ceil(seconds / _MINUTE)
    return f"{minutes // _MINUTE} h {minutes % _MINUTE} min"
