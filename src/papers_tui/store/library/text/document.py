"""The reading list's file as it was read: every character of it, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.marks import Library, Mark
from papers_tui.model.library.merge import unite
from papers_tui.store.errors import LibraryBroken, LibraryConflict, LibraryTooNew
from papers_tui.store.library.text.blocks import PAPER, Layout, split
from papers_tui.store.library.text.mark_tables import Table, read_table
from papers_tui.store.toml.diagnose import fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read."""

_BARE = Mark()
_BOM = "\ufeff"
_FEW = 200
_GREATEST_VERSION = 10**6
"""The greatest version that is named to the user; a number can be too long to be written."""


class Piece(NamedTuple):
    """A part of the file; of a paper's block also what it says."""

    text: str
    is_paper: bool = False
    id: str | None = None
    """None also when the block's id is no arXiv id: then the program leaves it alone."""

    mark: Mark = _BARE


class Document(NamedTuple):
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


def library_of(papers: Iterable[tuple[str | None, Mark]]) -> Library:
    """The library that these say; papers that are there twice are united."""
    marks: dict[str, Mark] = {}
    for paper, mark in papers:
        if paper is not None:
            marks[paper] = unite(marks[paper], mark) if paper in marks else mark
    return Library(marks)


def assemble(pieces: tuple[Piece, ...], has_bom: bool) -> Document:
    """The document of these pieces."""
    return Document(pieces, library_of((piece.id, piece.mark) for piece in pieces), has_bom)


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
    document = _document(file, text)
    papers = papers_in(document)
    is_in_blocks = len(papers) == len(layout.blocks) and bool(papers) == (PAPER in document)
    if not (layout.is_plain and is_in_blocks):
        return Document(
            (Piece(text),), library_of(map(read_table, papers)), has_bom, is_complete=True
        )
    tables = iter(papers)
    return assemble(
        tuple(
            Piece(part.text, True, *read_table(next(tables))) if part.is_paper else Piece(part.text)
            for part in layout.parts
        ),
        has_bom,
    )


def papers_in(document: Table) -> list[object]:
    """The papers of a parsed file: tables, and whatever else stands in the place of one."""
    papers = document.get(PAPER, [])
    return papers if isinstance(papers, list) else [papers]


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
        raise ValueError("not one paper")
    return Piece(block, True, *read_table(table))


def _is_too_new(document: Table) -> bool:
    version = document.get("version", 1)
    return isinstance(version, int | float) and version >= 2


def _document(file: Path, text: str) -> Table:
    """The file, parsed in one; or LibraryBroken or LibraryTooNew."""
    import tomllib

    try:
        document = tomllib.loads(text)
    except RecursionError as error:
        raise LibraryBroken(file, 1, "arrays or tables nested too deeply") from error
    except ValueError as error:
        raise _broken(file, text, str(error)) from error
    if _is_too_new(document):
        papers = library_of(map(read_table, papers_in(document)))
        raise LibraryTooNew(file, min(document["version"], _GREATEST_VERSION), papers)
    return document


def _broken(file: Path, text: str, message: str) -> LibraryBroken:
    found = fault(text, message)
    if found.is_conflict:
        return LibraryConflict(file, found.line)
    return LibraryBroken(file, found.line, found.reason)
