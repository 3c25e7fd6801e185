"""The reading list's file: read in full, changed as it is at that moment, written durably."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.changes import AT_END, Put, Several, apply
from papers_tui.model.library.marks import EMPTY, Library
from papers_tui.model.library.merge import merge
from papers_tui.store.errors import (
    LibraryBroken,
    LibraryBusy,
    LibraryError,
    LibraryProtected,
    LibraryShrunk,
    LibraryTooNew,
)
from papers_tui.store.files import locks
from papers_tui.store.library import backups
from papers_tui.store.library.cache import Contents
from papers_tui.store.library.drafts import Drafts
from papers_tui.store.library.journal import DatedChange, Journal
from papers_tui.store.library.known import Known, Version
from papers_tui.store.library.losses import PATIENCE, Clock, Loss, missing
from papers_tui.store.library.replaced import ReplacedFiles, UnreadableText
from papers_tui.store.library.text.document import decode, parse
from papers_tui.store.library.text.rewrite import edited
from papers_tui.store.library.writer import ChangedOutside, LibraryWriter, digest_of
from papers_tui.store.paths import DRAFTS, INDEX, JOURNAL, LOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from papers_tui.model.settings import Problem
    from papers_tui.store.library.text.edit import RemovedBlock

_FEW_BACKUPS = 5
_TRIES = 50
_LOOK_EVERY = 0.1


class Loaded(NamedTuple):
    """The reading list of the moment."""

    library: Library
    """With what waits in the journal; the last good version when there is a problem."""

    digest: str
    """Of the file's bytes; empty when they cannot be read."""

    problem: LibraryError | None = None
    must_apply: bool = False
    """Whether `apply` has something to write: from the journal, or what a hand edit has undone."""

    is_settled: bool = True
    """False while papers are missing that somebody may be about to write; they are shown."""


class _Unsettled(Exception):
    """Papers are missing from the file, and it has not been so for long."""


class LibraryFile:
    """One reading list, and what the program keeps about it in its state. Threads may share it."""

    def __init__(
        self,
        path: Path,
        state: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = locks.PATIENCE,
        clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        self.path = path
        self.now = now
        self.writer = LibraryWriter(path, state, now)
        self.drafts = Drafts(state / DRAFTS)
        self._patience = patience
        self._clock = clock
        self._lock = state / LOCK
        self._contents = Contents(path, state / INDEX)
        self._journal = Journal(state / JOURNAL)
        self._known = Known(path, state, self._contents, clock, now)
        self._replaced = ReplacedFiles(clock)
        self._unreadable: list[UnreadableText] = []
        self._mutex = threading.RLock()
        self._gone: dict[str, RemovedBlock] = {}

    def load(self) -> Loaded:
        """The reading list as it is; a file that is not there is an empty one."""
        with self._mutex:
            try:
                if self.writer.is_torn:
                    with self.locked():
                        self.writer.tidy()
                raw, digest = self.writer.read_with_digest()
                library = self._contents.library(raw, digest)
                waiting = self._journal.read(digest).made
                found = self._known.understood(library, raw, digest, waiting)
            except LibraryError as problem:
                return self._not_loaded(problem)
            return Loaded(
                replayed(found.library, waiting),
                digest,
                must_apply=found.is_settled and (bool(waiting) or found.is_stale),
                is_settled=found.is_settled,
            )

    def settled(self) -> Loaded:
        """The same; where papers are missing, once the file has stayed so for two seconds."""
        end = self._clock.now() + PATIENCE
        while not (loaded := self.load()).is_settled and self._clock.now() < end:
            self._clock.sleep(_LOOK_EVERY)
        return loaded

    def apply(self, made: Iterable[DatedChange] = ()) -> Loaded:
        """Make what waits in the journal, and then these changes, in the file as it is now.

        When this returns they are durable. Else it raises a LibraryError, and the file is as it
        was; when the trouble is with what the file says, the changes are in the journal.
        """
        made = tuple(made)
        end, is_kept = self._clock.now() + PATIENCE, False
        while True:
            with self.locked():
                try:
                    return self._apply(made)
                except (LibraryBroken, LibraryShrunk, LibraryProtected) as problem:
                    problem.is_kept = self.keep(made)
                    raise
                except _Unsettled as unsettled:
                    if made and self.keep(made):  # a run that is killed now loses nothing
                        made, is_kept = (), True
                    if self._clock.now() > end:
                        busy = LibraryBusy(self.path)
                        busy.is_kept = is_kept
                        raise busy from unsettled
            self._clock.sleep(_LOOK_EVERY)

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
        with self._mutex, suppress(LibraryError):
            self._contents.document(*self.writer.read_with_digest())
            self.remember()

    def remember(self) -> None:
        """Write the index, so that the next start need not parse the file.

        While papers are missing from the file it stays as it is, so that they are missed then.
        """
        with self._mutex:
            last = self._known.version
            if last and self._contents.says(last.library, last.digest):
                self._contents.remember(last.number)

    def signature(self) -> tuple[int, ...] | None:
        """A value that changes when the file does, as its metadata shows; None without one."""
        try:
            now = self.path.stat()
        except OSError:
            return None
        return (now.st_mtime_ns, now.st_ctime_ns, now.st_size, now.st_ino, now.st_dev)

    def unusable(self) -> tuple[Problem, ...]:
        """Entries that mean nothing, with their lines; none in a file that cannot be understood."""
        try:
            text, _ = decode(self.path, self.writer.read())
        except LibraryError:
            return ()
        if not text:
            return ()
        from papers_tui.store.library.text.hand_edits import unusable

        return unusable(text)

    def take_losses(self) -> tuple[Loss, ...]:
        """Papers that somebody has removed from the file since the last call."""
        with self._mutex:
            return self._known.take_losses()

    def take_unreadable(self) -> tuple[UnreadableText, ...]:
        """Whatever no reading list was that somebody wrote while it was saved, each once."""
        with self._mutex:
            unreadable, self._unreadable = tuple(self._unreadable), []
            return unreadable

    def take_late(self, *, is_last: bool = False) -> bool:
        """Have the next `apply` bring in what somebody went on writing to a replaced file.

        Whether there is something; a few microseconds where there is not. The last time, what is
        still being written counts too.
        """
        with self._mutex:
            written = self._replaced.written(is_last=is_last)
            for file in written:
                base, ours = file.library, self._known.library or EMPTY
                file.library = self._unite(file.raw, base, ours) or base
            return bool(written)

    def accept(self) -> None:
        """Take the file as it is, whatever is missing from it; a user has agreed to that."""
        with self.locked():
            raw, digest = self.writer.read_with_digest()
            library = self._contents.library(raw, digest)
            self._known.agree(library, raw, digest)

    def adopt(self, old: bytes, new: bytes, library: Library) -> None:
        """Take what was put in the file's place for a change of the program."""
        digest = digest_of(new)
        before = self._known.library or EMPTY
        self._known.saved(digest_of(old), before, before, Version(library, new, digest))

    @property
    def backup_folder(self) -> Path:
        """The folder of its dated copies."""
        return self.writer.backups

    def backups(self) -> list[backups.Backup]:
        """The dated copies there are, the newest first."""
        return backups.found(self.writer.backups)

    def waiting(self) -> int:
        """The number of changes that wait in the journal; those made together count as one."""
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
            waiting = self._journal.read(digest)
            all_made = (*waiting.made, *made)
            found = self._known.understood(document.library, raw, digest, all_made)
            if not found.is_settled:
                raise _Unsettled
            after = replayed(found.library, all_made)
            gone = dict(self._gone)
            new, data, is_complete = edited(self.path, document, after, gone)
            if after.keys() - new.library.keys():
                raise LibraryShrunk(self.path, missing(after, new.library, set()), EMPTY, "")
            old, replaced = digest, None
            if data != raw:
                if self.writer.is_protected():
                    raise LibraryProtected(self.path)
                digest = digest_of(data)
                if waiting.size:
                    self._journal.announce(digest)
                try:
                    replaced = self.writer.save(raw, data, digest, must_back_up=is_complete)
                except ChangedOutside:
                    continue
            version = Version(new.library, data, digest)
            self._known.saved(old, document.library, found.library, version)
            if waiting.size:
                self._journal.clear(waiting.size)
            self._contents.adopt(digest, new)
            self._gone = gone
            if not self._contents.has_index:  # what a run that is killed knew of the file
                self.remember()
            self._bring_in_replaced(replaced, raw, document.library, new.library)
            if replaced is not None:
                made = ()
                continue
            return Loaded(new.library, digest)
        raise LibraryBusy(self.path)

    def _bring_in_replaced(
        self, replaced: bytes | None, raw: bytes, base: Library, ours: Library
    ) -> None:
        """Bring in a file that was not the one read, and watch it: others may write to it still."""
        theirs = base
        if replaced is not None:
            theirs = self._unite(replaced, base, ours) or base
        if (handle := self.writer.take_replaced()) is not None:
            self._replaced.add(handle, raw if replaced is None else replaced, theirs)

    def _unite(self, replaced: bytes, base: Library, ours: Library) -> Library | None:
        """Bring in what somebody wrote to the file around the time when it was replaced.

        The bytes go to the backups; what is no reading list has nothing else to give, and is
        reported. Gives what they say.
        """
        kept = None
        with suppress(OSError):
            kept = self.writer.put_aside("replaced", replaced)
        try:
            theirs = parse(self.path, replaced, {}).library
        except LibraryError:
            if kept is not None and replaced.strip():
                self._unreadable.append(UnreadableText(self.path, kept))
            return None
        merged = merge(base, ours, theirs)
        puts = tuple(
            Put(paper, mark, AT_END) for paper, mark in merged.items() if mark != ours.get(paper)
        )
        self.keep([DatedChange(Several(puts), self.now())] if puts else [])
        return theirs

    def _not_loaded(self, problem: LibraryError) -> Loaded:
        """The last good version, with what waits in the journal."""
        raw_digest = ""
        with suppress(LibraryError):
            _, raw_digest = self.writer.read_with_digest()
        waiting = self._journal.read(raw_digest).made
        library = replayed(self._last_good(problem), waiting)
        return Loaded(library, raw_digest, problem, bool(waiting))

    def _last_good(self, problem: LibraryError) -> Library:
        """The last version that could be read: of this run, of the index, or of a backup."""
        if isinstance(problem, LibraryTooNew):
            return problem.library
        if (known := self._known.library) is not None:
            return known
        for backup in self.backups()[:_FEW_BACKUPS]:
            with suppress(OSError, LibraryError):
                return parse(backup.path, backup.path.read_bytes(), {}).library
        return EMPTY


def replayed(library: Library, made: Iterable[DatedChange]) -> Library:
    """The library after these changes."""
    for one in made:
        library = apply(library, one.change, one.when)
    return library
