"""Details, full texts and publications of single papers, packed.

The tables are made with the first row that they hold, and again when they are not as they should
be, so that an archive stays one that earlier versions of the program can open.
"""

from __future__ import annotations

import json
import re
import zlib
from enum import Enum
from typing import TYPE_CHECKING

from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.paper import Publication
from papers_tui.store.archive.compression import pack, unpack
from papers_tui.store.sqlite.values import at_moment, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from papers_tui.model.paper import Entry


_LINKED = {
    kind: (
        re.compile(rb'"numTotal%ss":[1-9]' % kind.capitalize().encode()),
        re.compile(rb'"linked%ss":\[\{' % kind.capitalize().encode()),
    )
    for kind in ("model", "dataset", "space")
}
"""The parts of the hub's answer, without spaces, that show that there is one of a kind."""


class Table(Enum):
    """The tables, by their names."""

    DETAILS = "details"
    FULL_TEXT = "full_text"
    PUBLICATION = "publication"

    @property
    def made(self) -> str:
        """The statement that makes it, which SQLite must give back."""
        return f"""CREATE TABLE {self.value} (
    paper TEXT PRIMARY KEY,
    fetched INTEGER NOT NULL,
    packed BLOB NOT NULL,
    crc INTEGER NOT NULL
)"""


def load(db: sqlite3.Connection, table: Table, paper_id: str) -> tuple[bytes, datetime] | None:
    """A document and when it was fetched; None when nothing undamaged is there."""
    return _load(db, table, paper_id) if _is_there(db, table) else None


def _load(db: sqlite3.Connection, table: Table, paper_id: str) -> tuple[bytes, datetime] | None:
    question = f"SELECT paper, fetched, packed, crc FROM {table.value} WHERE paper = ?"  # noqa: S608
    row = db.execute(question, (paper_id,)).fetchone()
    if row is None or row[0] != paper_id or not isinstance(row[2], bytes):
        return None
    _, fetched, packed, crc = row
    if _crc(paper_id, fetched, packed) != crc:
        return None
    data = unpack(packed) if packed else b""
    return None if packed and not data else (data, at_moment(fetched))


def save(
    db: sqlite3.Connection, table: Table, paper_id: str, data: bytes, fetched: datetime
) -> None:
    """Keep what was fetched, unless something newer is there; empty data says that it is none."""
    if not _is_there(db, table):
        db.execute(f"DROP TABLE IF EXISTS {table.value}")
        db.execute(table.made)
    known = load(db, table, paper_id)
    if known is not None and known[1] > fetched:
        return
    at, packed = moment(fetched), pack(data) if data else b""
    row = (paper_id, at, packed, _crc(paper_id, at, packed))
    db.execute(f"REPLACE INTO {table.value} VALUES (?, ?, ?, ?)", row)  # noqa: S608


def save_publications(db: sqlite3.Connection, entries: Iterable[Entry], fetched: datetime) -> None:
    """Keep the facts from arXiv about the papers, if it was asked."""
    for entry in entries:
        if entry.publication:
            data = json.dumps(entry.publication._asdict()).encode()
            save(db, Table.PUBLICATION, entry.paper.id, data, fetched)


def publications(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Publication]:
    """The facts from arXiv about each of the papers that it was asked for."""
    if not _is_there(db, Table.PUBLICATION):
        return {}
    found = ((paper, _load(db, Table.PUBLICATION, paper)) for paper in ids)
    return {paper: _publication(kept[0]) for paper, kept in found if kept}


def _publication(raw: bytes) -> Publication:
    """The facts in this JSON, without those that only a later version of the program knows."""
    facts = json.loads(raw)
    return Publication(**{name: facts[name] for name in Publication._fields if name in facts})


def ids(db: sqlite3.Connection, table: Table) -> frozenset[str]:
    """The papers of which there is more than that there is none."""
    if not _is_there(db, table):
        return frozenset()
    question = f"SELECT paper FROM {table.value} WHERE length(packed) > 0"  # noqa: S608
    return frozenset(paper for (paper,) in db.execute(question) if exact_id(str(paper)) == paper)


def linked(db: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The kinds of repositories that are linked to each paper with details, where any is."""
    found = {}
    for paper in ids(db, Table.DETAILS):
        details = load(db, Table.DETAILS, paper)
        if details and (kinds := _linked_kinds(details[0])):
            found[paper] = kinds
    return found


def _linked_kinds(raw: bytes) -> frozenset[str]:
    """Read without parsing the answer, which is long where many repositories are linked."""
    return frozenset(
        kind for kind, (total, first) in _LINKED.items() if total.search(raw) or first.search(raw)
    )


def _is_there(db: sqlite3.Connection, table: Table) -> bool:
    question = "SELECT 1 FROM sqlite_master WHERE name = ? AND sql = ?"
    return db.execute(question, (table.value, table.made)).fetchone() is not None


def _crc(paper_id: str, fetched: object, packed: bytes) -> int:
    return zlib.crc32(packed, zlib.crc32(f"{paper_id} {fetched}".encode("utf-8", "replace")))
