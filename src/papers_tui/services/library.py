"""The reading list in a running program: changed at once, saved behind it, undone."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import Change, apply, with_old_notes
from papers_tui.model.library.describe import describe, titles
from papers_tui.model.library.inverse import inverse
from papers_tui.model.library.marks import EMPTY
from papers_tui.store.errors import LibraryError, LibraryTooNew
from papers_tui.store.library.journal import DatedChange

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.model.library.marks import Library
    from papers_tui.store.library.file import LibraryFile, Loaded


class SaveKind(StrEnum):
    """How far what is on screen is also in the file."""

    SAVED = "saved"
    SAVING = "saving"
    UNSAVED = "unsaved"
    READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class SaveState:
    """How far what is on screen is also in the file, and why it is not."""

    kind: SaveKind
    reason: str = ""
    """A sentence, when something is wrong."""

    is_kept: bool = True
    """Whether what is not in the file is at least in the journal."""


RETRY_EVERY = 5.0
"""Seconds between two attempts to save what could not be saved."""

_FRESH = 2.0
"""Seconds in which a file may change again without its times showing it."""


class LiveLibrary:
    """The reading list of the moment. Its methods may be called from any thread.

    `notify` is called, from the thread of the saver or of whoever polls, when the library or the
    state has changed other than by `do`.
    """

    def __init__(
        self,
        file: LibraryFile,
        notify: Callable[[], object] = lambda: None,
        retry_every: float = RETRY_EVERY,
    ) -> None:
        self.file = self._file = file
        self._notify = notify
        self._retry_every = retry_every
        self._turn = threading.Condition(threading.RLock())
        self._library: Library = EMPTY
        self._state = SaveState(SaveKind.SAVED)
        self._problem: LibraryError | None = None
        self._digest: str | None = None
        self._is_amiss = False
        """Whether the trouble is with the file itself, and not with writing it."""
        self._seen: tuple[int, ...] | None = None
        self._pending: list[DatedChange] = []
        self._in_flight: tuple[DatedChange, ...] | None = None
        self._retry_at: float | None = None
        self._saves = 0
        self._saver: threading.Thread | None = None
        self._is_closing = False

    @property
    def library(self) -> Library:
        """What is on screen: what the file has, and what is still to be saved."""
        return self._library

    @property
    def state(self) -> SaveState:
        """How far the library is also in the file."""
        return self._state

    def open(self) -> Library:
        """Read the file, unless that was done; the library."""
        with self._turn:
            if self._digest is None:
                self._adopt(self._file.load())
            return self._library

    def prepare(self) -> None:
        """Do ahead, in a thread of its own, what the first save would take time for."""
        self._file.prepare()

    def do(self, change: Change) -> tuple[str, Change | None]:
        """Make the change and have it saved; LibraryTooNew when the file is read-only.

        Gives the sentence that says what was done, and the change that takes it back: None when
        it has changed nothing.
        """
        with self._turn:
            self._writable()
            before = self._library
            change = with_old_notes(change, before)
            sentence = describe(change, titles(change, before))
            return sentence, inverse(before, change) if self._make(change) else None

    def poll(self) -> bool:
        """Look whether the file was changed from outside; whether the library or state changed.

        Takes microseconds when not; called about once a second, in a thread.
        """
        with self._turn:
            saves, is_busy = self._saves, self._in_flight is not None
            signature = self._file.signature()
            is_seen = signature and signature == self._seen and not self._is_amiss
            if is_busy or self._digest is None or is_seen:
                return False
        loaded = self._file.load()
        with self._turn:
            if saves != self._saves or self._in_flight is not None:
                return False
            self._seen = signature if _is_settled(signature) else None
            is_same = loaded.digest == self._digest and not self._is_amiss
            if is_same and (self._retry_at is not None or not loaded.must_apply):
                return False
            before = (self._library, self._state)
            self._adopt(loaded)
            has_changed = before != (self._library, self._state)
        if has_changed:
            self._notify()
        return has_changed

    def flush(self, timeout: float) -> bool:
        """Finish saving, for so many seconds at most; whether all is in the file or journal.

        What fails while it is under way is tried once more.
        """
        end = time.monotonic() + timeout
        with self._turn:
            self._turn.wait_for(lambda: self._in_flight is None, timeout)
            if self._retry_at is not None:
                self._retry_at = 0.0
            self._turn.notify_all()
            self._turn.wait_for(lambda: self._is_idle, max(0.0, end - time.monotonic()))
            return self._is_idle and not self._pending

    def close(self, timeout: float = 10.0) -> bool:
        """Finish saving and stop; whether all is in the file, or at least in the journal."""
        is_saved = self.flush(timeout)
        with self._turn:
            self._is_closing = True
            self._turn.notify_all()
        if self._saver:
            self._saver.join(timeout)
        if self._state.kind is SaveKind.SAVED:
            self._file.remember()
        return is_saved

    @property
    def _is_idle(self) -> bool:
        is_due = self._pending and self._retry_at is None
        return self._in_flight is None and self._retry_at != 0.0 and not is_due

    def _writable(self) -> None:
        self.open()
        if isinstance(self._problem, LibraryTooNew):
            raise self._problem

    def _make(self, change: Change) -> bool:
        """Make the change on screen and hand it to the saver; whether it says anything new."""
        made = DatedChange(change, self._file.now())
        library = apply(self._library, change, made.when)
        if library == self._library:
            return False
        self._library = library
        self._pending.append(made)
        self._retry_at = None
        if self._state.kind is SaveKind.SAVED:
            self._state = SaveState(SaveKind.SAVING)
        self._wake()
        return True

    def _wake(self) -> None:
        if self._saver is None or not self._saver.is_alive():
            self._saver = threading.Thread(target=self._save, name="library-saver", daemon=True)
            self._saver.start()
        self._turn.notify_all()

    def _save(self) -> None:
        """Save what is pending, all of it at a time, until the shelf is closed."""
        while (batch := self._next()) is not None:
            try:
                loaded = self._file.apply(batch)
            except LibraryError as problem:
                self._failed(batch, problem)
            except BaseException:  # a bug: it ends this thread, and takes no change with it
                self._file.keep(batch)
                raise
            else:
                self._saved(loaded)
            self._notify()

    def _next(self) -> tuple[DatedChange, ...] | None:
        """What to save next, once there is something; None when the shelf is closed."""
        with self._turn:
            while True:
                wait = None if self._retry_at is None else self._retry_at - time.monotonic()
                if (self._pending and wait is None) or (wait is not None and wait <= 0):
                    self._in_flight = tuple(self._pending)
                    self._pending, self._retry_at = [], None
                    return self._in_flight
                if self._is_closing:
                    return None
                self._turn.wait(wait)

    def _saved(self, loaded: Loaded) -> None:
        with self._turn:
            self._in_flight = None
            self._saves += 1
            self._adopt(loaded)
            self._turn.notify_all()

    def _failed(self, batch: tuple[DatedChange, ...], problem: LibraryError) -> None:
        """Keep what could not be saved on screen, and in the journal if that can be written."""
        is_kept = problem.is_kept or self._file.keep(batch)
        loaded = self._file.load()
        with self._turn:
            self._in_flight = None
            self._saves += 1
            if not is_kept:
                self._pending[:0] = batch
            self._adopt(replace(loaded, problem=loaded.problem or problem))
            self._is_amiss = loaded.problem is not None
            self._retry_at = time.monotonic() + self._retry_every
            self._turn.notify_all()

    def _adopt(self, loaded: Loaded) -> None:
        """Show what the file says now, with what is still to be saved."""
        library = loaded.library
        for made in self._pending:
            library = apply(library, made.change, made.when)
        if library != self._library:
            self._library = library
        self._digest, self._problem = loaded.digest, loaded.problem
        self._is_amiss = loaded.problem is not None
        if loaded.problem:
            has_unsaved = loaded.must_apply or bool(self._pending)
            is_fixed = isinstance(loaded.problem, LibraryTooNew) or not has_unsaved
            kind = SaveKind.READ_ONLY if is_fixed else SaveKind.UNSAVED
            self._state = SaveState(kind, str(loaded.problem), is_kept=not self._pending)
        elif loaded.must_apply or self._pending:
            self._state = SaveState(SaveKind.SAVING)
            self._retry_at = 0.0
            self._wake()
        else:
            self._state = SaveState(SaveKind.SAVED)


def _is_settled(signature: tuple[int, ...] | None) -> bool:
    """Whether a change from now on would show in the times of the file."""
    return signature is None or time.time() - max(signature[:2]) / 1e9 > _FRESH
