"""A database for several threads and programs, which goes on working when its file does not."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.store.sqlite import opening
from papers_tui.store.sqlite.errors import FAILURES, is_damage, why
from papers_tui.store.sqlite.quarantine import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeVar

    from papers_tui.store.sqlite.schema import Schema

    T = TypeVar("T")

_CLOSING_SECONDS, _REPLACING_SECONDS = 0.2, 2.0
_EVERYONE = 0


class _Handle(NamedTuple):
    db: sqlite3.Connection
    used: threading.RLock


class Database:
    """One connection a thread; in memory, one for all of them."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self._path, self._schema = path, schema
        self._changing = threading.RLock()
        self._closed = False
        self._reading = self._writing = ""
        self._handles: dict[int, _Handle] = {}
        self._use(opening.find_place(path, schema))

    @property
    def problem(self) -> str:
        """A sentence for the user about what is wrong with the file, or nothing."""
        return self._place.problem or self._writing or self._reading

    def ask(self, question: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """The answer from one state of the file; `nothing` when it cannot be read."""
        place = self._place
        try:
            with self._connection() as db, opening.transaction(db, "BEGIN"):
                answer = question(db)
        except FAILURES as error:
            self._reading = self._failed(error, place, "read")
            return nothing
        self._reading = ""
        return answer

    def change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in one transaction; when that fails, all is as before.

        Raises the schema's error. In a file that turns out to be damaged it is done in the new one.
        """
        place = self._place
        try:
            return self._change(work)
        except FAILURES as error:
            self._writing = self._failed(error, place, "written")
            if self._place is place or self._closed:
                raise self._schema.error(self._writing) from error
        try:
            return self._change(work)
        except FAILURES as error:
            self._writing = self._failed(error, place, "written")
            raise self._schema.error(self._writing) from error

    def _change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if not self._place.writable:
            raise self._schema.error(self._place.problem)
        with self._connection() as db, opening.transaction(db, "BEGIN IMMEDIATE"):
            done = work(db)
        self._writing = ""
        return done

    def close(self) -> None:
        """Close every connection; a thread that is still at work gets a fraction of a second."""
        with self._changing:
            self._closed = True
            handles = list(self._handles.values())
            self._handles = {}
        for handle in handles:
            with suppress(sqlite3.ProgrammingError):  # its own thread has closed it
                handle.db.interrupt()
        until = time.monotonic() + _CLOSING_SECONDS
        for handle in reversed(handles):
            _finish(handle, until, truncate=self._place.writable and handle is handles[0])

    def _use(self, opened: tuple[opening.Location, sqlite3.Connection]) -> None:
        self._place, db = opened
        self._found = identity(self._path)
        self._handles = {self._key(): _Handle(db, threading.RLock())}

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        while True:
            key = self._key()
            handle = self._handles.get(key) or self._connect()
            with handle.used:
                if self._handles.get(key) is handle:  # else replaced while this thread waited
                    try:
                        yield handle.db
                    finally:
                        if self._handles.get(key) is not handle:  # nobody waited for this thread
                            handle.db.close()
                    return

    def _connect(self) -> _Handle:
        with self._changing:
            if self._closed:
                raise sqlite3.OperationalError("closed")
            if handle := self._handles.get(self._key()):
                return handle
            handle = _Handle(opening.connect(self._place), threading.RLock())
            self._handles[self._key()] = handle
            return handle

    def _key(self) -> int:
        """A thread's number may return after its end, and with it the connection: nobody else
        uses that any more."""
        return _EVERYONE if self._place.in_memory else threading.get_ident()

    def _failed(self, error: Exception, place: opening.Location, done: str) -> str:
        if self._closed:
            return f"The {self._schema.name} is closed."
        if isinstance(error, sqlite3.ProgrammingError):
            raise error
        if is_damage(error):
            self._replace(place, error)
        return f"The {self._schema.name} could not be {done}: {why(error)}"

    def _replace(self, place: opening.Location, error: Exception) -> None:
        """Go on in a new file, unless another thread saw to that already."""
        with self._changing:
            if self._closed or self._place is not place:
                return
            # Windows renames no file that is open, so all connections are closed first. New ones
            # wait for this lock; a thread at work gets a while to end what it does.
            old, self._handles = list(self._handles.values()), {}
            until = time.monotonic() + _REPLACING_SECONDS
            for handle in old:
                _finish(handle, until)
            if place.writable:
                new = opening.start_again(self._path, self._schema, self._found, error)
            else:
                new = opening.in_memory(self._schema, f"The {self._schema.name} is damaged.")
            self._use(new)


def _finish(handle: _Handle, until: float, *, truncate: bool = False) -> None:
    """Close a connection, unless its thread is at work until after that moment."""
    if not handle.used.acquire(timeout=max(0, until - time.monotonic())):
        return
    try:
        if truncate:
            handle.db.execute("PRAGMA busy_timeout = 0")
            handle.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except FAILURES:
        return  # the next program to close it tries again
    finally:
        handle.db.close()
        handle.used.release()
