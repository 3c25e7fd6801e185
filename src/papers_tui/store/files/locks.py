"""One writer at a time, among all programs on this machine."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from papers_tui.store.files import private, regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import filelock

PATIENCE = 2.0
"""Seconds to wait for a writer that writes nothing."""

_LONGEST = 30.0
"""Seconds to wait at most, also for writers that take turns."""

_POLL = 0.005
"""Seconds between two attempts."""


class LockHeld(Exception):
    """Another program holds the lock and does not let go."""


@contextmanager
def hold(lock: Path, progress: Callable[[], object], patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock, or raise LockHeld after so many seconds in which `progress` gave the same.

    Where no lock can be made, as on some network drives, the block runs without one: whoever
    writes looks again right before whether the file is still what was read.
    """
    import filelock

    try:
        mutex = filelock.FileLock(lock, thread_local=False, fallback_to_soft=False)
    except TypeError:  # older versions do not know of the last
        mutex = filelock.FileLock(lock, thread_local=False)
    try:
        private.make_folder(lock.parent)
        _acquire(mutex, progress, patience)
    except (OSError, NotImplementedError) as error:
        if isinstance(error, filelock.Timeout):
            raise LockHeld from error
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError):  # what was done under it is done
            mutex.release()


class Presence:
    """A lock that a run holds for as long as it is there; the system frees it where it is killed.

    Where it cannot be made, the run goes on without it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: filelock.BaseFileLock | None = None

    def show(self) -> None:
        """Hold it from now on."""
        if self._lock is not None:
            return
        import filelock

        with suppress(OSError, NotImplementedError):
            private.make_folder(self._path.parent)
            lock = filelock.FileLock(self._path, thread_local=False)
            lock.acquire(timeout=0)
            self._lock = lock

    def hide(self) -> None:
        """Hold it no more, and leave no file."""
        if self._lock is not None:
            with suppress(OSError):
                self._lock.release()
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._lock = None


def is_held(lock: Path) -> bool:
    """Whether another program holds the lock at this moment."""
    if not regular.is_there(lock):
        return False
    try:
        with hold(lock, lambda: None, patience=0):
            return False
    except LockHeld:
        return True


def _acquire(mutex: filelock.BaseFileLock, progress: Callable[[], object], patience: float) -> None:
    """Take the lock; others that take turns are waited for longer than one that stands still."""
    import filelock

    started = time.monotonic()
    while True:
        seen = progress()
        try:
            mutex.acquire(timeout=patience, poll_interval=_POLL)
        except filelock.Timeout:
            if progress() == seen or time.monotonic() - started > _LONGEST:
                raise
        else:
            return
