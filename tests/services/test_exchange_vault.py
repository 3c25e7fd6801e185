"""A vault on disk: notes found wherever they were moved, nothing lost, nothing outside touched."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from papers_tui.export.item import Item
from papers_tui.export.vault import END
from papers_tui.model.library.marks import Mark
from papers_tui.model.paper import Paper
from papers_tui.services.exchange.export import ExportError
from papers_tui.services.exchange.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = [
    Item(Paper(id=f"2507.0000{number}", title=f"On [nets] #{number}", authors=("Ada Byron",)))
    for number in range(1, 4)
]
STARRED = [Item(item.paper, Mark(note="Compare.")) for item in ITEMS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault = tmp_path / "new" / "vault"
    assert Vault(vault).write(ITEMS).new == 3
    return vault


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.md"))


def test_names_follow_the_pattern_and_links_can_have_them(folder: Path, tmp_path: Path) -> None:
    assert names(folder) == [f"Byron 2025 - On (nets) {number}.md" for number in (1, 2, 3)]
    other = tmp_path / "other"
    Vault(other, "{id} {title}.md").write(ITEMS[:1])
    assert names(other) == ["2507.00001 On (nets) 1.md"]


def test_a_second_time_writes_nothing(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert Vault(folder).write(ITEMS).unchanged == 3
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_note_is_found_where_it_was_moved(folder: Path) -> None:
    (folder / "read").mkdir()
    moved = folder / "read" / "My name.md"
    (folder / names(folder)[0]).rename(moved)
    moved.write_text(moved.read_text() + "\nMine.\n")
    report = Vault(folder).write(STARRED)
    assert (report.new, report.renewed) == (0, 3)
    assert moved.read_text().endswith(f"{END}\n\nMine.\n")
    assert "Compare" in moved.read_text()
    assert len(names(folder)) == 3


def test_two_notes_with_one_id_are_named_and_not_touched(folder: Path) -> None:
    first = folder / names(folder)[0]
    copy = folder / "Copy.md"
    copy.write_bytes(first.read_bytes())
    before = first.read_bytes()
    report = Vault(folder).write(STARRED)
    assert report.renewed == 2
    (sentence,) = report.twice
    assert "Copy.md" in sentence
    assert first.name in sentence
    assert first.read_bytes() == copy.read_bytes() == before


def test_a_broken_note_is_named_and_left_as_it_is(folder: Path) -> None:
    path = folder / names(folder)[0]
    path.write_text(path.read_text().replace(END, ""))
    before = path.read_bytes()
    report = Vault(folder).write(STARRED)
    assert (report.new, report.renewed) == (0, 2)
    assert path.name in report.left[0]
    assert path.read_bytes() == before


def test_names_that_collide_are_numbered(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "BYRON.md").write_text("mine")
    (folder / "E\u0301.md").write_text("mine")
    Vault(folder, "{author}").write(ITEMS)
    Vault(folder, "\u00c9").write([Item(Paper(id="2507.00009", title="x"))])
    assert {"Byron (2).md", "Byron (3).md", "Byron (4).md", "\u00c9 (2).md"} < set(names(folder))
    assert (folder / "BYRON.md").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    path = folder / names(folder)[0]
    secret = outside / "secret.md"
    path.rename(secret)
    before = secret.read_bytes()
    path.symlink_to(secret)
    (folder / "away").symlink_to(outside, target_is_directory=True)
    report = Vault(folder).write(STARRED)
    assert (report.new, report.renewed) == (1, 2)
    assert secret.read_bytes() == before
    assert path.is_symlink()


def test_hidden_folders_and_other_notes_stay(folder: Path) -> None:
    (folder / ".trash").mkdir()
    first = names(folder)[0]
    (folder / first).rename(folder / ".trash" / first)
    odd = folder / "odd.md"
    odd.write_bytes(b"---\n\xff\xfe")
    assert Vault(folder).write(ITEMS).new == 1
    assert odd.read_bytes() == b"---\n\xff\xfe"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_note_that_cannot_be_read_is_named(folder: Path) -> None:
    before = names(folder)
    os.mkfifo(folder / "pipe.md")
    with pytest.raises(
        ExportError, match=r"pipe\.md could not be read \(it is a pipe, not a file\)"
    ):
        Vault(folder).write(ITEMS)
    assert names(folder) == sorted([*before, "pipe.md"])


def test_what_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="could not be written"):
        Vault(tmp_path / "file" / "vault").write(ITEMS)


@pytest.mark.slow
def test_of_a_thousand_notes_edited_and_moved_only_our_parts_change(tmp_path: Path) -> None:
    items = [
        Item(Paper(id=f"2507.{number:05}", title=f"On nets {number}"), Mark(note="Old."))
        for number in range(1, 1_001)
    ]
    Vault(tmp_path).write(items)
    (tmp_path / "moved").mkdir()
    for number, path in enumerate(sorted(tmp_path.glob("*.md"))):
        text = path.read_text(encoding="utf-8").replace(
            "\n---\n", f"\nmine: {number}\n---\nAbove.\n", 1
        )
        path.write_text(f"{text}\nBelow {number}.\n", encoding="utf-8", newline="\r\n")
        if number % 2:
            path.rename(tmp_path / "moved" / f"{number}.md")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    report = Vault(tmp_path).write([Item(item.paper, Mark(note="New.")) for item in items])
    assert (report.new, report.renewed, report.left) == (0, 1_000, [])
    for path, old in before.items():
        assert path.read_bytes() == old.replace(b"Old", b"New")
