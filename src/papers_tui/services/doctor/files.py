"""Checks of the program's files, and their repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.services.doctor.checks import Check, Health
from papers_tui.store.errors import (
    LibraryBroken,
    LibraryBusy,
    LibraryConflict,
    LibraryError,
    LibraryShrunk,
    LibraryTooNew,
    LibraryUnreadable,
)
from papers_tui.store.library import conflicts, repair
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from papers_tui.model.library.marks import Library
    from papers_tui.store.library.backups import Backup
    from papers_tui.store.library.file import LibraryFile
    from papers_tui.store.paths import Paths
    from papers_tui.store.sqlite.schema import Schema


def library_checks(file: LibraryFile) -> Iterator[Check]:
    """All about the reading list, each looked at when it is asked for."""
    yield _content(file)
    for problem in file.unusable():
        yield Check(file.path.name, Health.WARNING, f"{file.path}, {problem}")
    for copy in conflicts.find(file.path):
        yield _copy(file, copy)
    yield _journal(file)
    yield _backups(file)
    yield _lock(file)


def database_checks(paths: Paths) -> Iterator[Check]:
    """The archive, and what was seen; all of both is read."""
    from papers_tui.store.archive.tables import ARCHIVE
    from papers_tui.store.state import STATE

    yield _database(paths.archive, ARCHIVE, "sync fills it again")
    yield _database(paths.state, STATE, "all papers are unseen then")


def restore(file: LibraryFile, until: datetime) -> Backup | None:
    """Bring back the newest backup that is no newer than that moment; None when there is none.

    What the file is now goes to the backups first, and what waits in the journal is done again.
    Raises LibraryError.
    """
    backup = next((one for one in file.backups() if one.when <= until), None)
    if backup is None:
        return None
    try:
        base = backup.path.read_bytes()
    except OSError as error:
        raise LibraryUnreadable(backup.path, error) from error
    repair.back_up(file)
    try:
        repair.replace(file, base)
    except LibraryBroken as problem:
        raise LibraryBroken(backup.path, problem.line, problem.reason) from problem
    file.apply()
    file.remember()
    return backup


def accept(file: LibraryFile) -> bool:
    """Take the file as it is although papers are missing; whether any were."""
    is_shrunk = isinstance(file.load().problem, LibraryShrunk)
    if is_shrunk:
        file.accept()
        file.apply()
        file.remember()
    return is_shrunk


def _database(path: Path, schema: Schema, means: str) -> Check:
    from papers_tui.store.sqlite import check
    from papers_tui.store.sqlite.errors import Damaged, needs_new_file, why

    error = check.fault(path, schema)
    if error is None:
        there = f"the {schema.name} is in order" if path.exists() else "there is none yet"
        return Check(path.name, Health.OK, there)
    if not needs_new_file(error):
        return Check(path.name, Health.WARNING, f"{path} could not be read: {why(error)}")
    return Check(
        path.name,
        Health.DAMAGED,
        f"{path} {error}" if isinstance(error, Damaged) else f"{path}: {why(error)}",
        repair=f"set it aside and begin a new one; {means}",
        fix=lambda: check.start_again(path, schema, error),
    )


def _content(file: LibraryFile) -> Check:
    name = file.path.name
    loaded = file.settled()
    if loaded.problem is not None:
        return _trouble(name, file, loaded.problem)
    if not file.path.exists():
        return Check(name, Health.OK, f"there is none yet; its place is {file.path}")
    if losses := file.take_losses():
        file.remember()
        named = tuple(line for loss in losses for line in _named(loss.papers))
        return Check(name, Health.WARNING, "; ".join(loss.sentence for loss in losses), named)
    papers = len(loaded.library)
    return Check(name, Health.OK, f"{counted(papers, 'paper')} in {file.path}")


def _trouble(name: str, file: LibraryFile, problem: LibraryError) -> Check:
    match problem:
        case LibraryConflict():
            return Check(
                name,
                Health.DAMAGED,
                f"{file.path}, line {problem.line}: git left both versions of a conflict",
                repair="unite both versions, and keep the file as it is among the backups",
                fix=lambda: _merge_markers(file),
            )
        case LibraryShrunk():
            return Check(
                name,
                Health.DAMAGED,
                f"{_papers_are(problem)} gone that no command took out; if that is "
                "as it should be, papers-tui doctor --accept takes the file as it is",
                _named(problem.missing or problem.shortened),
                repair="bring them back",
                fix=lambda: _bring_back(file, problem),
            )
        case LibraryTooNew() | LibraryBusy():
            return Check(name, Health.WARNING, str(problem))
        case LibraryBroken():
            way_out = "repair that line by hand, or bring a backup back by doctor --restore DATE"
            return Check(name, Health.DAMAGED, f"{problem}; {way_out}")
        case _:
            return Check(name, Health.DAMAGED, str(problem))


def _named(library: Library) -> tuple[str, ...]:
    return tuple(f"{paper}  {mark.title}".rstrip() for paper, mark in library.items())


def _copy(file: LibraryFile, copy: Path) -> Check:
    return Check(
        copy.name,
        Health.WARNING,
        "a copy of the reading list that a sync program left",
        repair="unite it with the reading list, and move it to the backups",
        fix=lambda: _merge_copy(file, copy),
    )


def _journal(file: LibraryFile) -> Check:
    waiting = file.waiting()
    if not waiting:
        return Check("journal", Health.OK, "no change waits")
    message = counted(waiting, "change waits", "changes wait")
    return Check(
        "journal",
        Health.WARNING,
        f"{message} to be made in the reading list once it is in order",
        repair="make them, when the reading list is in order",
        fix=lambda: _apply(file),
    )


def _backups(file: LibraryFile) -> Check:
    copies = file.backups()
    if not copies:
        return Check("backups", Health.OK, "none yet; the first is made before the next change")
    many = counted(len(copies), "copy", "copies")
    return Check(
        "backups",
        Health.OK,
        f"{many} in {file.backup_folder}, the newest of {copies[0].stamp}",
        tuple(dict.fromkeys(copy.stamp for copy in copies)),
    )


def _lock(file: LibraryFile) -> Check:
    if file.is_being_written():
        return Check("lock", Health.WARNING, "another program is writing the reading list now")
    return Check("lock", Health.OK, "free")


def _merge_markers(file: LibraryFile) -> str:
    merged = conflicts.merge_markers(file)
    file.remember()
    return f"both versions are united, with {counted(len(merged.library), 'paper')} in all"


def _merge_copy(file: LibraryFile, copy: Path) -> str:
    if problem := file.load().problem:
        raise problem  # else the copy would go into the journal, and once more each time
    merged = conflicts.merge_copy(file, copy)
    file.remember()
    return f"united with the reading list, which has {counted(len(merged.library), 'paper')} now"


def _papers_are(problem: LibraryShrunk) -> str:
    if not problem.missing:
        return "the last lines are"
    return counted(len(problem.missing), "paper is", "papers are")


def _bring_back(file: LibraryFile, problem: LibraryShrunk) -> str:
    repair.bring_back(file, problem)
    file.remember()
    if not problem.missing:
        return "the last paper is as it was"
    return f"{_papers_are(problem)} back, at the end of the file"


def _apply(file: LibraryFile) -> str:
    file.apply()
    file.remember()
    return "all of it is in the reading list now"
