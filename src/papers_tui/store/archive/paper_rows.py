"""Papers as rows of the archive, and back."""

from __future__ import annotations

import zlib
from datetime import date
from typing import TYPE_CHECKING

from papers_tui.model.order import title_key
from papers_tui.model.paper import Paper
from papers_tui.store.archive.compression import unpack
from papers_tui.store.sqlite.values import checksum

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from typing import Any

Value = str | int | None

COLUMNS = (
    "id",
    "fetched",
    "upvotes",
    "comments",
    "github_stars",
    "author_count",
    "published",
    "withdrawn",
    "listed",
    "title_key",
    "title",
    "organization",
    "submitted_by",
    "submitter_name",
    "github_repo",
    "project_page",
    "authors",
    "ai_summary",
    "ai_keywords",
    "media",
    "abstract",
)
"""The columns that the checksum of a row covers, in this order."""

SELECT = f"SELECT {', '.join(COLUMNS)}, crc FROM paper"  # noqa: S608 - our own names
UPSERT = (
    f"INSERT INTO paper ({', '.join(COLUMNS)}, crc)"  # noqa: S608 - our own names
    f" VALUES ({'?, ' * len(COLUMNS)}?) ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS, "crc"))
)

_PART = "\x1f"  # a control code, which no cleaned text holds
_GREATEST = 2**63 - 1  # of an integer in SQLite


def load_raw(db: sqlite3.Connection, paper_id: str) -> bytes:
    """The JSON of a paper; nothing when it is not there or damaged."""
    row = db.execute(
        "SELECT json, raw.crc FROM raw JOIN paper ON number = raw.paper WHERE id = ?", (paper_id,)
    ).fetchone()
    if row is None or not isinstance(row[0], bytes) or raw_checksum(paper_id, row[0]) != row[1]:
        return b""
    return unpack(row[0])


def raw_checksum(paper_id: str, packed: bytes) -> int:
    """A checksum of the JSON; it covers the id, so that rows are not mixed up."""
    return zlib.crc32(packed, zlib.crc32(paper_id.encode()))


def paper_row(paper: Paper, fetched: int) -> tuple[Value, ...]:
    """The values of `COLUMNS` and their checksum."""
    row = (
        paper.id,
        fetched,
        clipped(paper.upvotes),
        clipped(paper.comments),
        clipped(paper.github_stars),
        len(paper.authors),
        _iso(paper.published),
        _iso(paper.withdrawn),
        " ".join(day.isoformat() for day in paper.listed),
        title_key(paper.title),
        paper.title,
        paper.organization,
        paper.submitted_by,
        paper.submitter_name,
        paper.github_repo,
        paper.project_page,
        _PART.join(paper.authors),
        paper.ai_summary,
        _PART.join(paper.ai_keywords),
        _PART.join(paper.media),
        paper.abstract,
    )
    return (*row, checksum(row))


def read_paper(row: Sequence[Any]) -> tuple[Paper, int] | None:
    """The paper and when it was fetched; None when the row is not what was written."""
    *values, crc = row
    if checksum(values) != crc:
        return None
    named = dict(zip(COLUMNS, values, strict=True))
    paper = Paper(
        id=named["id"],
        title=named["title"],
        abstract=named["abstract"],
        authors=_parts(named["authors"]),
        published=_day(named["published"]),
        listed=tuple(map(date.fromisoformat, named["listed"].split())),
        upvotes=named["upvotes"],
        comments=named["comments"],
        ai_summary=named["ai_summary"],
        ai_keywords=_parts(named["ai_keywords"]),
        organization=named["organization"],
        submitted_by=named["submitted_by"],
        submitter_name=named["submitter_name"],
        github_repo=named["github_repo"],
        github_stars=named["github_stars"],
        project_page=named["project_page"],
        media=_parts(named["media"]),
        withdrawn=_day(named["withdrawn"]),
    )
    return paper, named["fetched"]


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _parts(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_PART)) if joined else ()


def clipped(number: int | None) -> int | None:
    """The count as far as SQLite holds it."""
    return number if number is None else max(-_GREATEST, min(number, _GREATEST))
