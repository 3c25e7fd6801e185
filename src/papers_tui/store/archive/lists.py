"""The lists of the archive: which papers, in which order, and when they were asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.order import Order, title_key
from papers_tui.store.sqlite.values import at_moment, checksum, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from papers_tui.model.paper import Listing

_DAY = "day:"
_SELECT = "SELECT number, key, fetched, complete, unreadable, size, ids_crc, crc FROM list"
_DAYS = f"{_SELECT} WHERE key >= 'day:' AND key < 'day;' ORDER BY key"
_IDS = "SELECT paper FROM entry WHERE list = ? ORDER BY position"
_ORDERS = {
    Order.LISTED: "position",
    Order.UPVOTES: "upvotes DESC, position",
    Order.COMMENTS: "comments DESC, position",
    Order.STARS: "github_stars DESC, position",
    Order.TITLE: "title_key IS NULL, position",
}
"""NULL sorts below every count, so that unknown ones come last. Titles are sorted here."""


class StoredList(NamedTuple):
    """One list."""

    key: str
    fetched: int
    complete: bool
    unreadable: int
    ids: tuple[str, ...]

    @classmethod
    def of(cls, key: str, listing: Listing, fetched: datetime) -> StoredList:
        """The list as the hub answered it; a paper that it names twice is on it once."""
        ids = dict.fromkeys(entry.paper.id for entry in listing.entries)
        return cls(key, moment(fetched), listing.complete, listing.unreadable, tuple(ids))

    @property
    def at(self) -> datetime:
        return at_moment(self.fetched)

    @property
    def is_empty(self) -> bool:
        """Whether the hub reported no papers; unreadable ones count as papers."""
        return not self.ids and not self.unreadable and self.complete

    def outdoes(self, new: StoredList) -> bool:
        """Whether this copy is better than a new one: later, or the new one lacks papers."""
        if new.fetched < self.fetched or (self.ids and not new.ids):
            return True
        return new.unreadable > 0 and len(new.ids) < len(self.ids)

    def extended(self, page: StoredList) -> StoredList:
        """The list with a further page behind it; it stays as old as its first page."""
        return self._replace(
            complete=page.complete,
            unreadable=self.unreadable + page.unreadable,
            ids=tuple(dict.fromkeys((*self.ids, *page.ids))),
        )


def load(db: sqlite3.Connection, key: str) -> StoredList | None:
    """The list with that key; None when it is not there or damaged."""
    row = db.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
    if row is None or not _is_intact(row):
        return None
    number, key, fetched, complete, unreadable, _, ids_crc, _ = row
    ids = tuple(paper for (paper,) in db.execute(_IDS, (number,)))
    if checksum(ids) != ids_crc:
        return None
    return StoredList(key, fetched, bool(complete), unreadable, ids)


def ordered(db: sqlite3.Connection, key: str, order: Order) -> tuple[str, ...]:
    """The ids of an archived list in another order; papers that are lost come last."""
    rows = db.execute(
        "SELECT entry.paper, title_key FROM list JOIN entry ON list = list.number"  # noqa: S608
        f" LEFT JOIN paper ON id = entry.paper WHERE key = ? ORDER BY {_ORDERS[order]}",
        (key,),
    ).fetchall()
    if order is Order.TITLE:
        rows.sort(key=lambda row: (row[1] is None, title_key(row[1] or "")))
    return tuple(paper for paper, _ in rows)


def save(db: sqlite3.Connection, row: StoredList) -> None:
    """Put the list in the place of the one with its key."""
    counts = (row.unreadable, len(row.ids), checksum(row.ids))
    values = (row.key, row.fetched, int(row.complete), *counts)
    db.execute("DELETE FROM entry WHERE list = (SELECT number FROM list WHERE key = ?)", (row.key,))
    (number,) = db.execute(
        "REPLACE INTO list (number, key, fetched, complete, unreadable, size, ids_crc, crc)"
        " VALUES ((SELECT number FROM list WHERE key = ?), ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (row.key, *values, checksum(values)),
    ).fetchone()
    db.executemany(
        "REPLACE INTO entry VALUES (?, ?, ?)",
        [(number, position, paper) for position, paper in enumerate(row.ids)],
    )


def day_sizes(db: sqlite3.Connection) -> dict[date, int]:
    """The number of papers on each archived day, oldest day first."""
    return {_day(row[1]): row[5] for row in db.execute(_DAYS) if _is_intact(row)}


def day_entries(db: sqlite3.Connection) -> Iterator[tuple[date, str]]:
    """The papers of the archived days, oldest day first, in the order of the lists."""
    for row in db.execute(_DAYS).fetchall():
        if _is_intact(row):
            day, ids = _day(row[1]), [paper for (paper,) in db.execute(_IDS, (row[0],))]
            if checksum(ids) == row[6]:
                yield from ((day, paper) for paper in ids)


def _is_intact(row: tuple[object, ...]) -> bool:
    _, *values, crc = row
    return checksum(values) == crc


def _day(key: str) -> date:
    return date.fromisoformat(key.removeprefix(_DAY))
