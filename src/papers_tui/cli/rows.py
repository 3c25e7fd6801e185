"""Papers as the commands print them, with their marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.export.item import Item
from papers_tui.model.library.grouping import LibraryOrder, ordered
from papers_tui.model.library.marks import Mark
from papers_tui.model.paper import Paper
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from papers_tui.model.query.parser import Query
    from papers_tui.services.session import Session

UNMARKED = Mark()

NOTHING_ARCHIVED = "nothing is archived yet; papers-tui sync fetches the last 30 days"
"""The reason why there is nothing to print, and the next step."""

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class PaperRow(Item):
    """One paper to be printed."""

    mark: Mark = UNMARKED
    near: tuple[str, ...] = ()
    """The words that made it near another paper."""


def rows_of(
    session: Session,
    ids: Sequence[str],
    near: Mapping[str, tuple[str, ...]] | None = None,
    watches: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterator[PaperRow]:
    """The papers in that order, some at a time; those of which nothing is known are reported.

    What is only in the reading list has its title from there.
    """
    lost = 0
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        papers, seen = session.archive.papers(some), session.state.seen_among(some)
        library = session.saved_library
        finding = session.watch_names(some) if watches is None else watches
        for key in some:
            if key in papers or key in library:
                mark, words = library.get(key, UNMARKED), (near or {}).get(key, ())
                paper = papers.get(key) or Paper(id=key, title=mark.title)
                found_by = finding.get(key, ())
                yield PaperRow(paper, mark, key in seen, watches=found_by, near=words)
            else:
                lost += 1
    if lost:
        damaged, them = counted(lost, "damaged paper"), "it" if lost == 1 else "them"
        streams.warn(f"{damaged} in the archive; papers-tui sync --since all fetches {them} again")


def marks_of(row: PaperRow) -> Iterable[str]:
    """Star and status."""
    if row.mark.starred:
        yield "★"
    if row.mark.status:
        yield row.mark.status


def row_facts(row: PaperRow) -> Iterable[str]:
    """Short facts about a paper behind the columns of a table."""
    if row.near:
        yield "shares " + ", ".join(row.near)
    yield from (f"#{tag}" for tag in row.mark.tags)
    if row.paper.withdrawn:
        yield "withdrawn"
    if names := row.paper.byline:
        yield names
    if row.paper.comments:
        yield counted(row.paper.comments, "comment")
    if row.paper.github_repo:
        yield counted(row.paper.github_stars, "GitHub star") or "code"
    if row.seen:
        yield "seen"
    if row.watches:
        yield f"found by {', '.join(row.watches)}"


def library_rows(session: Session, query: Query | None) -> list[PaperRow]:
    """The papers that the query finds, newest added first; that there are none is reported."""
    library = session.saved_library
    ids = ordered(tuple(library), LibraryOrder.ADDED, library, {})
    if query is not None:
        archived = session.archive.papers(ids)
        unknown = [Paper(id=key, title=library[key].title) for key in ids if key not in archived]
        ids = session.search().filter(ids, query, unknown)
    rows = list(rows_of(session, ids))
    if not library:
        streams.report("the reading list is empty")
    elif not rows:
        papers = counted(len(library), "paper")
        streams.report(f"none of the {papers} of the reading list is found by --where")
    return rows
