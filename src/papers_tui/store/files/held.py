"""A file held open, to be read once another one has its name."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

can_replace_open = os.name != "nt"
"""Whether a file that is open can be renamed or replaced; Windows refuses that."""


@contextmanager
def opened(path: Path) -> Iterator[int | None]:
    """Keep hold of the file that has that name now, to read it once it is replaced.

    None without a file, or where an open file can not be replaced, as on Windows.
    """
    handle: int | None = None
    if can_replace_open:
        with suppress(OSError):
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    try:
        yield handle
    finally:
        if handle is not None:
            with suppress(OSError):
                os.close(handle)


def read(handle: int | None) -> bytes | None:
    """All bytes of a file that is held open; None where that cannot be."""
    if handle is None:
        return None
    parts = []
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        while part := os.read(handle, 1 << 20):
            parts.append(part)
    except OSError:
        return None
    return b"".join(parts)


def copy_of_replaced(handle: int | None, path: Path) -> int | None:
    """A handle of one's own for a held file, if another one has its name now; else None."""
    with suppress(OSError):
        if handle is not None and not os.path.samestat(os.fstat(handle), path.stat()):
            return os.dup(handle)
    return None
