"""Notes on papers in a folder of Obsidian or Logseq, of which the user's own parts stay."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.export.vault import BrokenNote, id_of, new_note, renewed
from papers_tui.model.settings import VAULT_NAME
from papers_tui.services.exchange.export import ExportError
from papers_tui.services.pdf_names import filled, flat
from papers_tui.store.errors import why_unwritten
from papers_tui.store.files import atomic, regular
from papers_tui.text.clean import harmless
from papers_tui.text.filenames import clipped, no_device, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.export.item import Item
    from papers_tui.model.paper import Paper

_SUFFIX = ".md"
_ROOM = 180
_LARGEST = 2**24
_LINKED = str.maketrans({"[": "(", "]": ")", "#": "", "^": "", "|": "-"})
"""Characters that a name in a link of Obsidian cannot have."""


@dataclass(slots=True)
class Report:
    """Counts and sentences on the notes."""

    new: int = 0
    renewed: int = 0
    unchanged: int = 0
    left: list[str] = field(default_factory=list)
    """The reasons why notes were left as they are, as sentences with their names."""

    twice: list[str] = field(default_factory=list)
    """The same of papers with several notes, none of which was touched."""


class Vault:
    """The notes in one folder and below it; links are not followed, hidden folders left out."""

    def __init__(self, folder: Path, pattern: str = VAULT_NAME) -> None:
        self._folder, self._pattern = folder, pattern
        self._taken = set[str]()

    def write(self, items: Sequence[Item]) -> Report:
        """Write a note for each paper, or renew the one it has; raises ExportError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return self._write(items)
        except OSError as error:
            name = harmless(str(error.filename or self._folder))
            raise ExportError(f"{name} could not be written: {why_unwritten(error)}") from error

    def _write(self, items: Sequence[Item]) -> Report:
        report = Report()
        self._taken = {_folded(name) for name in os.listdir(self._folder)}  # noqa: PTH208
        notes = list(self._notes())
        several = _duplicates([(paper, self._shown(path)) for paper, path in notes])
        there = dict(notes)
        for item in items:
            paper = item.paper.id
            if paper in several:
                names = " and ".join(several[paper])
                report.twice.append(f"{paper} has several notes: {names}; keep one of them")
            elif paper in there:
                self._renew(there[paper], item, report)
            else:
                path = self._folder / self._free_name(item.paper)
                atomic.write(path, new_note(item).encode("utf-8"))
                report.new += 1
        return report

    def _renew(self, path: Path, item: Item, report: Report) -> None:
        before = _read(path)
        try:
            after = renewed(before, item)
        except BrokenNote as reason:
            report.left.append(f"{self._shown(path)} is left as it is: {reason}")
            return
        if after == before:
            report.unchanged += 1
            return
        atomic.write(path, after.encode("utf-8", "surrogateescape"))
        report.renewed += 1

    def _notes(self) -> Iterator[tuple[str, Path]]:
        """The notes that name a paper, with its id, in the order of their paths."""
        for folder, folders, names in os.walk(self._folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder) / name
                if not name.lower().endswith(_SUFFIX) or path.is_symlink():
                    continue
                if path.stat().st_size <= _LARGEST and (paper := id_of(_read(path))):
                    yield paper, path

    def _shown(self, path: Path) -> str:
        return harmless(str(path.relative_to(self._folder)))

    def _free_name(self, paper: Paper) -> str:
        """A name that no file has, not even one that differs by case or by accents' form."""
        stem = clipped(plain(filled(self._pattern.removesuffix(_SUFFIX), paper)), _ROOM)
        stem = clipped(plain(stem.translate(_LINKED)), _ROOM) or flat(paper.id)
        name, number = no_device(stem) + _SUFFIX, 1
        while _folded(name) in self._taken:
            number += 1
            name = f"{no_device(stem)} ({number}){_SUFFIX}"
        self._taken.add(_folded(name))
        return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _read(path: Path) -> str:
    """The text of a note; bytes that are no UTF-8 come back as they were. Raises ExportError."""
    try:
        return regular.read(path).decode("utf-8", "surrogateescape")
    except OSError as error:
        raise ExportError(
            f"{harmless(str(path))} could not be read ({error.strerror}); make it readable, or move"
            " it out of the folder."
        ) from error


def _duplicates(ids: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The names of the notes on papers that have several, by id."""
    names: dict[str, list[str]] = {}
    for paper, name in ids:
        names.setdefault(paper, []).append(name)
    return {paper: several for paper, several in names.items() if len(several) > 1}
