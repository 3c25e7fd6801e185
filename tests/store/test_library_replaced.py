"""Somebody goes on writing to a file that a save has replaced: what they wrote is not lost."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.library.changes import Star, Tag
from papers_tui.services.library import LiveLibrary
from papers_tui.store.files import held
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
from tests.support.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A, B, C = (f"2601.{number:05}" for number in range(1, 4))
NOW = datetime(2026, 8, 21, tzinfo=UTC)
MINE = f'[[paper]]\nid = "{A}"\nstarred = true\nnote = "mine"\n'
THEIRS = f'[[paper]]\nid = "{A}"\nstarred = true\nnote = "theirs"\n'
NEW = f'\n[[paper]]\nid = "{C}"\ntags = ["new"]\n'

pytestmark = [
    pytest.mark.usefixtures("open_files_may_be_renamed"),
    pytest.mark.skipif(not held.can_replace_open, reason="open files stay in place there"),
]


class Other:
    """A program that had the file open before it was replaced."""

    def __init__(self, path: Path) -> None:
        path.write_text(MINE)
        self._handle = os.open(path, os.O_RDWR)

    def writes(self, text: str) -> None:
        os.pwrite(self._handle, text.encode(), 0)
        os.ftruncate(self._handle, len(text))

    def close(self) -> None:
        os.close(self._handle)


@pytest.fixture
def time() -> FakeClock:
    return FakeClock()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Other]:
    other = Other(tmp_path / "library.toml")
    yield other
    other.close()


@pytest.fixture
def file(tmp_path: Path, time: FakeClock, other: Other) -> LibraryFile:
    file = LibraryFile(tmp_path / "library.toml", tmp_path / "state", clock=time.clock)
    file.apply([DatedChange(Star(B), NOW)])
    assert not file.take_late()
    return file


def test_what_is_written_late_is_brought_in_once_it_is_at_rest(
    file: LibraryFile, other: Other, time: FakeClock, tmp_path: Path
) -> None:
    other.writes(THEIRS[:40])
    assert not file.take_late()
    time.pass_by(1)
    other.writes(THEIRS + NEW)
    assert not file.take_late()
    time.pass_by(1)
    assert not file.take_late(), "it has been at rest for one second only"
    time.pass_by(1)
    assert file.take_late()
    assert not file.take_late()
    library = file.apply().library
    assert (library[A].note, library[A].starred) == ("mine\n\ntheirs", True)
    assert library[B].starred
    assert library[C].tags == ("new",)
    (kept,) = (tmp_path / "state" / "backups").glob("replaced-*")
    assert kept.read_text() == THEIRS + NEW


def test_what_was_changed_since_is_not_undone_by_it(
    file: LibraryFile, other: Other, time: FakeClock
) -> None:
    file.apply([DatedChange(Tag(A, "later"), NOW)])
    other.writes(MINE.replace("starred", "# starred"))
    file.take_late()
    time.pass_by(2)
    assert file.take_late()
    library = file.apply().library
    assert (library[A].tags, library[A].note) == (("later",), "mine")
    assert library[B].starred


def test_at_the_end_of_a_run_it_is_not_waited_for(file: LibraryFile, other: Other) -> None:
    other.writes(MINE + NEW)
    assert file.take_late(is_last=True)
    assert not file.take_late(is_last=True)
    assert file.apply().library[C].tags == ("new",)


def test_what_cannot_be_read_is_kept_and_reported(
    file: LibraryFile, other: Other, time: FakeClock
) -> None:
    other.writes("no reading list")
    file.take_late()
    time.pass_by(2)
    assert file.take_late()
    (found,) = file.take_unreadable()
    assert found.kept.read_text() == "no reading list"
    assert "another program wrote to library.toml while it was saved" in found.sentence
    assert not file.take_unreadable()


def open_handles() -> int:
    count = 0
    for handle in range(256):
        with suppress(OSError):
            os.fstat(handle)
            count += 1
    return count


def test_eight_files_are_held_and_half_a_minute_long(file: LibraryFile, time: FakeClock) -> None:
    before = open_handles()  # one of them is the file that the first save has replaced
    for number in range(30):
        file.apply([DatedChange(Tag(A, str(number)), NOW)])
    assert open_handles() == before + 7
    time.pass_by(31)
    assert not file.take_late()
    assert open_handles() == before - 1


def test_a_running_program_brings_it_in(file: LibraryFile, other: Other, time: FakeClock) -> None:
    live = LiveLibrary(file)
    live.open()
    live.do(Tag(A, "own"))
    assert live.flush(20)
    other.writes(MINE + NEW)
    live.poll()
    time.pass_by(2)
    assert live.poll()
    assert live.flush(20)
    assert live.library[C].tags == ("new",)
    assert live.library[A].tags == ("own",)
    assert live.close()
