"""Folders and files that nobody else on the machine can read."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FOLDER, _FILE = 0o700, 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing; those that are there stay as they are.

    Raises OSError.
    """
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder == folder.parent:
            break
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(_FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file, unless something has that name; raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE))


def append_text(path: Path, text: str) -> None:
    """Append to a file, made private when it is new; raises OSError."""
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, _FILE), "ab") as file:  # noqa: PTH123 - no name, but a handle
        file.write(text.encode())


def open_to_others(paths: Iterable[Path]) -> Iterator[Path]:
    """Those of the files and folders that are there and that others can read or write."""
    for path in dict.fromkeys(paths):
        with suppress(OSError):
            if os.name != "nt" and path.stat().st_mode & _OTHERS:
                yield path


def close_to_others(paths: Iterable[Path]) -> None:
    """Take from others what they may do with these files and folders; raises OSError."""
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
