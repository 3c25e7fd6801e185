"""One kind of database: its tables, its migrations and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from papers_tui.store.errors import StoreError

    Migration = Callable[[sqlite3.Connection], None]


class Schema(NamedTuple):
    """One kind of database: how it is known again, made, and spoken of."""

    name: str
    """Its name in sentences."""

    application_id: int
    """Written into the file's header: https://sqlite.org/fileformat.html#application_id."""

    tables: tuple[str, ...]
    """The statements that SQLite must give back as the schema; a changed byte there shows.

    Every version has them, so that an older file can be read where it cannot be written.
    """

    migrations: tuple[Migration, ...]
    """Step n leads from version n to n + 1. Each runs within the one transaction of all."""

    error: type[StoreError]
    """The error of a failed write."""

    damaged_kept: int | None
    """The number of damaged files that stay beside the new one; None keeps them all."""


def run_statements(*statements: str) -> Migration:
    """A migration that runs these statements, one after the other."""

    def migrate(db: sqlite3.Connection) -> None:
        for statement in statements:
            db.execute(statement)

    return migrate
