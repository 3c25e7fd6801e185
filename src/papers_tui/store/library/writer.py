"""Writing the reading list's bytes, with all that is kept beside them in case of trouble."""

from __future__ import annotations

import json
import stat
import time
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from papers_tui.store.errors import LibraryUnreadable, LibraryUnsaved
from papers_tui.store.files import atomic, held, regular
from papers_tui.store.library import backups
from papers_tui.store.paths import BACKUPS, REDO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

BACKUP_EVERY = 30 * 60.0
"""Seconds between two backups of one run."""


class ChangedOutside(Exception):
    """Somebody who does not know of the lock has written the file at the same time."""


class LibraryWriter:
    """The file as bytes, its backups, and which of its contents were written by the program."""

    def __init__(self, file: Path, state: Path, now: Callable[[], datetime]) -> None:
        self.backups = state / BACKUPS
        self._file = file
        self._now = now
        self._record = state / REDO
        self._backed_up: float | None = None
        self._is_tidy = False
        self._latest = (b"", digest_of(b""))
        self._replaced: int | None = None

    def read(self) -> bytes:
        """The file's bytes, none when there is no file; or LibraryUnreadable."""
        try:
            return regular.read(self._file)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise LibraryUnreadable(self._file, error) from error

    def read_with_digest(self) -> tuple[bytes, str]:
        """The same, and their digest; what was read or written last is only compared."""
        raw = self.read()
        if raw != self._latest[0]:
            self._latest = (raw, digest_of(raw))
        return self._latest

    @property
    def is_torn(self) -> bool:
        """Whether a crash may have left the file half written."""
        return regular.is_there(self._record)

    def tidy(self) -> None:
        """Mend and remove what a crash has left behind; the caller holds the lock."""
        if self._is_tidy and not self.is_torn:
            return
        atomic.sweep(self._file)
        try:
            finish(self._record, self._file, lambda raw: self.put_aside("torn", raw))
        except OSError as error:
            raise LibraryUnsaved(self._file, error) from error
        self._is_tidy = True

    def save(self, old: bytes, new: bytes, digest: str, must_back_up: bool = False) -> bytes | None:
        """Make the new bytes durable in the place of the old; or raises ChangedOutside or
        LibraryUnsaved.

        `digest` is that of the new bytes. The old ones go to the backups if they must, or when
        a backup is due. Gives the bytes that were replaced where they are not the old ones, because
        somebody wrote the file just then; else None.
        """
        try:
            if old and must_back_up:
                self.put_aside("replaced", old)
            elif old and self._is_backup_due():
                self._back_up(old)
            replaced = self._write(old, new)
            self._latest = (new, digest)
        except OSError as error:
            raise LibraryUnsaved(self._file, error) from error
        return replaced if replaced != old else None

    def put_aside(self, name: str, raw: bytes) -> Path:
        """Keep these bytes among the backups under a name of their own, durably; or OSError."""
        return backups.put_aside(self.backups, name, raw, self._now())

    def is_protected(self) -> bool:
        """Whether the user has made the file read-only, by its mode: root could write it."""
        with suppress(OSError):
            return not self._file.stat().st_mode & stat.S_IWUSR
        return False

    def _write(self, old: bytes, new: bytes) -> bytes:
        """Write the new bytes; gives those that they have replaced."""

        def look_again() -> None:
            if self.read() != old:
                raise ChangedOutside

        def before_in_place() -> None:
            look_again()
            backups.take(self.backups, old, self._now())
            prepare(self._record, old, new)

        with held.opened(self._file) as handle:
            atomic.write(self._file, new, before_in_place, look_again)
            with suppress(OSError):
                self._record.unlink()
            was = held.read(handle)
            self._replaced = held.copy_of_replaced(handle, self._file)
        return was if was is not None and was != new else old

    def take_replaced(self) -> int | None:
        """The file that the last save has replaced, still open, if it could be held; once."""
        handle, self._replaced = self._replaced, None
        return handle

    def _is_backup_due(self) -> bool:
        return self._backed_up is None or time.monotonic() - self._backed_up >= BACKUP_EVERY

    def _back_up(self, raw: bytes) -> None:
        """Take a backup; a save is not given up because there is no room for one."""
        with suppress(OSError):
            backups.take(self.backups, raw, self._now())
            backups.thin(self.backups)
            self._backed_up = time.monotonic()


def digest_of(raw: bytes) -> str:
    """A digest of a file's content."""
    return blake2b(raw, digest_size=32).hexdigest()


def prepare(record: Path, old: bytes, new: bytes) -> None:
    """Make durable what is about to be written, or raise OSError."""
    digests = json.dumps([digest_of(old), digest_of(new)])
    atomic.write(record, digests.encode() + b"\n" + new)


def finish(record: Path, file: Path, put_aside: Callable[[bytes], object]) -> None:
    """Finish the writing that a crash has left in the middle, if it has; OSError if it cannot.

    What stands in the file by then goes elsewhere first: somebody may have repaired it by hand.
    """
    try:
        head, _, new = record.read_bytes().partition(b"\n")
    except OSError:
        return
    with suppress(ValueError, TypeError, LookupError):
        digests = json.loads(head)
        if digest_of(new) == digests[1]:
            _write_if_torn(file, new, digests, put_aside)
    record.unlink()


def _write_if_torn(
    file: Path, new: bytes, digests: Sequence[str], put_aside: Callable[[bytes], object]
) -> None:
    """Write the new bytes where the file has neither them nor the old ones; OSError if not."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:  # somebody has taken it away
        put_aside(new)
        return
    if digest_of(raw) not in digests:
        put_aside(raw)
        atomic.write_in_place(file.resolve(), new)
