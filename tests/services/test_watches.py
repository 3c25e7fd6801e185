"""The days that are fetched for the reports of watches and for digests."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from papers_tui.hub.errors import Missing, Offline
from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import FIRST_DAY, Day, Period
from papers_tui.model.settings import Settings
from papers_tui.services.lists import PaperLists
from papers_tui.services.search import PaperSearch
from papers_tui.services.watches import Fetched, Watches
from papers_tui.store.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from papers_tui.store.archive.archive import Archive

FRIDAY, MONDAY = date(2026, 8, 21), date(2026, 8, 24)
NOON = datetime(2026, 8, 24, 16, tzinfo=UTC)


class NoPapers:
    """An arXiv that knows nothing."""

    async def paper(self, paper_id: str) -> Entry:
        raise Missing(f"No {paper_id}.", 404)

    async def papers(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        return ()


class OnePaperADay:
    """A hub with a paper on each day, which notes the lists that it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.is_down = False
        self.arxiv = NoPapers()

    async def listing(self, period: Period) -> Listing:
        self.asked.append(period.key)
        if self.is_down:
            raise Offline("Nobody answered.")
        return await self.page(period, 0)

    async def page(self, period: Period, number: int) -> Listing:
        return Listing((Entry(Paper(id="2608.00001", title=period.key)),))

    async def paper(self, paper_id: str) -> Entry:
        raise Missing(f"No {paper_id}.", 404)

    async def search(self, text: str, limit: int) -> Listing:
        return Listing()

    async def latest_day(self) -> date | None:
        return None


@contextmanager
def watches_of(archive: Archive, hub: OnePaperADay, folder: Path) -> Iterator[Watches]:
    async def connect() -> OnePaperADay:
        return hub

    lists = PaperLists(archive, connect, lambda: NOON)
    lock = folder / "lock"
    with closing(State.open(folder / "state.db")) as state:
        search = PaperSearch(archive, state)
        yield Watches(Settings(), archive, state, lists, lambda: search, lock, lambda: NOON)


async def test_the_newest_day_is_fetched_once(archive: Archive, tmp_path: Path) -> None:
    hub = OnePaperADay()
    with watches_of(archive, hub, tmp_path) as watches:
        assert await watches.fetch(FRIDAY, MONDAY) == Fetched()
    assert sorted(hub.asked) == [Day(FRIDAY).key, Day(MONDAY).key]


async def test_no_day_before_the_first_list_is_asked_for(archive: Archive, tmp_path: Path) -> None:
    hub = OnePaperADay()
    with watches_of(archive, hub, tmp_path) as watches:
        await watches.fetch(date(2023, 5, 1), FIRST_DAY)
    assert hub.asked == [Day(FIRST_DAY).key]


async def test_a_newest_day_that_is_not_had_is_missing_once(
    archive: Archive, tmp_path: Path
) -> None:
    hub = OnePaperADay()
    hub.is_down = True
    with watches_of(archive, hub, tmp_path) as watches:
        fetched = await watches.fetch(FRIDAY, MONDAY)
    assert fetched == Fetched((FRIDAY, MONDAY), "Nobody answered.")
