"""The promise about papers in JSON that scripts rely on."""

from __future__ import annotations

import re
from typing import Any

TEXT, NUMBER, DAY = (str, type(None)), (int, type(None)), re.compile(r"\d{4}-\d\d-\d\d")
KEYS: dict[str, tuple[type, ...]] = {
    "id": (str,), "title": TEXT, "abstract": TEXT, "authors": (list,), "published": TEXT,
    "listed": (list,), "upvotes": NUMBER, "comments": NUMBER, "ai_summary": TEXT,
    "ai_keywords": (list,), "organization": TEXT, "submitted_by": TEXT, "github_repo": TEXT,
    "github_stars": NUMBER, "project_page": TEXT, "media": (list,), "links": (dict,),
    "starred": (bool,), "tags": (list,), "status": TEXT, "note": TEXT, "dismissed": (bool,),
    "watches": (list,), "seen": (bool,),
}  # fmt: skip
"""The keys of a paper in their order, with the types that they may have."""


def check(paper: dict[str, Any]) -> None:
    """The promise that scripts rely on."""
    assert list(paper) == list(KEYS)
    for key, types in KEYS.items():
        assert type(paper[key]) in types, key
    for key in ("authors", "listed", "ai_keywords", "media", "tags", "watches"):
        assert all(type(item) is str for item in paper[key])
    assert all(DAY.fullmatch(day) for day in paper["listed"])
    assert paper["published"] is None or DAY.fullmatch(paper["published"])
    assert paper["status"] in (None, "to-read", "reading", "read")
    assert list(paper["links"]) == ["hub", "arxiv", "pdf"]
    assert "" not in (paper[key] for key in KEYS)
