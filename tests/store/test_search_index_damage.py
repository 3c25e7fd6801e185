"""Tables of search that are damaged, out of reach, or asked and written by several at once."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papers_tui.model.paper import Entry, Paper
from papers_tui.model.period import Day, Trending
from papers_tui.model.query.parser import parse
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.search.ranking import Asked
from papers_tui.store.archive.search.search import Stopped
from tests.support.archives.searched import (
    NOON,
    QUERIES,
    alter,
    as_before,
    found,
    is_right,
    made,
    sound,
    wanted,
)
from tests.support.patience import examples
from tests.support.strategies.papers import a_list
from tests.support.subprocesses import ended, start

if TYPE_CHECKING:
    from papers_tui.model.query.facts import Facts


FEW = 120
"""The number of papers: enough for each query to find some."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    path.write_bytes(sound(FEW))
    return path


DAMAGES = [
    "UPDATE words_data SET block = x'00ff00ff' WHERE id > 10",
    "UPDATE words_data SET block = substr(block, 1, 40) WHERE id > 10",
    "UPDATE words_data SET block = zeroblob(length(block)) WHERE id > 10",
    "UPDATE words_data SET block = x'00ff00ff'",
    "UPDATE words_config SET v = 99",
    "DELETE FROM words_data",
    "DELETE FROM words_docsize",
    "UPDATE words_docsize SET sz = x'ff'",
    "DROP TABLE words_idx",
    "DROP TABLE brief",
    "DROP TABLE listed",
    "ALTER TABLE brief RENAME COLUMN upvotes TO votes",
    "UPDATE fact SET value = 'index' WHERE name = 'index'",
    "DELETE FROM fact",
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("writes", [True, False])
def test_damaged_tables_are_made_again_and_cost_no_paper(
    path: Path, damage: str, writes: bool
) -> None:
    alter(path, damage)
    archive = Archive.open(path)
    if writes:
        day = Day(date(2023, 5, 4))
        before = archive.listing(day)
        archive.add([Entry(replace(made(FEW)[0], title="Quite Another"))], NOON)
        assert archive.listing(day) == before
        assert is_right(archive, (replace(made(FEW)[0], title="Quite Another"), *made(FEW)[1:]))
    assert len(archive.papers([paper.id for paper in made(FEW)])) == FEW
    assert writes or is_right(archive, made(FEW))
    assert archive.problem == ""
    archive.close()


@examples(0.6)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
@example(0.48765846725021295, 1)
def test_a_flipped_byte_anywhere_leaves_a_search_that_answers(place: float, bits: int) -> None:
    data = bytearray(sound(FEW))
    data[int(place * len(data))] ^= bits
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        path.write_bytes(data)
        archive = Archive.open(path)
        search = archive.search()
        for query in QUERIES:
            search.find(Asked(parse(query), dict, dict, NOON.date()))
        stored = Asked(parse("2501.00001"), dict, dict, NOON.date())
        archive.store(Trending(), a_list("2501.00001"), NOON)
        if not search.find(stored).ids:  # which has found the damage: the file was set aside
            assert "It is set aside as" in archive.problem
            archive.store(Trending(), a_list("2501.00001"), NOON)
        assert search.find(stored).ids == ("2501.00001",)
        archive.close()
        again = Archive.open(path)
        assert again.problem == ""
        assert again.paper("2501.00001") is not None
        again.close()


@pytest.fixture
def for_reading_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file can be written, once the archive is there."""
    assert path.exists()
    monkeypatch.setattr(os, "access", lambda *_: False)


@pytest.mark.usefixtures("for_reading_only")
def test_an_archive_that_cannot_be_written_is_searched(path: Path) -> None:
    archive = Archive.open(path)
    assert "could not be opened for writing" in archive.problem
    assert is_right(archive, made(FEW))
    archive.close()


@pytest.mark.usefixtures("for_reading_only")
@pytest.mark.parametrize("damage", ["UPDATE words_data SET block = x'00ff' WHERE id > 10", ""])
def test_one_that_lacks_its_tables_is_searched_slowly_and_says_why(path: Path, damage: str) -> None:
    alter(path, damage) if damage else as_before(path)
    archive = Archive.open(path)
    search = archive.search()
    for query in QUERIES[:2]:
        ids = search.find(Asked(parse(query), dict, dict, NOON.date())).ids
        assert set(ids) == wanted(query, made(FEW))
        assert "slow" in search.problem
        assert "cannot be written to" in search.problem
    archive.close()


WRITER = """
import sys
from pathlib import Path
from papers_tui.model.paper import Entry, Paper
from tests.support.archives import searched
archive = searched.Archive.open(Path(sys.argv[1]))
archive.add([Entry(Paper(id=sys.argv[2], title="Zyx"))], searched.NOON)
assert sys.argv[2] in searched.found(archive, "zyx")
assert archive.problem == ""
archive.close()
"""


@pytest.mark.program
def test_programs_that_write_and_search_at_once_lose_nothing(path: Path) -> None:
    as_before(path)
    programs = [start(WRITER, path, key) for key in ("2609.00001", "2609.00002")]
    archive = Archive.open(path)
    for number in range(10):
        paper = Paper(id=f"2608.{number:05}", title="Zyx", upvotes=0)
        archive.add([Entry(paper)], NOON)
        assert paper.id in found(archive, "zyx")
    archive.close()
    assert [ended(program) for program in programs] == [0, 0]
    again = Archive.open(path)
    assert len(found(again, "zyx")) == 12
    again.close()


def test_a_search_that_is_stopped_says_so_and_harms_no_other(path: Path) -> None:
    archive = Archive.open(path)
    search = archive.search()
    started = threading.Event()
    ended: list[object] = []

    def endless() -> dict[str, Facts]:
        started.set()
        while not stopped.is_set():
            stopped.wait(1)
        return {}

    def run() -> None:
        try:
            ended.append(search.find(Asked(parse("is:starred the"), endless, dict, NOON.date())))
        except Stopped as stop:
            ended.append(stop)

    stopped = threading.Event()
    thread = threading.Thread(target=run)
    thread.start()
    started.wait()
    search.stop()
    archive.add([Entry(Paper(id="2608.00001", title="Zyx"))], NOON)
    stopped.set()
    thread.join()
    assert [type(end) for end in ended] == [Stopped]
    assert found(archive, "zyx") == {"2608.00001"}
    assert archive.problem == ""
    archive.close()
