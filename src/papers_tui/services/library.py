"""The reading list in a running program: changed at once, saved behind it, undone."""

from __future__ import annotations

import threading
import time
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.changes import Change, SetNote, apply, singles, with_old_notes
from papers_tui.model.library.describe import describe, titles
from papers_tui.model.library.inverse import inverse
from papers_tui.model.library.marks import EMPTY, Library
from papers_tui.services.library_saver import RETRY_EVERY, Saver
from papers_tui.store.errors import LibraryError, LibraryTooNew
from papers_tui.store.library.journal import DatedChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from papers_tui.store.library.file import LibraryFile, Loaded


class SaveKind(StrEnum):
    """The states of the file, beside what is on screen."""

    SAVED = "saved"
    SAVING = "saving"
    UNSAVED = "unsaved"
    READ_ONLY = "read-only"


class SaveState(NamedTuple):
    """The state of the file beside what is on screen, and the reason where they differ."""

    kind: SaveKind
    reason: str = ""
    """A sentence, when something is wrong."""

    is_kept: bool = True
    """Whether what is not in the file is at least in the journal."""


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
        self.file = file
        self._notify = notify
        self.on_change: Callable[[Library, Library], object] = lambda _before, _after: None
        """Gets the library before and after each change that `do` makes; it must be fast."""

        self._lock = threading.Condition(threading.RLock())
        self._saver = Saver(
            file, self._lock, self._adopt, self._failed, notify, self._forget_drafts, retry_every
        )
        self._library: Library = EMPTY
        self._state = SaveState(SaveKind.SAVED)
        self._problem: LibraryError | None = None
        self._digest: str | None = None
        self._is_amiss = False
        """Whether the trouble is with the file itself, and not with writing it."""
        self._notices: list[str] = []
        self._named: set[str] = set()
        self._is_settled = True
        self._seen: tuple[int, ...] | None = None

    @property
    def library(self) -> Library:
        """The library on screen: the file's content and the changes still to be saved."""
        return self._library

    @property
    def state(self) -> SaveState:
        """The state of the file beside this library."""
        return self._state

    @property
    def may_change(self) -> bool:
        """Whether changes are taken: not where a later version wrote the file."""
        return not isinstance(self._problem, LibraryTooNew)

    def open(self) -> Library:
        """Read the file, unless that was done; the library."""
        with self._lock:
            if self._digest is None:
                self._adopt(self.file.load())
            return self._library

    def prepare(self) -> None:
        """Do ahead, in a thread of its own, what the first save would take time for."""
        self.file.prepare()
        self._look_through()

    def do(self, change: Change) -> tuple[str, Change | None]:
        """Make the change and have it saved; LibraryTooNew when the file is read-only.

        Gives the sentence that says what was done, and the change that takes it back: None when
        it has changed nothing.
        """
        with self._lock:
            self._writable()
            before = self._library
            change = with_old_notes(change, before)
            sentence = describe(change, titles(change, before))
            if not self._make(change):
                self.file.drafts.saved(_noted(change))
                return sentence, None
            self.on_change(before, self._library)
        return sentence, inverse(before, change)

    def poll(self) -> bool:
        """Look whether the file was changed from outside; whether the library or state changed.

        Takes microseconds when not; called about once a second, in a thread.
        """
        if self._saver.is_busy or self._digest is None:
            return False
        is_late = self.file.take_late()
        with self._lock:
            saves, is_busy = self._saver.saves, self._saver.is_busy
            signature = self.file.signature()
            is_in_order = self._is_settled and not self._is_amiss
            is_seen = signature and signature == self._seen and is_in_order and not is_late
            if is_busy or is_seen:
                return False
        loaded = self.file.load()
        with self._lock:
            if saves != self._saver.saves or self._saver.is_busy:
                return False
            self._seen = signature if _is_settled(signature) else None
            is_same = loaded.digest == self._digest and is_in_order and loaded.is_settled
            if is_same and (self._saver.is_waiting or not loaded.must_apply):
                return False
            before = (self._library, self._state)
            notices = len(self._notices)
            self._adopt(loaded)
            if loaded.problem is None:
                self.file.remember()
            has_changed = (*before, notices) != (self._library, self._state, len(self._notices))
        if has_changed:
            self._look_through()
            self._notify()
        return has_changed

    def take_notices(self) -> tuple[str, ...]:
        """News about the file that the user should see, each once."""
        with self._lock:
            notices, self._notices = tuple(self._notices), []
            return notices

    def note(self, sentence: str) -> None:
        """Add a sentence, without its stop, to the notices."""
        with self._lock:
            self._notices.append(sentence)
        self._notify()

    def flush(self, timeout: float) -> bool:
        """Finish saving, for so many seconds at most; whether all is in the file or journal.

        What fails while it is under way is tried once more.
        """
        return self._saver.flush(timeout)

    def close(self, timeout: float = 10.0) -> bool:
        """Finish saving and stop; whether all is in the file, or at least in the journal."""
        if self._digest is not None and self.file.take_late(is_last=True):
            with self._lock:
                self._saver.retry()
        is_saved = self.flush(timeout)
        self._saver.stop(timeout)
        self.file.drafts.close()
        if self._state.kind is SaveKind.SAVED:
            self.file.remember()
        return is_saved

    def _forget_drafts(self, kept: Sequence[DatedChange]) -> None:
        self.file.drafts.saved(paper for made in kept for paper in _noted(made.change))

    def _look_through(self) -> None:
        """Note for the reader what in the file means nothing, each once in a run."""
        found = [problem for problem in self.file.unusable() if str(problem) not in self._named]
        if not found:
            return
        more = f" (and {len(found) - 1} more; papers-tui doctor names them)" if found[1:] else ""
        with self._lock:
            self._named |= set(map(str, found))
            self._notices.append(f"{self.file.path.name}, {found[0]}{more}")

    def _writable(self) -> None:
        self.open()
        if self._problem is not None and not self.may_change:
            raise self._problem

    def _make(self, change: Change) -> bool:
        """Make the change on screen and hand it to the saver; whether it says anything new."""
        made = DatedChange(change, self.file.now())
        library = apply(self._library, change, made.when)
        if library == self._library:
            return False
        self._library = library
        if self._state.kind is SaveKind.SAVED:
            self._state = SaveState(SaveKind.SAVING)
        self._saver.add(made)
        return True

    def _failed(self, loaded: Loaded, problem: LibraryError) -> None:
        """Show what could not be saved all the same, and why."""
        self._adopt(loaded._replace(problem=loaded.problem or problem))
        self._is_amiss = loaded.problem is not None

    def _adopt(self, loaded: Loaded) -> None:
        """Show what the file says now, with what is still to be saved."""
        self._notices += (loss.sentence for loss in self.file.take_losses())
        self._notices += (found.sentence for found in self.file.take_unreadable())
        library = self._saver.over(loaded.library)
        if library != self._library:
            self._library = library
        self._digest, self._problem = loaded.digest, loaded.problem
        self._is_amiss, self._is_settled = loaded.problem is not None, loaded.is_settled
        if loaded.problem:
            has_unsaved = loaded.must_apply or bool(self._saver.pending)
            is_fixed = isinstance(loaded.problem, LibraryTooNew) or not has_unsaved
            kind = SaveKind.READ_ONLY if is_fixed else SaveKind.UNSAVED
            self._state = SaveState(kind, str(loaded.problem), is_kept=not self._saver.pending)
        elif loaded.must_apply or self._saver.pending:
            self._state = SaveState(SaveKind.SAVING)
            self._saver.retry()
        else:
            self._state = SaveState(SaveKind.SAVED)


def _is_settled(signature: tuple[int, ...] | None) -> bool:
    """Whether a change from now on would show in the times of the file."""
    return signature is None or time.time() - max(signature[:2]) / 1e9 > _FRESH


def _noted(change: Change) -> Iterator[str]:
    """The papers whose notes a change sets."""
    return (single.id for single in singles(change) if isinstance(single, SetNote))
