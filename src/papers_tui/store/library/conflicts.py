"""Copies of the reading list that sync programs and git leave behind, and merging them in."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import AT_END, Put, Several
from papers_tui.store.errors import LibraryBroken, LibraryError, LibraryUnreadable
from papers_tui.store.files import regular
from papers_tui.store.library.journal import DatedChange
from papers_tui.store.library.repair import put_aside, replace
from papers_tui.store.library.text.document import LARGEST, decode, parse

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.marks import Library
    from papers_tui.store.library.file import LibraryFile, Loaded

_HEADER = b"[[paper]]"
_COPY_BEFORE = re.compile(r"(?:cop|kop|cóp|коп|conflict|konflikt).*\s$")
_COPY_BEHIND = re.compile(r"conflict|konflikt|conflit|\([^()]+\)$")


def find(file: Path) -> list[Path]:
    """The copies beside the file, by name: whatever is called like it and reads like it.

    Every sync program, in every language, names them in its own way.
    """
    found = []
    with suppress(OSError):
        for path in file.parent.iterdir():
            if path.name != file.name and _is_called_like(path.name.casefold(), file):
                with suppress(OSError):
                    is_other = not file.exists() or not path.samefile(file)
                    found += [path] if is_other and _is_reading_list(path) else []
    return sorted(found)


def _is_called_like(name: str, file: Path) -> bool:
    """Whether a name begins and ends like the file's, or has all of it beside words for a copy."""
    file_name = file.name.casefold()
    if name.startswith(file.stem.casefold()) and name.endswith(file.suffix.casefold()):
        return True
    before, has_it, behind = name.partition(file_name)
    return bool(has_it) and bool(_COPY_BEFORE.match(before) or _COPY_BEHIND.search(behind))


def _is_reading_list(path: Path) -> bool:
    raw = regular.read(path, LARGEST)
    try:
        return bool(parse(path, raw, {}).library)
    except LibraryError:
        return _HEADER in raw or raw.lstrip().startswith(b"[[")  # half written


def merge_copy(library: LibraryFile, copy: Path) -> Loaded:
    """Unite a copy with the reading list, and move it to the backups; or raise LibraryError."""
    try:
        theirs = parse(copy, copy.read_bytes(), {}).library
    except OSError as error:
        raise LibraryUnreadable(copy, error) from error
    loaded = library.apply([DatedChange(_united(theirs), library.now())])
    put_aside(library, copy, "conflict")
    return loaded


def merge_markers(library: LibraryFile) -> Loaded:
    """Unite the two versions that git has left in the file; or raise LibraryError.

    The file with its markers goes to the backups.
    """
    try:
        text, _ = decode(library.path, library.path.read_bytes())
    except OSError as error:
        raise LibraryUnreadable(library.path, error) from error
    ours, theirs = _sides(library.path, text)
    return replace(
        library, ours.encode(), _united(parse(library.path, theirs.encode(), {}).library)
    )


def _united(theirs: Library) -> Several:
    return Several(tuple(Put(paper, mark, AT_END) for paper, mark in theirs.items()))


def _sides(file: Path, text: str) -> tuple[str, str]:
    """The two versions between the markers, each with all that is around them.

    The common ancestor, which git writes when it is set to, is left out.
    """
    sides: list[list[str]] = [[], []]
    open_sides, opened_at = sides, 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        marker = line[:7] if line[7:8].strip() == "" else ""
        if marker == "<<<<<<<" and not opened_at:
            open_sides, opened_at = sides[:1], number
        elif marker == "|||||||" and opened_at:
            open_sides = []
        elif marker == "=======" and opened_at:
            open_sides = sides[1:]
        elif marker == ">>>>>>>" and opened_at:
            open_sides, opened_at = sides, 0
        else:
            for side in open_sides:
                side.append(line)
    if opened_at:
        raise LibraryBroken(file, opened_at, "git's conflict marker is the only one here")
    return "".join(sides[0]), "".join(sides[1])
