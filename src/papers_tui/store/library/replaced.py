"""Files that a save has replaced, to which somebody who had them open may still write.

An editor, a copying program or a network drive that opened the file before goes on writing to it
after it has lost its name: nobody would ever read that.
"""

from __future__ import annotations

import os
import weakref
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.store.files import held
from papers_tui.store.library.losses import SETTLE, Clock

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.marks import Library

WATCHED = 30.0
"""Seconds for which a replaced file is looked at, from its last change on."""

_MOST = 8


@dataclass(slots=True)
class Replaced:
    """A file without a name, as it was seen last."""

    handle: int
    raw: bytes
    library: Library
    """Its text at that time."""

    until: float
    at_rest: float | None = None
    """The time from which a change of it counts as complete; None while there is none."""

    signature: tuple[int, int] = (0, 0)


class UnreadableText(NamedTuple):
    """Something written to a replaced file that is no reading list."""

    file: Path
    kept: Path

    @property
    def sentence(self) -> str:
        """The place where it is kept now, as a sentence."""
        return (
            f"another program wrote to {self.file.name} while it was saved, and what it wrote"
            f" cannot be read; it is in {self.kept}"
        )


class ReplacedFiles:
    """The newest of them, held open for half a minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: list[Replaced] = []
        weakref.finalize(self, _close, self._files)

    def add(self, handle: int, raw: bytes, library: Library) -> None:
        """Watch a file, by a handle that is closed here, which holds these bytes."""
        until = self._clock.now() + WATCHED
        self._files.append(Replaced(handle, raw, library, until, None, _signature(handle)))
        _close(self._files, len(self._files) - _MOST)

    def written(self, *, is_last: bool = False) -> list[Replaced]:
        """Those that were written to since they were looked at, and have been at rest since.

        The last time those at work count too.
        """
        now = self._clock.now()
        found = []
        for file in self._files:
            signature = _signature(file.handle)
            if signature != file.signature:
                file.signature, file.at_rest = signature, now + SETTLE
                file.until = now + WATCHED
            if file.at_rest is not None and (is_last or now >= file.at_rest):
                raw, file.at_rest = held.read(file.handle), None
                if raw is not None and raw != file.raw:
                    file.raw = raw
                    found.append(file)
        while self._files and (is_last or now > self._files[0].until):
            _close(self._files, 1)
        return found


def _signature(handle: int) -> tuple[int, int]:
    try:
        found = os.fstat(handle)
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def _close(files: list[Replaced], count: int | None = None) -> None:
    """Forget so many of the oldest, or all."""
    many = len(files) if count is None else max(0, count)
    for file in files[:many]:
        with suppress(OSError):
            os.close(file.handle)
    del files[:many]
