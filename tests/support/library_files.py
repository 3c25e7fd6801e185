"""A reading list's file for tests: its text, changes of it, its backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
from tests.support.clock import FakeClock
from tests.support.strategies.libraries import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.changes import Change

TIME = FakeClock()
A, B, C = "2501.00001", "2501.00002", "2501.00003"
ONE = f'[[paper]]\nid = "{A}"\nnote = "mine"\n'


def again(path: Path) -> LibraryFile:
    """The same file, as another run of the program sees it."""
    return LibraryFile(path, path.parents[1] / "state", lambda: NOW, clock=TIME.clock)


def made(*changes: Change) -> list[DatedChange]:
    """The changes, dated now."""
    return [DatedChange(change, NOW) for change in changes]


def many(count: int) -> str:
    """A file of so many starred papers."""
    return "\n".join(f'[[paper]]\nid = "2501.{n:05}"\nstarred = true\n' for n in range(count))


def kept(file: LibraryFile) -> list[bytes]:
    """The copies in the backups, the oldest first."""
    folder = file.path.parents[1] / "state" / "backups"
    return [path.read_bytes() for path in sorted(folder.glob("*"))] if folder.exists() else []
