"""Papers as JSON objects, which other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papers_tui.export.item import DEFAULTS, Item, Options
from papers_tui.model.library.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.paper import Paper

_NOTHING = Mark()


def record(
    paper: Paper, mark: Mark | None = None, seen: bool = False, watches: Sequence[str] = ()
) -> dict[str, Any]:
    """The paper as a JSON object whose keys are always all there, null where unknown."""
    mark = mark or _NOTHING
    return {
        "id": paper.id,
        "title": " ".join(paper.title.split()) or None,
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
        "status": mark.status.value if mark.status else None,
        "note": mark.note or None,
        "dismissed": False,
        "watches": list(watches),
        "seen": seen,
    }


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """An array of the records. In ASCII, so that nothing in it steers a terminal."""
    import json

    records = [record(item.paper, item.mark, item.seen, item.watches) for item in items]
    return json.dumps(records, indent=2) + "\n"
