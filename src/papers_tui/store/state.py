"""Seen papers, positions in lists, and other things that the program itself remembers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from papers_tui.store.errors import StateError
from papers_tui.store.sqlite.database import Database
from papers_tui.store.sqlite.schema import Schema, run_statements
from papers_tui.store.sqlite.values import at_moment, batches, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

_SEEN_TABLE = "CREATE TABLE seen (paper TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID"


_POSITION_TABLE = """CREATE TABLE position (
    list TEXT PRIMARY KEY,
    paper TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID"""

_SETTING = "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"


_CITATION = """CREATE TABLE citation (
    paper TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE COLLATE NOCASE
) WITHOUT ROWID"""

_STATE_1 = (_SEEN_TABLE, _POSITION_TABLE, _SETTING)


_FOLLOW = """CREATE TABLE follow (
    scope TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    since TEXT NOT NULL
) WITHOUT ROWID"""

_REPORTED = """CREATE TABLE reported (
    scope TEXT NOT NULL,
    paper TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (scope, paper)
) WITHOUT ROWID"""

STATE = Schema(
    name="record of what was seen",
    application_id=0x50545553,
    tables=(*_STATE_1, _CITATION, _FOLLOW, _REPORTED),
    migrations=(
        run_statements(*_STATE_1),
        run_statements(_CITATION),
        run_statements(_FOLLOW, _REPORTED),
    ),
    error=StateError,
    damaged_kept=None,
)

_POSITION = "SELECT paper FROM position WHERE list = ? AND at >= ?"
_IN_TEXT, _IN_ABSTRACT = "text ", "abstract "
_MOST_PLACES = 2_000
_FORGET_PLACES = """DELETE FROM position WHERE list IN (
    SELECT list FROM position WHERE instr(list, ?) = 1 ORDER BY at DESC LIMIT -1 OFFSET ?
)"""
_SEEN = "INSERT INTO seen (paper, at) VALUES (?, ?) ON CONFLICT (paper) DO NOTHING"


class State:
    """The state in one file. It is the user's: a damaged one is set aside and never deleted.

    Reading never raises: what cannot be read is not there, and `problem` says why. Writing
    raises StateError. All times are aware.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path) -> State:
        """The state at that place, whatever is there now; `problem` says what was wrong."""
        return cls(Database(path, STATE))

    @property
    def problem(self) -> str:
        """A sentence for the user, or nothing."""
        return self._database.problem

    def close(self) -> None:
        """Close the file for all threads; what is asked afterwards finds nothing."""
        self._database.close()

    def seen_among(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the papers that were seen."""
        return self._database.ask(lambda db: frozenset(_seen_among(db, ids)), frozenset())

    def last_seen(self, most: int) -> tuple[str, ...]:
        """The papers that were seen last, the newest first."""
        question = "SELECT paper FROM seen ORDER BY at DESC, paper LIMIT ?"
        return self._database.ask(
            lambda db: tuple(paper for (paper,) in db.execute(question, (most,))), ()
        )

    def seen(self) -> set[str]:
        """The ids of all papers that were seen."""
        return self._database.ask(
            lambda db: {paper for (paper,) in db.execute("SELECT paper FROM seen")}, set()
        )

    def seen_days(self) -> dict[str, date]:
        """The papers that were seen, and the day of each in the time zone of this machine."""
        from papers_tui.model.query.facts import local_day  # which no start needs

        question = "SELECT paper, at FROM seen"

        def days(db: sqlite3.Connection) -> dict[str, date]:
            found = ((paper, _moment(at)) for paper, at in db.execute(question))
            return {paper: local_day(at) if at else date.min for paper, at in found}

        return self._database.ask(days, {})

    def mark_seen(self, ids: Iterable[str], at: datetime) -> None:
        """Note that the papers were seen; the first time stays."""
        rows = [(paper, moment(at)) for paper in ids]
        self._database.change(lambda db: db.executemany(_SEEN, rows))

    def mark_unseen(self, ids: Iterable[str]) -> None:
        """Forget that the papers were seen."""
        rows = [(paper,) for paper in ids]
        self._database.change(lambda db: db.executemany("DELETE FROM seen WHERE paper = ?", rows))

    def position(self, list_key: str, since: datetime) -> tuple[str, int] | None:
        """The paper that was under the cursor of that list, if it was there `since` then.

        With it the row of the pane on which its card began.
        """
        kept = self._database.ask(lambda db: _one(db, _POSITION, list_key, moment(since)), None)
        paper, _, row = (kept or "").partition(" ")
        return (paper, _number(row)) if paper else None

    def remember(self, list_key: str, paper_id: str, at: datetime, row: int = 0) -> None:
        """Note which paper is under the cursor of a list, and on which row its card begins."""
        kept = (list_key, f"{paper_id} {max(0, row)}", moment(at))
        self._database.change(lambda db: db.execute("REPLACE INTO position VALUES (?, ?, ?)", kept))

    def place_in_text(self, paper_id: str) -> tuple[int, int] | None:
        """The line of the paper's full text that was read last, counted from 0; or None.

        With it the number of its rows that were read; -1 on the empty row above it.
        """
        question = "SELECT paper FROM position WHERE list = ?"
        kept = self._database.ask(lambda db: _one(db, question, _IN_TEXT + paper_id), None)
        line, _, rows = (kept or "").partition(" ")
        return (_number(line), _number(rows or "1") - 1) if line else None

    def keep_place_in_text(self, paper_id: str, line: int, at: datetime, rows: int = 0) -> None:
        """Note which line of a full text was read last, and how many of its rows.

        The newest 2,000 places stay.
        """
        self._keep_places(_IN_TEXT, {paper_id: f"{max(0, line)} {max(0, rows + 1)}"}, at)

    def place_in_abstract(self, paper_id: str, since: datetime) -> int:
        """The number of characters read `since` then of what is known of a paper, or 0."""
        key = _IN_ABSTRACT + paper_id
        kept = self._database.ask(lambda db: _one(db, _POSITION, key, moment(since)), None)
        return _number(kept or "")

    def keep_places_in_abstracts(self, places: Mapping[str, int], at: datetime) -> None:
        """Note how many characters of each paper were read; the newest 2,000 places stay."""
        kept = {paper: str(place) for paper, place in places.items()}
        self._keep_places(_IN_ABSTRACT, kept, at)

    def _keep_places(self, prefix: str, places: Mapping[str, str], at: datetime) -> None:
        rows = [(prefix + paper, place, moment(at)) for paper, place in places.items()]

        def work(db: sqlite3.Connection) -> None:
            db.executemany("REPLACE INTO position VALUES (?, ?, ?)", rows)
            db.execute(_FORGET_PLACES, (prefix, _MOST_PLACES))

        self._database.change(work)

    def get(self, name: str) -> str | None:
        """The value that was put under that name, or None."""
        question = "SELECT value FROM setting WHERE name = ?"
        return self._database.ask(lambda db: _one(db, question, name), None)

    def put(self, name: str, value: str) -> None:
        """Keep a small value under a name."""
        row = (name, value)
        self._database.change(lambda db: db.execute("REPLACE INTO setting VALUES (?, ?)", row))

    def citation_keys(self) -> dict[str, str]:
        """The citation keys that were given, by the ids of their papers."""
        question = "SELECT paper, key FROM citation"
        return self._database.ask(lambda db: dict(db.execute(question)), {})

    def keep_citation_keys(self, keys: Mapping[str, str]) -> None:
        """Keep the keys for good, but not where the paper or the key was already there."""
        rows = list(keys.items())
        self._database.change(
            lambda db: db.executemany("INSERT OR IGNORE INTO citation VALUES (?, ?)", rows)
        )

    def follow_marks(self) -> dict[str, tuple[str, date]]:
        """The query and the first day of everything that is followed, by scope."""
        question = "SELECT scope, query, since FROM follow"
        rows: list[tuple[str, str, str]] = self._database.ask(
            lambda db: db.execute(question).fetchall(), []
        )
        days = ((scope, query, _day(since)) for scope, query, since in rows)
        return {scope: (query, since) for scope, query, since in days if since is not None}

    def follow(self, scope: str, query: str, since: date, known: Iterable[str] = ()) -> None:
        """Follow a query from that day on; `known` papers are not new to it.

        Nothing changes where the scope has that query already.
        """
        rows = [(_known(scope), paper) for paper in known]

        def work(db: sqlite3.Connection) -> None:
            question = "SELECT since FROM follow WHERE scope = ? AND query = ?"
            if _day(_one(db, question, scope, query)) is not None:
                return
            db.execute("DELETE FROM reported WHERE scope = ?", (_known(scope),))
            db.execute("REPLACE INTO follow VALUES (?, ?, ?)", (scope, query, since.isoformat()))
            db.executemany("REPLACE INTO reported VALUES (?, ?, 0)", rows)

        self._database.change(work)

    def move_follow(self, scope: str, query: str, since: date) -> None:
        """Set an earlier first day of a scope that still has that query."""
        statement = "UPDATE follow SET since = min(since, ?) WHERE scope = ? AND query = ?"
        values = (since.isoformat(), scope, query)
        self._database.change(lambda db: db.execute(statement, values))

    def reported(self, scope: str) -> frozenset[str]:
        """The papers that were reported in a scope."""
        question = "SELECT paper FROM reported WHERE scope = ?"
        return self._database.ask(
            lambda db: frozenset(paper for (paper,) in db.execute(question, (scope,))), frozenset()
        )

    def known(self, scope: str) -> frozenset[str]:
        """The papers that were no news to a scope when it was first followed."""
        return self.reported(_known(scope))

    def report(self, papers: Mapping[str, Iterable[str]], at: datetime) -> None:
        """Note that papers were reported, by scope; the first time stays."""
        rows = [(scope, paper, moment(at)) for scope, ids in papers.items() for paper in ids]
        self._database.change(
            lambda db: db.executemany("INSERT OR IGNORE INTO reported VALUES (?, ?, ?)", rows)
        )


def _one(db: sqlite3.Connection, question: str, *values: object) -> str | None:
    row = db.execute(question, values).fetchone()
    return str(row[0]) if row else None


def _known(scope: str) -> str:
    """The scope under which the papers stand that were known to another one."""
    return f"known {scope}"


def _moment(at: int) -> datetime | None:
    """The moment that was written there; None for a damaged one."""
    try:
        return at_moment(at)
    except (OverflowError, TypeError):
        return None


def _day(iso: object) -> date | None:
    """The day that was written there; None for anything else."""
    try:
        return date.fromisoformat(str(iso))
    except ValueError:
        return None


def _number(text: str) -> int:
    """The number that was written there; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _seen_among(db: sqlite3.Connection, ids: Sequence[str]) -> Iterable[str]:
    for some, marks in batches(ids):
        question = f"SELECT paper FROM seen WHERE paper IN ({marks})"  # noqa: S608 - marks only
        yield from (paper for (paper,) in db.execute(question, some))
