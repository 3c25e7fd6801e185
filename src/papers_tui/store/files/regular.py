"""Reading a file that is one: no pipe that nobody writes to, no folder, no device."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_BINARY", "O_CLOEXEC", "O_NOCTTY"):
    _FLAGS |= getattr(os, _name, 0)

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read(path: Path, most: int = -1) -> bytes:
    """The bytes of the file, so many of them at most; OSError also for what is no regular file."""
    try:
        handle = os.open(path, _FLAGS)
    except OSError:
        _refuse_other(os.stat(path).st_mode, path)  # noqa: PTH116 - a socket cannot be opened
        raise
    try:
        _refuse_other(os.fstat(handle).st_mode, path)
    except OSError:
        os.close(handle)
        raise
    with open(handle, "rb", buffering=0) as file:  # noqa: PTH123 - no name, but a handle
        return file.read(most) if most >= 0 else file.readall()


def is_there(path: Path) -> bool:
    """Whether something has that name; never raises, where its folder may not be looked into."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises PermissionError up to 3.13


def instead(path: Path) -> str:
    """What stands in the place of a file, such as a pipe; nothing for a file, or for no such."""
    try:
        return _other(os.stat(path).st_mode)  # noqa: PTH116 - it is asked for at every start
    except OSError:
        return ""


def _other(mode: int) -> str:
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "")


def _refuse_other(mode: int, path: Path) -> None:
    if name := _other(mode):
        raise OSError(errno.EINVAL, f"it is {name}, not a file", str(path))
