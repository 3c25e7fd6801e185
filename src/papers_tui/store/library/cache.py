"""The content of the file's bytes, with as little parsing as possible."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.marks import Library, Mark
from papers_tui.store.errors import LibraryError
from papers_tui.store.files import atomic
from papers_tui.store.library.text.blocks import Layout, split
from papers_tui.store.library.text.document import (
    Document,
    Piece,
    assemble,
    decode,
    library_of,
    parse,
)
from papers_tui.store.library.text.mark_tables import from_row, to_row

if TYPE_CHECKING:
    from pathlib import Path


class Contents:
    """The document read last, and the index of the last run."""

    def __init__(self, file: Path, index_file: Path) -> None:
        self._file = file
        self._index_file = index_file
        self._index: Index | None = None
        self._is_index_read = False
        self._document: tuple[str, Document] | None = None
        self._problem: tuple[str, LibraryError] | None = None

    def library(self, raw: bytes, digest: str) -> Library:
        """The library in these bytes, or LibraryBroken or LibraryTooNew."""
        known = self._indexed()
        if known and known.digest == digest and not self._is_current(digest):
            return library_of(known.marks)
        return self.document(raw, digest).library

    def document(self, raw: bytes, digest: str) -> Document:
        """The document in these bytes, or LibraryBroken or LibraryTooNew."""
        if self._problem and self._problem[0] == digest:
            raise self._problem[1].with_traceback(None)
        if self._document is None or self._document[0] != digest:
            try:
                document = self._from_index(raw, digest) or self._parsed(raw)
            except LibraryError as problem:
                self._problem = (digest, problem)
                raise
            self._document = (digest, document)
        return self._document[1]

    def adopt(self, digest: str, document: Document) -> None:
        """Take the document for what a file with that digest says."""
        self._document = (digest, document)

    def _is_current(self, digest: str) -> bool:
        """Whether the document of a file with that digest is the one read last."""
        return self._document is not None and self._document[0] == digest

    @property
    def has_index(self) -> bool:
        """Whether there is one of an earlier run, or of this one."""
        return self._indexed() is not None

    def says(self, library: Library, digest: str) -> bool:
        """Whether that is what a file with that digest says, as it was read last."""
        return self._document is not None and (
            (self._document[0], self._document[1].library) == (digest, library)
        )

    def last_indexed(self) -> Library | None:
        """The content of the file when the index was written; None without one."""
        known = self._indexed()
        return library_of(known.marks) if known else None

    def last_number(self) -> int:
        """The number of the newest own save when the index was written."""
        known = self._indexed()
        return known.number if known else 0

    def remember(self, number: int) -> None:
        """Write the index with the number of the newest own save, unless nothing has changed."""
        if self._document is None or self._document[1].is_complete:
            return
        digest, document = self._document
        known = self._indexed()
        if known is None or (known.digest, known.number) != (digest, number):
            marks = tuple((piece.id, piece.mark) for piece in document.pieces if piece.is_paper)
            self._index = Index(digest, marks, number)
            write(self._index_file, self._index)

    def _indexed(self) -> Index | None:
        if not self._is_index_read:
            self._index, self._is_index_read = read(self._index_file), True
        return self._index

    def _from_index(self, raw: bytes, digest: str) -> Document | None:
        known = self._indexed()
        if known is None or known.digest != digest:
            return None
        text, has_bom = decode(self._file, raw)
        layout = split(text)
        if not layout.is_plain or len(layout.blocks) != len(known.marks):
            return None
        return assemble(_pieces(layout, known.marks), has_bom)

    def _parsed(self, raw: bytes) -> Document:
        pieces = self._document[1].pieces if self._document else ()
        known = {piece.text: piece for piece in pieces if piece.is_paper}
        return parse(self._file, raw, known)


def _pieces(layout: Layout, marks: Marks) -> tuple[Piece, ...]:
    rest = iter(marks)
    return tuple(
        Piece(part.text, True, *next(rest)) if part.is_paper else Piece(part.text)
        for part in layout.parts
    )


_FORMAT = 2
_MARKS = "said"
"""The key of the marks in the index's file."""


Marks = tuple[tuple[str | None, Mark], ...]


class Index(NamedTuple):
    """The content of each block of a file with that digest."""

    digest: str
    marks: Marks
    number: int = 0
    """That of the newest own save then."""


def read(path: Path) -> Index | None:
    """The index, or None when there is none that can be read."""
    try:
        document = json.loads(path.read_bytes())
        if document["format"] != _FORMAT:
            return None
        marks = tuple((paper, from_row(row)) for paper, *row in document[_MARKS])
        return Index(str(document["digest"]), marks, int(document.get("number", 0)))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def write(path: Path, index: Index) -> None:
    """Keep the index; when that fails the next start takes longer."""
    document = {
        "format": _FORMAT,
        "digest": index.digest,
        "number": index.number,
        _MARKS: [[paper, *to_row(mark)] for paper, mark in index.marks],
    }
    with suppress(OSError):
        atomic.write(path, json.dumps(document, separators=(",", ":")).encode())
