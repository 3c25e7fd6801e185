"""Lists without a screen: the newest day, what is stale, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.errors import Missing, NotYet, Offline, Refused
from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import FIRST_DAY, Day, Month, Period, Trending, Week
from papers_tui.model.settings import Settings
from papers_tui.services.lists import PaperLists, from_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.store.archive.archive import Archive

MONDAY = date(2026, 8, 24)
FRIDAY = date(2026, 8, 21)
NOON = datetime(2026, 8, 24, 16, tzinfo=UTC)


def a_list(*ids: str, unreadable: int = 0) -> Listing:
    entries = tuple(Entry(Paper(id=paper_id, title=paper_id, upvotes=1)) for paper_id in ids)
    return Listing(entries, unreadable)


@dataclass
class FewPapers:
    """An arXiv that knows no paper alone, and of several those with an even number."""

    asked: list[int] = field(default_factory=list)

    async def paper(self, paper_id: str) -> Entry:
        raise Missing(f"No {paper_id}.", 404)

    async def papers(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        self.asked.append(len(ids))
        return tuple(
            Entry(Paper(id=one, title=f"On {one}")) for one in ids if int(one[-1]) % 2 == 0
        )


@dataclass
class FewDays:
    """A hub that has these days, and refuses or is empty for all others."""

    lists: dict[date, Listing] = field(default_factory=dict)
    refuses: bool = True
    hint: date | None = None
    latest: date | None = None
    down: bool = False
    asked: list[str] = field(default_factory=list)
    arxiv: FewPapers = field(default_factory=FewPapers)

    async def listing(self, period: Period) -> Listing:
        self.asked.append(period.key)
        if self.down:
            raise Offline("Nobody answered.")
        if isinstance(period, Day):
            if period.day in self.lists:
                return self.lists[period.day]
            if self.refuses:
                raise NotYet("No such day.", 400, self.hint)
        return Listing()

    async def page(self, period: Period, number: int) -> Listing:
        self.asked.append(f"{period.key}/{number}")
        first = number * 100
        listing = a_list(*(f"2608.{first + n:05}" for n in range(100)))
        return Listing(listing.entries, complete=number >= 4)

    async def paper(self, paper_id: str) -> Entry:
        raise Missing(f"No {paper_id}.", 404)

    async def search(self, text: str, limit: int) -> Listing:
        return a_list(text)

    async def latest_day(self) -> date | None:
        self.asked.append("latest")
        if self.down:
            raise Offline("Nobody answered.")
        return self.latest


def reader(archive: Archive, hub: FewDays, now: datetime = NOON) -> PaperLists:
    async def connect() -> FewDays:
        return hub

    return PaperLists(archive, connect, lambda: now)


async def test_the_newest_day_is_new_york_s_when_the_hub_has_it(archive: Archive) -> None:
    hub = FewDays({MONDAY: a_list("2608.00001")})
    answer = await reader(archive, hub).newest()
    assert answer.stored.period == Day(MONDAY)
    assert answer.note == ""
    assert hub.asked == ["day:2026-08-24"]
    assert archive.newest_day() == (MONDAY, NOON)


async def test_sentences_have_dates_in_the_form_of_the_settings(archive: Archive) -> None:
    hub = FewDays({FRIDAY: a_list("2608.00001")}, hint=FRIDAY)

    async def connect() -> FewDays:
        return hub

    settings = Settings(date_format="21.08.2026")
    lists = from_settings(settings, archive, connect, lambda: NOON)
    assert (await lists.newest()).note == "Monday 24.08.2026 has no papers yet."
    assert lists.neighbor(Day(MONDAY), 1)[1] == "Monday 24.08.2026 is the newest list."
    with pytest.raises(NotYet, match=r"for Monday 24\.08\.2026; its newest is .* 21\.08\.2026"):
        await lists.refresh(Day(MONDAY))


async def test_a_day_that_the_hub_refuses_without_naming_another_is_one_to_change(
    archive: Archive,
) -> None:
    with pytest.raises(NotYet, match=r"Monday 24 August 2026; choose another day, or try again"):
        await reader(archive, FewDays()).refresh(Day(MONDAY))


async def test_the_error_s_date_is_tried_first(archive: Archive) -> None:
    hub = FewDays({FRIDAY: a_list("2608.00001")}, hint=FRIDAY, latest=date(2026, 8, 19))
    answer = await reader(archive, hub).newest()
    assert answer.stored.period == Day(FRIDAY)
    assert answer.note == "Monday 24 August 2026 has no papers yet."
    assert hub.asked[:2] == ["day:2026-08-24", "day:2026-08-21"]


@pytest.mark.parametrize("refuses", [True, False])
async def test_then_the_day_of_the_latest_entries(archive: Archive, refuses: bool) -> None:
    wednesday = date(2026, 8, 19)
    hub = FewDays({wednesday: a_list("2608.00001")}, refuses=refuses, latest=wednesday)
    answer = await reader(archive, hub).newest()
    assert answer.stored.period == Day(wednesday)
    assert hub.asked == ["day:2026-08-24", "latest", "day:2026-08-19"]


async def test_no_day_is_tried_twice(archive: Archive) -> None:
    hub = FewDays(hint=FRIDAY, latest=FRIDAY)
    archive.store(Day(date(2026, 7, 1)), a_list("2607.00001"), NOON - timedelta(days=40))
    await reader(archive, hub).newest()
    assert hub.asked.count(f"day:{FRIDAY}") == 1
    assert len(hub.asked) == len({*hub.asked}) == 12


@pytest.mark.parametrize("refuses", [True, False])
async def test_the_ten_weekdays_before_are_tried_last(archive: Archive, refuses: bool) -> None:
    tenth = date(2026, 8, 10)
    hub = FewDays({tenth: a_list("2608.00001")}, refuses=refuses)
    answer = await reader(archive, hub).newest()
    assert answer.stored.period == Day(tenth)


async def test_the_archive_answers_where_two_weeks_have_no_papers(archive: Archive) -> None:
    old = date(2026, 7, 1)
    archive.store(Day(old), a_list("2607.00001"), NOON - timedelta(days=40))
    answer = await reader(archive, FewDays()).newest()
    assert answer.stored.period == Day(old)


async def test_without_any_list_there_is_no_newest_day(archive: Archive) -> None:
    with pytest.raises(Refused, match="no papers for Monday"):
        await reader(archive, FewDays()).newest()


async def test_unreadable_entries_do_not_make_a_day_empty(archive: Archive) -> None:
    hub = FewDays({MONDAY: a_list(unreadable=17), FRIDAY: a_list("2608.00001")}, hint=FRIDAY)
    answer = await reader(archive, hub).newest()
    assert answer.stored.period == Day(MONDAY)
    assert answer.stored.unreadable == 17


async def test_being_offline_is_known_until_somebody_answers(archive: Archive) -> None:
    hub = FewDays({MONDAY: a_list("2608.00001")}, down=True)
    service = reader(archive, hub)
    with pytest.raises(Offline):
        await service.newest()
    assert service.offline_since == NOON
    hub.down = False
    await service.newest()
    assert service.offline_since is None


@pytest.mark.parametrize(
    ("day", "minutes", "stale"),
    [
        (MONDAY, 9, False),
        (MONDAY, 11, True),
        (FRIDAY, 11, False),
        (FRIDAY, 359, False),
        (FRIDAY, 361, True),
    ],
)
def test_the_newest_list_is_stale_sooner(
    archive: Archive, day: date, minutes: int, stale: bool
) -> None:
    archive.set_newest_day(MONDAY, NOON)
    stored = archive.store(Day(day), a_list("2608.00001"), NOON - timedelta(minutes=minutes))
    assert reader(archive, FewDays()).is_stale(stored) is stale


def test_a_settled_list_is_never_stale(archive: Archive) -> None:
    day = Day(date(2026, 7, 1))
    young = archive.store(day, a_list("2607.00001"), datetime(2026, 7, 10, tzinfo=UTC))
    service = reader(archive, FewDays())
    assert service.is_stale(young)
    settled = archive.store(day, a_list("2607.00001"), datetime(2026, 7, 15, tzinfo=UTC))
    assert not service.is_stale(settled)


def test_the_archive_begins_and_ends_somewhere(archive: Archive) -> None:
    archive.set_newest_day(MONDAY, NOON)
    service = reader(archive, FewDays())
    assert service.neighbor(Day(MONDAY), 1)[0] == Day(MONDAY)
    assert service.neighbor(Day(FIRST_DAY), -1)[0] == Day(FIRST_DAY)
    assert service.neighbor(Trending(), 1)[0] == Trending()
    assert service.neighbor(Week.of(MONDAY), -1)[0] == Week(2026, 34)


async def test_trending_grows_by_hundreds_to_five(archive: Archive) -> None:
    hub = FewDays()
    service = reader(archive, hub)
    first = await hub.page(Trending(), 0)
    stored = archive.store(Trending(), Listing(first.entries, complete=False), NOON)
    for number in range(1, 5):
        more = await service.more(stored)
        assert more is not None
        assert len(more.ids) == (number + 1) * 100
        stored = more
    assert await service.more(stored) is None


@pytest.mark.parametrize(("moved", "papers"), [(0, 500), (1, 496), (20, 420), (100, 100)])
async def test_a_list_whose_papers_move_between_its_pages_comes_to_an_end(
    archive: Archive, moved: int, papers: int
) -> None:
    class Moving(FewDays):
        async def page(self, period: Period, number: int) -> Listing:
            self.asked.append(f"{period.key}/{number}")
            first = number * (100 - moved)
            listing = a_list(*(f"2608.{first + n:05}" for n in range(100)))
            return Listing(listing.entries, complete=number >= 4)

    hub = Moving()
    service = reader(archive, hub)
    first = await hub.page(Trending(), 0)
    stored = archive.store(Trending(), Listing(first.entries, complete=False), NOON)
    for _ in range(5):
        stored = await service.more(stored) or stored
    assert len(hub.asked) <= 5
    assert await service.more(stored) is None
    assert len(stored.ids) == papers


async def test_a_week_53_leaves_out_days_that_the_hub_refuses(archive: Archive) -> None:
    days = {date(2026, 12, 28): a_list("2612.00001"), date(2026, 12, 29): a_list("2612.00002")}
    hub = FewDays(days)
    service = reader(archive, hub, datetime(2026, 12, 31, 16, tzinfo=UTC))
    answer = await service.refresh(Week(2026, 53))
    assert set(answer.stored.ids) == {"2612.00001", "2612.00002"}
    asked = [f"day:2026-12-{day}" for day in (28, 29, 30, 31)]
    assert hub.asked == asked, "Friday, the first of January, is still to come"


def test_lists_have_names_in_the_settings(archive: Archive) -> None:
    archive.store(Day(date(2026, 8, 5)), a_list("2608.00001"), NOON)
    lists = reader(archive, FewDays())
    assert lists.named("week") == Week(2026, 32)
    assert lists.named("month") == Month(2026, 8)
    assert lists.named("trending") == Trending()
    assert [lists.named(name) for name in ("newest", "day", "library", "agents")] == [None] * 4


async def test_many_papers_come_from_arxiv_in_hundreds_and_are_archived(archive: Archive) -> None:
    hub = FewDays()
    ids = [f"2507.{number:05}" for number in range(1, 251)]
    batches = [one async for one in reader(archive, hub).fetch_papers(ids)]
    assert hub.arxiv.asked == [100, 100, 50]
    assert [batch.asked for batch in batches] == [100, 200, 250]
    found = [paper.id for batch in batches for paper in batch.papers]
    assert found == [one for one in ids if int(one[-1]) % 2 == 0]
    assert archive.papers(ids).keys() == set(found)
