"""The record of the program's own saves, which every program on the machine reads and adds to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papers_tui.model.library.marks import Library, Mark
from papers_tui.store.library import own_changes
from papers_tui.store.library.own_changes import OwnChanges

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = Library()


def library(*papers: str) -> Library:
    return Library({paper: Mark(starred=True, title=f"Title of {paper}") for paper in papers})


def saved(changes: OwnChanges, before: Library, after: Library) -> None:
    changes.note(f"{len(before)} papers", f"{len(after)} papers", before, before, after)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.changes"


def test_a_save_that_was_just_noted_is_not_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = OwnChanges(path)
    saved(changes, EMPTY, library("2501.00001"))
    monkeypatch.setattr(own_changes, "_from_line", lambda _: pytest.fail("read again"))
    for number in range(2, 5):
        before = library(*(f"2501.0000{one}" for one in range(1, number)))
        saved(changes, before, library(*before, f"2501.0000{number}"))
    assert changes.last == 4
    assert changes.over(EMPTY, 1).keys() == {"2501.00002", "2501.00003", "2501.00004"}


def test_saves_of_two_programs_are_known_to_both(path: Path) -> None:
    one, other = OwnChanges(path), OwnChanges(path)
    saved(one, EMPTY, library("2501.00001"))
    saved(other, library("2501.00001"), library("2501.00001", "2501.00002"))
    saved(one, library("2501.00001", "2501.00002"), library("2501.00002"))
    fresh = OwnChanges(path)
    assert one.last == other.last == fresh.last == 3
    assert one.states("2501.00001") == other.states("2501.00001") == fresh.states("2501.00001")
    assert other.removed_since(0) == {"2501.00001"}


def test_a_line_that_a_killed_run_has_not_ended_costs_no_later_save(path: Path) -> None:
    saved(OwnChanges(path), EMPTY, library("2501.00001"))
    with path.open("ab") as file:
        file.write(b'[2,"1 papers","2 pap')
    changes = OwnChanges(path)
    saved(changes, library("2501.00001"), library("2501.00001", "2501.00002"))
    saved(changes, library("2501.00001", "2501.00002"), EMPTY)
    assert OwnChanges(path).states("2501.00002") == changes.states("2501.00002")
    assert OwnChanges(path).last == changes.last == 3
