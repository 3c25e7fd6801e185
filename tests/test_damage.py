"""Files that are damaged, in the way, full, or not to be written."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import Day, Trending
from papers_tui.store.archive import Archive
from papers_tui.store.state import State
from tests.made_papers import a_list

if TYPE_CHECKING:
    from collections.abc import Callable

ONE, TWO = "2501.00001", "2501.00002"
DAY = Day(date(2026, 8, 20))
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
IDS = [f"2501.{number:05}" for number in range(40)]


def filled() -> Listing:
    """Papers long enough to need many pages."""
    return Listing(
        tuple(
            Entry(
                Paper(
                    id=key,
                    title=f"On {key}",
                    abstract=f"Ünïted {key}. " * 90,
                    authors=("A. Author", "B. Author"),
                    upvotes=int(key[-2:]),
                ),
                b'{"id":"%s"}' % key.encode() * 9,
            )
            for key in IDS
        )
    )


@cache
def sound() -> bytes:
    """The bytes of an archive with one day in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        archive = Archive.open(path)
        archive.store(DAY, filled(), NOON)
        archive.close()
        return path.read_bytes()


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
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
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


def test_a_folder_in_its_place_is_set_aside_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    (path / "mine").mkdir(parents=True)
    archive = Archive.open(path)
    assert "is a folder" in archive.problem
    assert works(archive)
    assert [found.name for found in tmp_path.glob("*.damaged-*/*")] == ["mine"]
    archive.close()


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


ORIGINAL = {entry.paper.id: entry.paper for entry in filled().entries}


def flipped(data: bytes, at: int, bits: int) -> bytes:
    return data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :]


def lives_with(data: bytes) -> None:
    """Reads only what was written, or nothing; takes new papers; and is sound at the next start."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        path.write_bytes(data)
        archive = Archive.open(path)
        stored = archive.listing(DAY)
        assert stored is None or stored.ids == tuple(IDS)
        for paper_id, paper in archive.papers(IDS).items():
            assert paper.title == ORIGINAL[paper_id].title
            assert paper.abstract == ORIGINAL[paper_id].abstract
            assert paper.upvotes == ORIGINAL[paper_id].upvotes
            expected = b'{"id":"%s"}' % paper_id.encode() * 9
            assert archive.raw(paper_id) in (expected, b"")
        assert archive.days() in ({DAY.day: len(IDS)}, {})
        archive.ids_by_day(), archive.is_empty_day(DAY.day), archive.newest_day()
        archive.store(DAY, filled(), NOON + timedelta(hours=1))
        if archive.papers(IDS).keys() != set(IDS):
            assert "a new one is begun" in archive.problem
            archive.store(DAY, filled(), NOON + timedelta(hours=1))
            assert archive.papers(IDS).keys() == set(IDS)
        archive.close()
        again = Archive.open(path)
        assert again.problem == ""
        again.close()


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_a_flipped_byte_anywhere_costs_no_more_than_it_hit(place: float, bits: int) -> None:
    lives_with(flipped(sound(), int(place * len(sound())), bits))


def test_a_flipped_bit_in_each_byte_of_the_header_and_the_schema() -> None:
    start = sound().index(b"CREATE TABLE")
    for at in (*range(100), *range(start, start + 900, 23)):
        lives_with(flipped(sound(), at, 1 << at % 8))


def first_byte(table: str) -> int:
    """Where the root page of a table or an index begins in the sound archive."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        path.write_bytes(sound())
        db = sqlite3.connect(path)
        question = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = db.execute(question, (table,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
        db.close()
        return int(size * (page - 1))


def test_an_index_out_of_order_is_noticed_before_papers_get_lost_behind_it() -> None:
    index, data = first_byte("sqlite_autoindex_paper_1"), sound()
    for key in IDS:
        data = flipped(data, data.index(ORIGINAL[key].abstract.encode()) + 50, 1)
    for key in (IDS[0], IDS[4], IDS[10], IDS[20], IDS[39]):
        lives_with(flipped(data, data.index(key.encode(), index), 4))


def test_a_list_with_another_paper_on_it_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(flipped(sound(), sound().index(IDS[5].encode(), first_byte("entry")), 1))
    archive = Archive.open(path)
    assert archive.listing(DAY) is None
    assert archive.ids_by_day() == []
    assert archive.store(DAY, filled(), NOON).ids == tuple(IDS)
    assert archive.listing(DAY) is not None
    archive.close()


def test_text_that_is_no_text_any_more_costs_its_paper_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    abstract = ORIGINAL[IDS[7]].abstract.encode()
    assert sound().count(abstract) == 1
    path.write_bytes(sound().replace(abstract, b"\xff" * len(abstract)))
    archive = Archive.open(path)
    assert set(IDS) - archive.papers(IDS).keys() == {IDS[7]}
    archive.store(DAY, filled(), NOON)
    assert archive.papers(IDS).keys() == set(IDS)
    assert archive.problem == ""
    archive.close()
