"""Digests: which papers an issue has, in which sections, and what was sent before.

A series has a name. What was sent in it stands in the state under `digest NAME`, with the day of
its first issue; the last issue is kept so that it can be repeated.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.export.digest.parts import Digest, Section, Story
from papers_tui.model.date_style import DATES, DateStyle
from papers_tui.model.errors import PapersError
from papers_tui.model.library.grouping import LibraryOrder, ordered
from papers_tui.model.library.marks import Status
from papers_tui.model.order import title_key
from papers_tui.model.period import FIRST_DAY, Day, Week, days_of_span
from papers_tui.model.query.parser import Query
from papers_tui.model.query.syntax import EVERYTHING, And, Dated, Node
from papers_tui.services.watches import Watches, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from papers_tui.model.paper import Paper
    from papers_tui.services.exchange.export import Exporter
    from papers_tui.services.search import PaperSearch
    from papers_tui.store.state import State

_TOP = 10


class NoIssue(PapersError):
    """Nothing was sent in a series that could be repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestOptions:
    """The papers that a digest is to have, and their order."""

    name: str
    period: Day | Week | None = None
    since: date | None = None
    watches: bool = False
    """Only what the watches found."""

    where: Query | None = None
    new: bool = False
    """Only what was not sent before in the series."""

    sort: str = "upvotes"

    @property
    def scope(self) -> str:
        """The name under which the state has what was sent."""
        return f"digest {self.name}"


@dataclass(frozen=True, slots=True)
class Issue:
    """The papers of an issue, by section, and why they are in it."""

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    watches: dict[str, tuple[str, ...]]

    @property
    def ids(self) -> tuple[str, ...]:
        """All papers, each once."""
        return tuple(dict.fromkeys(paper for _, ids in self.sections for paper in ids))

    def as_json(self) -> str:
        """The issue as the state keeps it."""
        return json.dumps([self.title, self.sections, self.watches])


class Digests:
    """Issues made from the archive, the reading list and the watches."""

    def __init__(
        self,
        watches: Watches,
        search: PaperSearch,
        exporter: Exporter,
        state: State,
        now: Callable[[], datetime],
        dates: DateStyle = DATES,
    ) -> None:
        """`dates` are for the titles of issues."""
        self._watches, self._search, self._exporter = watches, search, exporter
        self._state, self._now, self._dates = state, now, dates

    def first_day(self, wanted: DigestOptions) -> date | None:
        """The first day whose lists the digest needs; None for the newest day alone."""
        if wanted.since is not None:
            return wanted.since
        if wanted.period is not None:
            return wanted.period.first
        return self._start_of(wanted) if wanted.new else None

    def days(self, wanted: DigestOptions) -> tuple[date, ...]:
        """The days on whose lists the papers of the digest stand, oldest first."""
        first, last = self._span(wanted)
        last = last or self._watches.newest()
        return days_of_span(max(first, min(FIRST_DAY, last)), last)

    def issue(self, wanted: DigestOptions) -> Issue:
        """The digest as the archive has it now."""
        first, last = self._span(wanted)
        if wanted.new and wanted.since is None and wanted.period is None:
            first = self._start_of(wanted) or first
        found = self._found(wanted, first, last)
        if isinstance(wanted.period, Week) and not wanted.watches:
            sections = self._weekly(wanted, found, first, last)
        else:
            ids = self._by_watches(found) if wanted.watches else self._listed(wanted, first, last)
            sections = [("", self._sorted(ids, wanted))]
        if wanted.new:
            sent = self._state.reported(wanted.scope)
            sections = [
                (name, tuple(one for one in ids if one not in sent)) for name, ids in sections
            ]
        kept = tuple((name, ids) for name, ids in sections if ids)
        names = names_of(found)
        some = {paper for _, ids in kept for paper in ids}
        reasons = {paper: names[paper] for paper in names if paper in some}
        return Issue(self._title(wanted, first, last), kept, reasons)

    def last(self, name: str) -> Issue:
        """The issue that was sent last in a series; raises NoIssue."""
        try:
            title, sections, watches = json.loads(self._state.get(f"issue {name}") or "")
            parts = tuple((heading, tuple(ids)) for heading, ids in sections)
            return Issue(title, parts, {key: tuple(names) for key, names in watches.items()})
        except (ValueError, TypeError, AttributeError) as error:
            sentence = f"nothing was sent yet in the series {name}; leave out --again"
            raise NoIssue(sentence) from error

    def digest(self, wanted: DigestOptions, issue: Issue) -> Digest:
        """The issue with all that is known of its papers."""
        sections = []
        for heading, ids in issue.sections:
            items = self._exporter.items(ids)
            stories = tuple(Story(item, issue.watches.get(item.paper.id, ())) for item in items)
            sections.append(Section(heading, stories))
        return Digest(wanted.name, issue.title, tuple(sections), self._now())

    def record(self, wanted: DigestOptions, issue: Issue) -> None:
        """Note that the issue was sent; raises StateError."""
        self._state.put(f"issue {wanted.name}", issue.as_json())
        first, _ = self._span(wanted)
        if self._start_of(wanted) is None:
            self._state.follow(wanted.scope, "", first)
        self._state.report({wanted.scope: issue.ids}, self._now())

    def _start_of(self, wanted: DigestOptions) -> date | None:
        """The first day of the series; None before its first issue."""
        mark = self._state.follow_marks().get(wanted.scope)
        return mark[1] if mark else None

    def _span(self, wanted: DigestOptions) -> tuple[date, date | None]:
        if wanted.since is not None:
            return wanted.since, None
        if wanted.period is not None:
            return wanted.period.first, wanted.period.last
        newest = self._watches.newest()
        return newest, None if wanted.new else newest

    def _found(
        self, wanted: DigestOptions, first: date, last: date | None
    ) -> dict[str, tuple[str, ...]]:
        """The papers that each watch found in the span.

        Without a day from which on they are wanted, those that were known to a new watch are not.
        """
        if last is not None and last < self._watches.newest():
            return self._found_before(wanted, first, last)
        found: dict[str, tuple[str, ...]] = {}
        for watch in self._watches.all:
            start, known = first, frozenset[str]()
            if wanted.new and wanted.watches and wanted.since is None:
                start = max(first, self._watches.since(watch))
                known = self._watches.known(watch)
            (ids,) = self._watches.found_since(start, [watch]).values()
            if wanted.where is not None:
                ids = self._search.filter(ids, wanted.where)
            found[watch.name] = tuple(paper for paper in ids if paper not in known)
        return found

    def _found_before(
        self, wanted: DigestOptions, first: date, last: date
    ) -> dict[str, tuple[str, ...]]:
        """The papers of a span that is over, by the watch that found them."""
        span = Dated("day", first, last)
        trees = {
            watch.name: And((watch.query.tree, span, _tree(wanted.where)))
            for watch in self._watches.all
        }
        return {
            name: self._search.find(Query(tree, sort="day")).ids for name, tree in trees.items()
        }

    def _by_watches(self, found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(paper for ids in found.values() for paper in ids))

    def _listed(self, wanted: DigestOptions, first: date, last: date | None) -> tuple[str, ...]:
        tree = And((Dated("day", first, last), _tree(wanted.where)))
        return self._search.find(Query(tree, sort="upvotes")).ids

    def _weekly(
        self,
        wanted: DigestOptions,
        found: dict[str, tuple[str, ...]],
        first: date,
        last: date | None,
    ) -> list[tuple[str, tuple[str, ...]]]:
        listed = self._listed(wanted, first, last)
        return [
            ("The most upvoted", self._sorted(listed[:_TOP], wanted)),
            ("Found by your watches", self._sorted(self._by_watches(found), wanted)),
            ("Kept and still unread", self._unread(wanted)),
        ]

    def _unread(self, wanted: DigestOptions) -> tuple[str, ...]:
        """The unread papers of the reading list, the last added first."""
        library = self._exporter.library
        some = (
            key
            for key, mark in library.items()
            if mark.status is not Status.READ and (mark.starred or mark.status)
        )
        kept = ordered(tuple(some), LibraryOrder.ADDED, library, {})
        if wanted.where is None:
            return kept
        return self._search.filter(kept, wanted.where)

    def _sorted(self, ids: Sequence[str], wanted: DigestOptions) -> tuple[str, ...]:
        papers = [item.paper for item in self._exporter.items(ids)]
        papers.sort(key=_KEYS[wanted.sort])
        return tuple(paper.id for paper in papers)

    def _title(self, wanted: DigestOptions, first: date, last: date | None) -> str:
        of, title = "Watches" if wanted.watches else "Daily Papers", self._dates.title
        if wanted.period is not None:
            return f"{of}, {title(wanted.period)}"
        if first == last or (wanted.since is None and first == self._watches.newest()):
            return f"{of}, {title(Day(first))}"
        if wanted.since is None:
            return f"{of}, {title(Day(self._watches.newest()))}"
        return f"{of} since {title(Day(first))}"


def _tree(where: Query | None) -> Node:
    return EVERYTHING if where is None else where.tree


def _down(count: int | None) -> int:
    return -(count if count is not None else -1)


_KEYS: dict[str, Callable[[Paper], tuple[object, ...]]] = {
    "upvotes": lambda paper: (_down(paper.upvotes), paper.id),
    "comments": lambda paper: (_down(paper.comments), paper.id),
    "stars": lambda paper: (_down(paper.github_stars), paper.id),
    "title": lambda paper: (title_key(paper.title), paper.id),
    "day": lambda paper: (-max((day.toordinal() for day in paper.listed), default=0), paper.id),
}
