"""Search in the archive: with the tables of search where they can be used, else without."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import TYPE_CHECKING, TypeVar

from papers_tui.store.archive.search import index, partial, ranking
from papers_tui.store.archive.search.index_rows import Texts
from papers_tui.store.archive.search.ranking import Found
from papers_tui.store.errors import ArchiveError
from papers_tui.store.sqlite.errors import code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from papers_tui.store.archive.search.ranking import Asked
    from papers_tui.store.archive.search.similar import Near
    from papers_tui.store.sqlite.database import Database

T = TypeVar("T")
_ATTEMPTS = 3
_PAUSE = 0.01  # seconds in which another program can begin its write


class Stopped(Exception):
    """The search was stopped before its end."""


class _Unusable(Exception):
    """The tables of search cannot be read; the text says why."""


class Search:
    """Search in the archive by queries.

    Any thread may ask. Reading never raises anything but `Stopped`: what cannot be read is not
    found, and the archive's `problem` says why.
    """

    def __init__(self, database: Database, texts: Texts | None = None) -> None:
        self._database = database
        self._texts = texts or Texts()
        self._asking = threading.Lock()
        self._asked: set[sqlite3.Connection] = set()
        self._stops = 0
        self._tried = False
        self.problem = ""
        """The reason why the last search went without its tables; empty if it had them."""

    def stop(self) -> None:
        """End the searches that run now, each with `Stopped`."""
        with self._asking:
            self._stops += 1
            for db in self._asked:
                db.interrupt()

    def find(self, asked: Asked, limit: int | None = None) -> Found:
        """The papers that the query finds, the first ones first, and how many there are."""

        def slowly(db: sqlite3.Connection) -> Found:
            from papers_tui.store.archive.search import scan

            return scan.find(db, asked, self._texts, limit)

        return self._ask(lambda db: ranking.find(db, asked, limit), slowly, Found())

    def find_partial(self, asked: Asked, limit: int | None = None) -> Found:
        """The papers that have most of a query's bare words, those with most of them first."""

        def slowly(db: sqlite3.Connection) -> Found:
            from papers_tui.store.archive.search import scan

            return scan.find_partial(db, asked, self._texts, limit)

        return self._ask(lambda db: partial.find(db, asked, limit), slowly, Found())

    def among(self, asked: Asked, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of the papers that the query finds, in their order unless it asks for one."""

        def slowly(db: sqlite3.Connection) -> tuple[str, ...]:
            from papers_tui.store.archive.search import scan

            return scan.among(db, asked, self._texts, ids)

        return self._ask(lambda db: ranking.among(db, asked, ids), slowly, ())

    def among_each(self, asked: Sequence[Asked], ids: Sequence[str]) -> list[tuple[str, ...]]:
        """For each of some queries, those of the papers that it finds, in their order."""

        def slowly(db: sqlite3.Connection) -> list[tuple[str, ...]]:
            from papers_tui.store.archive.search import scan

            return [scan.among(db, each, self._texts, ids) for each in asked]

        return self._ask(lambda db: ranking.among_each(db, asked, ids), slowly, [() for _ in asked])

    def listed_since(self, day: date) -> tuple[str, ...]:
        """The papers that were listed on that day or later, the newest first."""

        def slowly(db: sqlite3.Connection) -> tuple[str, ...]:
            from papers_tui.store.archive.search import scan

            return scan.listed_since(db, day)

        return self._ask(lambda db: ranking.listed_since(db, day), slowly, ())

    def near(self, paper_id: str, limit: int) -> tuple[Near, ...]:
        """The nearest papers, nearest first; none without the tables of search."""
        from papers_tui.store.archive.search import similar

        return self._ask(
            lambda db: similar.near(db, paper_id, self._texts, limit), lambda _: (), ()
        )

    def organizations(self, beginning: str, limit: int) -> tuple[str, ...]:
        """Organizations with a word that begins so, those with most papers first."""
        return self._ask(lambda db: ranking.organizations(db, beginning, limit), lambda _: (), ())

    def prepare(self, report: Callable[[int, int], None] | None = None) -> None:
        """Bring the tables of search in step with the papers; searching does that by itself.

        `report` gets how many papers of how many are in.
        """
        try:
            self._complete(self._stops, report)
        except _Unusable as error:
            self.problem = str(error)

    def _ask(
        self,
        question: Callable[[sqlite3.Connection], T],
        slowly: Callable[[sqlite3.Connection], T],
        nothing: T,
    ) -> T:
        stops = self._stops
        try:
            answer = self._from_tables(question, stops)
        except _Unusable as error:
            self.problem = f"The archive is searched without its index, which is slow. {error}"
            return self._database.ask(lambda db: self._watched(db, slowly, stops), nothing)
        self.problem = ""
        return answer

    def _from_tables(self, question: Callable[[sqlite3.Connection], T], stops: int) -> T:
        """The answer; tables that turn out to be damaged are made again, once."""

        def guarded(db: sqlite3.Connection) -> tuple[T] | sqlite3.DatabaseError | None:
            if not index.is_complete(db, self._texts):
                return None  # another program wrote in between
            try:
                if not (self._tried or index.answers(db)):
                    return sqlite3.DatabaseError("words are missing")
                self._tried = True
                return (self._watched(db, question, stops),)
            except sqlite3.DatabaseError as error:
                if not index.is_fault(error):
                    raise
                return error

        repaired = False
        for _ in range(_ATTEMPTS):
            self._complete(stops)
            answer = self._database.ask(guarded, None)
            if isinstance(answer, tuple):
                return answer[0]
            if answer is not None:
                if repaired:
                    break
                self._change(index.give_up)
                repaired = True
        raise _Unusable(self._database.problem or "Its tables cannot be read.")

    def _watched(
        self, db: sqlite3.Connection, question: Callable[[sqlite3.Connection], T], stops: int
    ) -> T:
        """The answer, unless `stop` is called before it is there."""
        with self._asking:
            if self._stops != stops:
                raise Stopped
            self._asked.add(db)
        try:
            answer = question(db)
        except sqlite3.OperationalError as error:
            if code_of(error) == sqlite3.SQLITE_INTERRUPT and self._stops != stops:
                raise Stopped from error
            raise
        finally:
            with self._asking:
                self._asked.discard(db)
        if self._stops != stops:
            raise Stopped
        return answer

    def _complete(self, stops: int, report: Callable[[int, int], None] | None = None) -> None:
        """Take in papers until all are in; other programs may write in between."""
        fruitless = 0
        while not self._database.ask(lambda db: index.is_complete(db, self._texts), False):
            if self._stops != stops:
                raise Stopped
            if not self._database.ask(index.has_fts5, False):
                raise _Unusable("The SQLite of this Python has no FTS5.")
            read = self._change(lambda db: index.fill(db, self._texts))
            fruitless = 0 if read else fruitless + 1
            if fruitless == _ATTEMPTS:
                raise _Unusable(self._database.problem or "Its tables cannot be made.")
            if report:
                report(*self._database.ask(lambda db: index.progress(db, self._texts), (0, 0)))
            time.sleep(_PAUSE)

    def _change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return self._database.change(work)
        except ArchiveError as error:
            raise _Unusable(str(error)) from error
