"""Item: a paper as it is exported, and Options: what is asked of a format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper, Publication


@dataclass(frozen=True, slots=True)
class Item:
    """A paper with everything that the reading list says about it."""

    paper: Paper
    mark: Mark | None = None
    seen: bool = False
    key: str = ""
    """Its citation key, where one was given."""

    watches: tuple[str, ...] = ()
    """The names of the watches that find it."""

    publication: Publication | None = None
    """The facts that arXiv gives, where it was asked."""


@dataclass(frozen=True, slots=True)
class Options:
    """Options of formats; each has a meaning for some of them."""

    biblatex: bool = False
    """Entries for biblatex, which knows online sources and complete dates."""

    unicode: bool = False
    """Letters as they are, for BibTeX programs that read UTF-8."""

    raw: bool = False
    """Cells as they are, though a spreadsheet may take some for formulas."""

    excel: bool = False
    """A byte order mark in front, by which Excel knows UTF-8."""


DEFAULTS = Options()
