"""Papers for the reading list out of other programs' files: new, known and unreadable ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import Add, SetNote, SetStatus, Single, Star, Tag
from papers_tui.model.library.marks import Library, Mark, Status
from papers_tui.model.library.merge import contains
from papers_tui.services.exchange.imports.sources import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from papers_tui.services.exchange.imports.entries import SourceEntry


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Marks that the papers are to get."""

    status: Status | None = Status.TO_READ
    is_status_explicit: bool = False
    """Whether the status was asked for: then known papers get it as well."""

    tags: tuple[str, ...] = ()
    star: bool = False
    with_tags: bool = False
    """Whether the keywords of the entries become tags."""

    with_notes: bool = False
    """Whether the notes of the entries are added to the papers' own."""

    with_keys: bool = False
    """Whether papers without a citation key get that of their entry."""


@dataclass(frozen=True, slots=True)
class Import:
    """The outcome of reading a file."""

    changes: tuple[Single, ...]
    """To be made in one step."""

    new: tuple[str, ...] = ()
    """Papers that the reading list did not have, in order."""

    known: tuple[str, ...] = ()
    unreadable: tuple[SourceEntry, ...] = ()
    """Entries of a bibliography in which no arXiv id is."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Citation keys by paper, of those that are wanted."""

    @property
    def is_empty(self) -> bool:
        """Whether no paper was found."""
        return not (self.new or self.known)


def plan(data: bytes, library: Library, wishes: ImportOptions) -> Import:
    """The changes that the file's papers mean for the reading list; nothing is changed yet."""
    entries = read(data)
    papers = _united(entries)
    changes = [
        single
        for paper, entry in papers.items()
        for single in _changes(paper, entry, library.get(paper), wishes)
    ]
    return Import(
        tuple(changes),
        tuple(paper for paper in papers if paper not in library),
        tuple(paper for paper in papers if paper in library),
        tuple(entry for entry in entries if entry.id is None),
        {paper: entry.key for paper, entry in papers.items() if entry.key and wishes.with_keys},
    )


def _united(entries: Iterable[SourceEntry]) -> dict[str, SourceEntry]:
    """One entry for each paper, with what all its entries say."""
    papers: dict[str, SourceEntry] = {}
    for entry in entries:
        if entry.id is None:
            continue
        before = papers.setdefault(entry.id, entry)
        if before is entry:
            continue
        notes = [before.note, "" if contains(before.note, entry.note) else entry.note]
        papers[entry.id] = replace(
            before,
            title=before.title or entry.title,
            tags=tuple(dict.fromkeys((*before.tags, *entry.tags))),
            note="\n\n".join(filter(None, notes)),
            key=before.key or entry.key,
            status=before.status or entry.status,
            starred=before.starred or entry.starred,
        )
    return papers


def _changes(
    paper: str, entry: SourceEntry, mark: Mark | None, wishes: ImportOptions
) -> Iterator[Single]:
    """The changes that say something new of one paper; a status only where it may be set.

    A new paper has the status and the star that another reading list says it has.
    """
    if mark is None:
        yield Add(paper, entry.title)
    status = wishes.status
    if mark is None and entry.status and not wishes.is_status_explicit:
        status = entry.status
    if (mark is None or wishes.is_status_explicit) and status != (mark and mark.status):
        yield SetStatus(paper, status)
    if (wishes.star or (mark is None and entry.starred)) and not (mark and mark.starred):
        yield Star(paper)
    there = mark.tags if mark else ()
    wanted = (*wishes.tags, *(entry.tags if wishes.with_tags else ()))
    yield from (Tag(paper, tag) for tag in dict.fromkeys(wanted) if tag not in there)
    old = mark.note if mark else ""
    paragraphs = entry.note.split("\n\n") if wishes.with_notes else []
    if new := [paragraph for paragraph in paragraphs if not contains(old, paragraph)]:
        yield SetNote(paper, "\n\n".join(filter(None, (old, *new))), was=old)
