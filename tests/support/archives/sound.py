"""The bytes of an archive with one day in it, for tests to damage."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import Day
from papers_tui.store.archive.archive import Archive

DAY = Day(date(2026, 8, 20))
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
IDS = [f"2501.{number:05}" for number in range(40)]


def filled() -> Listing:
    """Papers long enough to need many pages."""
    return Listing(
        tuple(
            Entry(
                Paper(
                    id=key,
                    title=f"On {key}",
                    abstract=f"Ünïted {key}. " * 90,
                    authors=("A. Author", "B. Author"),
                    upvotes=int(key[-2:]),
                ),
                b'{"id":"%s"}' % key.encode() * 9,
            )
            for key in IDS
        )
    )


@cache
def sound() -> bytes:
    """The bytes of an archive with one day in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        archive = Archive.open(path)
        archive.store(DAY, filled(), NOON)
        archive.close()
        return path.read_bytes()


ORIGINAL = {entry.paper.id: entry.paper for entry in filled().entries}


def flipped(data: bytes, at: int, bits: int) -> bytes:
    return data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :]


def first_byte(table: str) -> int:
    """The place in the sound archive, in bytes, of the root page of a table or an index."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        path.write_bytes(sound())
        db = sqlite3.connect(path)
        question = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = db.execute(question, (table,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
        db.close()
        return int(size * (page - 1))
