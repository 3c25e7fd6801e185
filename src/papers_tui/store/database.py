"""A database for several threads and programs, which goes on working when its file does not."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.store import opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeVar

    from papers_tui.store.schema import Schema

    T = TypeVar("T")

_CLOSING_SECONDS = 0.2
_EVERYONE = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Handle:
    db: sqlite3.Connection
    used: threading.RLock


class Database:
    """One connection a thread; in memory, one for all of them."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self._path, self._schema = path, schema
        self._place, db = opening.find_place(path, schema)
        self._found = opening.identity(path)
        self._handles = {self._key(): _Handle(db, threading.RLock())}
        self._changing = threading.Lock()
        self._closed = False
        self.problem = self._place.problem
        """A sentence for the user about what is wrong with the file, or nothing."""

    def ask(self, question: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """What the question reads from one state of the file; `nothing` when it cannot be read."""
        try:
            with self._connection() as db, _transaction(db, "BEGIN"):
                return question(db)
        except sqlite3.DatabaseError as error:
            self._note(error, "read")
            return nothing

    def change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in one transaction; when that fails, all is as before.

        Raises the schema's error.
        """
        if not self._place.writable:
            raise self._schema.error(self.problem)
        try:
            with self._connection() as db, _transaction(db, "BEGIN IMMEDIATE"):
                return work(db)
        except sqlite3.DatabaseError as error:
            self._note(error, "written")
            raise self._schema.error(self.problem) from error

    def close(self) -> None:
        """Close every connection; a thread that is still at work gets a fraction of a second."""
        with self._changing:
            self._closed = True
            handles = list(self._handles.values())
            self._handles.clear()
        for handle in handles[1:]:
            _finish(handle)
        for handle in handles[:1]:
            _finish(handle, truncate=self._place.writable)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        handle = self._handles.get(self._key()) or self._connect()
        with handle.used:
            yield handle.db

    def _connect(self) -> _Handle:
        with self._changing:
            if self._closed:
                raise sqlite3.OperationalError("closed")
            handle = _Handle(opening.connect(self._place), threading.RLock())
            self._handles[self._key()] = handle
            return handle

    def _key(self) -> int:
        """A thread's number may return after its end, and with it the connection: nobody else
        uses that any more."""
        return _EVERYONE if self._place.in_memory else threading.get_ident()

    def _note(self, error: sqlite3.DatabaseError, done: str) -> None:
        if isinstance(error, sqlite3.ProgrammingError):
            raise error
        self.problem = f"The {self._schema.name} could not be {done}: {opening.why(error)}"


@contextmanager
def _transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _finish(handle: _Handle, *, truncate: bool = False) -> None:
    handle.db.interrupt()
    if not handle.used.acquire(timeout=_CLOSING_SECONDS):
        return
    try:
        if truncate:
            handle.db.execute("PRAGMA busy_timeout = 0")
            handle.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:
        return
    finally:
        handle.db.close()
        handle.used.release()
