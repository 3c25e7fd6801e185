"""A database opened, made or migrated; a damaged one set aside first, memory where none can be."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.store.sqlite.errors import FAILURES, Damaged, code_of, is_busy, needs_new_file, why
from papers_tui.store.sqlite.quarantine import identity, quarantine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path, PurePath

    from papers_tui.store.sqlite.schema import Schema

BUSY_SECONDS = 5.0
"""The longest that one program waits for another to end its write, in seconds."""

_PAGE = 8192  # bytes; rows of 2 to 3 KB leave less of it empty than of 4096


class Location(NamedTuple):
    """The place of the data, as SQLite's URI, and what the user should know of it."""

    uri: str
    writable: bool = True
    problem: str = ""

    @property
    def in_memory(self) -> bool:
        return self.uri == _MEMORY


_MEMORY = ":memory:"


def find_place(path: Path, schema: Schema) -> tuple[Location, sqlite3.Connection]:
    """The best place there is, and a first connection to it.

    In turn: the file; a new file after a damaged one was set aside; the file for reading only;
    memory.
    """
    found = identity(path)
    try:
        return _file(path, schema)
    except (OSError, *FAILURES) as error:
        if needs_new_file(error):
            return start_again(path, schema, found, error)
        return _less_than_writable(path, schema, error)


def start_again(
    path: Path, schema: Schema, found: tuple[int, int] | None, error: Exception
) -> tuple[Location, sqlite3.Connection]:
    """Set the damaged file aside and begin a new one, in memory when that is impossible.

    Nothing is moved when the file is not the one that was `found` damaged: another program has
    started a new one in between.
    """
    message = f"The {schema.name} {error if isinstance(error, Damaged) else 'was damaged'}"
    try:
        name = quarantine(path, found, schema.damaged_kept)
        place, db = _file(path, schema)
    except (OSError, *FAILURES) as second:
        return in_memory(schema, f"{message}, and no new one could be made: {why(second)}")
    message = f"{message}. It is set aside as {name}, and" if name else f"{message};"
    return place._replace(problem=f"{message} a new one is started."), db


def in_memory(schema: Schema, message: str) -> tuple[Location, sqlite3.Connection]:
    """A place that lasts as long as the program, with the reason for it."""
    place = Location(_MEMORY, problem=f"{message} Nothing is kept after this run.")
    db = connect(place)
    _migrate(db, schema)
    return place, db


def connect(place: Location) -> sqlite3.Connection:
    """A connection whose transactions are started and ended by hand."""
    db = sqlite3.connect(
        place.uri,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=not place.in_memory,
    )
    db.text_factory = _decode
    try:
        if place.writable and not place.in_memory:
            db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def uri(path: PurePath, mode: str) -> str:
    """The absolute path as SQLite's URI, to be opened so.

    SQLite takes no host, so that of a path such as `//host/share` stays in the path. Bytes that
    the locale cannot decode stay what they are on the disk.
    """
    from urllib.parse import quote

    name = path.as_posix()
    quoted = quote(name, safe="/:", errors="surrogateescape")
    return f"file://{'' if name.startswith('/') else '/'}{quoted}?{mode}"


def _file(path: Path, schema: Schema) -> tuple[Location, sqlite3.Connection]:
    if path.exists():
        if not path.is_file():  # SQLite would wait for somebody at a pipe's other end
            from papers_tui.store.files.regular import instead  # no start needs it

            raise Damaged(f"is {instead(path)}")
        if not os.access(path, os.W_OK):
            raise PermissionError
    else:
        _make_private(path)
    place = Location(uri(path, "mode=rwc"))
    try:
        db = connect(place)
    except sqlite3.OperationalError as error:
        if code_of(error) != sqlite3.SQLITE_CANTOPEN:
            raise
        _leave_wal(place)
        db = connect(place)
    try:
        _prepare(db, schema)
        _try_to_write(db, schema)
    except BaseException:
        db.close()
        raise
    return place, db


def _make_private(path: Path) -> None:
    from papers_tui.store.files import private  # the first start of all needs it

    private.make_folder(path.parent)
    if not os.access(path.parent, os.W_OK):
        raise PermissionError
    private.make_file(path)


def _less_than_writable(
    path: Path, schema: Schema, error: Exception
) -> tuple[Location, sqlite3.Connection]:
    message = f"The {schema.name} could not be opened for writing: {why(error)}"
    modes = () if is_busy(error) else ("mode=ro", "mode=ro&immutable=1")
    for mode in modes:
        place = Location(uri(path, mode), writable=False, problem=message)
        try:
            db = connect(place)
        except FAILURES:
            continue
        try:
            check(db, schema)
        except FAILURES:
            db.close()
        else:
            return place, db
    return in_memory(schema, message)


def _prepare(db: sqlite3.Connection, schema: Schema) -> None:
    version = version_of(db, schema)
    if not version:
        db.execute(f"PRAGMA page_size = {_PAGE}")
    _write_ahead(db)
    if version < len(schema.migrations):
        _migrate(db, schema)
    check(db, schema, len(schema.migrations))


def _leave_wal(place: Location) -> None:
    """Make a file usable again that came to a place where WAL is impossible.

    Alone with a file, SQLite needs no shared memory: https://sqlite.org/wal.html#noshm.
    """
    db = sqlite3.connect(place.uri, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = DELETE")
    finally:
        db.close()


def _try_to_write(db: sqlite3.Connection, schema: Schema) -> None:
    """Raises Damaged when the header alone forbids it; the permissions were looked at before."""
    db.execute("PRAGMA busy_timeout = 0")
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA user_version = {len(schema.migrations)}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_READONLY:
            raise Damaged("was damaged") from error
        if not is_busy(error):
            raise
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def version_of(db: sqlite3.Connection, schema: Schema) -> int:
    """The number of migrations that were run; 0 for an empty file.

    Raises Damaged for another program's file and for one of a later version of this program.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if (application, version) == (0, 0):
        if db.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise Damaged("was made by another program")
        return 0
    if application != schema.application_id or not 0 < version <= len(schema.migrations):
        raise Damaged("was made by another version of this program")
    return int(version)


def check(db: sqlite3.Connection, schema: Schema, oldest: int = 1) -> None:
    """Raises Damaged when the tables are not those of the schema."""
    found = {sql for (sql,) in db.execute("SELECT sql FROM sqlite_master")}
    if version_of(db, schema) < oldest or not found.issuperset(schema.tables):
        raise Damaged("was damaged")


def _migrate(db: sqlite3.Connection, schema: Schema) -> None:
    with transaction(db, "BEGIN IMMEDIATE"):
        for step in schema.migrations[version_of(db, schema) :]:
            step(db)
        db.execute(f"PRAGMA application_id = {schema.application_id}")
        db.execute(f"PRAGMA user_version = {len(schema.migrations)}")


@contextmanager
def transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    """One transaction: all of the block, or nothing of it."""
    db.execute(begin)
    try:
        yield
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
            if not is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return
