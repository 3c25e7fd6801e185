"""The tables of search: derived from the papers, and made again when in doubt.

`words` holds the folded words of each paper and where they stand, without the texts; so taking
a paper out of it needs the very words that were put in. `brief` holds what queries compare and
sort by, in rows so small that all of them are read in a few milliseconds; `listed` the days;
`account` the logins of authors, from the JSON that the archive keeps.

A row of `fact` says how the tables were made and how far they go: papers up to that number.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from papers_tui.model.query.match import SEARCHED
from papers_tui.store.archive.paper_rows import SELECT, load_raw, read_paper
from papers_tui.store.archive.search import index_rows
from papers_tui.store.sqlite.errors import Damaged, code_of
from papers_tui.store.sqlite.values import checksum
from papers_tui.text.fold import index_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.model.paper import Paper
    from papers_tui.store.archive.search.index_rows import Texts, WrittenPaper

_WORDS = (
    f"CREATE VIRTUAL TABLE words USING fts5({', '.join(SEARCHED)}, content='', prefix='1 2',"
    " tokenize=\"ascii tokenchars '_+#'\")"
)
_BRIEF = """CREATE TABLE brief (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    newest INTEGER,
    upvotes INTEGER,
    comments INTEGER,
    stars INTEGER,
    authors INTEGER,
    published INTEGER,
    has INTEGER NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    organization TEXT NOT NULL,
    title_key TEXT NOT NULL
)"""
_LISTED = """CREATE TABLE listed (
    day INTEGER NOT NULL,
    paper INTEGER NOT NULL,
    PRIMARY KEY (day, paper)
) WITHOUT ROWID"""
_ACCOUNT = """CREATE TABLE account (
    login TEXT NOT NULL,
    paper INTEGER NOT NULL,
    PRIMARY KEY (login, paper)
) WITHOUT ROWID"""
_TABLES = {"words": _WORDS, "brief": _BRIEF, "listed": _LISTED, "account": _ACCOUNT}

PROBE = "SELECT fts5_source_id(), json_array()"
"""A statement that needs a SQLite with FTS5, and with JSON for lists of values."""


_FACT = "index"
_NUMBERED = SELECT.replace("SELECT ", "SELECT number, ", 1)
_AT_ONCE = 500
_TRIED = 3
_PARTS = ("data", "idx", "docsize", "config")  # https://sqlite.org/fts5.html#fts5_data_structures
_FAULTS = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
)


def is_fault(error: Exception) -> bool:
    """Whether a statement failed because of these tables, and not of the disk or the program."""
    return not isinstance(error, sqlite3.ProgrammingError) and code_of(error) in _FAULTS


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables, empty; without FTS5 there are none."""
    if has_fts5(db):
        _begin(db)


def has_fts5(db: sqlite3.Connection) -> bool:
    """Whether this SQLite can search words at all."""
    try:
        db.execute(PROBE)
    except sqlite3.OperationalError:
        return False
    return True


def is_complete(db: sqlite3.Connection, texts: Texts) -> bool:
    """Whether every paper is in the tables, in the words of these texts."""
    mark = _mark(db, texts.key)
    return mark is not None and mark >= newest(db) and has_fts5(db)


def answers(db: sqlite3.Connection) -> bool:
    """Whether the newest papers are found by their titles: damage does not always raise errors."""
    rows = db.execute(f"{_NUMBERED} ORDER BY number DESC LIMIT {_TRIED}").fetchall()
    for number, *row in rows:
        read = read_paper(row)
        title = index_text(read[0].title) if read else ""
        question = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
        if title and not db.execute(question, (f'{{title}} : "{title}"', number)).fetchone():
            return False
    return True


def progress(db: sqlite3.Connection, texts: Texts) -> tuple[int, int]:
    """The number of the last paper in the tables, and that of the last one there is."""
    return _mark(db, texts.key) or 0, newest(db)


def fill(db: sqlite3.Connection, texts: Texts) -> int:
    """Take in some hundred papers that are not in the tables yet; gives how many rows were read.

    Tables that turn out to be damaged are dropped: then none were. Without FTS5 it raises
    sqlite3.OperationalError.
    """
    mark = _mark(db, texts.key)
    if mark is None or not _are_sound(db):
        _drop(db)
        _begin(db)
        mark = 0
    rows = db.execute(f"{_NUMBERED} WHERE number > ? ORDER BY number LIMIT {_AT_ONCE}", (mark,))
    found = [(number, read_paper(row)) for number, *row in rows]
    with _answering(db):
        index_rows.put(db, [(number, read[0]) for number, read in found if read], texts)
        index_rows.put_accounts(db, _raw_of(db, found))
        _set_mark(db, texts.key, found[-1][0] if found else mark)
        return len(found)
    return 0


def keep(db: sqlite3.Connection, texts: Texts, written: list[WrittenPaper], before: int) -> None:
    """Bring the tables in step with papers just written; `before` was the greatest number then.

    What this program cannot bring in step is made again at the next search.
    """
    mark = _mark(db, texts.key)
    inside = [each for each in written if mark == before or (mark and each.number <= mark)]
    lost = any(each.old is None and each.number <= before for each in inside)
    if mark is None or lost or not has_fts5(db):
        forget(db)
        return
    with _answering(db):
        index_rows.replace(db, inside, texts)
        index_rows.put_accounts(db, [(each.number, each.raw) for each in inside])
        if mark == before:
            _set_mark(db, texts.key, max((before, *(each.number for each in written))))


def _raw_of(
    db: sqlite3.Connection, found: list[tuple[int, tuple[Paper, int] | None]]
) -> list[tuple[int, bytes]]:
    return [(number, load_raw(db, read[0].id)) for number, read in found if read]


def forget(db: sqlite3.Connection) -> None:
    """Have the tables made again before they are next read."""
    db.execute("DELETE FROM fact WHERE name = ?", (_FACT,))


def give_up(db: sqlite3.Connection) -> None:
    """Drop damaged tables; raises Damaged when the damage does not end there."""
    try:
        _drop(db)
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if not is_fault(error):
            raise
        raise Damaged("was damaged") from error
    if verdict != "ok":
        raise Damaged("was damaged")


@contextmanager
def _answering(db: sqlite3.Connection) -> Iterator[None]:
    """Undo a change of damaged tables and drop them, so that the papers are stored all the same."""
    db.execute("SAVEPOINT search")
    try:
        yield
        db.execute("SAVEPOINT written")  # has FTS5 write now what it else writes with the commit
    except sqlite3.DatabaseError as error:
        if not (is_fault(error) and db.in_transaction):
            raise
        db.execute("ROLLBACK TO search")
        give_up(db)
    db.execute("RELEASE search")


def _drop(db: sqlite3.Connection) -> None:
    forget(db)
    try:
        db.execute("DROP TABLE IF EXISTS words")
    except sqlite3.DatabaseError as error:
        if not is_fault(error):
            raise
        _disown(db)
    for table in ("brief", "listed", "account", *(f"words_{part}" for part in _PARTS)):
        db.execute(f"DROP TABLE IF EXISTS {table}")


def _disown(db: sqlite3.Connection) -> None:
    """Take a table out of the schema that FTS5 cannot even open to drop it.

    https://sqlite.org/pragma.html#pragma_writable_schema
    """
    db.execute("PRAGMA writable_schema = ON")
    db.execute("DELETE FROM sqlite_master WHERE name = 'words'")
    db.execute("PRAGMA writable_schema = RESET")


def _begin(db: sqlite3.Connection) -> None:
    for statement in _TABLES.values():
        db.execute(statement)
    _set_mark(db, "empty", 0)


def _are_sound(db: sqlite3.Connection) -> bool:
    found = {sql for (sql,) in db.execute("SELECT sql FROM sqlite_master")}
    return found.issuperset(_TABLES.values())


def _mark(db: sqlite3.Connection, key: str) -> int | None:
    """Up to which number papers are in the tables; None when those are not to be used."""
    row = db.execute("SELECT name, value, crc FROM fact WHERE name = ?", (_FACT,)).fetchone()
    if row is None or checksum(row[:2]) != row[2]:
        return None
    made, _, mark = row[1].rpartition(" ")
    return int(mark) if made == key or mark == "0" else None


def _set_mark(db: sqlite3.Connection, key: str, mark: int) -> None:
    row = (_FACT, f"{key} {mark}")
    db.execute("REPLACE INTO fact VALUES (?, ?, ?)", (*row, checksum(row)))


def newest(db: sqlite3.Connection) -> int:
    """The greatest number that a paper has; 0 when there is none."""
    (number,) = db.execute("SELECT coalesce(max(number), 0) FROM paper").fetchone()
    return int(number)
