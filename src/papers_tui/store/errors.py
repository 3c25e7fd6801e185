"""Errors of the program's files.

StoreError
├── ArchiveError  the archive could not be written
├── StateError    what was seen, or the last place, could not be written
├── PdfError      a PDF could not be written
└── LibraryError  the reading list could not be read or written
    ├── LibraryUnreadable   it is there and cannot be read
    ├── LibraryBroken       it is no reading list
    │   └── LibraryConflict   git has left both versions in it
    ├── LibraryTooNew       a later version of the program wrote it
    ├── LibraryShrunk       papers are gone that nobody can have meant to take out
    ├── LibraryProtected    its user has made it read-only
    ├── LibraryBusy         another program has been writing it for too long
    └── LibraryUnsaved      it could not be written
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.marks import Library


_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))

DISK_FULL = "the disk is full (free some space)."
UNWRITABLE = "its place cannot be written to (check the folder and its permissions)."


class StoreError(PapersError):
    """An expected failure with a file of this program."""


class ArchiveError(StoreError):
    """The archive could not be written."""


class StateError(StoreError):
    """Seen papers, or the last position, could not be written."""


class PdfError(StoreError):
    """A PDF could not be written."""


class LibraryError(StoreError):
    """The reading list could not be read or written.

    Whatever it is, the file is as it was.
    """

    is_kept = False
    """Whether the changes are in the journal, to be made once the file can be written again."""


class LibraryUnreadable(LibraryError):
    """The file is there and cannot be read."""

    def __init__(self, file: Path, error: OSError) -> None:
        super().__init__(unreadable(file, error))


class LibraryBroken(LibraryError):
    """The file is no reading list."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}")
        self.file = file
        self.line = line
        """From 1; for an unfinished string or array, where it began."""
        self.reason = reason


class LibraryConflict(LibraryBroken):
    """Git has left both versions in the file, between its markers."""

    def __init__(self, file: Path, line: int) -> None:
        super().__init__(file, line, "git left conflict markers (papers-tui doctor merges them)")


class LibraryTooNew(LibraryError):
    """A later version of the program wrote the file."""

    def __init__(self, file: Path, version: object, library: Library) -> None:
        super().__init__(
            f"{file} is of format {version}, which this version only reads"
            " (update papers-tui to change it)"
        )
        self.library = library
        """The part of it that could be read."""


class LibraryShrunk(LibraryError):
    """Papers, or the end of the last one, are missing in a way that nobody can have meant."""

    def __init__(self, file: Path, missing: Library, shortened: Library, why: str) -> None:
        are = "is" if len(missing) == 1 else "are"
        gone = f"{counted(len(missing), 'paper')} {are}" if missing else "some lines are"
        reason = f" ({why})" if why else ""
        super().__init__(
            f"{gone} gone from {file}{reason}, so nothing is written to it (papers-tui doctor"
            " shows what is missing; --repair brings it back, --accept takes the file as it is)"
        )
        self.missing = missing
        """Their marks when they were last there."""
        self.shortened = shortened
        """The last paper in the file, as it was, when its block has lost lines."""


class LibraryProtected(LibraryError):
    """The user has made the file read-only."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is read-only, so it is left as it is (make it writable to save)")


class LibraryBusy(LibraryError):
    """Another program has been writing the file for too long."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"Another program is writing {file} and does not finish (try again)")


class LibraryUnsaved(LibraryError):
    """The file could not be written."""

    def __init__(self, file: Path, error: OSError) -> None:
        super().__init__(unwritable(file, error))


def unreadable(file: Path, error: OSError) -> str:
    """The sentence for a file that is there and cannot be read."""
    reason = error.strerror or "no reason given"
    return f"{file} cannot be read: {reason} (see that it is a file that you may read)"


def unwritable(file: Path, error: OSError) -> str:
    """The sentence for a file that could not be written."""
    is_full = error.errno in _FULL
    advice = "free some space" if is_full else "see that you may write to it and to its folder"
    return f"{file} could not be written: {error.strerror or 'no reason given'} ({advice})"


def why_unwritten(error: OSError) -> str:
    """The reason why something could not be written, and what to do, as the end of a sentence."""
    if error.errno in _FULL:
        return DISK_FULL
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "its folder is not there (make it first)."
    return UNWRITABLE
