"""Details and full texts in the archive, and what damage does to them."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.paper import Entry, Paper, Publication
from papers_tui.store.archive import documents
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.tables import ARCHIVE
from papers_tui.store.sqlite import check as checkup
from papers_tui.store.state import State
from tests.support.archives.sound import DAY, IDS, NOON, filled, flipped, sound
from tests.support.patience import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE, TWO = IDS[0], IDS[1]
RAW = json.dumps({"comments": [{"id": f"c{n}"} for n in range(99)]}).encode()
TEXT = "# Ünïted\n\n" + "".join(f"Line {n} is not the one before it.\n" for n in range(4_000))
LATER, EARLIER = NOON + timedelta(hours=1), NOON - timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    archive = Archive.open(path)
    yield archive
    archive.close()


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def test_what_was_stored_is_there_at_the_next_start(archive: Archive, path: Path) -> None:
    assert archive.details(ONE) is None
    assert archive.full_text(ONE) is None
    archive.store_details(ONE, RAW, NOON)
    archive.store_full_text(ONE, TEXT, LATER)
    archive.close()
    again = Archive.open(path)
    assert again.details(ONE) == (RAW, NOON)
    assert again.full_text(ONE) == (TEXT, LATER)
    assert again.details(TWO) is None
    assert again.full_text(TWO) is None
    again.close()


def test_the_newer_answer_wins_whichever_comes_first(archive: Archive) -> None:
    for fetched in (NOON, LATER, EARLIER):
        archive.store_details(ONE, str(fetched).encode(), fetched)
        archive.store_full_text(ONE, str(fetched), fetched)
    assert archive.details(ONE) == (str(LATER).encode(), LATER)
    assert archive.full_text(ONE) == (str(LATER), LATER)


def test_what_arxiv_says_outlives_what_the_hub_says(archive: Archive) -> None:
    assert archive.publications([ONE]) == {}
    published = Publication("cs.CL", "Journal 7, 1-9", "10.1000/1")
    paper = Paper(id=ONE, title="One")
    archive.add([Entry(paper, publication=published)], NOON)
    archive.add([Entry(paper, b"{}")], LATER)
    archive.add([Entry(paper, publication=Publication("cs.AI"))], EARLIER)
    assert archive.publications([TWO, ONE]) == {ONE: published}
    assert archive.raw(ONE) == b"{}"


def test_facts_that_a_later_version_adds_are_left_out(archive: Archive, path: Path) -> None:
    archive.add([Entry(Paper(id=ONE, title="One"), publication=Publication("cs.CL"))], NOON)
    facts = json.dumps({"category": "cs.AI", "doi": "10.1000/1", "license": "CC0"}).encode()
    with closing(sqlite3.connect(path)) as db, db:
        documents.save(db, documents.Table.PUBLICATION, ONE, facts, LATER)
    assert archive.publications([ONE]) == {ONE: Publication("cs.AI", doi="10.1000/1")}


def test_that_there_is_no_text_is_kept_but_takes_no_texts_place(archive: Archive) -> None:
    archive.store_full_text(ONE, "", NOON)
    archive.store_full_text(TWO, TEXT, NOON)
    archive.store_full_text(TWO, "", LATER)
    assert archive.full_text(ONE) == ("", NOON)
    assert archive.full_text(TWO) == (TEXT, NOON)
    assert archive.ids_with_full_text() == {TWO}
    archive.store_full_text(ONE, TEXT, LATER)
    assert archive.ids_with_full_text() == {ONE, TWO}


def test_an_archive_of_an_earlier_version_takes_them_and_stays_one(path: Path) -> None:
    archive = Archive.open(path)
    archive.store(DAY, filled(), NOON)
    archive.close()
    before = tables(path)
    assert not before & {"details", "full_text"}
    archive = Archive.open(path)
    assert archive.ids_with_full_text() == frozenset()
    archive.store_full_text(ONE, TEXT, NOON)
    archive.close()
    assert tables(path) == before | {"full_text"}
    assert checkup.fault(path, ARCHIVE) is None
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(ARCHIVE.migrations),)


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as db:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE full_text SET packed = x'00ff'",
        "UPDATE full_text SET packed = x''",
        "UPDATE full_text SET packed = 'text'",
        "UPDATE full_text SET packed = zeroblob(length(packed))",
        "UPDATE full_text SET fetched = fetched + 99999999999",
        "UPDATE full_text SET fetched = 'never'",
        "UPDATE full_text SET crc = 0",
        "DELETE FROM full_text",
        "DROP TABLE full_text",
        "ALTER TABLE full_text RENAME COLUMN packed TO text",
        "ALTER TABLE full_text ADD COLUMN more",
    ],
)
def test_damaged_rows_and_tables_are_not_there_and_cost_no_paper(path: Path, damage: str) -> None:
    path.write_bytes(full())
    alter(path, damage)
    archive = Archive.open(path)
    assert archive.full_text(ONE) is None
    assert archive.details(ONE) == (RAW, NOON)
    archive.store_full_text(ONE, TEXT, NOON)
    assert archive.full_text(ONE) == (TEXT, NOON)
    assert archive.problem == ""
    assert archive.papers(IDS).keys() == set(IDS)
    archive.close()


@cache
def full() -> bytes:
    """The bytes of an archive with one day, and the details and the text of two papers."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        path.write_bytes(sound())
        archive = Archive.open(path)
        for paper_id in (ONE, TWO):
            archive.store_details(paper_id, RAW, NOON)
            archive.store_full_text(paper_id, TEXT, NOON)
        archive.close()
        return path.read_bytes()


@examples(0.6)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_a_flipped_byte_anywhere_never_changes_a_text(place: float, bits: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        path.write_bytes(flipped(full(), int(place * len(full())), bits))
        archive = Archive.open(path)
        for paper_id in (ONE, TWO):
            assert archive.full_text(paper_id) in (None, (TEXT, NOON))
            assert archive.details(paper_id) in (None, (RAW, NOON))
        archive.store_full_text(ONE, TEXT, LATER)
        archive.store_details(ONE, RAW, LATER)
        assert archive.full_text(ONE) == (TEXT, LATER)
        assert archive.details(ONE) == (RAW, LATER)
        archive.close()
        again = Archive.open(path)
        assert again.problem == ""
        again.close()


def test_one_that_cannot_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(full())
    monkeypatch.setattr(os, "access", lambda *_: False)
    archive = Archive.open(path)
    assert "could not be opened for writing" in archive.problem
    assert archive.full_text(ONE) == (TEXT, NOON)
    archive.close()


def test_the_place_in_a_text_is_kept_and_the_oldest_forgotten(tmp_path: Path) -> None:
    state = State.open(tmp_path / "state.db")
    assert state.place_in_text(ONE) is None
    state.remember("2026-08-20", TWO, EARLIER)
    state.keep_place_in_text(ONE, 120, EARLIER)
    state.keep_place_in_text(ONE, 7, NOON, 3)
    assert state.place_in_text(ONE) == (7, 3)
    state.keep_place_in_text(ONE, 7, NOON, -1)
    assert state.place_in_text(ONE) == (7, -1)
    for number in range(2_000):
        state.keep_place_in_text(f"2502.{number:05}", number, NOON + timedelta(seconds=1 + number))
    assert state.place_in_text(ONE) is None
    assert [state.place_in_text(f"2502.{number:05}") for number in (0, 1_999)] == [
        (0, 0), (1_999, 0)
    ]  # fmt: skip
    assert state.position("2026-08-20", EARLIER) == (TWO, 0)
    state.close()
