"""An archive of made-up papers, and what queries must find in it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from papers_tui.model.query.facts import Facts
from papers_tui.model.query.match import SearchableText, finds
from papers_tui.model.query.parser import parse
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.search.ranking import Asked
from tests.support.data import synthetic

if TYPE_CHECKING:
    from papers_tui.model.paper import Paper

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
MADE = 700
QUERIES = ("the", "model of", "gl*", "-the", "upvotes:>3 m*", "day:2023-05-04", '"of the"')


@cache
def made(count: int = MADE) -> tuple[Paper, ...]:
    return tuple(synthetic.papers(count))


@cache
def sound(count: int = MADE) -> bytes:
    """The bytes of an archive with so many papers in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        archive = Archive.open(path)
        assert archive.problem == ""
        synthetic.fill(archive, count)
        archive.close()
        return path.read_bytes()


def found(archive: Archive, query: str) -> set[str]:
    search = archive.search()
    ids = search.find(Asked(parse(query), dict, dict, NOON.date())).ids
    assert search.problem == ""
    return set(ids)


def is_right(archive: Archive, some: tuple[Paper, ...] = ()) -> bool:
    """Whether every query finds what it should among the papers."""
    return all(found(archive, query) == wanted(query, some or made()) for query in QUERIES)


def wanted(query: str, papers: tuple[Paper, ...]) -> set[str]:
    return {paper.id for paper in papers if query in _queries(paper)}


@cache
def _queries(paper: Paper) -> frozenset[str]:
    """Those of the queries that must find the paper."""
    text = SearchableText(paper)
    return frozenset(one for one in QUERIES if finds(parse(one).tree, text, Facts()))


def alter(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


def as_before(path: Path) -> None:
    """Make the archive one of the version before search."""
    tables = ("words", "brief", "listed", "account")
    alter(
        path,
        *(f"DROP TABLE {name}" for name in tables),
        "DELETE FROM fact",
        "PRAGMA user_version = 1",
    )
