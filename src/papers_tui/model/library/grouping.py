"""The reading list in groups and orders."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.marks import Library, Mark, Status
from papers_tui.model.order import title_key
from papers_tui.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from papers_tui.model.paper import Paper


class Grouping(Enum):
    """The ways to group the reading list."""

    STATUS = "status"
    TAG = "tag"

    @property
    def other(self) -> Grouping:
        """The way that is not this one."""
        return Grouping.TAG if self is Grouping.STATUS else Grouping.STATUS


class LibraryOrder(Enum):
    """The orders of the reading list; the value is the name on screen."""

    ADDED = "added"
    CHANGED = "changed"
    DAY = "day"
    TITLE = "title"
    UPVOTES = "upvotes"

    @property
    def next(self) -> LibraryOrder:
        """The order after this one; after the last, the first."""
        orders = list(LibraryOrder)
        return orders[(orders.index(self) + 1) % len(orders)]


class LibraryGroup(NamedTuple):
    """Some papers of the reading list, in the order of the file."""

    name: str
    ids: tuple[str, ...]


ALL = "All"
"""The name of the group of all papers."""

_NAMES = {
    Status.TO_READ: "To read",
    Status.READING: "Reading",
    Status.READ: "Read",
    None: "No status",
}


def groups(library: Library, by: Grouping) -> tuple[LibraryGroup, ...]:
    """All papers first, then each group that has any; a paper with two tags is in both."""
    members: dict[str, list[str]] = {}
    if by is Grouping.STATUS:
        members = {name: [] for name in _NAMES.values()}
    for paper_id, mark in library.items():
        for name in _group_names(mark, by):
            members.setdefault(name, []).append(paper_id)
    named = [LibraryGroup(name, tuple(ids)) for name, ids in members.items() if ids]
    if by is Grouping.TAG:
        named.sort(key=lambda group: (group.name == _UNTAGGED, -len(group.ids), fold(group.name)))
    return (LibraryGroup(ALL, tuple(library)), *named)


_UNTAGGED = "No tag"


def _group_names(mark: Mark, by: Grouping) -> tuple[str, ...]:
    if by is Grouping.STATUS:
        return (_NAMES[mark.status],)
    return tuple(f"#{tag}" for tag in mark.tags) or (_UNTAGGED,)


def ordered(
    ids: tuple[str, ...], by: LibraryOrder, library: Library, papers: Mapping[str, Paper]
) -> tuple[str, ...]:
    """The papers in that order: the newest, or the most, first; titles from A to Z."""
    key = _KEYS[by]
    nothing = Mark()
    return tuple(sorted(ids, key=lambda one: key(library.get(one, nothing), papers.get(one))))


def tags_in_use(library: Library) -> tuple[str, ...]:
    """Every tag once, the most used first, else by name."""
    return most_used(tag for mark in library.values() for tag in mark.tags)


def most_used(tags: Iterable[str]) -> tuple[str, ...]:
    """Each of the tags once, in the same order."""
    counts = Counter(tags)
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], fold(tag))))


def _back(moment: datetime | None) -> float:
    return -(moment or datetime(1970, 1, 1, tzinfo=UTC)).timestamp()


def _day(paper: Paper | None) -> int:
    days = paper.listed[-1:] or ((paper.published,) if paper.published else ()) if paper else ()
    return -(days[0] if days else date.min).toordinal()


_KEYS: dict[LibraryOrder, Callable[[Mark, Paper | None], float | str]] = {
    LibraryOrder.ADDED: lambda mark, _: _back(mark.added),
    LibraryOrder.CHANGED: lambda mark, _: _back(mark.changed),
    LibraryOrder.DAY: lambda _, paper: _day(paper),
    LibraryOrder.TITLE: lambda mark, paper: title_key(paper.title if paper else mark.title),
    LibraryOrder.UPVOTES: lambda _, paper: -(paper.upvotes or 0) if paper else 1,
}
