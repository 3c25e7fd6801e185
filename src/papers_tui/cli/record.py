"""Papers as JSON: the same keys and types whatever is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from papers_tui.cli.rows import Row

Record = dict[str, Any]


def record(row: Row) -> Record:
    """All keys, null where nothing is known. Titles and abstracts are the source text."""
    paper, mark = row.paper, row.mark
    return {
        "id": paper.id,
        "title": paper.title or None,
        "abstract": paper.abstract or None,
        "authors": list(paper.authors),
        "published": paper.published.isoformat() if paper.published else None,
        "listed": [day.isoformat() for day in paper.listed],
        "upvotes": paper.upvotes,
        "comments": paper.comments,
        "ai_summary": paper.ai_summary or None,
        "ai_keywords": list(paper.ai_keywords),
        "organization": paper.organization or None,
        "submitted_by": paper.submitted_by or None,
        "github_repo": paper.github_repo or None,
        "github_stars": paper.github_stars,
        "project_page": paper.project_page or None,
        "media": list(paper.media),
        "links": {"hub": paper.hub_url, "arxiv": paper.arxiv_url, "pdf": paper.pdf_url},
        "starred": mark.starred,
        "tags": list(mark.tags),
        "status": str(mark.status) if mark.status else None,
        "note": mark.note or None,
        "seen": row.seen,
    }


def as_json(value: object) -> str:
    """Indented, and readable in every script: all strings are safe to print."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def array(rows: Iterable[Row]) -> Iterator[str]:
    """A JSON array, piece by piece."""
    begun = False
    for row in rows:
        yield ",\n  " if begun else "[\n  "
        yield as_json(record(row)).replace("\n", "\n  ")
        begun = True
    yield "\n]\n" if begun else "[]\n"


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(record(row), ensure_ascii=False, separators=(",", ":")) + "\n"
