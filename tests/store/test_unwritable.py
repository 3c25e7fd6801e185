"""Places that cannot be written to: forbidden, full, held by others, or without shared memory."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.period import Day, Trending
from papers_tui.store.archive.archive import Archive
from papers_tui.store.errors import ArchiveError, StateError
from papers_tui.store.sqlite import opening
from papers_tui.store.state import State
from tests.support.strategies.papers import a_list

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE, TWO = "2501.00001", "2501.00002"
DAY = Day(date(2026, 8, 20))
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
MANY = a_list(*(f"2502.{number:05}" for number in range(2_000)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of an archive with one day that was written and closed."""
    path = tmp_path / "papers" / "archive.db"
    archive = Archive.open(path)
    archive.store(DAY, a_list(ONE, TWO), NOON)
    archive.close()
    return path


@pytest.fixture
def everybodys() -> Iterator[Path]:
    """A folder that others may look into, unlike those of pytest."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


READ_ONLY = """
import os
import sys
from pathlib import Path
sys.path[:0] = {search!r}
import urllib.parse  # now: others may not look into root's folder, where Python may lie
from datetime import UTC, date, datetime
from papers_tui.model.paper import Listing
from papers_tui.model.period import Day
from papers_tui.store.archive.archive import Archive
from papers_tui.store.errors import ArchiveError
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
archive = Archive.open(Path({path!r}))
print(archive.listing(Day(date(2026, 8, 20))).ids)
print(archive.problem)
try:
    archive.store(Day(date(2026, 8, 21)), Listing(), datetime.now(UTC))
except ArchiveError as error:
    print(error)
archive.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another matter there")
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o444), (0o755, 0o444), (0o555, 0o644)])
@pytest.mark.program
def test_what_may_only_be_read_is_read(
    path: Path, everybodys: Path, folder: int, file: int
) -> None:
    path = Path(shutil.copytree(path.parent, everybodys / "papers")) / path.name
    path.chmod(file)
    path.parent.chmod(folder)
    code = READ_ONLY.format(search=sys.path, path=str(path))
    before = path.read_bytes()
    try:
        result = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
        )
    finally:
        path.parent.chmod(0o755)
    ids, problem, refused = result.stdout.splitlines()
    assert ids == repr((ONE, TWO))
    assert "cannot be written to" in problem
    assert refused == problem
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.suffix == ".db"] == ["archive.db"]


LOCKED = """
import os
import sys
import tomllib
from pathlib import Path
sys.path[:0] = {search!r}
import filelock
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.sqlite.check import fault
from papers_tui.store.state import STATE
if os.geteuid() == 0:
    os.setuid(65534)  # root may look everywhere
folder = Path({folder!r})
file = LibraryFile(folder / "library.toml", folder / "state")
loaded = file.load()
print(loaded.problem, *loaded.library)
print(file.is_being_written())
print(fault(folder / "state" / "state.db", STATE).strerror)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another matter there")
@pytest.mark.program
def test_a_folder_that_may_not_be_looked_into_hides_no_reading_list(everybodys: Path) -> None:
    (everybodys / "library.toml").write_text(f'[[paper]]\nid = "{ONE}"\nstarred = true\n')
    (everybodys / "library.toml").chmod(0o644)
    (everybodys / "state").mkdir(0o000)
    code = LOCKED.format(search=sys.path, folder=str(everybodys))
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    assert result.stdout.splitlines() == [f"None {ONE}", "False", "Permission denied"]


def test_below_a_file_there_is_no_place_and_memory_does(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    archive = Archive.open(tmp_path / "file" / "archive.db")
    assert "Nothing is kept after this run" in archive.problem
    archive.store(DAY, a_list(ONE), NOON)
    assert archive.paper(ONE) is not None
    archive.close()
    state = State.open(tmp_path / "file" / "state.db")
    state.mark_seen([ONE], NOON)
    assert state.seen() == {ONE}
    state.close()
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which a database has room for 12 pages."""
    connect = opening.connect

    def limited(place: opening.Location) -> sqlite3.Connection:
        db = connect(place)
        db.execute("PRAGMA max_page_count = 24")
        return db

    monkeypatch.setattr(opening, "connect", limited)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("little_room")
def test_on_a_full_disk_all_stays_as_it_was_and_can_be_read(path: Path) -> None:
    archive = Archive.open(path)
    before = archive.listing(DAY)
    with pytest.raises(ArchiveError, match="disk is full"):
        archive.store(DAY, MANY, NOON)
    assert "disk is full" in archive.problem
    assert before is not None
    assert archive.listing(DAY) == before
    assert archive.papers(before.ids).keys() == {ONE, TWO}
    assert archive.count() == 2
    archive.store(DAY, a_list(ONE), NOON)
    assert archive.problem == ""
    archive.close()


@pytest.mark.usefixtures("little_room")
def test_a_full_disk_keeps_marks_from_being_saved_aloud(tmp_path: Path) -> None:
    state = State.open(tmp_path / "state.db")
    with pytest.raises(StateError, match="disk is full"):
        state.mark_seen((paper.id * 9 for paper in MANY.papers), NOON)
    assert state.seen() == set()
    state.close()


def test_a_disk_without_any_room_leaves_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = opening.connect

    def limited(place: opening.Location) -> sqlite3.Connection:
        db = connect(place)
        db.execute(f"PRAGMA max_page_count = {99 if place.in_memory else 1}")
        return db

    monkeypatch.setattr(opening, "connect", limited)
    archive = Archive.open(tmp_path / "archive.db")
    assert "disk is full" in archive.problem
    archive.store(DAY, a_list(ONE), NOON)
    assert archive.paper(ONE) is not None
    archive.close()


def test_a_write_that_others_hold_up_too_long_says_so_and_reading_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    archive = Archive.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match="another program is using it"):
        archive.store(Trending(), a_list(ONE), NOON)
    assert archive.paper(ONE) is not None
    late = Archive.open(path)
    assert late.problem == ""
    assert late.paper(TWO) is not None
    late.close()
    other.execute("ROLLBACK")
    other.close()
    archive.store(Trending(), a_list(ONE), NOON)
    assert archive.problem == ""
    archive.close()


def test_an_archive_that_is_held_for_itself_alone_is_not_taken_for_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    archive = Archive.open(path)
    assert "another program is using it" in archive.problem
    archive.store(Trending(), a_list(ONE), NOON)
    assert archive.paper(ONE) is not None
    archive.close()
    other.close()
    again = Archive.open(path)
    assert again.listing(Trending()) is None
    assert again.count() == 2
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such lock")
@pytest.mark.parametrize("old", [True, False])
def test_without_shared_memory_there_is_another_journal(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool
) -> None:
    """SQLite's dot-file locks stand for a network file system: they rule out WAL."""
    connect, started = sqlite3.connect, opening.Location

    def remote(uri: str, writable: bool = True, problem: str = "") -> opening.Location:
        return started(f"{uri}&vfs=unix-dotfile" if "?" in uri else uri, writable, problem)

    monkeypatch.setattr(opening, "Location", remote)
    place = path if old else tmp_path / "new.db"
    archive = Archive.open(place)
    archive.store(Trending(), a_list(ONE), NOON)
    assert archive.listing(Trending()) is not None
    archive.close()
    monkeypatch.undo()
    if not old:
        db = connect(place)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        db.close()
