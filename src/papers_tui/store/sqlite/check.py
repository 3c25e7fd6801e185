"""Databases looked through without changing them, and put aside when that is asked for."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from papers_tui.store.files.regular import instead
from papers_tui.store.sqlite import opening
from papers_tui.store.sqlite.errors import FAILURES, Damaged
from papers_tui.store.sqlite.quarantine import identity

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.store.sqlite.schema import Schema


def fault(path: Path, schema: Schema) -> Exception | None:
    """The fault of a database in the words of SQLite or the system; None also without a file.

    All of it is read. One of an earlier version is in order: opening it brings it up to date.
    """
    try:
        if path.exists():
            _look_through(path, schema)
    except (OSError, *FAILURES) as error:
        return error
    return None


def start_again(path: Path, schema: Schema, error: Exception) -> str:
    """Set the file aside and begin a new one; says where it is, or raises the schema's error."""
    place, db = opening.start_again(path, schema, identity(path), error)
    db.close()
    if place.in_memory:
        raise schema.error(place.problem)
    return place.problem


def _look_through(path: Path, schema: Schema) -> None:
    if other := instead(path):
        raise Damaged(f"is {other}")
    place = opening.Location(opening.uri(path, "mode=ro"), writable=False)
    with closing(opening.connect(place)) as db:
        if opening.version_of(db, schema) == len(schema.migrations):
            opening.check(db, schema)
        (found,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise Damaged("is damaged")
