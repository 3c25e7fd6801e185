"""The thread that saves the reading list, behind what is on screen."""

from __future__ import annotations

import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import apply
from papers_tui.store.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from papers_tui.model.library.marks import Library
    from papers_tui.store.library.file import LibraryFile, Loaded
    from papers_tui.store.library.journal import DatedChange

RETRY_EVERY = 5.0
"""Seconds between two attempts to save what could not be saved."""


class Saver:
    """The changes still to be saved, and the thread that saves all of them at a time.

    `saved` and `failed` are called with the lock held, `notify` without it, and so is `kept` with
    the changes that are in the file, or at least in the journal. The owner holds the lock while it
    reads or adds anything here.
    """

    def __init__(
        self,
        file: LibraryFile,
        lock: threading.Condition,
        saved: Callable[[Loaded], object],
        failed: Callable[[Loaded, LibraryError], object],
        notify: Callable[[], object],
        kept: Callable[[Sequence[DatedChange]], object] = bool,
        retry_every: float = RETRY_EVERY,
    ) -> None:
        self.pending: list[DatedChange] = []
        self.saves = 0
        """The number of attempts that have ended."""

        self._file = file
        self._lock = lock
        self._saved, self._failed, self._notify, self._kept = saved, failed, notify, kept
        self._retry_every = retry_every
        self._retry_at: float | None = None
        self._in_flight: tuple[DatedChange, ...] | None = None
        self._thread: threading.Thread | None = None
        self._is_closing = False

    @property
    def is_busy(self) -> bool:
        """Whether a save is under way."""
        return self._in_flight is not None

    @property
    def is_waiting(self) -> bool:
        """Whether another attempt will be made after a while."""
        return self._retry_at is not None

    def over(self, library: Library) -> Library:
        """The library with what is still to be saved."""
        for made in self.pending:
            library = apply(library, made.change, made.when)
        return library

    def add(self, made: DatedChange) -> None:
        """Save this change too, at once."""
        self.pending.append(made)
        self._retry_at = None
        self._wake()

    def retry(self) -> None:
        """Make the next attempt now; it also makes what waits in the journal."""
        self._retry_at = 0.0
        self._wake()

    def flush(self, timeout: float) -> bool:
        """Finish saving, for so many seconds at most; whether all is in the file or journal.

        What fails while it is under way is tried once more.
        """
        end = time.monotonic() + timeout
        with self._lock:
            self._lock.wait_for(lambda: not self.is_busy, timeout)
            if self.is_waiting:
                self.retry()
            self._lock.wait_for(lambda: self._is_idle, max(0.0, end - time.monotonic()))
            return self._is_idle and not self.pending

    def stop(self, timeout: float) -> None:
        """End the thread once it has nothing to do, waiting for so many seconds at most."""
        with self._lock:
            self._is_closing = True
            self._lock.notify_all()
        if self._thread:
            self._thread.join(timeout)

    @property
    def _is_idle(self) -> bool:
        is_due = self.pending and not self.is_waiting
        return not self.is_busy and self._retry_at != 0.0 and not is_due

    def _wake(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="library-saver", daemon=True)
            self._thread.start()
        self._lock.notify_all()

    def _run(self) -> None:
        while (batch := self._next()) is not None:
            try:
                loaded = self._file.apply(batch)
            except LibraryError as problem:
                self._keep(batch, problem)
            except BaseException:  # a bug: it ends this thread, and takes no change with it
                self._end(partial(self._crashed, batch, self._file.keep(batch)))
                raise
            else:
                self._kept(batch)
                self._end(partial(self._saved, loaded))
            self._notify()

    def _next(self) -> tuple[DatedChange, ...] | None:
        """The next changes to save, once there are some; None when the thread is to end."""
        with self._lock:
            while True:
                wait = None if self._retry_at is None else self._retry_at - time.monotonic()
                if (self.pending and wait is None) or (wait is not None and wait <= 0):
                    self._in_flight = tuple(self.pending)
                    self.pending, self._retry_at = [], None
                    return self._in_flight
                if self._is_closing:
                    return None
                self._lock.wait(wait)

    def _keep(self, batch: tuple[DatedChange, ...], problem: LibraryError) -> None:
        """Keep what could not be saved in the journal, or for the next attempt."""
        is_kept = problem.is_kept or self._file.keep(batch)
        if is_kept:
            self._kept(batch)
        loaded = self._file.load()

        def report() -> None:
            self._failed(loaded, problem)

        self._end(partial(self._give_up, batch, is_kept, report))

    def _give_up(
        self,
        batch: tuple[DatedChange, ...],
        is_kept: bool,
        report: Callable[[], object] = lambda: None,
    ) -> None:
        """Leave a batch to the next attempt; in the journal it is safe until then."""
        if not is_kept:
            self.pending[:0] = batch
        report()
        self._retry_at = time.monotonic() + self._retry_every

    def _crashed(self, batch: tuple[DatedChange, ...], is_kept: bool) -> None:
        """Leave a batch to a thread of its own: this one is alive for a moment more."""
        self._thread = None
        self._give_up(batch, is_kept)

    def _end(self, what: Callable[[], object]) -> None:
        with self._lock:
            self._in_flight = None
            self.saves += 1
            what()
            self._lock.notify_all()
