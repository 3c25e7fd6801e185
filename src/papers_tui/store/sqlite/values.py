"""Times and checksums as SQLite stores them."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_MICROSECOND = timedelta(microseconds=1)


def moment(at: datetime) -> int:
    """Microseconds since 1970; exact, and sorted as the times are."""
    return (at - _EPOCH) // _MICROSECOND


def at_moment(microseconds: int) -> datetime:
    """The UTC time that `moment` was given."""
    return _EPOCH + microseconds * _MICROSECOND


def checksum(values: Iterable[object]) -> int:
    """A number that changes when any of the values does."""
    return zlib.crc32("\0".join(map(str, values)).encode("utf-8", "replace"))
