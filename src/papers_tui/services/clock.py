"""The clock, which tests replace, and how long things take in words."""

from __future__ import annotations

import math
from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)


def duration(seconds: float) -> str:
    """A time in the one or two units that matter, rounded up: 40 s, 12 min, 1 h 5 min."""
    rounded = math.ceil(seconds)
    if rounded < 60:
        return f"{rounded} s"
    hours, minutes = divmod(math.ceil(rounded / 60), 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(filter(None, parts))
