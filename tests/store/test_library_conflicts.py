"""Conflict copies and markers: found, merged in, and kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.library.marks import Library, Mark, Status
from papers_tui.store.errors import LibraryBroken, LibraryConflict
from papers_tui.store.library.conflicts import find, merge_copy, merge_markers
from papers_tui.store.library.file import LibraryFile
from tests.support.strategies.libraries import NOW

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "2501.00001", "2501.00002", "2501.00003"


@pytest.fixture
def file(tmp_path: Path) -> LibraryFile:
    return LibraryFile(tmp_path / "library.toml", tmp_path / "state", lambda: NOW)


COPIES = [
    "library (1).toml",
    "library(1).toml",
    "library (Ann's conflicted copy 2025-12-11).toml",
    "library (SFConflict ann@example.org 2025-12-11-09-30-00).toml",
    "library (In Konflikt stehende Kopie von Ann 2026-08-21).toml",
    "library (Copie en conflit de Ann 2026-08-21).toml",
    "library (Ann の競合コピー 2026-08-21).toml",
    "library (Ann 的冲突副本).toml",
    "library - Kopie (2).toml",
    "library 2.toml",
    "library2.toml",
    "library-DESKTOP-1.toml",
    "library_LAPTOP_Aug-21-101500-2026_Conflict.toml",
    "library_conflict-2025.toml",
    "library.sync-conflict-20251211-093000-ABCDEFG.toml",
    "library.sync-conflict-20251211-093000-ABCDEFG.sync-conflict-20251212-093000-ABCDEFG.toml",
    "Library (case conflict).TOML",
    "library.toml (1)",
    "library.toml.sync-conflict-20251211-093000-ABCDEFG",
    "Kopie von library.toml",
]


@pytest.mark.parametrize("name", COPIES)
def test_whatever_is_named_and_reads_like_the_list_is_a_copy(file: LibraryFile, name: str) -> None:
    copy = file.path.with_name(name)
    copy.write_text(f'[[paper]]\nid = "{A}"\n')
    assert find(file.path) == [copy]
    file.path.write_text("")
    assert find(file.path) == [copy]
    copy.write_text(f'[[paper]]\nid = "{A}')
    assert find(file.path) == [copy]


def test_what_is_no_reading_list_is_no_copy(file: LibraryFile) -> None:
    paper = f'[[paper]]\nid = "{A}"\n'
    for name in ("library.toml", "library.toml.bak", "my library.toml", "lib.toml"):
        file.path.with_name(name).write_text(paper)
    file.path.with_name("library-theme.toml").write_text('name = "dark"\n')
    file.path.with_name("library-empty.toml").write_text("")
    file.path.with_name("library-folder.toml").mkdir()
    file.path.with_name("library-link.toml").symlink_to(file.path)
    os.mkfifo(file.path.with_name("library-pipe.toml"))
    assert find(file.path) == []


def test_a_copy_is_united_with_the_list_and_kept(file: LibraryFile) -> None:
    file.path.write_text(
        f'# mine\n[[paper]]\nid = "{A}"\nstatus = "read"\ntags = ["a"]\nnote = "one"\n'
        "changed = 2026-01-02T00:00:00Z\n"
    )
    copy = file.path.with_name("library (1).toml")
    text = (
        f'[[paper]]\nid = "{A}"\nstarred = true\nstatus = "reading"\ntags = ["b"]\nnote = "two"\n'
        f'changed = 2026-01-01T00:00:00Z\n[[paper]]\nid = "{B}"\nstarred = true\n'
    )
    copy.write_text(text)
    library = merge_copy(file, copy).library
    assert library[A].starred
    assert library[A].status is Status.READ
    assert set(library[A].tags) == {"a", "b"}
    assert library[A].note == "one\n\ntwo"
    assert list(library) == [A, B]
    assert file.path.read_text().startswith("# mine\n")
    assert not copy.exists()
    [aside] = (file.path.parent / "state" / "backups").glob("conflict-*")
    assert aside.read_text() == text


def test_a_copy_that_is_broken_stays_where_it_is(file: LibraryFile) -> None:
    copy = file.path.with_name("library (1).toml")
    copy.write_text("=")
    with pytest.raises(LibraryBroken):
        merge_copy(file, copy)
    assert copy.read_text() == "="


MARKERS = f"""# mine
[[paper]]
id = "{A}"
<<<<<<< HEAD
starred = true
tags = ["a"]
||||||| 1234567
tags = []
=======
tags = ["b"]
note = \"\"\"
=======no marker
\"\"\"
>>>>>>> theirs

<<<<<<< HEAD
[[paper]]
id = "{B}"
=======
[[paper]]
id = "{C}"
>>>>>>> theirs
"""


@pytest.mark.parametrize("text", [MARKERS, MARKERS.replace("\n", "\r\n")])
def test_both_sides_of_git_s_markers_are_united(file: LibraryFile, text: str) -> None:
    file.path.write_bytes(text.encode())
    problem = file.load().problem
    assert isinstance(problem, LibraryConflict)
    assert problem.line == 4
    loaded = merge_markers(file)
    assert loaded.problem is None
    assert loaded.library == Library(
        {
            A: Mark(starred=True, tags=("a", "b"), note="=======no marker\n"),
            B: Mark(),
            C: Mark(),
        }
    )
    assert file.path.read_bytes().startswith(b"# mine")
    [aside] = (file.path.parent / "state" / "backups").glob("replaced-*")
    assert aside.read_bytes() == text.encode()


def test_markers_without_their_end_are_left_alone(file: LibraryFile) -> None:
    file.path.write_text(MARKERS[:80])
    with pytest.raises(LibraryBroken):
        merge_markers(file)
    assert file.path.read_text() == MARKERS[:80]
