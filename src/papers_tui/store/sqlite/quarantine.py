"""A damaged database set aside, with all files that belong to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PARTS = ("-wal", "-shm", "-journal")
"""Files that SQLite puts beside a database: https://sqlite.org/tempfiles.html."""


def identity(path: Path) -> tuple[int, int] | None:
    """An identity that differs when another file is put in this one's place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _beside(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)


def quarantine(path: Path, found: tuple[int, int] | None, kept: int | None) -> str:
    """Rename the file and all that belongs to it; gives the new name.

    Nothing where it is not the one that was `found` damaged: another program has made a new one.
    The newest `kept` of those set aside stay, or all of them. Raises OSError.
    """
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    if identity(path) != found:
        return ""
    if found:
        path.rename(aside)
    if identity(aside) != found:  # made by another program in this moment
        aside.rename(path)
        return ""
    for part in _PARTS:
        old = _beside(path, part)
        if old.exists():
            old.rename(_beside(aside, part))
    if kept is not None:
        _drop_oldest(path, kept)
    return aside.name


def _drop_oldest(path: Path, kept: int) -> None:
    aside = sorted(path.parent.glob(f"{path.name}.damaged-*Z"))
    for old in aside[:-kept]:
        for part in ("", *_PARTS):
            leftover = _beside(old, part)
            if leftover.is_file():
                leftover.unlink()
