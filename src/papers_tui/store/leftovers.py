"""Temporary files of this program that a killed run has left."""

from __future__ import annotations

import re
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.store.errors import StoreError
from papers_tui.store.files.atomic import STALE
from papers_tui.store.paths import BACKUPS, DRAFTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from papers_tui.store.paths import Paths

_RANDOM = r"\.[a-z0-9_]{8}\.tmp"
_OURS = re.compile(rf"\.(?:library|config|state|archive)\.[a-z]+{_RANDOM}")
_ANY = re.compile(rf"\..{{1,60}}{_RANDOM}")


def find(paths: Paths) -> tuple[Path, ...]:
    """Those older than an hour, in the folders that the program writes to."""
    files = (paths.library, paths.state, paths.archive, paths.config)
    folders = dict.fromkeys((path.parent, _OURS) for path in files)
    for own in (paths.state.parent / BACKUPS, paths.state.parent / DRAFTS, paths.pdf):
        folders[own, _ANY] = None
    return tuple(sorted(path for folder, names in folders for path in _old(folder, names)))


def remove(leftovers: Iterable[Path]) -> int:
    """Remove them and say how many; raises StoreError where that is not allowed."""
    number = 0
    for path in leftovers:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{path} could not be removed: {error.strerror}.") from error
        number += 1
    return number


def _old(folder: Path, names: re.Pattern[str]) -> Iterator[Path]:
    oldest = time.time() - STALE
    with suppress(OSError):
        for path in folder.iterdir():
            if names.fullmatch(path.name) and _is_older(path, oldest):
                yield path


def _is_older(path: Path, moment: float) -> bool:
    """Whether it is a file, not a link to one, last written before that moment."""
    found = path.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_mtime < moment
