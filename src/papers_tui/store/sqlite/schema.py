"""The tables of both databases, and the steps that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.store.errors import ArchiveError, StateError, StoreError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    Migration = Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of database: how it is known again, made, and spoken of."""

    name: str
    """Its name in sentences."""

    application_id: int
    """Written into the file's header: https://sqlite.org/fileformat.html#application_id."""

    tables: tuple[str, ...]
    """The statements that SQLite must give back as the schema; a changed byte there shows.

    Every version has them, so that an older file can be read where it cannot be written.
    """

    migrations: tuple[Migration, ...]
    """Step n leads from version n to n + 1. Each runs within the one transaction of all."""

    error: type[StoreError]
    """What a failed write raises."""

    damaged_kept: int | None
    """How many damaged files stay beside the new one; None keeps them all."""


def _statements(*statements: str) -> Migration:
    def migrate(db: sqlite3.Connection) -> None:
        for statement in statements:
            db.execute(statement)

    return migrate


_PAPER = """CREATE TABLE paper (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fetched INTEGER NOT NULL,
    upvotes INTEGER,
    comments INTEGER,
    github_stars INTEGER,
    author_count INTEGER NOT NULL,
    published TEXT,
    withdrawn TEXT,
    listed TEXT NOT NULL,
    title_key TEXT NOT NULL,
    title TEXT NOT NULL,
    organization TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    submitter_name TEXT NOT NULL,
    github_repo TEXT NOT NULL,
    project_page TEXT NOT NULL,
    authors TEXT NOT NULL,
    ai_summary TEXT NOT NULL,
    ai_keywords TEXT NOT NULL,
    media TEXT NOT NULL,
    abstract TEXT NOT NULL,
    crc INTEGER NOT NULL
)"""
_RAW = "CREATE TABLE raw (paper INTEGER PRIMARY KEY, json BLOB NOT NULL, crc INTEGER NOT NULL)"
_LIST = """CREATE TABLE list (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    fetched INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    unreadable INTEGER NOT NULL,
    size INTEGER NOT NULL,
    ids_crc INTEGER NOT NULL,
    crc INTEGER NOT NULL
)"""
_ENTRY = """CREATE TABLE entry (
    list INTEGER NOT NULL,
    position INTEGER NOT NULL,
    paper TEXT NOT NULL,
    PRIMARY KEY (list, position)
) WITHOUT ROWID"""
_FACT = """CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    crc INTEGER NOT NULL
) WITHOUT ROWID"""

_SEEN = "CREATE TABLE seen (paper TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID"
_POSITION = """CREATE TABLE position (
    list TEXT PRIMARY KEY,
    paper TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID"""
_SETTING = "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
_CITATION = """CREATE TABLE citation (
    paper TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE COLLATE NOCASE
) WITHOUT ROWID"""


def _search_tables(db: sqlite3.Connection) -> None:
    """The tables of `store.index`, which is more than a start should load."""
    from papers_tui.store.archive.search import index

    index.prepare(db)


_ARCHIVE_1 = (_PAPER, _RAW, _LIST, _ENTRY, _FACT)
_STATE_1 = (_SEEN, _POSITION, _SETTING)

ARCHIVE = Schema(
    name="archive",
    application_id=0x50545541,
    tables=_ARCHIVE_1,
    migrations=(_statements(*_ARCHIVE_1), _search_tables),
    error=ArchiveError,
    damaged_kept=2,
)
STATE = Schema(
    name="record of what was seen",
    application_id=0x50545553,
    tables=(*_STATE_1, _CITATION),
    migrations=(_statements(*_STATE_1), _statements(_CITATION)),
    error=StateError,
    damaged_kept=None,
)
