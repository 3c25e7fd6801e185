"""The tables of the archive, and the migrations that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.store.errors import ArchiveError
from papers_tui.store.sqlite.schema import Schema, run_statements

if TYPE_CHECKING:
    import sqlite3

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


def _search_tables(db: sqlite3.Connection) -> None:
    """Make the tables of search, by a module that is more than a start should load."""
    from papers_tui.store.archive.search import index

    index.prepare(db)


_ARCHIVE_1 = (_PAPER, _RAW, _LIST, _ENTRY, _FACT)


ARCHIVE = Schema(
    name="archive",
    application_id=0x50545541,
    tables=_ARCHIVE_1,
    migrations=(run_statements(*_ARCHIVE_1), _search_tables),
    error=ArchiveError,
    damaged_kept=2,
)
