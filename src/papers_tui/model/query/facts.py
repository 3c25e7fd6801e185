"""The facts about a paper on this machine that queries can ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from papers_tui.model.library.marks import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a paper on this machine."""

    starred: bool = False
    status: str | None = None
    """One of to-read, reading and read; None when there is none."""

    tags: tuple[str, ...] = ()
    note: str = ""
    seen: bool = False
    pdf: bool = False


def of(mark: Mark, *, seen: bool = False, pdf: bool = False) -> Facts:
    """The facts about a paper with that mark in the reading list."""
    status = mark.status.value if mark.status else None
    return Facts(
        starred=mark.starred, status=status, tags=mark.tags, note=mark.note, seen=seen, pdf=pdf
    )


def with_pdfs(facts: Mapping[str, Facts], ids: Iterable[str]) -> dict[str, Facts]:
    """The facts by paper, and that there is a PDF of these."""
    nothing = Facts()
    there = {paper_id: replace(facts.get(paper_id, nothing), pdf=True) for paper_id in ids}
    return {**facts, **there}
