"""Item: a paper as it is exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper


@dataclass(frozen=True, slots=True)
class Item:
    """A paper with everything that the reading list says about it."""

    paper: Paper
    mark: Mark | None = None
    seen: bool = False
    key: str = ""
    """Its citation key, where one was given."""
