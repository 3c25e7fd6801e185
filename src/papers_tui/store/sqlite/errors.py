"""SQLite's errors as sentences for the user."""

from __future__ import annotations

import sqlite3

from papers_tui.store.errors import DISK_FULL, UNWRITABLE, why_unwritten

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)

FAILURES = (sqlite3.DatabaseError, UnicodeDecodeError)
"""The errors of a statement. The second one comes when a message quotes a damaged name."""


class Damaged(sqlite3.DatabaseError):
    """The file is no database of this schema; the text goes on after its name."""

    sqlite_errorcode = sqlite3.SQLITE_NOTADB


def is_busy(error: Exception) -> bool:
    """Whether another program, or another thread, holds the file."""
    return code_of(error) in _BUSY


def is_damage(error: Exception) -> bool:
    """Whether the file itself is at fault, and not the disk or another program."""
    return code_of(error) in _DAMAGED or isinstance(error, UnicodeDecodeError)


def needs_new_file(error: Exception) -> bool:
    """Whether a file that cannot be opened for that reason is to be set aside.

    That is one that is damaged, or that has other tables than it says.
    """
    return is_damage(error) or code_of(error) == sqlite3.SQLITE_ERROR


def why(error: Exception) -> str:
    """The reason in words for the user, with what to do about it."""
    code = code_of(error)
    if isinstance(error, OSError):
        return why_unwritten(error)
    if is_busy(error):
        return "another program is using it; try again when that has finished."
    if code == sqlite3.SQLITE_FULL or _extended_code_of(error) == sqlite3.SQLITE_IOERR_SHMSIZE:
        return DISK_FULL
    if code in _UNWRITABLE:
        return UNWRITABLE
    if is_damage(error):
        return "its file is damaged."
    return "the disk reported an error; check it, and its connection."


def code_of(error: Exception) -> int | None:
    """SQLite's code without its details; None for what SQLite did not raise."""
    extended = _extended_code_of(error)
    return extended if extended is None else extended & 0xFF


def _extended_code_of(error: Exception) -> int | None:
    return getattr(error, "sqlite_errorcode", None)
