"""The meaning of the file as it is, by what this program knows of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.changes import named
from papers_tui.model.library.marks import EMPTY, Library
from papers_tui.store.errors import LibraryError, LibraryShrunk
from papers_tui.store.library import backups
from papers_tui.store.library.losses import (
    CUT,
    Clock,
    Loss,
    Settling,
    cut,
    missing,
    shortened,
    why_suspicious,
    with_missing,
    with_times,
)
from papers_tui.store.library.own_changes import OwnChanges
from papers_tui.store.library.text.document import parse
from papers_tui.store.library.text.rewrite import edited
from papers_tui.store.paths import BACKUPS, CHANGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from papers_tui.store.library.cache import Contents
    from papers_tui.store.library.journal import DatedChange


class Version(NamedTuple):
    """The file as it was when it was last understood."""

    library: Library
    """With what it did not know."""

    raw: bytes
    digest: str
    number: int = 0
    """That of the newest own save by then."""


class Meaning(NamedTuple):
    """The library that a version of the file stands for."""

    library: Library
    is_stale: bool = False
    """Whether the file does not say all of it yet."""

    is_settled: bool = True
    """False while somebody may still be writing what is missing from the file."""


class Known:
    """The version understood last, the own saves, and the losses that were accepted."""

    def __init__(
        self,
        file: Path,
        state: Path,
        contents: Contents,
        clock: Clock,
        now: Callable[[], datetime],
    ) -> None:
        self.version: Version | None = None
        self._file = file
        self._backups = state / BACKUPS
        self._contents = contents
        self._now = now
        self._own = OwnChanges(state / CHANGES)
        self._settling = Settling(clock)
        self._losses: list[Loss] = []

    @property
    def library(self) -> Library | None:
        """The last known content of the file: of this run, or of the index and the saves since."""
        if self.version is not None:
            return self._own.over(self.version.library, self.version.number)
        indexed = self._contents.last_indexed()
        return None if indexed is None else self._own.over(indexed, self._contents.last_number())

    def understood(
        self, library: Library, raw: bytes, digest: str, made: Iterable[DatedChange]
    ) -> Meaning:
        """A version of the file, with changes it does not know and papers it has lost.

        A paper that these changes name is never lost. Raises LibraryShrunk where no one can have
        taken the missing ones out.
        """
        if self._is_latest(digest) and self.version:
            return Meaning(self.version.library, self.version.library != library)
        known, removed = self.library or EMPTY, self._removed(digest)
        gone = missing(known, library, removed)
        if gone and not library:
            raise LibraryShrunk(self._file, gone, EMPTY, "no paper is left in it")
        united = self._own.reconciled(library, digest)
        missed = missing(known, united.library, removed)
        if not united.is_known:
            short = self._looked_through(known, library, raw, gone, missed)
            if (gone or short) and self._settling.rest(digest) > 0:
                shown = with_missing(united.library, with_missing(missed, short))
                return Meaning(shown, is_stale=True, is_settled=False)
            wanted = frozenset[str]().union(*(named(one.change) for one in made))
            if lost := missing(missed, EMPTY, set(wanted)):
                self._let_go(library, lost, raw, digest)
            missed = missing(missed, lost, set())
        result = with_times(known, with_missing(united.library, missed))
        self._know(Version(result, raw, digest))
        return Meaning(result, result != library)

    def saved(self, old: str, before: Library, believed: Library, version: Version) -> None:
        """Note a save over the file with that digest: its marks, and those in force then."""
        self._own.note(old, version.digest, before, believed, version.library)
        self._know(version)

    def agree(self, library: Library, raw: bytes, digest: str) -> None:
        """Note that a user takes the file as it is, whatever is missing from it."""
        self._own.agree(digest, missing(self.library or EMPTY, library, set()))
        self._know(Version(library, raw, digest))

    def take_losses(self) -> tuple[Loss, ...]:
        """The losses that were accepted since this was asked last."""
        losses, self._losses = tuple(self._losses), []
        return losses

    def _is_latest(self, digest: str) -> bool:
        """Whether that is the version understood last, and no other program has saved since."""
        last = self.version
        return last is not None and (last.digest, last.number) == (digest, self._own.last)

    def _removed(self, digest: str) -> set[str]:
        """The papers that were taken out by name since the last version, or by agreement."""
        number = self.version.number if self.version else self._contents.last_number()
        removed = self._own.removed_since(number)
        if self._own.is_agreed(digest, number):
            removed |= (self.library or EMPTY).keys()
        return removed

    def _looked_through(
        self, known: Library, library: Library, raw: bytes, gone: Library, missed: Library
    ) -> Library:
        """The last paper, if it has lost something; LibraryShrunk where the file looks cut."""
        if torn := cut(known, library, self._own.states):
            raise LibraryShrunk(self._file, gone, torn, CUT)
        if reason := why_suspicious(known, library, raw, gone, missed):
            raise LibraryShrunk(self._file, gone, EMPTY, reason)
        return shortened(known, library)

    def _let_go(self, library: Library, lost: Library, raw: bytes, digest: str) -> None:
        """Take it that somebody took these papers out, with a backup that has them."""
        backup = None
        with suppress(OSError, LibraryError):
            old = self._with_lost(library, lost, raw, digest)
            taken = backups.take(self._backups, old, self._now())
            copies = backups.found(self._backups)
            backup = next((copy for copy in copies if copy.path == taken), None)
        self._own.agree("", lost)
        self._losses.append(Loss(self._file, lost, backup))

    def _with_lost(self, library: Library, lost: Library, raw: bytes, digest: str) -> bytes:
        """The file as it was with those papers, or else as it is with them at its end."""
        last = self.version
        if last and parse(self._file, last.raw, {}).library.keys() >= lost.keys():
            return last.raw
        document = self._contents.document(raw, digest)
        return edited(self._file, document, with_missing(library, lost), {})[1]

    def _know(self, version: Version) -> None:
        self.version = version._replace(number=self._own.last)
