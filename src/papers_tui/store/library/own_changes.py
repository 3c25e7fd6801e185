"""The changes that this program has made in the file, so that no older version undoes them.

A sync program, git or an editor that was opened before may put back a version that knows nothing
of a change that was acknowledged after it. Each save is noted here, as the papers that it changed
and the versions before and behind it; all programs on this machine share the notes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.model.library.marks import Library, Mark
from papers_tui.model.library.merge import merge
from papers_tui.store.files import atomic, private
from papers_tui.store.library.text.mark_tables import from_row, to_row

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path

_MOST = 200
"""Saves that are remembered; twice as many may stand in the file."""

_LARGEST = 4 * 1024 * 1024
"""Bytes of them that are read, from the end; a save that alone takes half of it is left out."""

_FIELDS = len(Mark.__dataclass_fields__)

State = Mark | None
"""The mark of a paper; None when it is not in the list."""


class Save(NamedTuple):
    """One save of the program, or a loss that its user has agreed to."""

    number: int
    """One more than that of the save before."""

    old: str
    """The digest of the file before."""

    new: str
    """That of the file after it."""

    papers: Mapping[str, tuple[State, State]]
    """The marks before and after it of each paper that it changed."""

    is_own: bool = True
    """False for papers that somebody took out of the file by hand."""


class Reconciled(NamedTuple):
    """A version of the file with the changes that it does not know."""

    library: Library
    is_known: bool
    """Whether the file is to the letter a version that was there before."""


class OwnChanges:
    """The saves, the oldest first, in a file of one line each.

    Whoever adds one holds the lock of the reading list. What cannot be written or read is left
    out: the reading list itself is saved all the same.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._signature: tuple[int, int, int] | None = None
        self._saves: list[Save] = []
        self._is_cut = False
        """Whether the last line has no end, as where a run was killed."""

    @property
    def last(self) -> int:
        """The number of the newest save; 0 when there is none."""
        saves = self._read()
        return saves[-1].number if saves else 0

    def note(self, old: str, new: str, before: Library, believed: Library, after: Library) -> None:
        """Note a save: the marks in the file before it, those in force then, and those after it."""
        papers = {
            paper: (believed.get(paper), after.get(paper)) for paper in believed.differing(after)
        }
        papers |= {
            paper: (before.get(paper), after.get(paper)) for paper in before.differing(after)
        }
        if papers:
            self._add(Save(self.last + 1, old, new, papers))

    def agree(self, digest: str, lost: Library) -> None:
        """Note that somebody took these papers out by hand; with a digest, that a user has taken
        the file that has it as it is."""
        papers = {paper: (mark, None) for paper, mark in lost.items()}
        self._add(Save(self.last + 1, digest, digest, papers, is_own=False))

    def _add(self, save: Save) -> None:
        saves, line = self._read(), _to_line(save)
        if len(line) > _LARGEST // 2:
            return
        with suppress(OSError):
            private.make_folder(self._path.parent)
            is_full = len(saves) >= 2 * _MOST or self._size() + len(line) > _LARGEST
            if is_full and save.is_own:
                lines = _newest([*map(_to_line, saves[-_MOST:]), line], _LARGEST // 2)
                atomic.write(self._path, "".join(lines).encode())
            else:
                line = f"\n{line}" if self._is_cut else line
                private.append_text(self._path, line)
                self._adopt(save, len(line))

    def _adopt(self, save: Save, size: int) -> None:
        """Know a save of so many bytes that was just added, unless others were added as well."""
        found = self._path.stat()
        before = self._signature[1] if self._signature else 0
        if found.st_size == before + size <= _LARGEST:
            self._saves, self._signature = [*self._saves, save], _signature(found)
            self._is_cut = False

    def _size(self) -> int:
        """The bytes of the file; 0 without one."""
        return self._path.stat().st_size if self._path.exists() else 0

    def reconciled(self, library: Library, digest: str) -> Reconciled:
        """Somebody else's version, with the own changes made after the one they started from.

        When the file is no version that was there, that is the one that it differs from least.
        """
        saves = self._read()
        known = _place(saves, digest)
        own = [save for save in saves[known or 0 :] if save.is_own]
        missed = own[_nearest(own, library) :] if known is None else own
        base, ours = dict[str, State](), dict[str, State]()
        for save in missed:
            for paper, (before, after) in save.papers.items():
                base.setdefault(paper, before)
                ours[paper] = after
        merged = merge(_library(base), _library(ours), _among(library, base))
        if merged == _among(library, base):
            return Reconciled(library, known is not None)
        marks = {paper: mark for paper, mark in library.items() if paper not in base}
        order = dict.fromkeys((*library, *merged))
        both = {**marks, **merged}
        return Reconciled(
            Library((paper, both[paper]) for paper in order if paper in both), known is not None
        )

    def over(self, library: Library, number: int) -> Library:
        """A library of that time, with what was saved since."""
        newer = [save for save in self._read() if save.number > number]
        if not newer:
            return library
        marks: dict[str, Mark] = dict(library)
        for save in newer:
            for paper, (_, after) in save.papers.items():
                if after is None:
                    marks.pop(paper, None)
                else:
                    marks[paper] = after
        return Library(marks)

    def states(self, paper: str) -> list[State]:
        """The marks of the paper before and after each save that changed it."""
        return [state for save in self._read() for state in save.papers.get(paper, ())]

    def is_agreed(self, digest: str, number: int) -> bool:
        """Whether after that save a user has taken the file with that digest as it is."""
        return any(
            not save.is_own and save.new == digest and save.number > number for save in self._read()
        )

    def removed_since(self, number: int) -> set[str]:
        """The papers that were taken out by name after that save."""
        states = {
            paper: after
            for save in self._read()
            if save.number > number
            for paper, (_, after) in save.papers.items()
        }
        return {paper for paper, after in states.items() if after is None}

    def _read(self) -> list[Save]:
        try:
            found = self._path.stat()
            if self._signature != _signature(found):
                with self._path.open("rb") as file:
                    file.seek(max(0, found.st_size - _LARGEST))
                    data = file.read()
                self._saves = [save for line in data.splitlines() if (save := _from_line(line))]
                self._signature, self._is_cut = _signature(found), data[-1:] not in (b"", b"\n")
        except OSError:
            self._saves, self._signature, self._is_cut = [], None, False
        return self._saves


def _signature(found: os.stat_result) -> tuple[int, int, int]:
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _newest(lines: list[str], most: int) -> list[str]:
    """The last of these lines that together have no more than so many characters."""
    sizes = accumulate(map(len, reversed(lines)))
    return lines[len(lines) - sum(1 for size in sizes if size <= most) :]


def _place(saves: list[Save], digest: str) -> int | None:
    """The number of the saves that a version with that digest has; None when it is not known."""
    for place in range(len(saves), 0, -1):
        if saves[place - 1].new == digest:
            return place
        if saves[place - 1].old == digest:
            return place - 1
    return None


def _nearest(saves: list[Save], library: Library) -> int:
    """The number of the saves that the library seems to have, by the papers that they changed.

    Where two numbers fit equally well the larger one is taken.
    """
    states = {paper: after for save in saves for paper, (_, after) in save.papers.items()}
    distance = sum(_difference(state, library.get(paper)) for paper, state in states.items())
    best, nearest = distance, len(saves)
    for place in range(len(saves) - 1, -1, -1):
        for paper, (before, _) in saves[place].papers.items():
            theirs = library.get(paper)
            distance += _difference(before, theirs) - _difference(states[paper], theirs)
            states[paper] = before
        if distance < best:
            best, nearest = distance, place
    return nearest


def _difference(one: State, other: State) -> int:
    """In how many fields two marks differ."""
    if one == other:
        return 0
    if one is None or other is None:
        return _FIELDS
    return sum(a != b for a, b in zip(astuple(one), astuple(other), strict=True))


def _library(states: Mapping[str, State]) -> Library:
    return Library((paper, mark) for paper, mark in states.items() if mark is not None)


def _among(library: Library, papers: Mapping[str, State]) -> Library:
    return Library((paper, library[paper]) for paper in papers if paper in library)


def _to_line(save: Save) -> str:
    papers = {paper: [_row(one) for one in states] for paper, states in save.papers.items()}
    entry = [save.number, save.old, save.new, save.is_own, papers]
    return json.dumps(entry, separators=(",", ":")) + "\n"


def _from_line(line: bytes) -> Save | None:
    with suppress(ValueError, TypeError, LookupError, AttributeError, RecursionError):
        number, old, new, is_own, papers = json.loads(line)
        states = {paper: (_state(rows[0]), _state(rows[1])) for paper, rows in papers.items()}
        return Save(int(number), str(old), str(new), states, is_own is True)
    return None


def _row(state: State) -> list[object] | None:
    return None if state is None else to_row(state)


def _state(row: list[Any] | None) -> State:
    return None if row is None else from_row(row)
