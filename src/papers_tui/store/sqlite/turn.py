"""A lock by which one run waits for another: an empty database's, freed when its holder ends."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from papers_tui.store.files import private
from papers_tui.store.sqlite.errors import is_busy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class TurnTaken(Exception):
    """Another program has the turn and does not end it."""


@contextmanager
def turn(lock: Path, patience: float) -> Iterator[None]:
    """Hold the turn, or raise TurnTaken after so many seconds.

    SQLite is loaded already where this is used, which a library for locks is not. Where the
    lock cannot be made or is damaged, as on some network drives, the block runs without it.
    """
    try:
        private.make_folder(lock.parent)
        private.make_file(lock)
        db = sqlite3.connect(lock, timeout=patience, isolation_level=None)
    except (OSError, sqlite3.Error):
        yield
        return
    with closing(db):
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if is_busy(error):
                raise TurnTaken from error
        yield
