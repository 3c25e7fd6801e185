"""A list of papers: what is archived at once, then what the hub has now."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, Protocol, TypeVar

from papers_tui.hub import FROM_ARXIV, LAST_WEEK, MOST_FOUND, MOST_TRENDING, PAGE
from papers_tui.hub.errors import HubError, Missing, NotYet, Offline, Refused
from papers_tui.model.date_style import DATES, DateStyle
from papers_tui.model.order import Order
from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import (
    FIRST_DAY,
    Day,
    Month,
    Period,
    Trending,
    Week,
    days_of,
    hub_day,
    is_settled,
    weekday_on_or_before,
)
from papers_tui.services.clock import utc_now

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

    from papers_tui.model.settings import Settings
    from papers_tui.store.archive.archive import Archive, Stored

T = TypeVar("T")
P = ParamSpec("P")

NEWEST_IS_STALE = timedelta(minutes=10)
OTHERS_ARE_STALE = timedelta(hours=6)

_OFFLINE = "The program was started with --offline, so the hub is not asked."


class Arxiv(Protocol):
    """The part of arXiv's client that lists need; see `hub.arxiv.Arxiv`."""

    async def paper(self, paper_id: str) -> Entry: ...
    async def papers(self, ids: Sequence[str]) -> tuple[Entry, ...]: ...


class Hub(Protocol):
    """The part of the hub's client that lists need; see `hub.client.Hub`."""

    @property
    def arxiv(self) -> Arxiv: ...

    async def page(self, period: Period, number: int) -> Listing: ...
    async def listing(self, period: Period) -> Listing: ...
    async def latest_day(self) -> date | None: ...
    async def paper(self, paper_id: str) -> Entry: ...
    async def search(self, text: str, limit: int) -> Listing: ...


class FetchedList(NamedTuple):
    """A list as it was just fetched, and what to know about it."""

    stored: Stored
    note: str = ""
    """A sentence such as why this is not the day that was asked for."""


class Batch(NamedTuple):
    """The papers that one request brought, and how many have been asked for so far."""

    asked: int
    papers: tuple[Paper, ...]


class PaperLists:
    """Lists from the archive and from the hub. It holds no state but when the network failed."""

    def __init__(
        self,
        archive: Archive,
        connect: Callable[[], Awaitable[Hub]] | None,
        now: Callable[[], datetime] = utc_now,
        newest_is_stale: timedelta = NEWEST_IS_STALE,
        others_are_stale: timedelta = OTHERS_ARE_STALE,
        first_day: date = FIRST_DAY,
        dates: DateStyle = DATES,
    ) -> None:
        """`first_day` is the first that the hub has a list for; `dates` are for sentences."""
        self._archive = archive
        self._newest_is_stale, self._others_are_stale = newest_is_stale, others_are_stale
        self._connect, self.first_day = connect, first_day
        self._now, self._dates = now, dates
        self.offline_since: datetime | None = None
        """Since when nobody has answered; None while the hub does."""

    @property
    def may_ask(self) -> bool:
        """Whether the network may be used at all."""
        return self._connect is not None

    def archived(self, period: Period, order: Order = Order.LISTED) -> Stored | None:
        """The archived list, ordered, or None when it was never fetched."""
        return self._archive.listing(period, order)

    def newest_known(self) -> Day:
        """The newest day as far as this machine knows: a start shows it before asking."""
        return Day(self._archive.newest_known_day(hub_day(self._now())))

    def named(self, name: str) -> Period | None:
        """The list that the setting `start` names; None where that is no week, month or ranking."""
        match name:
            case "week":
                return Week.of(self.newest_known().day)
            case "month":
                return Month.of(self.newest_known().day)
            case "trending":
                return Trending()
        return None

    def is_stale(self, stored: Stored | None) -> bool:
        """Whether a look at this list should fetch it again."""
        if stored is None:
            return True
        if is_settled(stored.period, stored.fetched):
            return False
        is_newest = stored.period == self.newest_known()
        stale = self._newest_is_stale if is_newest else self._others_are_stale
        return self._now() - stored.fetched > stale

    def neighbor(self, period: Period, direction: int) -> tuple[Period, str]:
        """The list before (-1) or after (1), beyond days that are known to have no papers.

        The list itself comes back, with the reason in a sentence, where there is none further on.
        """
        if isinstance(period, Trending):
            return period, "Trending has no list before or after it."
        newest = max(self.newest_known().day, weekday_on_or_before(hub_day(self._now())))
        step = period
        while True:
            step = step.step(direction)
            if step.first > newest:
                return period, f"{self._dates.title(period)} is the newest list."
            if step.last < self.first_day:
                return period, "This is the first list that there is."
            if not (isinstance(step, Day) and self._archive.is_empty_day(step.day)):
                return step, ""

    async def refresh(self, period: Period) -> FetchedList:
        """Fetch the list and archive it.

        Raises HubError, and leaves the archive as it was, when the hub does not answer so.
        """
        hub = await self._hub()
        if isinstance(period, Week) and period.number > LAST_WEEK:
            listing = await self._compose(hub, period)
        else:
            listing = await self._listing(hub, period)
        return FetchedList(await self._keep(period, listing))

    async def fetch_paper(self, paper_id: str, *, asks_arxiv: bool = True) -> Paper:
        """Fetch one paper from the hub, else from arXiv, and archive it; Missing from neither."""
        hub = await self._hub()
        try:
            entry = await self.tracking_offline(hub.paper(paper_id))
        except Missing:
            if not asks_arxiv:
                raise
            entry = await hub.arxiv.paper(paper_id)
        await _in_thread(self._archive.add, (entry,), self._now())
        return entry.paper

    async def fetch_papers(self, ids: Sequence[str]) -> AsyncGenerator[Batch, None]:
        """Fetch papers from arXiv, a hundred by a request; each batch is archived, and given.

        arXiv wants three seconds between two requests. What it does not know is left out.
        """
        hub = await self._hub()
        for start in range(0, len(ids), FROM_ARXIV):
            some = ids[start : start + FROM_ARXIV]
            entries = await hub.arxiv.papers(some)
            await _in_thread(self._archive.add, entries, self._now())
            yield Batch(start + len(some), tuple(entry.paper for entry in entries))

    def missing(self, ids: Sequence[str]) -> list[str]:
        """The papers among these that are not archived, in order. Reads files."""
        archived = self._archive.papers(ids)
        return [paper_id for paper_id in ids if paper_id not in archived]

    async def search_hub(self, text: str, limit: int = MOST_FOUND) -> tuple[str, ...]:
        """The papers that the hub's own search finds, best first; they are archived."""
        listing = await self.tracking_offline((await self._hub()).search(text, limit))
        await _in_thread(self._archive.add, listing.entries, self._now())
        return tuple(paper.id for paper in listing.papers)

    async def more(self, stored: Stored) -> Stored | None:
        """The next hundred of what is trending, or None when there are no more.

        Papers that moved from one page to the next between two requests are on the list once, so
        the pages that came may have less than a hundred each.
        """
        number = math.ceil((len(stored.ids) + stored.unreadable) / PAGE)
        if stored.complete or not isinstance(stored.period, Trending) or not number:
            return None
        if number * PAGE >= MOST_TRENDING:
            return None
        page = await self.tracking_offline((await self._hub()).page(stored.period, number))
        if {paper.id for paper in page.papers} <= set(stored.ids):
            page = page._replace(complete=True)  # of a mirror, say, that knows no pages
        return await _in_thread(self._archive.extend, stored.period, page, self._now())

    async def newest(self) -> FetchedList:
        """Find out the newest day that has papers, fetch it, and remember which it is.

        It begins with today in New York, and goes back. Where the hub has no papers on any day of
        two weeks, the archive answers.
        """
        from papers_tui.services.newest_day import NewestDaySearch

        asked = hub_day(self._now())
        hub = await self._hub()
        found = await NewestDaySearch(hub, self.tracking_offline, self._keep).find(asked)
        if found is None:
            return self._newest_archived(asked)
        stored = await self._keep(Day(found.day), found.listing)
        await _in_thread(self._archive.set_newest_day, found.day, self._now())
        return FetchedList(stored, self._not_yet(asked, found.day))

    def _newest_archived(self, asked: date) -> FetchedList:
        day = self._archive.newest_archived_day(asked)
        stored = self._archive.listing(Day(day)) if day else None
        if stored is None or day is None:
            title = self._dates.title(Day(asked))
            raise Refused(f"The hub has no papers for {title} nor for the two weeks before.", 200)
        return FetchedList(stored, self._not_yet(asked, day))

    def _not_yet(self, asked: date, day: date) -> str:
        return "" if asked == day else self.no_papers_yet(Day(asked))

    def no_papers_yet(self, period: Period) -> str:
        """The sentence about a list that is still to come."""
        return f"{self._dates.title(period)} has no papers yet."

    async def _listing(self, hub: Hub, period: Period) -> Listing:
        try:
            return await self.tracking_offline(hub.listing(period))
        except NotYet as error:
            title = self._dates.title(period)
            if not isinstance(period, Day):
                raise Refused(f"The hub has no list for {title} yet.", 400) from error
            sentence = f"The hub has no list for {title}"
            if error.latest:
                sentence += f"; its newest is that of {self._dates.day(error.latest)}"
            else:
                sentence += "; choose another day, or try again later"
            raise NotYet(f"{sentence}.", error.status, error.latest) from error

    async def _compose(self, hub: Hub, week: Week) -> Listing:
        """The list of a week that the hub refuses to name: its days, most upvotes first."""
        newest = self.newest_known().day
        days = [day for day in days_of(week) if day <= max(newest, hub_day(self._now()))]
        papers: dict[str, Entry] = {}
        unreadable = 0
        for day in days:
            try:
                listing = await self.tracking_offline(hub.listing(Day(day)))
            except NotYet:
                continue
            stored_day = await self._keep(Day(day), listing)
            unreadable += stored_day.unreadable
            for entry in listing.entries:
                papers.setdefault(entry.paper.id, entry)
        ranked = sorted(papers.values(), key=lambda entry: -(entry.paper.upvotes or 0))
        return Listing(tuple(ranked), unreadable)

    async def _keep(self, period: Period, listing: Listing) -> Stored:
        return await _in_thread(self._archive.store, period, listing, self._now())

    async def tracking_offline(self, answer: Awaitable[T]) -> T:
        """The answer; whether there was one decides if we are offline."""
        try:
            value = await answer
        except Offline:
            self.offline_since = self.offline_since or self._now()
            raise
        except HubError:
            self.offline_since = None
            raise
        self.offline_since = None
        return value

    async def _hub(self) -> Hub:
        return await connected(self._connect)


def from_settings(
    settings: Settings,
    archive: Archive,
    connect: Callable[[], Awaitable[Hub]] | None,
    now: Callable[[], datetime],
    first_day: date = FIRST_DAY,
) -> PaperLists:
    """Lists that grow old as the settings say."""
    newest = timedelta(minutes=settings.refresh_newest)
    others = timedelta(hours=settings.refresh_others)
    return PaperLists(archive, connect, now, newest, others, first_day, DateStyle.of(settings))


async def connected(connect: Callable[[], Awaitable[T]] | None) -> T:
    """The hub's client by that function; raises Offline where there is none, so nobody is asked."""
    if connect is None:
        raise Offline(_OFFLINE)
    return await connect()


async def _in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`asyncio.to_thread`, which commands that ask nobody need not load."""
    import asyncio

    return await asyncio.to_thread(work, *args, **kwargs)
