"""Files that are damaged, in the way, full, or not to be written."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.period import Trending
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.tables import ARCHIVE
from papers_tui.store.sqlite import quarantine
from papers_tui.store.sqlite.check import fault
from papers_tui.store.state import State
from tests.support.archives.sound import DAY, IDS, NOON, filled, sound
from tests.support.strategies.papers import a_list

if TYPE_CHECKING:
    from collections.abc import Callable

ONE, TWO = "2501.00001", "2501.00002"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def works(archive: Archive) -> bool:
    archive.store(Trending(), a_list(ONE), NOON)
    return archive.paper(ONE) is not None and archive.listing(Trending()) is not None


def cut(share: float) -> Callable[[bytes], bytes]:
    return lambda data: data[: int(len(data) * share)]


def with_pragma(pragma: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "a.db"
            path.write_bytes(data)
            db = sqlite3.connect(path)
            db.execute(pragma)
            db.commit()
            db.close()
            return path.read_bytes()

    return change


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"{}" * 4_000,
        lambda data: data[:200],
        lambda data: b"\0" * len(data),
        lambda data: b"\0" * 100 + data[100:],
        lambda data: data[:100] + b"\xff" * 8_000 + data[8_100:],
        cut(0.5),
        cut(0.9),
        with_pragma("PRAGMA user_version = 99"),
        with_pragma("PRAGMA user_version = 0"),
        with_pragma("PRAGMA application_id = 7"),
        with_pragma("DROP TABLE entry"),
        with_pragma("ALTER TABLE paper RENAME COLUMN upvotes TO votes"),
        lambda data: data[:18] + b"\x07" + data[19:],
        lambda data: data[:19] + b"\x07" + data[20:],
        lambda data: data[:47] + b"\x09" + data[48:],
    ],
)
def test_a_damaged_file_is_set_aside_and_a_new_one_started(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(damaged := damage(sound()))
    archive = Archive.open(path)
    archive.papers(IDS)
    assert works(archive)
    assert archive.papers(IDS).keys() <= {ONE}
    aside = [name for name in names(tmp_path) if ".damaged-" in name and name.endswith("Z")]
    assert len(aside) == 1
    assert aside[0] in archive.problem
    assert (tmp_path / aside[0]).read_bytes()[40:] == damaged[40:]
    archive.close()
    again = Archive.open(path)
    assert again.problem == ""
    assert again.paper(ONE) is not None
    again.close()


@pytest.mark.parametrize("part", ["-wal", "-shm", "-journal"])
def test_what_belongs_to_a_database_is_set_aside_with_it(tmp_path: Path, part: str) -> None:
    path, beside = tmp_path / "archive.db", tmp_path / f"archive.db{part}"
    path.write_bytes(b"no database")
    beside.write_bytes(b"no part of one")
    name = quarantine.quarantine(path, quarantine.identity(path), None)
    assert names(tmp_path) == [name, f"{name}{part}"], "else it would be played into the new one"


def test_a_file_that_another_program_begins_in_this_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = tmp_path / "archive.db", tmp_path / "new.db"
    path.write_bytes(b"damaged")
    new.write_bytes(sound())
    found = quarantine.identity(path)

    def late(asked: Path) -> tuple[int, int] | None:
        if new.exists():
            new.replace(path)
            return found
        return real(asked)

    real = quarantine.identity
    monkeypatch.setattr(quarantine, "identity", late)
    assert quarantine.quarantine(path, found, None) == ""
    assert names(tmp_path) == ["archive.db"]
    assert path.read_bytes() == sound()


def test_a_folder_in_its_place_is_set_aside_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    (path / "mine").mkdir(parents=True)
    archive = Archive.open(path)
    assert "is a folder" in archive.problem
    assert works(archive)
    assert [found.name for found in tmp_path.glob("*.damaged-*/*")] == ["mine"]
    archive.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_its_place_is_set_aside_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    os.mkfifo(path)
    assert str(fault(path, ARCHIVE)) == "is a pipe"
    archive = Archive.open(path)
    assert "is a pipe" in archive.problem
    assert works(archive)
    archive.close()
    (aside,) = tmp_path.glob("*.damaged-*Z")
    assert aside.is_fifo()


def test_an_empty_file_is_a_new_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    archive = Archive.open(path)
    assert archive.problem == ""
    assert works(archive)
    archive.close()


def torn(folder: Path) -> tuple[bytes, bytes]:
    """An archive's file and its -wal, as they are while a program has them open."""
    archive = Archive.open(folder / "archive.db")
    archive.store(DAY, filled(), NOON)
    parts = (folder / "archive.db").read_bytes(), (folder / "archive.db-wal").read_bytes()
    archive.close()
    assert parts[1]
    return parts


@pytest.mark.parametrize("empty", [True, False])
def test_a_wal_that_outlived_its_archive_is_not_replayed(tmp_path: Path, empty: bool) -> None:
    _, wal = torn(tmp_path)
    path = tmp_path / "archive.db"
    path.unlink()
    if empty:
        path.touch()
    (tmp_path / "archive.db-wal").write_bytes(wal)
    archive = Archive.open(path)
    assert archive.problem == ""
    assert archive.count() == 0
    assert works(archive)
    archive.close()


def test_a_wal_of_another_archive_costs_no_more_than_that_archive(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    _, wal = torn(tmp_path / "other")
    path = tmp_path / "archive.db"
    mine = Archive.open(path)
    mine.store(DAY, a_list("2502.00001", "2502.00002"), NOON)
    mine.close()
    (tmp_path / "archive.db-wal").write_bytes(wal)
    archive = Archive.open(path)
    archive.listing(DAY)
    archive.papers([*IDS, "2502.00001"])
    assert works(archive)
    archive.close()
    again = Archive.open(path)
    assert again.paper(ONE) is not None
    again.close()


def test_only_the_newest_two_damaged_archives_stay(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    for number in range(4):
        path.write_bytes(b"not a database %d" % number * 99)
        (tmp_path / "archive.db-wal").write_bytes(b"wal %d" % number)
        Archive.open(path).close()
    aside = sorted(tmp_path.glob("*.damaged-*Z"))
    assert [file.read_bytes()[:16] for file in aside] == [b"not a database 2", b"not a database 3"]
    mine = ("archive.db", aside[0].name, aside[1].name)
    assert all(name.startswith(mine[1:]) or name == mine[0] for name in names(tmp_path))


def test_no_damaged_state_is_ever_deleted(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    for number in range(4):
        path.write_bytes(b"not a database %d" % number * 99)
        state = State.open(path)
        assert "set aside" in state.problem
        state.mark_seen([ONE], NOON)
        assert state.seen() == {ONE}
        state.close()
    assert len(list(tmp_path.glob("*.damaged-*Z"))) == 4


def test_an_archive_and_a_state_do_not_take_each_other_for_themselves(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    State.open(path).close()
    archive = Archive.open(path)
    assert "another version" in archive.problem
    assert works(archive)
    archive.close()
