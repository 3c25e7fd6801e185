"""The reading list's file as it was read: every character of it, and what it says."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Library, Mark
from papers_tui.model.library.merge import unite
from papers_tui.store.errors import LibraryBroken, LibraryConflict, LibraryTooNew
from papers_tui.store.library.text.blocks import PAPER, Layout, split
from papers_tui.store.library.text.mark_tables import Table, UnreadableMark, read_table
from papers_tui.store.toml.diagnose import fault
from papers_tui.store.toml.scan import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read."""

_BARE = Mark()
_BOM = "\ufeff"
_FEW = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the file; of a paper's block also what it says."""

    text: str
    is_paper: bool = False
    id: str | None = None
    """None also when the block's id is no arXiv id: then the program leaves it alone."""

    mark: Mark = _BARE


@dataclass(frozen=True, slots=True)
class Document:
    """The file. Joined, the pieces are its text."""

    pieces: tuple[Piece, ...]
    library: Library
    has_bom: bool = False
    is_complete: bool = False
    """True when papers stand elsewhere than in blocks, so that the file is one single piece."""

    @property
    def text(self) -> str:
        return "".join([piece.text for piece in self.pieces])

    def encode(self) -> bytes:
        """The bytes of the file."""
        return ((_BOM if self.has_bom else "") + self.text).encode()


def fold(papers: Iterable[tuple[str | None, Mark]]) -> Library:
    """The library that these say; papers that are there twice are united."""
    marks: dict[str, Mark] = {}
    for paper, mark in papers:
        if paper is not None:
            marks[paper] = unite(marks[paper], mark) if paper in marks else mark
    return Library(marks)


def assemble(pieces: tuple[Piece, ...], has_bom: bool) -> Document:
    """The document of these pieces."""
    return Document(pieces, fold((piece.id, piece.mark) for piece in pieces), has_bom)


def parse(file: Path, raw: bytes, known: Mapping[str, Piece]) -> Document:
    """The document in these bytes, or LibraryBroken or LibraryTooNew.

    Blocks that are known to the letter are not parsed again.
    """
    text, has_bom = decode(file, raw)
    layout = split(text)
    if layout.is_plain:
        fresh = [block for block in layout.blocks if block not in known]
        pieces = _few(layout, fresh, known) if len(fresh) <= _FEW else None
        if pieces is not None:
            return assemble(pieces, has_bom)
    papers = _tables(file, text)
    if not (layout.is_plain and len(papers) == len(layout.blocks)):
        marks = [_read(file, text, number, paper) for number, paper in enumerate(papers)]
        return Document((Piece(text),), fold(marks), has_bom, is_complete=True)
    tables = iter(enumerate(papers))
    return assemble(
        tuple(
            Piece(part.text, True, *_read(file, text, *next(tables)))
            if part.is_paper
            else Piece(part.text)
            for part in layout.parts
        ),
        has_bom,
    )


def read_block(block: str) -> Table | None:
    """The table in a paper's block, or None when there is not exactly that in it."""
    import tomllib

    try:
        document = tomllib.loads(block)
    except (ValueError, RecursionError):
        return None
    papers = document.get(PAPER)
    if len(document) != 1 or not isinstance(papers, list) or len(papers) != 1:
        return None
    return papers[0] if isinstance(papers[0], dict) else None


def decode(file: Path, raw: bytes) -> tuple[str, bool]:
    """The text in these bytes, and whether a byte order mark stood before it."""
    if len(raw) > LARGEST:
        raise LibraryBroken(file, 1, "larger than 64 MB")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LibraryBroken(file, line, "not written in UTF-8") from error
    return text.removeprefix(_BOM), text.startswith(_BOM)


def _few(layout: Layout, fresh: list[str], known: Mapping[str, Piece]) -> tuple[Piece, ...] | None:
    """The pieces when all is well with what is not known; None when a closer look is needed."""
    import tomllib

    try:
        around = tomllib.loads(layout.surroundings)
        read = {block: _read_piece(block) for block in fresh}
    except (ValueError, RecursionError):
        return None
    if PAPER in around or _is_too_new(around):
        return None
    return tuple(
        (known.get(part.text) or read[part.text]) if part.is_paper else Piece(part.text)
        for part in layout.parts
    )


def _read_piece(block: str) -> Piece:
    table = read_block(block)
    if table is None:
        raise UnreadableMark("not one paper")
    return Piece(block, True, *read_table(table))


def _is_too_new(document: Table) -> bool:
    version = document.get("version", 1)
    return isinstance(version, int | float) and version >= 2


def _tables(file: Path, text: str) -> list[Table]:
    """The tables of all papers, parsed together."""
    import tomllib

    try:
        document = tomllib.loads(text)
    except RecursionError as error:
        raise LibraryBroken(file, 1, "arrays or tables nested too deeply") from error
    except ValueError as error:
        raise _broken(file, text, str(error)) from error
    papers = document.get(PAPER, [])
    if _is_too_new(document):
        raise LibraryTooNew(file, document["version"], _readable(papers))
    if not (isinstance(papers, list) and all(isinstance(paper, dict) for paper in papers)):
        at = re.search(r"(?m)^[ \t]*\[?[ \t]*[\"']?paper", text)
        line = line_of(text, at.start()) if at else 1
        raise LibraryBroken(file, line, "papers are written under [[paper]]")
    return papers


def _broken(file: Path, text: str, message: str) -> LibraryBroken:
    found = fault(text, message)
    if found.is_conflict:
        return LibraryConflict(file, found.line)
    return LibraryBroken(file, found.line, found.reason)


def _readable(papers: object) -> Library:
    """The papers that can be read in a format that is not known."""
    marks = []
    for paper in papers if isinstance(papers, list) else []:
        with suppress(UnreadableMark, AttributeError):
            marks.append(read_table(paper))
    return fold(marks)


def _read(file: Path, text: str, number: int, table: Table) -> tuple[str | None, Mark]:
    try:
        return read_table(table)
    except UnreadableMark as error:
        blocks = split(text).blocks
        place = text.find(blocks[number]) if number < len(blocks) else 0
        raise LibraryBroken(file, line_of(text, place), str(error)) from error
