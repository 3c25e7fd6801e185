"""All that was ever fetched: papers by id, and the lists they were on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.order import Order
from papers_tui.model.period import Day, hub_day
from papers_tui.store.archive import lists, paper_rows, papers
from papers_tui.store.archive.tables import ARCHIVE
from papers_tui.store.sqlite.database import Database
from papers_tui.store.sqlite.values import checksum

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from papers_tui.model.paper import Entry, Listing, Paper, Publication
    from papers_tui.model.period import Period
    from papers_tui.store.archive.search.index_rows import Texts
    from papers_tui.store.archive.search.search import Search


class Stored(NamedTuple):
    """A list as it is archived."""

    period: Period
    ids: tuple[str, ...]
    fetched: datetime
    """In UTC; of a list of several pages, when the first one was fetched."""

    complete: bool
    unreadable: int


class Archive:
    """The archive in one file; it is a cache, and losing it costs nothing but time.

    Reading never raises: what cannot be read is not there, and `problem` says why. Writing
    raises ArchiveError.
    """

    def __init__(self, database: Database, texts: Texts | None = None) -> None:
        self._database = database
        self._texts = texts

    @classmethod
    def open(cls, path: Path, texts: Texts | None = None) -> Archive:
        """The archive at that place, whatever is there now; `problem` says what was wrong."""
        return cls(Database(path, ARCHIVE), texts)

    def search(self) -> Search:
        """The search of this archive."""
        from papers_tui.store.archive.search.search import (
            Search,  # with much that only a search needs
        )

        return Search(self._database, self._texts)

    @property
    def problem(self) -> str:
        """A sentence for the user, or nothing."""
        return self._database.problem

    def close(self) -> None:
        """Close the file for all threads; what is asked afterwards finds nothing."""
        self._database.close()

    def listing(self, period: Period, order: Order = Order.LISTED) -> Stored | None:
        """The archived list, its ids in that order; None when it was never fetched."""
        return self._database.ask(lambda db: _stored(db, period, order), None)

    def papers(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Those of the papers that are archived and undamaged."""
        return self._database.ask(lambda db: papers.load(db, ids), {})

    def paper(self, paper_id: str) -> Paper | None:
        """One paper, or None."""
        return self.papers((paper_id,)).get(paper_id)

    def raw(self, paper_id: str) -> bytes:
        """The JSON that the paper was last read from, or nothing."""
        return self._database.ask(lambda db: paper_rows.load_raw(db, paper_id), b"")

    def count(self) -> int:
        """The number of archived papers."""
        return self._database.ask(papers.count, 0)

    def store(self, period: Period, listing: Listing, fetched: datetime) -> Stored:
        """Keep the papers and the list, unless it would be a worse copy than the archived one.

        Gives the list that is archived now. `fetched` is an aware time.
        """
        return self._keep(
            period, listing, fetched, lambda old, new: old if old and old.outdoes(new) else new
        )

    def extend(self, period: Period, listing: Listing, fetched: datetime) -> Stored:
        """Keep a further page of a list behind the archived ones."""
        return self._keep(
            period, listing, fetched, lambda old, page: old.extended(page) if old else page
        )

    def _keep(
        self,
        period: Period,
        listing: Listing,
        fetched: datetime,
        merged: Callable[[lists.StoredList | None, lists.StoredList], lists.StoredList],
    ) -> Stored:
        """Keep the papers, and the list that `merged` makes of the archived and the new one."""

        def work(db: sqlite3.Connection) -> Stored:
            day = period.day if isinstance(period, Day) else None
            papers.save(db, listing.entries, fetched, day, self._texts)
            old = lists.load(db, period.key)
            row = merged(old, lists.StoredList.of(period.key, listing, fetched))
            if row is not old:
                lists.save(db, row)
            return _as_stored(period, row)

        return self._database.change(work)

    def add(self, entries: Iterable[Entry], fetched: datetime) -> None:
        """Keep papers that came without a list."""
        some = tuple(entries)

        def work(db: sqlite3.Connection) -> None:
            papers.save(db, some, fetched, None, self._texts)
            if any(entry.publication for entry in some):
                from papers_tui.store.archive import documents  # what lists go without

                documents.save_publications(db, some, fetched)

        self._database.change(work)

    def publications(self, ids: Sequence[str]) -> dict[str, Publication]:
        """The facts from arXiv about each of the papers, where it was asked."""
        from papers_tui.store.archive import documents

        return self._database.ask(lambda db: documents.publications(db, ids), {})

    def details(self, paper_id: str) -> tuple[bytes, datetime] | None:
        """The JSON that was stored as a paper's details, and when it was fetched."""
        from papers_tui.store.archive import documents  # what shows lists goes without

        return self._database.ask(
            lambda db: documents.load(db, documents.Table.DETAILS, paper_id), None
        )

    def store_details(self, paper_id: str, raw: bytes, fetched: datetime) -> None:
        """Keep the JSON of a paper's details, unless newer ones are there."""
        from papers_tui.store.archive import documents

        table = documents.Table.DETAILS
        self._database.change(lambda db: documents.save(db, table, paper_id, raw, fetched))

    def linked(self) -> dict[str, frozenset[str]]:
        """The kinds linked to each paper with archived details: model, dataset, space."""
        from papers_tui.store.archive import documents

        return self._database.ask(documents.linked, {})

    def full_text(self, paper_id: str) -> tuple[str, datetime] | None:
        """A paper's full text, and when it was fetched; an empty one: the hub had none then."""
        from papers_tui.store.archive import documents

        table = documents.Table.FULL_TEXT
        found = self._database.ask(lambda db: documents.load(db, table, paper_id), None)
        return found and (found[0].decode("utf-8", "replace"), found[1])

    def store_full_text(self, paper_id: str, text: str, fetched: datetime) -> None:
        """Keep a paper's full text, unless a newer one is there; an empty one says there is none.

        That never takes the place of a text.
        """
        from papers_tui.store.archive import documents

        table = documents.Table.FULL_TEXT

        def work(db: sqlite3.Connection) -> None:
            known = None if text else documents.load(db, table, paper_id)
            if not (known and known[0]):
                documents.save(db, table, paper_id, text.encode("utf-8", "replace"), fetched)

        self._database.change(work)

    def ids_with_full_text(self) -> frozenset[str]:
        """The papers whose full text is archived."""
        from papers_tui.store.archive import documents

        return self._database.ask(
            lambda db: documents.ids(db, documents.Table.FULL_TEXT), frozenset()
        )

    def days(self) -> dict[date, int]:
        """The number of papers on each archived day, oldest day first; empty days have none."""
        return self._database.ask(lists.day_sizes, {})

    def ids_by_day(self) -> list[tuple[date, str]]:
        """Every archived day with every paper on it, in order."""
        return self._database.ask(lambda db: list(lists.day_entries(db)), [])

    def is_empty_day(self, day: date) -> bool:
        """Whether the hub had no paper on that day when it was already over in New York."""

        def question(db: sqlite3.Connection) -> bool:
            row = lists.load(db, Day(day).key)
            return row is not None and row.is_empty and hub_day(row.at) > day

        return self._database.ask(question, False)

    def newest_archived_day(self, until: date) -> date | None:
        """The newest archived day with papers, no later than that one."""
        days = (day for day, size in self.days().items() if size and day <= until)
        return max(days, default=None)

    def newest_known_day(self, today: date) -> date:
        """The hub's newest day as far as this machine knows; `today` is the one it may show now."""
        known = self.newest_day()
        return known[0] if known else self.newest_archived_day(today) or today

    def newest_day(self) -> tuple[date, datetime] | None:
        """The hub's newest day when it was last asked, and the time of that."""
        return self._database.ask(_newest_day, None)

    def set_newest_day(self, day: date, asked: datetime) -> None:
        """Remember the hub's newest day; `asked` is an aware time."""
        value = f"{day.isoformat()} {asked.astimezone(UTC).isoformat()}"
        row = (_NEWEST, value, checksum((_NEWEST, value)))
        self._database.change(lambda db: db.execute("REPLACE INTO fact VALUES (?, ?, ?)", row))


_NEWEST = "newest day"


def _newest_day(db: sqlite3.Connection) -> tuple[date, datetime] | None:
    row = db.execute("SELECT * FROM fact WHERE name = ?", (_NEWEST,)).fetchone()
    if row is None or checksum(row[:2]) != row[2]:
        return None
    day, _, asked = row[1].partition(" ")
    return date.fromisoformat(day), datetime.fromisoformat(asked)


def _stored(db: sqlite3.Connection, period: Period, order: Order) -> Stored | None:
    row = lists.load(db, period.key)
    if row is None:
        return None
    ids = row.ids if order is Order.LISTED else lists.ordered(db, period.key, order)
    return _as_stored(period, row, ids)


def _as_stored(period: Period, row: lists.StoredList, ids: tuple[str, ...] | None = None) -> Stored:
    ids = row.ids if ids is None else ids
    return Stored(period, ids, row.at, row.complete, row.unreadable)
