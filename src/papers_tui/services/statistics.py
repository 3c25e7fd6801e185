"""The archive in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Library, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from papers_tui.model.paper import Paper
    from papers_tui.store.archive.archive import Archive
    from papers_tui.store.state import State

_AT_ONCE = 500
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """The papers listed in a month, counted."""

    month: str
    days: int
    papers: int


@dataclass(frozen=True, slots=True)
class NameCount:
    """An organization or a keyword, and how many papers have it."""

    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class UpvoteCounts:
    """All upvotes of the papers whose count is known."""

    total: int
    most: int
    median: float


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """Counts of the reading list: all its papers, and those with each mark."""

    papers: int
    starred: int
    to_read: int
    reading: int
    read: int
    tagged: int
    with_note: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The archive in numbers. Papers that were listed on several days are counted once."""

    papers: int
    days: int
    first_day: str | None
    last_day: str | None
    seen: int
    library: LibraryCounts
    upvotes: UpvoteCounts
    months: tuple[MonthCounts, ...]
    organizations: tuple[NameCount, ...]
    keywords: tuple[NameCount, ...]


def count(archive: Archive, state: State, library: Library, since: date | None) -> Statistics:
    """Count what the archived days hold, from that day on."""
    listed = [(day, key) for day, key in archive.ids_by_day() if not since or day >= since]
    days = sorted({day for day, _ in listed})
    ids = list(dict.fromkeys(key for _, key in listed))
    counts = _Counts()
    for paper in _papers(archive, ids):
        counts.add(paper)
    return Statistics(
        papers=len(ids),
        days=len(days),
        first_day=days[0].isoformat() if days else None,
        last_day=days[-1].isoformat() if days else None,
        seen=len(state.seen().intersection(ids)),
        library=_library_counts(library, frozenset(ids) if since else None),
        upvotes=counts.all_upvotes(),
        months=_months(listed),
        organizations=_top(counts.organizations),
        keywords=_top(counts.keywords),
    )


class _Counts:
    def __init__(self) -> None:
        self.upvotes: Counter[int] = Counter()
        self.organizations: Counter[str] = Counter()
        self.keywords: Counter[str] = Counter()

    def add(self, paper: Paper) -> None:
        if paper.upvotes is not None:
            self.upvotes[paper.upvotes] += 1
        if paper.organization:
            self.organizations[paper.organization] += 1
        self.keywords.update({keyword.casefold() for keyword in paper.ai_keywords})

    def all_upvotes(self) -> UpvoteCounts:
        total = sum(number * times for number, times in self.upvotes.items())
        return UpvoteCounts(total, max(self.upvotes, default=0), _median(self.upvotes))


def _library_counts(library: Library, among: frozenset[str] | None) -> LibraryCounts:
    marks = [mark for key, mark in library.items() if among is None or key in among]
    statuses = Counter(mark.status for mark in marks)
    return LibraryCounts(
        papers=len(marks),
        starred=sum(mark.starred for mark in marks),
        to_read=statuses[Status.TO_READ],
        reading=statuses[Status.READING],
        read=statuses[Status.READ],
        tagged=sum(bool(mark.tags) for mark in marks),
        with_note=sum(bool(mark.note) for mark in marks),
    )


def _papers(archive: Archive, ids: list[str]) -> Iterator[Paper]:
    for start in range(0, len(ids), _AT_ONCE):
        yield from archive.papers(ids[start : start + _AT_ONCE]).values()


def _median(counts: Counter[int]) -> float:
    """The middle one, or the mean of the middle two; 0 of nothing."""
    every = sorted(counts.elements())
    middle = len(every) // 2
    return (every[middle] + every[~middle]) / 2 if every else 0


def _months(listed: list[tuple[date, str]]) -> tuple[MonthCounts, ...]:
    """The months, oldest first; a paper counts in every month in which it was listed."""
    days: dict[str, set[date]] = {}
    ids: dict[str, set[str]] = {}
    for day, key in listed:
        month = f"{day:%Y-%m}"
        days.setdefault(month, set()).add(day)
        ids.setdefault(month, set()).add(key)
    return tuple(MonthCounts(month, len(days[month]), len(ids[month])) for month in days)


def _top(counts: Counter[str]) -> tuple[NameCount, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(NameCount(name, number) for name, number in ranked[:_MOST_NAMED])
