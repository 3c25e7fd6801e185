"""Times and checksums as SQLite stores them, and ids as it takes them."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PARAMETERS = 500  # in one statement; SQLite before 3.32 takes 999
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


def batches(ids: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:
    """As many of the ids as one statement takes, and the marks that stand for them in it."""
    for start in range(0, len(ids), _PARAMETERS):
        some = ids[start : start + _PARAMETERS]
        yield some, ", ".join("?" * len(some))
