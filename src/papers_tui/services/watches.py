"""Watches: what they find, what of it was not reported before, and what must be fetched for that.

Whatever reports papers has a scope of its own in the state, such as `watch NAME`: a paper that is
recorded there is never reported again. With it are kept the query and the first day that counts.
For a watch that is new, or has another query, all that is archived already counts as known.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from papers_tui.hub.errors import HubError
from papers_tui.model.period import FIRST_DAY, SETTLED_AFTER, Day, days_of_span, hub_day
from papers_tui.model.query.syntax import Is, leaves
from papers_tui.model.watches import Watch, read_watches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from papers_tui.model.settings import Settings
    from papers_tui.services.lists import PaperLists
    from papers_tui.services.search import PaperSearch
    from papers_tui.store.archive.archive import Archive
    from papers_tui.store.state import State

PATIENCE = 30.0
"""Seconds to wait for another run that is reporting."""

_AT_ONCE = 4
_DONE = "days fetched for watches"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The outcome of a fetch of several days."""

    missing: tuple[date, ...] = ()
    """Days that could not be fetched."""

    reason: str = ""
    """The reason why the last one could not be fetched; empty if there is none."""


class Watches:
    """The watches of the settings, by what the archive and the state of a session know."""

    def __init__(
        self,
        settings: Settings,
        archive: Archive,
        state: State,
        lists: PaperLists,
        search: Callable[[], PaperSearch],
        lock: Path,
        now: Callable[[], datetime],
    ) -> None:
        """`search` opens a search of its own; whoever reports holds the `lock`."""
        self._archive, self._state, self._lists = archive, state, lists
        self._new_search, self._lock, self._now = search, lock, now
        self.all, self.broken = read_watches(settings)

    @cached_property
    def _search(self) -> PaperSearch:
        return self._new_search()

    def begin(self) -> tuple[str, ...]:
        """Take note of new and changed watches; done before anything is fetched for them.

        Gives their names. Raises StateError.
        """
        marks = self._state.follow_marks()
        new = [
            watch
            for watch in self.all
            if (mark := marks.get(_scope(watch))) is None or mark[0] != watch.canonical
        ]
        if not new:
            return ()
        today = hub_day(self._now())
        known_until = self._archive.newest_archived_day(today)
        known = self.found_since(known_until, new) if known_until else {}
        for watch in new:
            ids = known.get(watch.name, ())
            self._state.follow(_scope(watch), watch.canonical, today, ids)
        return tuple(watch.name for watch in new)

    def settle(self) -> None:
        """Fix the first day of new watches, once it is known which day is the hub's newest."""
        newest = self.newest()
        for scope, (query, since) in self._state.follow_marks().items():
            if since > newest:
                self._state.move_follow(scope, query, newest)

    def newest(self) -> date:
        """The hub's newest day as far as this machine knows."""
        return self._lists.newest_known().day

    def since(self, watch: Watch) -> date:
        """The first day whose papers count for reports of a watch."""
        ((_, first),) = self._since([watch])
        return first

    def _since(self, some: Sequence[Watch]) -> list[tuple[Watch, date]]:
        marks, newest = self._state.follow_marks(), self.newest()
        found = ((watch, marks.get(_scope(watch))) for watch in some)
        return [(watch, mark[1] if mark else newest) for watch, mark in found]

    def found(self, watch: Watch, most: int | None = None) -> tuple[str, ...]:
        """The archived papers that a watch finds, the newest first."""
        return self._search.find(watch.since(FIRST_DAY), most).ids

    def found_since(
        self, day: date, some: Sequence[Watch] | None = None
    ) -> dict[str, tuple[str, ...]]:
        """The papers of that day or later that each of the watches found."""
        watches = self.all if some is None else some
        ids = self._search.listed_since(day)
        each = self._search.filter_each(ids, [watch.query for watch in watches])
        return {watch.name: found for watch, found in zip(watches, each, strict=True)}

    def followed(self) -> set[str]:
        """All archived papers that a watch finds, but for those that ask for that themselves."""
        asking = Is("followed")
        found = [self.found(watch) for watch in self.all if asking not in leaves(watch.query.tree)]
        return {paper for ids in found for paper in ids}

    def finding(self, ids: Sequence[str]) -> dict[str, tuple[Watch, ...]]:
        """The watches that find each of some archived papers."""
        found: dict[str, tuple[Watch, ...]] = {}
        each = self._search.filter_each(ids, [watch.query for watch in self.all])
        for watch, some in zip(self.all, each, strict=True):
            for paper in some:
                found[paper] = (*found.get(paper, ()), watch)
        return found

    def names(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The names of the watches that find each of some archived papers."""
        found = self.finding(ids)
        return {paper: tuple(watch.name for watch in some) for paper, some in found.items()}

    def new(self, some: Sequence[Watch], day: date | None = None) -> dict[str, tuple[str, ...]]:
        """The papers that each of the watches found and no report had.

        With a day it is what was listed since then, what was known to the new watch included.
        """
        since = {watch.name: day or first for watch, first in self._since(some)}
        new: dict[str, tuple[str, ...]] = {}
        for first in sorted(set(since.values())):
            watches = [watch for watch in some if since[watch.name] == first]
            for watch, ids in zip(watches, self.found_since(first, watches).values(), strict=True):
                reported = self._state.reported(_scope(watch))
                known = self.known(watch) if day is None else frozenset()
                new[watch.name] = tuple(each for each in ids if each not in reported | known)
        return {watch.name: new[watch.name] for watch in some}

    def known(self, watch: Watch) -> frozenset[str]:
        """The papers that were archived when the watch was new."""
        return self._state.known(_scope(watch))

    def record(self, found: Mapping[str, Sequence[str]]) -> None:
        """Note what was reported, by the names of watches; raises StateError."""
        self._state.report({_scope_of(name): ids for name, ids in found.items()}, self._now())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A block in which no other run reports, so that two at once report a paper once.

        Raises StateError when the other one takes too long.
        """
        from papers_tui.store.errors import StateError
        from papers_tui.store.sqlite.turn import TurnTaken, turn

        try:
            with turn(self._lock, PATIENCE):
                yield
        except TurnTaken as error:
            raise StateError("another run is reporting; try again when it has ended") from error

    def first_day(self) -> date:
        """The first day of which lists must be up to date for reports."""
        newest = hub_day(self._now())
        done = self._state.get(_DONE)
        since = min((first for _, first in self._since(self.all)), default=newest)
        return max(since, min(_day(done) or since, self.newest() - SETTLED_AFTER))

    async def fetch(self, first: date, last: date | None = None) -> Fetched:
        """Fetch what is missing or stale of these days, after a change of the newest day all of it.

        Days that could not be fetched, or were not before a run was killed, are fetched by the
        next one.
        """
        import asyncio  # which costs a command without the network a tenth of its time

        failed: dict[date, HubError] = {}
        before = self._archive.newest_day()
        covers_all = first <= self.first_day()
        asks_for_newest = last is None or last >= self.newest()
        if asks_for_newest:
            try:
                await self._lists.newest()
            except HubError as error:
                failed[self.newest()] = error
        newest = self.newest()
        span = days_of_span(max(first, FIRST_DAY), min(last or newest, newest))
        days = [day for day in span if not (asks_for_newest and day == newest)]
        has_moved = before is None or before[0] != newest
        if covers_all:
            has_moved |= self._state.get(_DONE) != newest.isoformat()
        wanted = days if has_moved else await asyncio.to_thread(self._stale, days)
        failed |= await self._refresh(wanted)
        if not failed and covers_all:
            self._state.put(_DONE, self.newest().isoformat())
        return Fetched(tuple(sorted(failed)), str(next(reversed(failed.values()), "")))

    async def _refresh(self, days: Sequence[date]) -> dict[date, HubError]:
        """Fetch the lists of these days, a few at once; the errors of those that have not come."""
        import asyncio

        failed: dict[date, HubError] = {}
        for start in range(0, len(days), _AT_ONCE):
            some = days[start : start + _AT_ONCE]
            answers = await asyncio.gather(
                *(self._lists.refresh(Day(day)) for day in some), return_exceptions=True
            )
            for day, answer in zip(some, answers, strict=True):
                if isinstance(answer, HubError):
                    failed[day] = answer
                elif isinstance(answer, BaseException):
                    raise answer
        return failed

    def _stale(self, days: Iterable[date]) -> list[date]:
        lists = self._lists
        return [day for day in days if lists.is_stale(lists.archived(Day(day)))]


def names_of(found: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The names of the watches that found each paper, from the papers of each watch."""
    names: dict[str, tuple[str, ...]] = {}
    for name, ids in found.items():
        for paper in ids:
            names[paper] = (*names.get(paper, ()), name)
    return names


def _scope(watch: Watch) -> str:
    return _scope_of(watch.name)


def _scope_of(name: str) -> str:
    return f"watch {name}"


def _day(text: str | None) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
