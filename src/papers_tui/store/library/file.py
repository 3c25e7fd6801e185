"""The reading list's file: read whole, changed as it is at that moment, written durably."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import apply, named
from papers_tui.model.library.marks import EMPTY, Library
from papers_tui.store.errors import (
    LibraryBroken,
    LibraryBusy,
    LibraryError,
    LibraryShrunk,
    LibraryTooNew,
)
from papers_tui.store.files import locks
from papers_tui.store.library import backups
from papers_tui.store.library.cache import Contents
from papers_tui.store.library.document import parse
from papers_tui.store.library.drafts import Drafts
from papers_tui.store.library.journal import DatedChange, Journal
from papers_tui.store.library.rewrite import edited
from papers_tui.store.library.versions import Versions
from papers_tui.store.library.writer import ChangedMeanwhile, Saving, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from papers_tui.store.library.edit import RemovedBlock

_FEW = 5
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Loaded:
    """The reading list of the moment."""

    library: Library
    """With what waits in the journal; the last good version when there is a problem."""

    digest: str
    """Of the file's bytes; empty when they cannot be read."""

    problem: LibraryError | None = None
    must_apply: bool = False
    """Whether `apply` has something to write: from the journal, or what a hand edit has undone."""


class LibraryFile:
    """One reading list, and what the program keeps about it in its state. Threads may share it."""

    def __init__(
        self,
        path: Path,
        state: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = locks.PATIENCE,
    ) -> None:
        self.path = path
        self.now = now
        self._patience = patience
        self._lock = state / "library.lock"
        self._contents = Contents(path, state / "library.index")
        self.writer = Saving(path, state, now)
        self._journal = Journal(state / "library.journal")
        self._mutex = threading.RLock()
        self.drafts = Drafts(state / "drafts")
        self._lineage = Versions()
        self._gone: dict[str, RemovedBlock] = {}

    def load(self) -> Loaded:
        """The reading list as it is; a file that is not there is an empty one."""
        digest, problem, is_stale = "", None, False
        with self._mutex:
            try:
                if self.writer.is_torn:
                    with self.locked():
                        self.writer.tidy()
                raw, digest = self.writer.read_with_digest()
                library = self._contents.library(raw, digest)
                self._refuse_loss(library, digest)
                library, is_stale = self._rescued(library, digest)
            except LibraryError as trouble:
                library, problem = self._last_good(trouble), trouble
            waiting = self._journal.read(digest).made
            return Loaded(replayed(library, waiting), digest, problem, bool(waiting) or is_stale)

    def apply(self, made: Iterable[DatedChange] = ()) -> Loaded:
        """Make what waits in the journal, and then these changes, in the file as it is now.

        When this returns they are durable. Else it raises a LibraryProblem, and the file is as it
        was; when the trouble is with what the file says, the changes are in the journal.
        """
        made = tuple(made)
        with self.locked():
            try:
                return self._apply(made)
            except (LibraryBroken, LibraryShrunk) as problem:
                problem.is_kept = self.keep(made)
                raise

    def keep(self, made: Iterable[DatedChange]) -> bool:
        """Put changes into the journal, to be made by the next `apply`; whether that was done."""
        try:
            if made := tuple(made):
                self._journal.keep(made)
        except OSError:
            return False
        return True

    def prepare(self) -> None:
        """Do ahead what the first `apply` would take time for."""
        import filelock  # noqa: F401
        import tomli_w  # noqa: F401

        with self._mutex, suppress(LibraryError):
            self._contents.document(*self.writer.read_with_digest())

    def remember(self) -> None:
        """Write the index, so that the next start need not parse the file."""
        with self._mutex:
            self._contents.remember()

    def signature(self) -> tuple[int, ...] | None:
        """A value that changes when the file does, as its metadata shows; None without one."""
        try:
            now = self.path.stat()
        except OSError:
            return None
        return (now.st_mtime_ns, now.st_ctime_ns, now.st_size, now.st_ino, now.st_dev)

    def is_own(self, digest: str) -> bool:
        """Whether a file with that digest was written by this program, here or elsewhere."""
        return self.writer.is_trusted(digest)

    @property
    def backup_folder(self) -> Path:
        """Where the copies of it are kept."""
        return self.writer.backups

    def backups(self) -> list[backups.Backup]:
        """The dated copies there are, the newest first."""
        return backups.found(self.writer.backups)

    def waiting(self) -> int:
        """How many changes wait in the journal; those made together count as one."""
        try:
            _, digest = self.writer.read_with_digest()
        except LibraryError:
            digest = ""
        return len(self._journal.read(digest).made)

    def is_being_written(self) -> bool:
        """Whether another program holds the lock at this moment."""
        return locks.is_held(self._lock)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other threads and programs from writing."""
        with self._mutex:
            try:
                with locks.hold(self._lock, self.signature, self._patience):
                    yield
            except locks.LockHeld:
                raise LibraryBusy(self.path) from None

    def _apply(self, made: tuple[DatedChange, ...]) -> Loaded:
        self.writer.tidy()
        for _ in range(_TRIES):
            raw, digest = self.writer.read_with_digest()
            document = self._contents.document(raw, digest)
            self._refuse_loss(document.library, digest)
            waiting = self._journal.read(digest)
            all_made = (*waiting.made, *made)
            known, _ = self._rescued(document.library, digest)
            after = replayed(known, all_made)
            gone = dict(self._gone)
            new, data, is_whole = edited(self.path, document, after, gone)
            self._refuse_change(document.library, new.library, all_made)
            if data != raw:
                digest = digest_of(data)
                if waiting.made:
                    self._journal.announce(digest)
                try:
                    self.writer.save(raw, data, digest, must_back_up=is_whole)
                except ChangedMeanwhile:
                    continue
            if waiting.size:
                self._journal.clear(waiting.size)
            self._contents.adopt(digest, new)
            self._gone = gone
            self._lineage.note(new.library)
            return Loaded(new.library, digest)
        raise LibraryBusy(self.path)

    def _refuse_loss(self, library: Library, digest: str) -> None:
        """Raise LibraryShrunk when many papers are gone, unless the program itself did that."""
        if not self.writer.is_trusted(digest):
            known = self._lineage.latest
            self._refuse_change(self._contents.last_indexed() if known is None else known, library)

    def _refuse_change(self, old: Library, new: Library, made: Iterable[DatedChange] = ()) -> None:
        """Raise LibraryShrunk when many papers are gone that these changes do not name."""
        if not (lost := old.keys() - new.keys()):
            return
        lost = lost - frozenset[str]().union(*(named(one.change) for one in made))
        if len(lost) > _FEW and len(lost) * 5 > len(old):
            raise LibraryShrunk(
                self.path, Library((paper, mark) for paper, mark in old.items() if paper in lost)
            )

    def _rescued(self, library: Library, digest: str) -> tuple[Library, bool]:
        """What the file says, with what an edit of an older version has undone; whether any was."""
        rescued = library if self.is_own(digest) else self._lineage.reconciled(library)
        if rescued is library:
            self._lineage.note(library)
        return rescued, rescued is not library

    def _last_good(self, problem: LibraryError) -> Library:
        """The last version that could be read: of this run, of the index, or of a backup."""
        if isinstance(problem, LibraryTooNew):
            return problem.library
        if self._lineage.latest is not None:
            return self._lineage.latest
        if indexed := self._contents.last_indexed():
            return indexed
        for backup in self.backups()[:_FEW]:
            with suppress(OSError, LibraryError):
                return parse(backup.path, backup.path.read_bytes(), {}).library
        return EMPTY


def replayed(library: Library, made: Iterable[DatedChange]) -> Library:
    """The library after these changes."""
    for one in made:
        library = apply(library, one.change, one.when)
    return library
