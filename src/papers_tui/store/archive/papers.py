"""The papers of the archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from papers_tui.store.archive.compression import pack
from papers_tui.store.archive.paper_rows import SELECT, UPSERT, paper_row, raw_checksum, read_paper
from papers_tui.store.sqlite.errors import Damaged
from papers_tui.store.sqlite.values import batches, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from papers_tui.model.paper import Entry, Paper
    from papers_tui.store.archive.search import index_rows

_KEEP_RAW = "INSERT INTO raw (paper, json, crc) SELECT number, ?, ? FROM paper WHERE id = ?"


def load(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Paper]:
    """The papers that are there and undamaged, by id."""
    return {paper.id: paper for paper, _ in _found(db, ids)}


def count(db: sqlite3.Connection) -> int:
    """The number of papers."""
    (number,) = db.execute("SELECT count(*) FROM paper").fetchone()
    return int(number)


def save(
    db: sqlite3.Connection,
    entries: Sequence[Entry],
    fetched: datetime,
    day: date | None,
    texts: index_rows.Texts | None = None,
) -> None:
    """Add the papers, or what is newer about them; `day` joins the days they were listed on."""
    from papers_tui.store.archive.search import index  # what only reads goes without
    from papers_tui.store.archive.search.index_rows import Texts, WrittenPaper

    now = moment(fetched)
    old = {paper.id: (paper, at) for paper, at in _found(db, [e.paper.id for e in entries])}
    known = dict(old)
    newer = {key for key, (_, at) in known.items() if at > now}
    for entry in entries:
        paper = entry.paper if day is None else _listed_on(entry.paper, day)
        known[paper.id] = _merged(known.get(paper.id), paper, now)
    rows = [paper_row(*found) for found in known.values()]
    before = index.newest(db)
    db.executemany(UPSERT, rows)
    numbers = _numbers(db, dict(zip(known, (row[-1] for row in rows), strict=True)))
    raw = {entry.paper.id: entry.raw for entry in entries if entry.paper.id not in newer}
    kept = [
        WrittenPaper(numbers[key], old[key][0] if key in old else None, paper, raw.get(key, b""))
        for key, (paper, _) in known.items()
    ]
    index.keep(db, texts or Texts(), kept, before)
    _save_raw(db, [entry for entry in entries if entry.paper.id not in newer], "REPLACE")
    _save_raw(db, [entry for entry in entries if entry.paper.id in newer], "IGNORE")


def _numbers(db: sqlite3.Connection, crcs: dict[str, object]) -> dict[str, int]:
    """The numbers of what was just written; raises Damaged when its id leads to something else."""
    numbers: dict[str, int] = {}
    for some, marks in batches(list(crcs)):
        question = f"SELECT id, number, crc FROM paper WHERE id IN ({marks})"  # noqa: S608
        found = {key: (number, crc) for key, number, crc in db.execute(question, some)}
        if {key: crc for key, (_, crc) in found.items()} != {key: crcs[key] for key in some}:
            raise Damaged("was damaged")
        numbers.update((key, number) for key, (number, _) in found.items())
    return numbers


def _save_raw(db: sqlite3.Connection, entries: Iterable[Entry], conflict: str) -> None:
    statement = _KEEP_RAW.replace("INSERT", f"INSERT OR {conflict}", 1)
    packed = [(entry.paper.id, pack(entry.raw)) for entry in entries if entry.raw]
    db.executemany(statement, [(json, raw_checksum(key, json), key) for key, json in packed])


def _merged(known: tuple[Paper, int] | None, paper: Paper, fetched: int) -> tuple[Paper, int]:
    """An answer that is older than what is known only fills its gaps."""
    if known is None:
        return paper, fetched
    old, at = known
    return (paper.updated(old), at) if at > fetched else (old.updated(paper), fetched)


def _listed_on(paper: Paper, day: date) -> Paper:
    if day in paper.listed:
        return paper
    return replace(paper, listed=tuple(sorted({*paper.listed, day})))


def _found(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[tuple[Paper, int]]:
    """The undamaged ones; raises Damaged when the index leads to a paper twice, or to others."""
    for some, marks in batches(ids):
        missing = set(some)
        for row in db.execute(f"{SELECT} WHERE id IN ({marks})", some):
            if found := read_paper(row):
                if found[0].id not in missing:
                    raise Damaged("was damaged")
                missing.remove(found[0].id)
                yield found
