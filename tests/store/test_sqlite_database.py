"""Versions of a database, what fails within it, and damage while it is in use."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from threading import Event
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.errors import StateError
from papers_tui.store.sqlite.database import Database
from papers_tui.store.sqlite.errors import why
from papers_tui.store.sqlite.opening import uri
from papers_tui.store.state import STATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from papers_tui.store.sqlite.schema import Schema

NOTHING: list[str] = []
EXTRA = "CREATE TABLE extra (name TEXT)"


def add_extra(db: sqlite3.Connection) -> None:
    db.execute(EXTRA)
    db.execute("INSERT INTO extra SELECT paper FROM seen")


def break_off(db: sqlite3.Connection) -> None:
    db.execute(EXTRA)
    db.execute("INSERT INTO seen VALUES ('lost', 1)")
    raise ZeroDivisionError


SECOND = STATE._replace(tables=(*STATE.tables, EXTRA), migrations=(*STATE.migrations, add_extra))


def insert(name: str) -> Callable[[sqlite3.Connection], object]:
    return lambda db: db.execute("INSERT INTO seen VALUES (?, 1)", (name,))


def seen(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT paper FROM seen ORDER BY paper")]


def marked(path: Path, schema: Schema, *names: str) -> list[str]:
    """Mark the papers in the file and read all marks back."""
    database = Database(path, schema)
    for name in names:
        database.change(insert(name))
    found = database.ask(seen, NOTHING)
    assert database.problem == ""
    database.close()
    return found


def test_an_older_version_is_brought_up_to_date_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    marked(path, STATE, "a", "b")
    assert marked(path, SECOND, "c") == ["a", "b", "c"]
    database = Database(path, SECOND)
    assert database.ask(lambda db: db.execute("SELECT * FROM extra").fetchall(), []) == [
        ("a",),
        ("b",),
    ]
    database.close()


def test_a_later_version_is_set_aside_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    marked(path, SECOND, "a")
    before = path.read_bytes()
    database = Database(path, STATE)
    assert "another version" in database.problem
    assert database.ask(seen, ["?"]) == []
    database.close()
    assert [old.read_bytes() for old in tmp_path.glob("*.damaged-*Z")] == [before]


def test_a_step_that_breaks_off_leaves_the_older_version(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    marked(path, STATE, "a")
    broken = SECOND._replace(migrations=(*STATE.migrations, break_off))
    with pytest.raises(ZeroDivisionError):
        Database(path, broken)
    assert marked(path, STATE) == ["a"]


def test_work_that_breaks_off_changes_nothing_and_is_heard(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db", STATE)

    def work(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO seen VALUES ('a', 1)")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.change(work)
    assert database.ask(seen, ["?"]) == []
    with pytest.raises(sqlite3.ProgrammingError):
        database.ask(lambda db: db.execute("SELECT ?"), None)
    assert database.problem == ""
    database.close()


def spoil(path: Path) -> None:
    """Overwrite all but the header and the schema, in the same file."""
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(8192)
        file.write(b"\xfe" * (size - 8192))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "the disk is full"),  # no room for what WAL shares
        (sqlite3.SQLITE_IOERR_READ, "the disk reported an error"),
        (sqlite3.SQLITE_CANTOPEN, "its place cannot be written to"),
        (sqlite3.SQLITE_BUSY, "another program is using it"),
        (sqlite3.SQLITE_CORRUPT, "its file is damaged"),
    ],
)
def test_a_failure_is_said_by_its_cause(code: int, reason: str) -> None:
    error = sqlite3.OperationalError("as SQLite has it")
    error.sqlite_errorcode = code
    assert why(error).startswith(reason)


@pytest.fixture
def spoilt(tmp_path: Path) -> Database:
    path = tmp_path / "state.db"
    marked(path, STATE, *(f"paper {number:04}" for number in range(2_000)))
    database = Database(path, STATE)
    spoil(path)
    return database


def test_damage_that_comes_later_is_read_as_nothing_and_a_new_file_started(
    spoilt: Database, tmp_path: Path
) -> None:
    assert spoilt.ask(seen, ["nothing"]) == ["nothing"]
    assert "a new one is started" in spoilt.problem
    spoilt.change(insert("a"))
    assert spoilt.ask(seen, NOTHING) == ["a"]
    assert "a new one is started" in spoilt.problem
    spoilt.close()
    assert marked(tmp_path / "state.db", STATE) == ["a"]
    assert len(list(tmp_path.glob("*.damaged-*Z"))) == 1


def test_a_write_that_meets_damage_goes_into_the_new_file(spoilt: Database) -> None:
    spoilt.change(insert("a"))
    assert spoilt.ask(seen, NOTHING) == ["a"]
    assert "a new one is started" in spoilt.problem
    spoilt.close()


def test_threads_that_meet_damage_together_set_one_file_aside(
    spoilt: Database, tmp_path: Path
) -> None:
    def write(number: int) -> None:
        spoilt.ask(seen, NOTHING)
        spoilt.change(insert(str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert sorted(spoilt.ask(seen, NOTHING), key=int) == [str(number) for number in range(40)]
    spoilt.close()
    assert len(list(tmp_path.glob("*.damaged-*Z"))) == 1


def test_damage_that_cannot_be_set_aside_leaves_memory(
    spoilt: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError

    monkeypatch.setattr("papers_tui.store.sqlite.opening.quarantine", refuse)
    spoilt.change(insert("a"))
    assert spoilt.ask(seen, NOTHING) == ["a"]
    assert "Nothing is kept after this run" in spoilt.problem
    spoilt.close()


def test_a_disk_that_fails_again_is_not_tried_for_ever(spoilt: Database) -> None:
    def work(db: sqlite3.Connection) -> None:
        error = sqlite3.DatabaseError("malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with pytest.raises(StateError, match="damaged"):
        spoilt.change(work)
    spoilt.close()


def test_a_thread_that_is_at_work_at_the_end_closes_what_it_used(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db", STATE)
    started, may_end = Event(), Event()

    def wait(db: sqlite3.Connection) -> sqlite3.Connection:
        started.set()
        assert may_end.wait(20)
        return db

    with ThreadPoolExecutor(1) as threads:
        late = threads.submit(database.ask, wait, None)
        assert started.wait(20)
        database.close()
        may_end.set()
        used = late.result()
    assert used is not None
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used.execute("SELECT 1")
    assert database.ask(seen, NOTHING) == NOTHING


@pytest.mark.usefixtures("open_files_may_be_renamed")
def test_a_thread_that_meets_damage_late_leaves_the_new_file_alone(
    spoilt: Database, tmp_path: Path
) -> None:
    tries: list[sqlite3.Connection] = []

    def work(db: sqlite3.Connection) -> None:
        tries.append(db)
        if len(tries) == 1:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(spoilt.ask, seen, NOTHING).result()
                pool.submit(spoilt.change, insert("theirs")).result()
            db.execute("SELECT max(at) FROM seen").fetchone()
        insert("ours")(db)

    spoilt.change(work)
    assert spoilt.ask(seen, NOTHING) == ["ours", "theirs"]
    spoilt.close()
    assert len(list(tmp_path.glob("*.damaged-*Z"))) == 1


@pytest.mark.usefixtures("open_files_may_be_renamed")
def test_programs_that_meet_the_same_damage_go_on_together(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    marked(path, STATE, *(f"paper {number:04}" for number in range(2_000)))
    ours, theirs = Database(path, STATE), Database(path, STATE)
    spoil(path)
    theirs.change(insert("theirs"))
    assert ours.ask(seen, NOTHING) == []
    assert "a new one is started" in ours.problem
    ours.change(insert("ours"))
    assert theirs.ask(seen, NOTHING) == ours.ask(seen, NOTHING) == ["ours", "theirs"]
    ours.close()
    theirs.close()
    assert len(list(tmp_path.glob("*.damaged-*Z"))) == 1


def test_a_damaged_file_is_closed_in_every_thread_before_it_is_renamed(
    spoilt: Database, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: spoilt.ask(seen, NOTHING), range(9)))
    assert "a new one is started" in spoilt.problem
    spoilt.change(insert("new"))
    assert spoilt.ask(seen, NOTHING) == ["new"]
    spoilt.close()
    assert len(list(tmp_path.glob("*.damaged-*Z"))) == 1


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PurePosixPath("/home/a b/st?te.db"), "file:///home/a%20b/st%3Fte.db"),
        (PureWindowsPath("C:\\Users\\a#\\state.db"), "file:///C:/Users/a%23/state.db"),
        (PureWindowsPath("\\\\host\\share\\state.db"), "file:////host/share/state.db"),
        (PurePosixPath("/home/M\udcfcller/state.db"), "file:///home/M%FCller/state.db"),
    ],
)
def test_a_database_is_named_as_sqlite_takes_it(path: PurePath, name: str) -> None:
    assert uri(path, "mode=ro") == f"{name}?mode=ro"
