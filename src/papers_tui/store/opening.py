"""How a database is opened, whatever is in its place."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.store.schema import Schema

BUSY_SECONDS = 5.0
"""How long one program waits for another to end its write."""

_PAGE = 8192  # bytes; rows of 2 to 3 KB leave less of it empty than of 4096
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PARTS = ("", "-wal", "-shm", "-journal")


class Damaged(sqlite3.DatabaseError):
    """The file is no database of this schema."""

    sqlite_errorcode = sqlite3.SQLITE_NOTADB


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data is, as SQLite's URI, and what the user should know of it."""

    uri: str
    writable: bool = True
    problem: str = ""

    @property
    def in_memory(self) -> bool:
        return self.uri == _MEMORY


_MEMORY = ":memory:"


def find_place(path: Path, schema: Schema) -> tuple[Place, sqlite3.Connection]:
    """The best place there is, and a first connection to it.

    In turn: the file; a new file after a damaged one was set aside; the file for reading only;
    memory.
    """
    found = identity(path)
    try:
        return _file(path, schema)
    except (OSError, sqlite3.DatabaseError) as error:
        if is_damage(error):
            return begin_anew(path, schema, found)
        return _less_than_writable(path, schema, error)


def begin_anew(
    path: Path, schema: Schema, found: tuple[int, int] | None
) -> tuple[Place, sqlite3.Connection]:
    """Set the damaged file aside and begin a new one, in memory when that is impossible.

    Nothing is moved when the file is not the one that was `found` damaged: another program has
    begun a new one meanwhile.
    """
    try:
        name = _set_aside(path, schema.damaged_kept) if identity(path) == found else ""
        place, db = _file(path, schema)
    except (OSError, sqlite3.DatabaseError) as error:
        said = f"The {schema.name} is damaged, and no new one could be begun: {why(error)}"
        return _memory(schema, said)
    said = f"The {schema.name} was damaged. A new one is begun"
    return replace(place, problem=f"{said}; the old one is {name}." if name else f"{said}."), db


def connect(place: Place) -> sqlite3.Connection:
    """A connection whose transactions are begun and ended by hand."""
    db = sqlite3.connect(
        place.uri,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=not place.in_memory,
    )
    db.text_factory = _decode
    if place.writable and not place.in_memory:
        db.execute("PRAGMA synchronous = NORMAL")
    return db


def identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one that was put in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_damage(error: Exception) -> bool:
    """Whether the file itself is at fault, and not the disk or another program."""
    return _code(error) in _DAMAGED


def why(error: Exception) -> str:
    """The reason in words for the user, with what to do about it."""
    code = _code(error)
    if code in _BUSY:
        return "another program is using it. Try again when that has finished."
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", None) == _ENOSPC:
        return "the disk is full. Free some space."
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, None):
        return "its place cannot be written to. Check the folder and its permissions."
    if code in _DAMAGED:
        return "its file is damaged. A new one is begun at the next start."
    return "the disk reported an error. Check it, and its connection."


_ENOSPC = 28


def _code(error: Exception) -> int | None:
    extended: int | None = getattr(error, "sqlite_errorcode", None)
    return extended if extended is None else extended & 0xFF


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?{mode}"


def _file(path: Path, schema: Schema) -> tuple[Place, sqlite3.Connection]:
    if path.is_dir():
        raise Damaged("a folder is in its place")
    path.parent.mkdir(parents=True, exist_ok=True)
    _drop_strays(path)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise PermissionError
    place = Place(_uri(path, "mode=rwc"))
    db = connect(place)
    try:
        _prepare(db, schema)
    except BaseException:
        db.close()
        raise
    return place, db


def _less_than_writable(
    path: Path, schema: Schema, error: Exception
) -> tuple[Place, sqlite3.Connection]:
    said = f"The {schema.name} could not be opened for writing: {why(error)}"
    modes = () if _code(error) in _BUSY else ("mode=ro", "mode=ro&immutable=1")
    for mode in modes:
        place = Place(_uri(path, mode), writable=False, problem=said)
        try:
            db = connect(place)
        except sqlite3.DatabaseError:
            continue
        try:
            _check(db, schema)
        except sqlite3.DatabaseError:
            db.close()
        else:
            return place, db
    return _memory(schema, f"{said} What is fetched now is forgotten at the end.")


def _memory(schema: Schema, problem: str) -> tuple[Place, sqlite3.Connection]:
    place = Place(_MEMORY, problem=problem)
    db = connect(place)
    _migrate(db, schema)
    return place, db


def _prepare(db: sqlite3.Connection, schema: Schema) -> None:
    version = _version(db, schema)
    if not version:
        db.execute(f"PRAGMA page_size = {_PAGE}")
    _write_ahead(db)
    if version < len(schema.migrations):
        _migrate(db, schema)
    _check(db, schema)


def _version(db: sqlite3.Connection, schema: Schema) -> int:
    """How many migrations were run; 0 for an empty file.

    Raises Damaged for another program's file and for one of a later version of this program.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if (application, version) == (0, 0):
        if db.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise Damaged("it belongs to another program")
        return 0
    if application != schema.application_id or not 0 < version <= len(schema.migrations):
        raise Damaged("it belongs to another version")
    return int(version)


def _check(db: sqlite3.Connection, schema: Schema) -> None:
    """Raises Damaged when the tables are not those of the newest version."""
    found = {sql for (sql,) in db.execute("SELECT sql FROM sqlite_master")}
    if _version(db, schema) != len(schema.migrations) or not found.issuperset(schema.tables):
        raise Damaged("its tables are not ours")


def _migrate(db: sqlite3.Connection, schema: Schema) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in schema.migrations[_version(db, schema) :]:
            step(db)
        db.execute(f"PRAGMA application_id = {schema.application_id}")
        db.execute(f"PRAGMA user_version = {len(schema.migrations)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _write_ahead(db: sqlite3.Connection) -> None:
    """Switch to WAL, in which readers and a writer do not wait for each other.

    SQLite does not wait by itself while another program switches too. Where WAL is impossible,
    as on some network file systems, it leaves the mode as it is.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) not in _BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _drop_strays(path: Path) -> None:
    """SQLite would replay a -wal that outlived its database into the new one."""
    try:
        empty = path.stat().st_size == 0
    except FileNotFoundError:
        empty = True
    if empty:
        for part in _PARTS[1:]:
            path.with_name(path.name + part).unlink(missing_ok=True)


def _set_aside(path: Path, kept: int | None) -> str:
    """Rename the file and all that belongs to it; gives the new name."""
    name = f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    for part in _PARTS:
        old = path.with_name(path.name + part)
        if old.exists():
            old.rename(path.with_name(name + part))
    if kept is not None:
        _drop_oldest(path, kept)
    return name


def _drop_oldest(path: Path, kept: int) -> None:
    aside = sorted(path.parent.glob(f"{path.name}.damaged-*Z"))
    for old in aside[:-kept]:
        for part in _PARTS:
            leftover = old.with_name(old.name + part)
            if leftover.is_file():
                leftover.unlink()
