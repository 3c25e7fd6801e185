"""Repairs of a damaged reading list by doctor; its former content goes to the backups first.

All of it raises LibraryError where it cannot be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.library.changes import AT_END, Put, Several
from papers_tui.store.errors import LibraryBusy, LibraryUnsaved
from papers_tui.store.library import backups
from papers_tui.store.library.file import replayed
from papers_tui.store.library.journal import DatedChange
from papers_tui.store.library.text.document import parse
from papers_tui.store.library.text.rewrite import edited
from papers_tui.store.library.writer import ChangedOutside, digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.changes import Change
    from papers_tui.store.errors import LibraryShrunk
    from papers_tui.store.library.file import LibraryFile, Loaded


def bring_back(file: LibraryFile, problem: LibraryShrunk) -> Loaded:
    """Put back what is missing: lines into the last block, papers at the end of the file."""
    file.accept()
    gone = {**problem.shortened, **problem.missing}
    puts = tuple(Put(paper, mark, AT_END) for paper, mark in gone.items())
    return file.apply([DatedChange(Several(puts), file.now())])


def back_up(file: LibraryFile) -> None:
    """Make a dated copy of the file as it is, if there is one."""
    try:
        if raw := file.writer.read():
            backups.take(file.writer.backups, raw, file.now())
    except OSError as error:
        raise LibraryUnsaved(file.path, error) from error


def replace(file: LibraryFile, base: bytes, change: Change | None = None) -> Loaded:
    """Put other bytes, with a change made in them, in the file's place.

    LibraryBroken when the bytes are no reading list.
    """
    document = parse(file.path, base, {})
    made = [DatedChange(change, file.now())] if change else []
    new, data, _ = edited(file.path, document, replayed(document.library, made), {})
    with file.locked():
        file.writer.tidy()
        try:
            old = file.writer.read()
            file.writer.save(old, data, digest_of(data), must_back_up=True)
        except ChangedOutside:
            raise LibraryBusy(file.path) from None
        file.adopt(old, data, new.library)
        return file.load()


def put_aside(file: LibraryFile, path: Path, name: str) -> Path:
    """Move a file to the backups, under that name and a date."""
    try:
        aside = file.writer.put_aside(name, path.read_bytes())
        path.unlink()
    except OSError as error:
        raise LibraryUnsaved(path, error) from error
    return aside
